#!/usr/bin/env python3
"""What the screen costs on a terminal of 200 x 60, measured beside an ncurses hello-world and cmatrix.

    screen.py [PROGRAM]

Time to the first full frame, bytes a step and CPU of a running walk, bytes and CPU of a paused one. The
exit status is 1 if a bar is missed: first frame within 3 times hello's, under 300 bytes a step, under
2 % of a core, nothing while paused. Then what a step costs with everything on (relief, arrows, the next
step, fog, the cut): under 4 ms.
"""
import fcntl
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

COLUMNS, ROWS = 200, 60
STEPS_A_SECOND = 20  # of a scene as it is opened
HELLO = r"""
#include <curses.h>
int main(void)
{
    initscr();
    for (int y = 0; y < LINES; y++)
        for (int x = 0; x < COLS; x++)
            mvaddch(y, x, (chtype)('a' + (x + y) % 26));
    curs_set(0);
    refresh();
    getch();
    endwin();
    return 0;
}
"""
EVERYTHING = b"hgEfc"  # keys
DEPTHS = {
    "24-bit": {"COLORTERM": "truecolor"},
    "palette": {},
    "256": {"TMUX": "/nowhere"},
}


class Run:
    """A program on a terminal of its own, which is read as fast as it is written."""

    def __init__(self, arguments, variables):
        self.started = time.monotonic()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            for name in ("NO_COLOR", "TMUX", "STY", "LINES", "COLUMNS", "COLORTERM", "XTERM_VERSION",
                         "VTE_VERSION", "WT_SESSION"):
                os.environ.pop(name, None)
            os.environ.update(TERM="xterm-256color", LANG="C.UTF-8", **variables)
            os.execv(arguments[0], arguments)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)

    def read(self, seconds, silence=None):
        """Bytes that come within so many seconds, or until such a silence; and when the last came."""
        count, start = 0, time.monotonic()
        end, last = start + seconds, start
        while True:
            stop = end if silence is None else min(end, last + silence)
            wait = stop - time.monotonic()
            if wait <= 0 or not select.select([self.terminal], [], [], wait)[0]:
                return count, last
            try:
                count += len(os.read(self.terminal, 1 << 16))
            except OSError:
                return count, last
            last = time.monotonic()

    def settle(self, silence=0.15):
        """Reads until such a silence; seconds from the start to the last byte before it."""
        while True:
            count, last = self.read(2, silence)
            if count:
                return last - self.started

    def type(self, keys):
        os.write(self.terminal, keys)

    def cpu(self):
        with open(f"/proc/{self.pid}/schedstat") as stat:
            return int(stat.read().split()[0]) / 1e9

    def watch(self, seconds):
        """Bytes and share of a core in that time."""
        before, start = self.cpu(), time.monotonic()
        count, _ = self.read(seconds)
        return count, (self.cpu() - before) / (time.monotonic() - start)


def first_frame(arguments, variables, hello):
    """Medians of the time, hello's time and their ratio, each pair measured back to back: the speed of
    a shared machine drifts. (The critical points are looked for, and marked, a frame later.)"""
    frame = 0.02
    rows = []
    for _ in range(11):
        with Run(arguments, variables) as run:
            ours = run.settle(frame)
        with Run(hello, {}) as run:
            theirs = run.settle(frame)
        rows.append((ours, theirs, ours / theirs))
    return [statistics.median(column) for column in zip(*rows)]


def running(arguments, variables, key=b" "):
    """Bytes a second and share of a core."""
    with Run(arguments, variables) as run:
        run.settle()
        run.type(key)
        run.read(0.5)
        count, share = run.watch(5)
        return count / 5, share


def paused(arguments, variables):
    """Bytes and share of a core in five seconds after a walk was paused."""
    with Run(arguments, variables) as run:
        run.settle()
        run.type(b" ")
        run.read(0.5)
        run.type(b" ")
        run.read(1, 0.3)
        return run.watch(5)


def everything(program, scene):
    """Prints a row; returns the bar, if it is missed."""
    with Run([program, scene], DEPTHS["24-bit"]) as run:
        run.settle()
        run.type(EVERYTHING)
        run.read(1)
        run.type(b" ")
        run.read(0.5)
        count, share = run.watch(5)
    seconds = share / STEPS_A_SECOND
    missed = [] if seconds < 0.004 else ["4 ms a step"]
    row(f"{scene} all on", step=f"{count / 5 / STEPS_A_SECOND:.0f}", cpu=f"{seconds * 1e3:.2f} ms",
        marks="missed: " + ", ".join(missed) if missed else "")
    return missed


def compile_hello(folder):
    source, program = os.path.join(folder, "hello.c"), os.path.join(folder, "hello")
    with open(source, "w") as file:
        file.write(HELLO)
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "ncursesw"], check=True,
                           capture_output=True, text=True).stdout.split()
    subprocess.run([os.environ.get("CC", "cc"), "-O2", "-o", program, source] + flags, check=True)
    return [program]


def row(name, first="", hello="", ratio="", step="", cpu="", rate="", quiet="", marks=""):
    print(f"{name:<22}{first:>12}{hello:>10}{ratio:>8}{step:>12}{cpu:>9}{rate:>10}{quiet:>12}  {marks}",
          flush=True)


def measure(program, scene, depth, hello):
    """Prints a row; returns the bars that it misses."""
    arguments, variables = [program, scene], DEPTHS[depth]
    first, hello_first, ratio = first_frame(arguments, variables, hello)
    rate, share = running(arguments, variables)
    step = rate / STEPS_A_SECOND
    quiet, idle = paused(arguments, variables)
    bars = {"first frame": ratio <= 3, "bytes/step": step < 300, "CPU": share < 0.02,
            "paused": quiet == 0 and idle < 0.001}
    missed = [name for name, met in bars.items() if not met]
    row(f"{scene} {depth}", f"{first * 1e3:.1f} ms", f"{hello_first * 1e3:.1f} ms", f"{ratio:.1f}x", f"{step:.0f}",
        f"{share * 100:.2f} %", f"{rate:.0f}", f"{quiet} B", "missed: " + ", ".join(missed) if missed else "")
    return missed


def main():
    program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "./downhill")
    row(f"{COLUMNS} x {ROWS}", "first frame", "hello's", "ratio", "bytes/step", "CPU", "bytes/s", "paused 5 s")
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        hello = compile_hello(folder)
        for scene, depth in (("rosenbrock", "24-bit"), ("himmelblau", "24-bit"),
                             ("rosenbrock", "palette"), ("rosenbrock", "256")):
            missed += measure(program, scene, depth, hello)
    for scene in ("himmelblau", "line-fit", "race"):
        missed += everything(program, scene)
    cmatrix = shutil.which("cmatrix")
    if cmatrix:
        rate, share = running([cmatrix], {}, b"")
        row("cmatrix", cpu=f"{share * 100:.2f} %", rate=f"{rate:.0f}")
    else:
        row("cmatrix", "not there")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
