"""Our mathematics beside other programs', measured in one run, in turn: task, ours, the other's, ratio.

    mathematics.py [PROGRAM [FOLDER]]

FOLDER holds the two compiled programs `ours` and `hand`; NumPy, numexpr and PyTorch are those of Debian's
python3, and left out by name where they are missing. The exit status is 1 if a bar is missed, or a program that
was ready gives no answer.
"""
import math
import os
import statistics
import subprocess
import sys

ROUNDS = 5
FUNCTIONS = ["rosenbrock", "himmelblau", "ackley", "rastrigin"]
# Task, function, the other, and how many times faster than it ours is to be (below 1: may be slower).
BARS = (
    [("value", f, "numpy", 3 if f in ("ackley", "rastrigin") else 5) for f in FUNCTIONS]
    + [("value", f, "numexpr", 7 if f in ("ackley", "rastrigin") else 4) for f in FUNCTIONS]
    + [("value", f, "hand C", 1 if f == "rastrigin" else 1 / 2) for f in FUNCTIONS]
    + [("gradient", f, "torch", 5) for f in FUNCTIONS]
    + [("gradient", f, "hand C", 1 / 3) for f in FUNCTIONS]
    + [("adam", "rosenbrock", "torch", 500), ("adam", "rosenbrock", "hand C", 1 / 3)])
UNITS = {"value": "point", "gradient": "point", "adam": "step", "flock": "step", "compile": "formula"}


class Program:
    def __init__(self, command, waits=False):
        environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1",
                           MKL_NUM_THREADS="1", NUMEXPR_NUM_THREADS="1")
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True, env=environment)
        self.alive = not waits or self.process.stdout.readline() == "ready\n"

    def ask(self, task, function):
        try:
            print(task, function, file=self.process.stdin, flush=True)
            return float(self.process.stdout.readline())
        except (ValueError, OSError):
            return None


def shown(seconds):
    if seconds == math.inf:
        return "no answer"
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def main():
    folder = sys.argv[2] if len(sys.argv) > 2 else "build/release/tests/bench"
    peers = os.path.join(os.path.dirname(__file__), "support", "peers.py")
    ours = Program([os.path.join(folder, "ours")])
    others = {"hand C": Program([os.path.join(folder, "hand")])}
    for name in ("numpy", "numexpr", "torch"):
        others[name] = Program(["/usr/bin/python3", peers, name], waits=True)
        if not others[name].alive:
            print(f"skipped: {name} is not installed, or does not start (Debian: python3-{name})")
    times = {}
    for _ in range(ROUNDS):
        asked = {}
        for task, function, other, _ in BARS:
            if (task, function) not in asked:
                asked[task, function] = ours.ask(task, function)
            if others[other].alive:
                times.setdefault((task, function, other), []).append(
                    (asked[task, function], others[other].ask(task, function)))
        for task, function in (("flock", "rosenbrock"), ("compile", "all")):
            times.setdefault((task, function, "adam" if task == "flock" else ""), []).append(
                (ours.ask(task, function), asked.get(("adam", "rosenbrock"))))
    print(f"{'task':<22}{'ours':>10}  {'other':<10}{'other':>10}{'times as fast':>15}{'bar':>8}")
    missed = False
    for task, function, other, bar in BARS + [("flock", "rosenbrock", "adam", 4)]:
        pairs = times.get((task, function, other))
        if not pairs or None in sum(pairs, ()):
            print(f"{task + ' ' + function:<22}{'':>10}  {other:<10}{'skipped' if not pairs else 'no answer':>10}")
            missed |= bool(pairs)
            continue
        mine, theirs = (statistics.median(column) for column in zip(*pairs))
        ratio = statistics.median(b / a for a, b in pairs)
        missed |= ratio < bar
        verdict = "" if ratio >= bar else "  missed"
        print(f"{task + ' ' + function:<22}{shown(mine):>10}  {other:<10}{shown(theirs):>10}"
              f"{ratio:>15.2f}{bar:>8.2f}{verdict}")
    compile_time = statistics.median(a or math.inf for a, _ in times["compile", "all", ""])
    missed |= compile_time >= 1e-4
    print(f"{'compile, 2 derivatives':<22}{shown(compile_time):>10}  bar: 100 µs"
          f"{'' if compile_time < 1e-4 else '  missed'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
