"""Pictures of handwritten digits and of what a network makes of them."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.drawing.colours import BLUE, GREY, ORANGE
from helpers.drawing.picture import Picture, empty_axes, entitle, picture, quiet_axes, show_ink

SIDE = 0.95  # inches of one small picture


def digit_gallery(pictures: NDArray, captions: Sequence[object], *, columns: int = 10) -> Picture:
    """Digits in rows, ink in black, each with a caption.

    Parameters
    ----------
    pictures : array of shape (n, h, w) or (n, h, w, 1)
        Each is drawn from 0 to its own largest value.
    captions : sequence
        One for each picture; the alt text lists them.
    columns : int
        Pictures in a row.

    Raises
    ------
    ValueError
        If there is no picture, or not one caption for each.
    """
    pictures = _flat(pictures)
    texts = [str(caption) for caption in captions]
    if not len(pictures) or len(texts) != len(pictures):
        raise ValueError(
            f"captions has {len(texts)} entries for {len(pictures)} pictures; "
            "give at least one picture, and one caption for each"
        )
    columns = min(columns, len(pictures))
    rows = -(-len(pictures) // columns)
    lines = 1 + max(text.count("\n") for text in texts)
    figure = Figure((SIDE * columns, (SIDE + 0.17 * lines) * rows), layout="constrained")
    frames = figure.subplots(rows, columns, squeeze=False).ravel()
    used = frames[: len(pictures)]
    for frame, image, caption in zip(used, pictures, texts, strict=True):
        show_ink(frame, image)
        entitle(frame, caption, size=9, pad=3)
    empty_axes(frames[len(pictures) :])
    listed = "; ".join(text.replace("\n", " ") for text in texts)
    return picture(figure, f"{len(pictures)} handwritten digits. {listed}.")


def network_answers(
    pictures: NDArray, probabilities: NDArray, names: Sequence[str] | None = None
) -> Picture:
    """Pictures with what the network reads in them, and how sure it is.

    Parameters
    ----------
    pictures : array of shape (n, h, w) or (n, h, w, 1)
    probabilities : array of shape (n, 10)
        The network's softmax.
    names : sequence of str, optional
        What is on each picture, to stand above the answer.

    Raises
    ------
    ValueError
        If there is no picture, or not one row of probabilities and one name for each.
    """
    answers = [_answer(row) for row in probabilities]
    if names is None:
        return digit_gallery(pictures, answers)
    if len(names) != len(answers):
        raise ValueError(f"there are {len(names)} names for {len(answers)} pictures")
    return digit_gallery(
        pictures, [f"{name}:\n{answer}" for name, answer in zip(names, answers, strict=True)]
    )


def worst_mistakes(
    pictures: NDArray, labels: NDArray, probabilities: NDArray, *, count: int = 16
) -> Picture:
    """The digits that the network reads wrongly and is most certain of.

    Parameters
    ----------
    pictures : array of shape (n, h, w) or (n, h, w, 1)
    labels : array of shape (n,)
        What they are.
    probabilities : array of shape (n, 10)
        The network's softmax.
    count : int
        How many to show, if there are so many.

    Raises
    ------
    ValueError
        If every digit is read rightly, or the lengths differ.
    """
    if not len(pictures) == len(labels) == len(probabilities):
        raise ValueError(
            f"there are {len(pictures)} pictures, {len(labels)} labels and "
            f"{len(probabilities)} rows of probabilities; they must be as many"
        )
    read = probabilities.argmax(axis=1)
    wrong = np.flatnonzero(read != labels)
    if not len(wrong):
        raise ValueError("every digit is read rightly: there is no mistake to show")
    worst = wrong[np.argsort(-probabilities[wrong, read[wrong]], kind="stable")][:count]
    captions = [f"{labels[i]}, read as\n{_answer(probabilities[i])}" for i in worst]
    return digit_gallery(pictures[worst], captions, columns=8)


def class_bars(panels: Mapping[str, NDArray]) -> Picture:
    """Values for the ten digits as bars, one panel beside the other.

    Parameters
    ----------
    panels : mapping
        Title → values, shape (10,). The largest bar of each panel is orange.

    Raises
    ------
    ValueError
        If there are not ten values.
    """
    for title, values in panels.items():
        if np.shape(values) != (10,):
            raise ValueError(f"{title!r} has the shape {np.shape(values)}; it must be (10,)")
    figure = Figure((3.6 * len(panels), 2.2), layout="constrained")
    frames = figure.subplots(1, len(panels), squeeze=False)[0]
    for axes, (title, values) in zip(frames, panels.items(), strict=True):
        quiet_axes(axes)
        colours = [ORANGE if digit == np.argmax(values) else BLUE for digit in range(10)]
        axes.bar(range(10), values, color=colours)
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.set_xticks(range(10))
        entitle(axes, title, loc="left")
    said = (
        f"{title}: " + ", ".join(f"{digit} has {value:.3g}" for digit, value in enumerate(values))
        for title, values in panels.items()
    )
    return picture(figure, "Bars for the digits 0 to 9. " + "; ".join(said) + ".")


def _flat(pictures: NDArray) -> NDArray:
    pictures = np.asarray(pictures)
    return pictures[..., 0] if pictures.ndim == 4 else pictures


def _answer(row: NDArray) -> str:
    # Never 100 %: a softmax does not get there.
    percent = min(99.9, np.floor(1000 * row.max()) / 10)
    return f"{row.argmax()} at {percent:.1f} %"
