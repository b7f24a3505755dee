#!/usr/bin/env python3
"""Random formulas, evaluated by the program and by Python's math.

    formulas.py DRIVER [SEED [COUNT]]

Every formula is a random tree over all operations of the language, written with as few parentheses
as precedence allows or with more. Each of its subtrees is evaluated by the program, and each
operation is checked by itself: the program's value against Python's operation on the program's own
values of the operands. So an error cannot hide in, or grow from, the operations around it. Equal is
within 2 ulp, the same infinity, or both not a number. Python's math raises where C gives an
infinity or NaN; the functions below give what IEEE 754 and C's Annex F say.
"""
import math
import random
import subprocess
import sys

INF, NAN = math.inf, math.nan
ULPS = 2


def guard(function, domain=NAN, overflow=None):
    """C's answer where Python's math raises: `domain` for a ValueError."""
    def safe(*arguments):
        if any(math.isnan(a) for a in arguments):
            return NAN
        try:
            return function(*arguments)
        except ValueError:
            return domain(*arguments) if callable(domain) else domain
        except OverflowError:
            return overflow(*arguments) if overflow else INF
    return safe


def odd(b):
    return b == math.trunc(b) and abs(b) < 2.0**53 and int(b) % 2 == 1 if math.isfinite(b) else False


def pow_domain(a, b):
    if a == 0 and b < 0:  # a pole, signed where the exponent is odd
        return math.copysign(INF, a) if odd(b) else INF
    return NAN


def power(a, b):
    if b == 0 or a == 1:
        return 1.0
    return guard(math.pow, pow_domain, lambda a, b: -INF if a < 0 and odd(b) else INF)(a, b)


def divide(a, b):
    if b == 0:
        return NAN if a == 0 or math.isnan(a) else math.copysign(INF, a) * math.copysign(1, b)
    return a / b


def log_domain(pole):
    return lambda a: -INF if a == pole else NAN


def whole(function):
    return lambda a: math.copysign(float(function(a)), a) if math.isfinite(a) else a


def hypot(a, b):
    return INF if math.isinf(a) or math.isinf(b) else math.hypot(a, b)


def clamp(a, low, high):
    raised = low if a < low else a
    return high if raised > high else raised


def larger(a, b):
    return a if a > b or a != a else b


def smaller(a, b):
    return a if a < b or a != a else b


def sign(a):
    return 1.0 if a > 0 else -1.0 if a < 0 else 0.0 if a == 0 else a


exp = guard(math.exp)
FUNCTIONS = {
    'sin': (1, guard(math.sin)), 'cos': (1, guard(math.cos)), 'tan': (1, guard(math.tan)),
    'asin': (1, guard(math.asin)), 'acos': (1, guard(math.acos)), 'atan': (1, math.atan),
    'atan2': (2, math.atan2),
    'sinh': (1, guard(math.sinh, overflow=lambda a: math.copysign(INF, a))),
    'cosh': (1, guard(math.cosh)), 'tanh': (1, math.tanh), 'exp': (1, exp),
    'log': (1, guard(math.log, log_domain(0))), 'log2': (1, guard(math.log2, log_domain(0))),
    'log10': (1, guard(math.log10, log_domain(0))),
    'log1p': (1, guard(math.log1p, log_domain(-1))), 'expm1': (1, guard(math.expm1)),
    'sqrt': (1, guard(math.sqrt)), 'cbrt': (1, math.cbrt), 'abs': (1, abs), 'sign': (1, sign),
    'floor': (1, whole(math.floor)), 'ceil': (1, whole(math.ceil)),
    'min': (2, smaller), 'max': (2, larger), 'pow': (2, power), 'hypot': (2, hypot),
    'clamp': (3, clamp), 'relu': (1, lambda a: a if a > 0 or a != a else 0.0),
    'sigmoid': (1, lambda a: divide(1.0, 1.0 + exp(-a))),
    'softplus': (1, lambda a: (a if a > 0 or a != a else 0.0) + math.log1p(exp(-abs(a)))),
    'if': (3, lambda c, a, b: a if c != 0 else b),
}
PREFIXES = {'-': lambda a: -a, '!': lambda a: float(a == 0)}
# name: precedence, does it bind to the right, function. A comparison takes none beside it.
INFIXES = {
    '||': (1, False, lambda a, b: float(a != 0 or b != 0)),
    '&&': (2, False, lambda a, b: float(a != 0 and b != 0)),
    '<': (3, None, lambda a, b: float(a < b)), '<=': (3, None, lambda a, b: float(a <= b)),
    '>': (3, None, lambda a, b: float(a > b)), '>=': (3, None, lambda a, b: float(a >= b)),
    '==': (3, None, lambda a, b: float(a == b)), '!=': (3, None, lambda a, b: float(a != b)),
    '+': (4, False, lambda a, b: a + b), '-': (4, False, lambda a, b: a - b),
    '*': (5, False, lambda a, b: a * b), '/': (5, False, divide),
    '^': (7, True, power),
}
PREFIX, ATOM = 6, 8
NUMBERS = ['0', '1', '2', '3', '0.5', '.25', '10', '1e3', '2.5E-3', '1e-300', '1e300', '1e308', '5e-324',
           '0.1', '100', '4', '1e16', '0.3333333333333333']
POINTS = [(0.75, -1.25), (-0.0, 0.0), (3.0, 2.0), (INF, -0.5), (NAN, 1.0), (-1e200, 1e-200),
          (-2.0, -INF)]


