#!/usr/bin/env python3
"""Figures beside matplotlib's, in the same run: Himmelblau's surface of 100 steps as heat with labelled contours, path,
critical points, colour bar, axes, title and legend.

    figures.py [PROGRAM]

PNG of 1600 x 1000 pixels and SVG of 800 x 500. Ours is the whole program, from its start to the file, walk included;
matplotlib is measured as a whole too, and once more without its start: the time from data to file in a process that
has imported everything and drawn one figure before. Each at its best of several runs. The exit status is 1 if a bar is missed against the latter: PNG 5
times as fast, SVG 10 times, a third of the memory.
"""
import os
import subprocess
import sys
import tempfile
import time

PYTHON = "/usr/bin/python3"
RUNS = 9
BARS = {"png": 5, "svg": 10}
MEMORY = 3
DRAW = r"""
import sys, time
begun = time.perf_counter()
import numpy as np
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.colors import LogNorm

def loss(x, y):
    return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2

def walk(steps, rate):
    points = [(0.0, 0.0)]
    for _ in range(steps):
        x, y = points[-1]
        a, b = x * x + y - 11, x + y * y - 7
        points.append((x - rate * (4 * a * x + 2 * b), y - rate * (2 * a + 4 * b * y)))
    return np.array(points)

def draw(path):
    columns, rows = (900, 770) if path.endswith(".png") else (450, 385)
    x, y = np.linspace(-6, 6, columns), np.linspace(-5, 5, rows)
    z = loss(x[None, :], y[:, None]) + 0.5
    figure, axes = plt.subplots(figsize=(8.333, 5.208), dpi=192, constrained_layout=True)
    image = axes.imshow(z, extent=(-6, 6, -5, 5), origin="lower", aspect="auto", cmap="viridis",
                        norm=LogNorm(z.min(), z.max()))
    levels = [2, 5, 10, 20, 40, 100, 150, 300, 400, 1000]
    lines = axes.contour(x[::2], y[::2], z[::2, ::2], levels=levels, colors="white", linewidths=0.7)
    axes.clabel(lines, fontsize=8)
    at = walk(100, 0.01)
    axes.plot(at[:, 0], at[:, 1], "-o", color="white", markersize=3, label="Gradient descent\nlr 0.01")
    axes.plot([3, -2.805, -3.779, 3.584], [2, 3.131, -3.283, -1.848], "D", color="white", label="minimum")
    axes.plot([-0.271], [-0.923], "^", color="white", label="maximum")
    axes.set(title="Himmelblau's four valleys", xlabel="x", ylabel="y")
    figure.colorbar(image, label="loss")
    axes.legend(loc="upper left", bbox_to_anchor=(1.25, 1))
    figure.savefig(path)
    plt.close(figure)

path = sys.argv[1]
if sys.argv[2] == "once":
    draw(path)
else:
    draw(path)
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        draw(path)
        times.append(time.perf_counter() - begun)
    print(min(times))
"""


def run(command):
    """Seconds, kilobytes at most, and what it says."""
    begun = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        words = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
    if status != 0:
        sys.exit(f"{command[0]} failed")
    return time.monotonic() - begun, usage.ru_maxrss, words


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "./downhill"
    if subprocess.run([PYTHON, "-c", "import matplotlib"], capture_output=True, check=False).returncode:
        print("skipped: there is no matplotlib")
        return 0
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        for kind, bar in BARS.items():
            ours, theirs = os.path.join(folder, "ours." + kind), os.path.join(folder, "theirs." + kind)
            runs = [run([program, "figure", "himmelblau", "-o", ours]) for _ in range(RUNS)]
            whole = [run([PYTHON, "-c", DRAW, theirs, "once"]) for _ in range(3)]
            warm = float(run([PYTHON, "-c", DRAW, theirs, "warm"])[2])
            runs += [run([program, "figure", "himmelblau", "-o", ours]) for _ in range(RUNS)]
            seconds, memory = min(r[0] for r in runs), max(r[1] for r in runs)
            whole_seconds, whole_memory = min(r[0] for r in whole), min(r[1] for r in whole)
            print(f"{kind}: ours {seconds * 1e3:.0f} ms, {memory / 1024:.0f} MB, {os.path.getsize(ours) / 1e3:.0f} kB; "
                  f"matplotlib {warm * 1e3:.0f} ms warm ({warm / seconds:.1f} times), "
                  f"{whole_seconds * 1e3:.0f} ms whole ({whole_seconds / seconds:.1f} times), "
                  f"{whole_memory / 1024:.0f} MB ({whole_memory / memory:.1f} times), {os.path.getsize(theirs) / 1e3:.0f} kB")
            if warm / seconds < bar:
                print(f"  MISSED: less than {bar} times as fast")
                missed = 1
            if whole_memory / memory < MEMORY:
                print(f"  MISSED: less than {MEMORY} times as small")
                missed = 1
    return missed


sys.exit(main())
