"""Pictures of how a network learns, and of what it confuses."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from helpers.drawing.colours import BLUE, GREY, ORANGE
from helpers.drawing.picture import (
    Picture,
    entitle,
    name_axes,
    name_curves,
    picture,
    quiet_axes,
)

PARTS = (("", "training", BLUE, "o-"), ("val_", "validation", ORANGE, "s--"))


def learning_curves(history: Mapping[str, Sequence[float]]) -> Picture:
    """Loss and accuracy by epoch, on the training and the validation set.

    Parameters
    ----------
    history : mapping
        ``model.fit(...).history``: loss and accuracy, with val_loss and val_accuracy if there was
        a validation set.

    Raises
    ------
    ValueError
        If loss or accuracy is missing, or there is no epoch.
    """
    for measure in ("loss", "accuracy"):
        if not len(history.get(measure, ())):
            raise ValueError(
                f"history has no {measure!r}, only {sorted(history)}; compile the model with "
                "metrics=['accuracy'] and train at least one epoch"
            )
    figure = Figure((7.2, 2.6), layout="constrained")
    said = []
    for axes, measure in zip(figure.subplots(1, 2), ("loss", "accuracy"), strict=True):
        quiet_axes(axes)
        for prefix, label, colour, style in PARTS:
            values = history.get(prefix + measure)
            if values is not None:
                axes.plot(range(1, len(values) + 1), values, style, color=colour, label=label)
                said.append(f"{label} {measure} from {values[0]:.3f} to {values[-1]:.3f}")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        name_axes(axes, "epoch")
        entitle(axes, measure, loc="left")
        name_curves(axes)
    epochs = len(history["loss"])
    return picture(figure, f"Curves over {epochs} epochs: {'; '.join(said)}.")


def confusion_table(counts: NDArray) -> Picture:
    """How often each digit is read as which; the mistakes stand out.

    Parameters
    ----------
    counts : array of shape (c, c)
        Row i, column j counts the pictures of class i that are read as class j.

    Raises
    ------
    ValueError
        If it is not square.
    """
    counts = np.asarray(counts)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
        raise ValueError(f"counts has the shape {counts.shape}; it must be square")
    classes = range(len(counts))
    mistakes = np.where(np.eye(len(counts), dtype=bool), 0, counts)
    figure = Figure((5.4, 4.8), layout="constrained")
    axes = figure.subplots()
    axes.imshow(mistakes, cmap="Oranges", vmin=0, vmax=max(2 * mistakes.max(), 1))
    for (i, j), count in np.ndenumerate(counts):
        if count:
            number = axes.text(j, i, str(count), ha="center", va="center", fontsize=8)
            number.set(**({"color": "#555555"} if i == j else {"color": "black", "weight": "bold"}))
    axes.set_xticks(classes)
    axes.set_yticks(classes)
    axes.tick_params(colors=GREY, length=0)
    axes.spines[:].set_color(GREY)
    name_axes(axes, "read as", "is", size=10)
    return picture(figure, _confusions_in_words(counts, mistakes))


def _confusions_in_words(counts: NDArray, mistakes: NDArray) -> str:
    total = f"{int(counts.trace())} of {int(counts.sum())} are read rightly."
    order = np.argsort(-mistakes, axis=None, kind="stable")[:5]
    places = [np.unravel_index(place, counts.shape) for place in order]
    named = [f"{i} read as {j}, {mistakes[i, j]} times" for i, j in places if mistakes[i, j]]
    return f"Table of digits and what they are read as. {total}" + (
        f" Most frequent mistakes: {'; '.join(named)}." if named else ""
    )
