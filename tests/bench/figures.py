#!/usr/bin/env python3
"""Our files beside other programs', made in one run, in turn: time, memory, size.

    figures.py [PROGRAM]

Ours are whole runs of the program, with its start, the walk and the writing of the file; matplotlib and
NumPy (of Debian's python3) are started and warm before their clock runs. All of them on one thread,
so that time is the processor's, which does not depend on what else runs; memory is the peak of each
process. What is missing is left out by name. The exit status is 1 if a bar is missed.
"""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

PYTHON = "/usr/bin/python3"
ONE_THREAD = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")
PLOTS = os.path.join(os.path.dirname(__file__), "support", "plots.py")
FIGURE = ["figure", "himmelblau"]
# Task, our arguments, the other, its ending, rounds, and the bars: times as fast, its memory over ours, its
# size over ours (None: no bar).
TASKS = [
    ("PNG 1600x1000", FIGURE, "matplotlib", "png", 9, 5, 3, None),
    ("SVG", FIGURE, "matplotlib", "svg", 9, 10, None, None),
    ("GIF 800x500, 100 frames", ["animate", "himmelblau", "--size", "800x500", "--every", "1", "-n", "99"],
     "matplotlib", "gif", 2, 50, None, 1),
    ("CSV, 100,000 steps", ["run", "rosenbrock", "-n", "100000"], "numpy", "csv", 5, 3, None, None),
]


class Peer:
    """Another program, which waits for tasks. A fresh one has no memory of another task's."""

    def __init__(self, name):
        self.process = subprocess.Popen([PYTHON, PLOTS, name], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                        env=ONE_THREAD)
        self.alive = self.process.stdout.readline() == "ready\n"

    def make(self, task, path):
        print(task, path, file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline())

    def end(self):
        """Returns its peak memory, in bytes."""
        self.process.stdin.close()
        return os.wait4(self.process.pid, 0)[2].ru_maxrss * 1024


def run(command):
    """Seconds and peak bytes of a program; None if it fails."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=ONE_THREAD)
    words = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        return None, words.strip()
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def shown(value, units):
    for unit, size in units:
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value:.3g}"


def seconds(value):
    return shown(value, (("s", 1), ("ms", 1e-3), ("µs", 1e-6)))


def size(value):
    return shown(value, (("MB", 1e6), ("kB", 1e3), ("B", 1)))


def report(task, what, ours, other, theirs, bar, form):
    """One line of the table; is the bar missed?"""
    ratio = theirs / ours
    missed = bar is not None and ratio < bar
    print(f"{task:<26}{what:<8}{form(ours):>10}  {other:<11}{form(theirs):>10}{ratio:>9.2f}"
          f"{'' if bar is None else format(bar, '9.2f')}{'  missed' if missed else ''}")
    return missed


def measure(program, folder, task):
    name, arguments, other, ending, rounds, faster, leaner, smaller = task
    mine, theirs = (os.path.join(folder, f"{who}.{ending}") for who in ("ours", "theirs"))
    command = [program] + arguments + ["-o", mine]
    _, peak = run(command)
    if isinstance(peak, str):
        print(f"skipped: {name}: {peak}")
        return False
    peer = Peer(other)
    if not peer.alive:
        print(f"skipped: {name}: {other} is not installed (Debian: python3-{other})")
        return False
    if rounds > 2:
        peer.make(ending, theirs)
    pairs = [(run(command), peer.make(ending, theirs)) for _ in range(rounds)]
    memory = peer.end()
    fast = statistics.median(pair[0][0] for pair in pairs)
    slow = statistics.median(pair[1] for pair in pairs)
    missed = report(name, "time", fast, other, slow, faster, seconds)
    missed |= report("", "memory", max(pair[0][1] for pair in pairs), other, memory, leaner, size)
    missed |= report("", "size", os.path.getsize(mine), other, os.path.getsize(theirs), smaller, size)
    return missed


def main():
    program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "./downhill")
    folder = tempfile.mkdtemp()
    print(f"{'task':<26}{'':<8}{'ours':>10}  {'other':<11}{'other':>10}{'times':>9}{'bar':>9}")
    try:
        missed = [measure(program, folder, task) for task in TASKS]
    finally:
        shutil.rmtree(folder)
    return 1 if any(missed) else 0


if __name__ == "__main__":
    sys.exit(main())