class Tree:
    """kind: number, name, prefix, infix or call; children: trees."""

    def __init__(self, kind, word, children=()):
        self.kind, self.word, self.children = kind, word, children


def leaf(chance):
    if chance.random() < 0.6:
        return Tree('name', chance.choice(['x', 'y', 'x', 'y', 'x', 'y', 'pi', 'e']))
    if chance.random() < 0.7:
        return Tree('number', chance.choice(NUMBERS))
    return Tree('number', repr(round(chance.expovariate(0.3), chance.randrange(1, 17))))


def grow(chance, size):
    if size <= 1:
        return leaf(chance)
    kind = chance.random()
    if kind < 0.12:
        return Tree('prefix', chance.choice('---!'), (grow(chance, size - 1),))
    if kind < 0.55:
        left = chance.randrange(1, size)
        word = chance.choice(list(INFIXES) + list('+-*/^') * 3)
        return Tree('infix', word, (grow(chance, left), grow(chance, size - left)))
    word = chance.choice(list(FUNCTIONS))
    count = FUNCTIONS[word][0]
    return Tree('call', word, tuple(grow(chance, (size - 1) // count) for _ in range(count)))


def write(chance, tree):
    """The tree as text, and its precedence."""
    if tree.kind in ('number', 'name'):
        return tree.word, ATOM
    if tree.kind == 'call':
        return tree.word + '(' + ', '.join(write(chance, c)[0] for c in tree.children) + ')', ATOM
    if tree.kind == 'prefix':
        text = tree.word + within(chance, tree.children[0], PREFIX)
        return text, PREFIX
    precedence, to_the_right, _ = INFIXES[tree.word]
    left, right = tree.children
    gap = chance.choice(['', ' '])
    # behind ^ a sign needs no parentheses: 2^-x
    floor_left = precedence + (to_the_right is not False)
    floor_right = PREFIX if tree.word == '^' else precedence + 1
    text = within(chance, left, floor_left) + gap + tree.word + gap + within(chance, right, floor_right)
    return text, precedence


def within(chance, tree, least):
    text, precedence = write(chance, tree)
    return '(' + text + ')' if precedence < least or chance.random() < 0.1 else text


def subtrees(tree):
    yield tree
    for child in tree.children:
        yield from subtrees(child)


def expected(tree, operands, point):
    if tree.kind == 'number':
        return float(tree.word)
    if tree.kind == 'name':
        return {'x': point[0], 'y': point[1], 'pi': math.pi, 'e': math.e}[tree.word]
    if tree.kind == 'prefix':
        return PREFIXES[tree.word](*operands)
    if tree.kind == 'infix':
        return INFIXES[tree.word][2](*operands)
    return FUNCTIONS[tree.word][1](*operands)


def close(ours, theirs):
    if math.isnan(ours) or math.isnan(theirs):
        return math.isnan(ours) and math.isnan(theirs)
    if math.isinf(ours) or math.isinf(theirs):
        return ours == theirs
    if ours == theirs == 0:
        return math.copysign(1, ours) == math.copysign(1, theirs)
    return abs(ours - theirs) <= ULPS * math.ulp(theirs)


def run(driver, chance, trees):
    """The program's values of every subtree, as lists in the order of subtrees()."""
    lines = [' '.join(repr(c) for point in POINTS for c in point)]
    for tree in trees:
        for i, part in enumerate(subtrees(tree)):
            lines.append(('=' if i == 0 else '') + write(chance, part)[0])
    done = subprocess.run([driver], input='\n'.join(lines) + '\n', text=True, capture_output=True)
    answers = done.stdout.splitlines()
    if done.returncode or len(answers) != len(lines) - 1:
        sys.exit(f'the driver ended with {done.returncode}: {done.stderr}')
    return list(zip(lines[1:], answers))


def check(tree, answers, wrong):
    """Takes the answers of the tree's subtrees; returns its values."""
    text, answer = next(answers)
    values, _, complaint = answer.partition('!')
    values = [float(v) for v in values.split('(')[0].split()]
    operands = [check(child, answers, wrong) for child in tree.children]
    if complaint:
        wrong.append(f'{text}: {answer}')
        return values or [NAN] * len(POINTS)
    for i, point in enumerate(POINTS):
        theirs = expected(tree, [o[i] for o in operands], point)
        if not close(values[i], theirs):
            wrong.append(f'{text} at {point}: {values[i]!r}, by Python {theirs!r} of '
                         f'{[o[i] for o in operands]}')
    return values


def main():
    driver = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 3000
    chance = random.Random(seed)
    trees = [grow(chance, chance.randrange(1, 14)) for _ in range(count)]
    answers = run(driver, chance, trees)
    operations = {part.word for tree in trees for part in subtrees(tree)}
    listed = subprocess.run([driver, '--functions'], text=True, capture_output=True, check=True)
    missed = (set(listed.stdout.split()) | set(FUNCTIONS) | set(PREFIXES) | set(INFIXES)) - operations
    wrong, rest = [], iter(answers)
    for tree in trees:
        check(tree, rest, wrong)
    print('1..2')
    for line in wrong[:20]:
        print('#', line)
    print('not ok' if wrong else 'ok', '1 -', f'{count} formulas, {len(answers)} subformulas at '
          f'{len(POINTS)} points as by Python, seed {seed}: {len(wrong)} differ')
    print('not ok' if missed else 'ok', '2 - every operation came up', *sorted(missed))


main()
