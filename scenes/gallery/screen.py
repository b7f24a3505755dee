#!/usr/bin/env python3
"""A frame of the terminal, as `downhill figure SCENE -o FRAME.ans` writes it, as an SVG picture.

Blocks and braille are drawn as shapes, so that they meet as in a terminal whatever the font is;
what is left is text, each run stretched to its cells.
"""
import re
import sys
from html import escape

WIDTH, HEIGHT, BASE = 8, 16, 12  # of a cell; its base line
EDGE = 8  # around the screen
INK, PAPER = "#d6dae2", "#1a1d26"  # the terminal's own
BOLD, DIM = ' font-weight="bold"', ' opacity="0.6"'
DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))  # of braille, by bit


class Look:
    """What SGR sequences have set so far."""

    def __init__(self):
        self.clear()

    def clear(self):
        self.fore = self.back = None
        self.bold = self.dim = self.reverse = False

    def apply(self, parameters):
        codes = [int(code or 0) for code in parameters.split(";")]
        while codes:
            code = codes.pop(0)
            if code == 0:
                self.clear()
            elif code in (1, 2, 7):
                setattr(self, {1: "bold", 2: "dim", 7: "reverse"}[code], True)
            elif code in (38, 48):
                color = "#%02x%02x%02x" % tuple(codes[1:4])
                setattr(self, "fore" if code == 38 else "back", color)
                del codes[:4]
            elif code in (39, 49):
                setattr(self, "fore" if code == 39 else "back", None)

    def cell(self, sign):
        fore, back = self.fore or INK, self.back or PAPER
        if self.reverse:
            fore, back = back, fore
        return sign, fore, back, self.bold, self.dim


def cells(line):
    look, row = Look(), []
    for sequence, sign in re.findall(r"\x1b\[([0-9;]*)m|([^\x1b])", line):
        if sign:
            row.append(look.cell(sign))
        else:
            look.apply(sequence)
    return row


def box(x, y, width, height, color):
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{color}"/>'


def runs(row, value):
    """From where to where a value stays the same."""
    start = 0
    for end in range(1, len(row) + 1):
        if end == len(row) or value(row[end]) != value(row[start]):
            yield start, end, value(row[start])
            start = end


def drawn(sign):
    return sign in "▀▄█▌▐" or 0x2800 <= ord(sign) <= 0x28FF


def shape(sign, x, y, color):
    if sign in "▀▄█▌▐":
        dx, dy, width, height = {"▀": (0, 0, 1, 0.5), "▄": (0, 0.5, 1, 0.5), "█": (0, 0, 1, 1),
                                 "▌": (0, 0, 0.5, 1), "▐": (0.5, 0, 0.5, 1)}[sign]
        yield box(x + dx * WIDTH, y + dy * HEIGHT, width * WIDTH, height * HEIGHT, color)
        return
    for bit, (column, row) in enumerate(DOTS):
        if ord(sign) - 0x2800 >> bit & 1:
            yield box(x + 4 * column + 1, y + 4 * row + 1, 2, 2, color)


def paint(row, y):
    for start, end, back in runs(row, lambda cell: cell[2]):
        if back != PAPER:
            yield box(start * WIDTH, y, (end - start) * WIDTH, HEIGHT, back)
    for start, end, (kind, fore) in runs(row, lambda c: (c[0] if c[0] in "▀▄█" else "", c[1])):
        if kind:
            height = HEIGHT if kind == "█" else HEIGHT / 2
            yield box(start * WIDTH, y + (kind == "▄") * height, (end - start) * WIDTH, height, fore)
    for column, (sign, fore, *_) in enumerate(row):
        if drawn(sign) and sign not in "▀▄█":
            yield from shape(sign, column * WIDTH, y, fore)
    for start, end, look in runs(row, lambda c: None if c[0] == " " or drawn(c[0]) else c[1:]):
        if look:
            text = "".join(cell[0] for cell in row[start:end])
            yield (f'<text x="{start * WIDTH}" y="{y + BASE}" fill="{look[0]}"'
                   f' textLength="{len(text) * WIDTH}"{BOLD * look[2]}'
                   f'{DIM * look[3]}>{escape(text)}</text>')


def picture(text):
    rows = [cells(line) for line in text.rstrip("\n").split("\n")]
    width, height = max(map(len, rows)) * WIDTH, len(rows) * HEIGHT
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width + 2 * EDGE}"'
           f' height="{height + 2 * EDGE}" viewBox="{-EDGE} {-EDGE} {width + 2 * EDGE}'
           f' {height + 2 * EDGE}">')
    yield (f'<rect x="{-EDGE}" y="{-EDGE}" width="{width + 2 * EDGE}"'
           f' height="{height + 2 * EDGE}" rx="{EDGE}" fill="{PAPER}"/>')
    yield ('<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13"'
           ' shape-rendering="crispEdges">')
    for number, row in enumerate(rows):
        yield from paint(row, number * HEIGHT)
    yield "</g>"
    yield "</svg>"


sys.stdout.reconfigure(encoding="utf-8")
sys.stdin.reconfigure(encoding="utf-8")
print("\n".join(picture(sys.stdin.read())))
