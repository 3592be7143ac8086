"""The learning rate of each epoch, drawn once and said in one sentence."""

from __future__ import annotations

from matplotlib.figure import Figure

from helpers.drawing.colours import GREY, ORANGE
from helpers.drawing.histories import over_epochs
from helpers.drawing.words import count_of, number, short
from helpers.training.schedules import Schedule


def draw(schedule: Schedule, log: bool = False) -> Figure:
    """The learning rate of each epoch; a logarithmic scale has three powers of ten."""
    figure = Figure(figsize=(7.2, 2.8), layout="constrained")
    axes = figure.subplots()
    epochs = range(1, schedule.epochs + 1)
    axes.step(epochs, schedule.rates(), where="mid", color=ORANGE, linewidth=1, alpha=0.6)
    axes.plot(epochs, schedule.rates(), ".", color=ORANGE)
    axes.set_ylim(schedule.rate / 1000 if log else 0, 1.1 * schedule.rate)
    axes.set_yscale("log" if log else "linear")
    over_epochs(axes)
    axes.set_xlabel("epoch", color=GREY, fontsize=9)
    axes.set_ylabel("learning rate", color=GREY, fontsize=9)
    return figure


def describe(schedule: Schedule) -> str:
    """The schedule in words."""
    times, every = f"times {number(schedule.factor)}", count_of(schedule.every, "epoch")
    words = {
        "constant": "Constant",
        "step": f"Step: {times} at once after every {every}",
        "exponential": f"Exponential: {times}, little by little, in {every}",
        "cosine": "Cosine: slowly at first, fastest in the middle, slowly into 0",
    }[schedule.shape]
    if schedule.warm_up:
        words += f"; before that {count_of(schedule.warm_up, 'epoch')} of warm-up"
    rates = schedule.rates()
    return (
        f"{words}. The rate begins at {short(rates[0])}, is {short(max(rates))} at most "
        f"and ends at {short(rates[-1])}."
    )
