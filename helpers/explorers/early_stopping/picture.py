"""A recorded training and its end, drawn once and said in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter, ScalarFormatter

from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.drawing.histories import over_epochs
from helpers.drawing.words import fixed, number
from helpers.training.early_stopping import Recorded, early_stop


def draw(recorded: Recorded, patience: int, min_delta: float) -> Figure:
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
    over_epochs(axes)
    axes.set_xlabel("epoch", color=GREY, fontsize=9)
    axes.legend(frameon=False, labelcolor=GREY, fontsize=9)
    return figure


def describe(
    values: Sequence[float], patience: int, min_delta: float, restore: bool = False
) -> str:
    """What early stopping makes of a training, in words.

    Parameters
    ----------
    values
        The validation loss after each epoch.
    patience, min_delta
        As for `early_stop`.
    restore
        Whether the weights of the best epoch are put back.

    Returns
    -------
    str
        Epochs count from 1, as Keras prints them.
    """
    stop = early_stop(values, patience=patience, min_delta=min_delta)
    ending = (
        f"the training stops after epoch {stop.last + 1} of {len(values)}."
        if stop.stopped
        else f"it runs through all {len(values)} epochs."
    )
    best, last = f"epoch {stop.best + 1}", fixed(values[stop.last], 3)
    kept = (
        f"the best ones, of {best} (val_loss {fixed(values[stop.best], 3)})."
        if restore
        else f"those of the last epoch (val_loss {last}); "
        f"the best were those of {best} ({fixed(values[stop.best], 3)})."
    )
    lowest = min(range(len(values)), key=values.__getitem__)
    return (
        f"patience {patience}, min_delta {number(min_delta, 3)}: {ending} "
        f"The weights you keep are {kept} "
        f"The lowest val_loss of the whole record is {fixed(values[lowest], 3)}, "
        f"after epoch {lowest + 1}."
    )
