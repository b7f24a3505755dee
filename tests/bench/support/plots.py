"""matplotlib and NumPy at the tasks of figures.py: plots.py matplotlib|numpy.

Everything is imported, and each kind of figure drawn once, before the clock starts: what is measured is
the drawing, and not Python's start. Asked "TASK FILE" a line, answers "SECONDS".
"""
import sys
import time

STEPS, FRAMES, RATE = 100, 100, 0.01
WINDOW = (-6, 6, -5, 5)


def loss(x, y):
    return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2


def walk():
    x, y, points = 0.0, 0.0, [(0.0, 0.0)]
    for _ in range(STEPS):
        a, b = x * x + y - 11, x + y * y - 7
        x, y = x - RATE * (4 * x * a + 2 * b), y - RATE * (2 * a + 4 * y * b)
        points.append((x, y))
    return points


def matplotlib_tasks():
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import numpy as np
    from matplotlib.animation import FuncAnimation, PillowWriter
    from matplotlib.colors import LogNorm

    def figure(width, height, dpi, samples):
        """The map with its colour bar, labelled contours, axes, title and legend, and the path."""
        fig, axes = plt.subplots(figsize=(width / dpi, height / dpi), dpi=dpi)
        x = np.linspace(WINDOW[0], WINDOW[1], samples[0])
        y = np.linspace(WINDOW[2], WINDOW[3], samples[1])
        z = loss(x[None, :], y[:, None])
        image = axes.imshow(z, extent=WINDOW, origin="lower", aspect="auto", interpolation="bilinear",
                            norm=LogNorm(vmin=max(z.min(), 0.1), vmax=z.max()))
        lines = axes.contour(x, y, z, levels=[1, 3, 10, 20, 40, 60, 100, 200, 300, 600, 1000],
                             colors="k", linewidths=0.7)
        axes.clabel(lines, fontsize=7)
        fig.colorbar(image, label="loss")
        axes.set(title="Himmelblau's four valleys", xlabel="x", ylabel="y")
        path = np.array(walk())
        line, = axes.plot(path[:, 0], path[:, 1], "w-o", ms=2, label="Gradient descent, lr 0.01")
        axes.plot([3, -2.8, -3.8, 3.6], [2, 3.1, -3.3, -1.8], "wD", label="minimum")
        axes.legend()
        return fig, line, path

    def save(path):
        fig, _, _ = figure(1600, 1000, 192, (1000, 750))
        fig.savefig(path)
        plt.close(fig)

    def gif(path):
        fig, line, points = figure(800, 500, 96, (500, 375))

        def show(i):
            line.set_data(points[:i + 1, 0], points[:i + 1, 1])
            return line,

        FuncAnimation(fig, show, frames=FRAMES, blit=True).save(path, writer=PillowWriter(fps=20))
        plt.close(fig)

    return {"png": save, "svg": save, "gif": gif}


def numpy_tasks():
    import numpy as np
    rows = 100001
    table = np.random.default_rng(1).normal(size=(rows, 8))
    table[:, 0] = 1
    table[:, 1] = np.arange(rows)

    def csv(path):
        np.savetxt(path, table, fmt=["%d", "%d"] + ["%.17g"] * 6, delimiter=",", comments="",
                   header="walker,step,x,y,loss,g_x,g_y,lr")

    return {"csv": csv}


def main():
    tasks = {"matplotlib": matplotlib_tasks, "numpy": numpy_tasks}[sys.argv[1]]()
    print("ready", flush=True)
    for request in sys.stdin:
        task, path = request.split()
        start = time.process_time()
        tasks[task](path)
        print(time.process_time() - start, flush=True)


if __name__ == "__main__":
    main()
