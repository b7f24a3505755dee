"""The other programs, each with the loop of meter.h: peers.py numpy|numexpr|torch."""
import math
import sys
import time

COLUMNS, ROWS, STEPS = 1920, 1080, 300
WINDOWS = {"rosenbrock": (-2, 2, -1, 3), "himmelblau": (-5, 5, -5, 5), "ackley": (-5, 5, -5, 5),
           "rastrigin": (-5.12, 5.12, -5.12, 5.12)}


def formulas(m, x, y):
    return {
        "rosenbrock": lambda: (1 - x)**2 + 100 * (y - x**2)**2,
        "himmelblau": lambda: (x**2 + y - 11)**2 + (x + y**2 - 7)**2,
        "ackley": lambda: -20 * m.exp(-0.2 * m.sqrt(0.5 * (x**2 + y**2)))
        - m.exp(0.5 * (m.cos(2 * math.pi * x) + m.cos(2 * math.pi * y))) + math.e + 20,
        "rastrigin": lambda: 20 + x**2 + y**2
        - 10 * (m.cos(2 * math.pi * x) + m.cos(2 * math.pi * y)),
    }


def plane(np, function):
    low_x, high_x, low_y, high_y = WINDOWS[function]
    return np.meshgrid(np.linspace(low_x, high_x, COLUMNS), np.linspace(low_y, high_y, ROWS))


def numpy_tasks():
    import numpy as np

    def task(function):
        x, y = plane(np, function)
        run = formulas(np, x, y)[function]
        return lambda: (run(), COLUMNS * ROWS)[1]
    return {("value", function): lambda function=function: task(function) for function in WINDOWS}


def numexpr_tasks():
    import numexpr
    import numpy as np
    numexpr.set_num_threads(1)
    texts = {
        "rosenbrock": "(1-x)**2 + 100*(y-x**2)**2",
        "himmelblau": "(x**2+y-11)**2 + (x+y**2-7)**2",
        "ackley": "-20*exp(-0.2*sqrt(0.5*(x**2+y**2)))"
                  " - exp(0.5*(cos(2*pi*x)+cos(2*pi*y))) + e + 20",
        "rastrigin": "20 + x**2 + y**2 - 10*(cos(2*pi*x) + cos(2*pi*y))"}

    def task(function):
        x, y = plane(np, function)
        names = {"x": x, "y": y, "pi": math.pi, "e": math.e}
        return lambda: (numexpr.evaluate(texts[function], names), COLUMNS * ROWS)[1]
    return {("value", function): lambda function=function: task(function) for function in WINDOWS}


def torch_tasks():
    import numpy as np
    import torch
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)

    def gradient(function):
        x, y = (torch.from_numpy(a).requires_grad_() for a in plane(np, function))
        run = formulas(torch, x, y)[function]

        def once():
            x.grad = y.grad = None
            run().sum().backward()
            return COLUMNS * ROWS
        return once

    def adam():
        p = torch.tensor([-1.2, 1.0], requires_grad=True)
        optimizer = torch.optim.Adam([p])

        def once():
            for _ in range(STEPS):
                optimizer.zero_grad()
                ((1 - p[0])**2 + 100 * (p[1] - p[0]**2)**2).backward()
                optimizer.step()
            return STEPS
        return once
    tasks = {("gradient", function): lambda function=function: gradient(function)
             for function in WINDOWS}
    tasks["adam", "rosenbrock"] = adam
    return tasks


def measure(run):
    """The least time of a unit over at least 3 runs and 0.3 seconds, after one to warm up."""
    run()
    best, begin, runs = math.inf, time.perf_counter(), 0
    while runs < 3 or time.perf_counter() - begin < 0.3:
        start = time.perf_counter()
        units = run()
        best = min(best, (time.perf_counter() - start) / units)
        runs += 1
    return best


def main():
    tasks = {"numpy": numpy_tasks, "numexpr": numexpr_tasks, "torch": torch_tasks}[sys.argv[1]]()
    print("ready", flush=True)
    for line in sys.stdin:
        make = tasks.get(tuple(line.split()))
        print(f"{measure(make()):.6e}" if make else "none", flush=True)


if __name__ == "__main__":
    main()
