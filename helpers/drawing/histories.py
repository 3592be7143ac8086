"""Pictures of trainings: what fell, when it stopped, how fast it learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, NullFormatter, ScalarFormatter

from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.drawing.picture import Picture, picture, quiet_axes
from helpers.training.early_stopping import Recorded, Stop, early_stop
from helpers.training.schedules import Schedule


def curves_over_epochs(
    metrics: Mapping[str, Sequence[float]], alt: str, rates: Sequence[float] | None = None
) -> Picture:
    """Metrics over the epochs; below them, if given, the learning rate.

    Parameters
    ----------
    metrics
        Label → value after each epoch; at most four.
    alt
        What is seen, for those who do not see it.
    rates
        The learning rate of each epoch.
    """
    figure = Figure(figsize=(7.2, 2.6 if rates is None else 3.8), layout="constrained")
    rows = figure.subplots(1 if rates is None else 2, 1, sharex=True, squeeze=False)[:, 0]
    for (label, values), (colour, line) in zip(
        metrics.items(), ((BLUE, "-"), (GREY, "--"), (ORANGE, "-"), (PINK, "--"))
    ):
        rows[0].plot(range(1, len(values) + 1), values, line, color=colour, marker=".", label=label)
    if rates is not None:
        rows[1].step(
            range(1, len(rates) + 1), rates, where="mid", color=ORANGE, label="learning rate"
        )
        rows[1].set_ylim(0, None)
    for axes in rows:
        _over_epochs(axes)
        axes.legend(frameon=False, labelcolor=GREY, fontsize=9)
    rows[-1].set_xlabel("epoch", color=GREY, fontsize=9)
    return picture(figure, alt)


def draw_stop(recorded: Recorded, patience: int, min_delta: float) -> Figure:
    """A recorded training with the epochs that early stopping would not have trained left pale."""
    stop = early_stop(recorded.val_loss, patience=patience, min_delta=min_delta)
    figure = Figure(figsize=(7.2, 3.2), layout="constrained")
    axes = figure.subplots()
    epochs = range(1, len(recorded.val_loss) + 1)
    axes.plot(epochs, recorded.val_loss, ".-", color=BLUE, alpha=0.35)
    done = slice(stop.last + 1)
    axes.plot(epochs[done], recorded.val_loss[done], ".-", color=BLUE, label="val_loss")
    axes.plot(epochs[done], recorded.loss[done], color=GREY, linewidth=1, label="loss")
    axes.plot(stop.best + 1, recorded.val_loss[stop.best], "o", color=PINK, label="best")
    if stop.stopped:
        axes.axvline(stop.last + 1, color=ORANGE, linestyle="--", label="stops after this epoch")
    axes.set_yscale("log")
    axes.yaxis.set_major_formatter(ScalarFormatter())
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.set_yticks((0.2, 0.3, 0.5, 0.7, 1, 1.5, 2))
    axes.set_ylim(0.9 * min(recorded.val_loss), 1.05 * max(recorded.val_loss))
    _over_epochs(axes)
    axes.set_xlabel("epoch", color=GREY, fontsize=9)
    axes.legend(frameon=False, labelcolor=GREY, fontsize=9)
    return figure


def describe_stop(recorded: Recorded, patience: int, min_delta: float) -> str:
    """What early stopping does to a recorded training, in words.

    Epochs count from 1, as Keras prints them.
    """
    stop = early_stop(recorded.val_loss, patience=patience, min_delta=min_delta)
    lowest = min(range(len(recorded.val_loss)), key=recorded.val_loss.__getitem__)
    return (
        f"patience {patience}, min_delta {min_delta:g}: {_ending(stop, len(recorded.val_loss))} "
        f"Its best epoch is {stop.best + 1} with a val_loss of {recorded.val_loss[stop.best]:.3f}. "
        f"The lowest of the whole record is {recorded.val_loss[lowest]:.3f}, "
        f"after epoch {lowest + 1}."
    )


def _ending(stop: Stop, epochs: int) -> str:
    if not stop.stopped:
        return f"it runs through all {epochs} epochs."
    return f"the training stops after epoch {stop.last + 1} of {epochs}."


def draw_schedule(schedule: Schedule) -> Figure:
    """The learning rate of each epoch."""
    figure = Figure(figsize=(7.2, 2.8), layout="constrained")
    axes = figure.subplots()
    epochs = range(1, schedule.epochs + 1)
    axes.step(epochs, schedule.rates(), where="mid", color=ORANGE, linewidth=1, alpha=0.6)
    axes.plot(epochs, schedule.rates(), ".", color=ORANGE)
    axes.set_ylim(0, 1.1 * schedule.rate)
    _over_epochs(axes)
    axes.set_xlabel("epoch", color=GREY, fontsize=9)
    axes.set_ylabel("learning rate", color=GREY, fontsize=9)
    return figure


def _over_epochs(axes: Axes) -> None:
    quiet_axes(axes)
    axes.tick_params(which="minor", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlim(left=0.4)
