#!/usr/bin/env python3
"""Animations and tables beside what Python writes, measured in one run, in turn: ours, theirs, ratio.

    motion.py [PROGRAM]

A GIF of 100 pictures of 800 x 500 against matplotlib's PillowWriter: heat, contours, and a path that grows by a
step a picture. A trajectory of 100,000 rows as CSV against numpy.savetxt; ours walks it, too. Ours is the whole
program with its start; theirs is without Python's own. The exit status is 1 if a bar is missed.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 3
PYTHONS = (sys.executable, "/usr/bin/python3")
THEIRS_GIF = """
import sys, time, os
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.animation import FuncAnimation, PillowWriter
import numpy as np
rows = np.genfromtxt(sys.argv[1], delimiter=",", skip_header=1)
begun = time.perf_counter()
x, y = np.meshgrid(np.linspace(-6, 6, 450), np.linspace(-5, 5, 400))
z = (x**2 + y - 11)**2 + (x + y**2 - 7)**2
figure, axes = plt.subplots(figsize=(8, 5), dpi=100)
heat = axes.pcolormesh(x, y, np.log1p(z), shading="auto")
axes.clabel(axes.contour(x, y, z, levels=[10, 20, 40, 70, 150, 200, 400], colors="w", linewidths=0.7))
figure.colorbar(heat)
axes.set_title("Himmelblau")
line, = axes.plot([], [], "w-o", markersize=3)
def draw(step):
    line.set_data(rows[:step + 1, 2], rows[:step + 1, 3])
    return line,
FuncAnimation(figure, draw, frames=100, blit=True).save(sys.argv[2], writer=PillowWriter(fps=15))
print(time.perf_counter() - begun, os.path.getsize(sys.argv[2]))
"""
THEIRS_CSV = """
import sys, time, os
import numpy as np
rows = np.genfromtxt(sys.argv[1], delimiter=",", skip_header=1)
begun = time.perf_counter()
np.savetxt(sys.argv[2], rows, delimiter=",")
print(time.perf_counter() - begun, os.path.getsize(sys.argv[2]))
"""


def ours(command, path):
    begun = time.perf_counter()
    subprocess.run(command + ["-o", path], check=True)
    return time.perf_counter() - begun, os.path.getsize(path)


def theirs(python, script, *arguments):
    said = subprocess.run([python, "-c", script, *arguments], check=True, capture_output=True, text=True).stdout
    seconds, size = said.split()
    return float(seconds), int(size)


def python_with(module):
    for python in PYTHONS:
        if subprocess.run([python, "-c", "import " + module], capture_output=True).returncode == 0:
            return python
    return None


def main():
    program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "downhill")
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        walk, mine, their = (os.path.join(folder, name) for name in ("walk.csv", "mine", "theirs"))
        tasks = [
            ("GIF, 100 pictures", [program, "animate", "himmelblau", "-n", "99", "--every", "1"], ".gif",
             ["run", "himmelblau", "-n", "100"], "matplotlib", THEIRS_GIF, 50, 1),
            ("CSV, 100,000 rows", [program, "run", "rosenbrock", "-s", "optimizer=adam", "-n", "100000"], ".csv",
             ["run", "rosenbrock", "-s", "optimizer=adam", "-n", "100000"], "numpy", THEIRS_CSV, 3, None),
        ]
        print(f"{'task':<20}{'ours':>10}  {'other':<12}{'other':>10}{'times as fast':>15}{'bar':>6}{'bytes':>12}{'theirs':>12}")
        for name, command, ending, data, other, script, bar, most in tasks:
            python = python_with(other)
            if not python:
                print(f"skipped: {other} is not installed (Debian: python3-{other})")
                continue
            subprocess.run([program, *data, "-o", walk], check=True)
            pairs = [(ours(command, mine + ending), theirs(python, script, walk, their + ending)) for _ in range(ROUNDS)]
            ratio = statistics.median(b[0] / a[0] for a, b in pairs)
            a, b = pairs[-1]
            bad = ratio < bar or (most and a[1] > b[1] * most)
            missed |= bool(bad)
            print(f"{name:<20}{a[0] * 1e3:>7.0f} ms  {other:<12}{b[0] * 1e3:>7.0f} ms{ratio:>15.1f}{bar:>6}{a[1]:>12}{b[1]:>12}"
                  f"{'  missed' if bad else ''}")
    return missed


sys.exit(main())
