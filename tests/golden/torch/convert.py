#!/usr/bin/env python3
"""Turns cases.jsonl and schedules.jsonl into the text tables that the golden tests read.

    cd tests/golden/torch && python3 convert.py

A case is a run of lines `key value...`, ended by an empty line, with downhill's names for PyTorch's
hyperparameters and schedules. Lines after `from K` are settings that change at step K. Numbers are
written so that they read back to the same double.
"""
import json

PAIRS = {"betas": ("beta1", "beta2"), "etas": ("eta_minus", "eta_plus"),
         "step_sizes": ("step_min", "step_max")}
SCHEDULES = {"StepLR": "step", "MultiStepLR": "multistep", "ExponentialLR": "exponential",
             "ConstantLR": "constant", "LinearLR": "linear", "PolynomialLR": "polynomial",
             "CosineAnnealingLR": "cosine", "CosineAnnealingWarmRestarts": "restarts",
             "OneCycleLR": "onecycle", "CyclicLR": "cyclic", "ReduceLROnPlateau": "plateau"}

# The loss of one example, in the formula language.
MODELS = {"linreg": "(x*u + y - t)^2",
          "logreg": "log(1 + exp(x*u1 + y*u2)) - t*(x*u1 + y*u2)",
          "tanh": "(y*tanh(x*u) - t)^2"}


def text(value):
    if isinstance(value, bool):
        return str(int(value))
    return value if isinstance(value, str) else repr(value)


def torch_schedule_lines(schedule):
    yield f"schedule {SCHEDULES[schedule['type']]}"
    for key, value in schedule.items():
        if key == "type" or value is None:
            continue
        if key == "milestones":
            yield "milestones " + " ".join(map(str, value))
        else:
            yield f"schedule.{key.lower()} {text(value)}"


def lambda_lines(schedule, lr):
    """A warm-up and half a cosine, then a steady rate: the last is turned by hand."""
    warmup, total, low = schedule["warmup"], schedule["total"], lr * schedule["min_factor"]
    yield f"warmup {warmup}"
    yield from torch_schedule_lines(
        {"type": "CosineAnnealingLR", "T_max": total - warmup, "eta_min": low})
    yield f"from {total}"
    yield "schedule none"
    yield f"knob.lr {text(low)}"


def sequence_lines(schedule):
    """One schedule after another: the next is chosen by hand, and counts from its milestone."""
    first, second = schedule["schedulers"]
    yield from torch_schedule_lines(first)
    yield f"from {schedule['milestones'][0]}"
    yield f"warmup {schedule['milestones'][0]}"
    yield from torch_schedule_lines(second)


def schedule_lines(schedule, lr):
    if schedule["type"] == "LambdaLR":
        return lambda_lines(schedule, lr)
    if schedule["type"] == "SequentialLR":
        return sequence_lines(schedule)
    return torch_schedule_lines(schedule)


def parameter_lines(params):
    for key, value in params.items():
        for name, part in zip(PAIRS.get(key, (key,)), value if key in PAIRS else (value,)):
            yield f"knob.{name} {text(part)}"


def clip_lines(clip):
    if clip["type"] == "norm":
        yield f"clip_norm {text(clip['max_norm'])}"
        yield f"norm_type {text(clip['norm_type'])}"
    else:
        yield f"clip_value {text(clip['clip_value'])}"


def case_lines(case):
    yield f"case {case['name']}"
    yield f"file {case['file']}"
    if case["kind"] == "surface":
        yield f"loss {case['formula']}"
    else:
        yield f"loss {MODELS[case['model']]}"
        yield f"data {case['data_file']}"
        if case["batches_file"]:
            yield f"batches {case['batches_file']}"
    yield "start " + " ".join(map(text, case["start"]))
    yield f"steps {case['steps']}"
    yield f"last_step {case['last_step']}"
    yield f"end {case['end'].split()[0]}"
    yield f"tol {text(case['tol'])}"
    yield f"tol_loss {text(case['tol_loss'])}"
    yield f"tol_grad {text(case['tol_grad'])}"
    yield f"optimizer {case['optimizer'].lower()}"
    yield from parameter_lines(case["params"])
    if case["clip"]:
        yield from clip_lines(case["clip"])
    if case["schedule"]:
        yield from schedule_lines(case["schedule"], case["params"]["lr"])


def rate_lines(case):
    yield f"case {case['name']}"
    yield f"file {case['file']}"
    yield f"knob.lr {text(case['lr'])}"
    yield f"steps {case['steps']}"
    yield from schedule_lines(case["schedule"], case["lr"])


def convert(source, target, lines):
    with open(source) as cases, open(target, "w") as out:
        for line in cases:
            for row in lines(json.loads(line)):
                print(row, file=out)
            print(file=out)


convert("cases.jsonl", "cases.txt", case_lines)
convert("schedules.jsonl", "schedules.txt", rate_lines)
