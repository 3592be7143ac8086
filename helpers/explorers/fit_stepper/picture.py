"""What `fit` calls over time, drawn once and said in words."""

from __future__ import annotations

from typing import NamedTuple

from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.drawing.picture import quiet_axes
from helpers.drawing.words import count_of, fixed
from helpers.training.fit_calls import Call, Run, calls

ROWS = ("train", "epoch", "train_batch", "test", "test_batch", "predict", "predict_batch")


class Bar(NamedTuple):
    """From a call that begins something to the call that ends it."""

    row: str
    begin: int
    end: int


def bars(made: list[Call]) -> list[Bar]:
    """What begins and ends, as bars over the calls; the inner ones come first."""
    found, begun = [], []
    for at, call in enumerate(made):
        row, moment = call.method.removeprefix("on_").rsplit("_", 1)
        if moment == "begin":
            begun.append(at)
        else:
            found.append(Bar(row, begun.pop(), at))
    return found


def draw(run: Run, at: int) -> Figure:
    """Bars from each beginning to its end, the weight below them, and a line at one call."""
    made = calls(run)
    figure = Figure(figsize=(7.2, 3.4), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
    for axes in (above, below):
        quiet_axes(axes)
        axes.axvline(at, color=PINK, linewidth=1.5)
    for bar in bars(made):
        colour = BLUE if bar.row.startswith("test") else ORANGE
        y, length = ROWS.index(bar.row), bar.end - bar.begin
        above.barh(y, length, left=bar.begin, height=0.6, color=colour, alpha=0.5)
    above.set_yticks(range(len(ROWS)), [f"on_{row}_…" for row in ROWS])
    above.set_ylim(len(ROWS) - 0.4, -0.6)
    weights = [call.weight for call in made]
    below.step(range(len(made)), weights, where="post", color=GREY)
    below.set_ylabel("weight", color=GREY, fontsize=9)
    below.set(xticks=[])
    below.set_xlabel("calls, one after the other", color=GREY, fontsize=9)
    return figure


def describe(run: Run) -> str:
    """All calls in words."""
    made = calls(run)
    examples, batches = count_of(run.examples, "example"), f"batches of {run.batch_size}"
    count = count_of(len(made), "call")
    if run.method != "fit":
        return (
            f"{run.method}, {examples} in {batches}: {count}. The weight stays {_weight(made[0])}."
        )
    steps = sum(call.method == "on_train_batch_end" for call in made)
    validated = (
        count_of(run.validation, "validation example") if run.validation else "no validation"
    )
    stopped = "" if run.stop == "never" else f" The first {run.stop} sets stop_training."
    return (
        f"fit, {examples} in {batches}, {count_of(run.epochs, 'epoch')}, {validated}: "
        f"{count}, {count_of(steps, 'step')}.{stopped} "
        f"The weight goes from {_weight(made[0])} to {_weight(made[-1])}."
    )


def describe_call(run: Run, at: int) -> str:
    """One of the calls, counted from 0, in words."""
    made = calls(run)
    call = made[at]
    logs = ", ".join(f"{name} {_log(value)}" for name, value in call.logs.items()) or "empty"
    number = "" if call.number is None else f"{call.number}, "
    stops = call.method == run.stop and run.method == "fit"
    ending = " Here stop_training is set." if stops and _is_first(made, at) else ""
    return (
        f"Call {at + 1} of {len(made)}: {call.method}({number}logs), logs: {logs}. "
        f"{_meaning(run, made, at)}{ending}"
    )


def _is_first(made: list[Call], at: int) -> bool:
    return all(call.method != made[at].method for call in made[:at])


def _meaning(run: Run, made: list[Call], at: int) -> str:
    """What is known at a call, and what comes next."""
    call, fits = made[at], run.method == "fit"
    tested = run.validation if fits else run.examples
    return {
        "on_train_begin": lambda: f"Nothing is learned yet: the weight is {_weight(call)}.",
        "on_epoch_begin": lambda: "Epochs count from 0. The mean loss starts anew.",
        "on_train_batch_begin": lambda: f"Next: {_examples(run, call, run.examples)}.",
        "on_train_batch_end": lambda: (
            f"A step is taken: the weight goes from {_weight(made[at - 1])} to {_weight(call)}. "
            "The loss is the mean of this epoch so far, each batch before its step."
        ),
        "on_test_begin": lambda: f"Now {count_of(tested, 'example')} without a step.",
        "on_test_batch_begin": lambda: f"Next: {_examples(run, call, tested)}.",
        "on_test_batch_end": lambda: "The mean so far. The name is loss, not val_loss.",
        "on_test_end": lambda: "fit calls it val_loss." if fits else "evaluate returns it.",
        "on_epoch_end": lambda: (
            "Only here are both numbers told, and History writes them down."
            if run.validation
            else "There is no val_loss: EarlyStopping would look for it in vain."
        ),
        "on_train_end": lambda: "The numbers of the last epoch once more.",
        "on_predict_begin": lambda: f"The weight is {_weight(call)}.",
        "on_predict_batch_begin": lambda: f"Next: {_examples(run, call, run.examples)}.",
        "on_predict_batch_end": lambda: "The answers to this batch alone.",
        "on_predict_end": lambda: "predict returns the answers to all batches.",
    }[call.method]()


def _examples(run: Run, call: Call, count: int) -> str:
    """Which examples are in the batch of a call."""
    first = (call.number or 0) * run.batch_size
    last = min(first + run.batch_size, count) - 1
    return f"example {first}" if first == last else f"examples {first} to {last}"


def _weight(call: Call) -> str:
    return fixed(call.weight, 3)


def _log(value: float | list[float]) -> str:
    return (
        " and ".join(fixed(one, 3) for one in value) if isinstance(value, list) else fixed(value, 3)
    )
