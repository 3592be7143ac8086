"""Pictures of handwritten digits and of what a network makes of them."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE, GREY, ORANGE
from helpers.drawing.picture import Picture, bare_axes, picture, quiet_axes

SIDE = 0.95  # inches of one small picture


def digit_gallery(pictures: np.ndarray, captions: Sequence, *, columns: int = 10) -> Picture:
    """Digits in rows, ink in black, each with a caption.

    Parameters
    ----------
    pictures : numpy.ndarray
        Shape (n, h, w), or (n, h, w, 1); each is drawn from 0 to its own largest value.
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
    captions = [str(caption) for caption in captions]
    if not len(pictures) or len(captions) != len(pictures):
        raise ValueError(
            f"captions has {len(captions)} entries for {len(pictures)} pictures; "
            "give at least one picture, and one caption for each"
        )
    columns = min(columns, len(pictures))
    rows = -(-len(pictures) // columns)
    lines = 1 + max(caption.count("\n") for caption in captions)
    figure = Figure((SIDE * columns, (SIDE + 0.17 * lines) * rows), layout="constrained")
    frames = figure.subplots(rows, columns, squeeze=False).ravel()
    for frame, image, caption in zip(frames, pictures, captions, strict=False):
        _show(frame, image)
        frame.set_title(caption, fontsize=9, color=GREY, pad=3)
    for frame in frames[len(pictures) :]:
        frame.set_axis_off()
    listed = "; ".join(caption.replace("\n", " ") for caption in captions)
    return picture(figure, f"{len(pictures)} handwritten digits. {listed}.")


def network_answers(pictures: np.ndarray, probabilities: np.ndarray) -> Picture:
    """Pictures with what the network reads in them, and how sure it is.

    Parameters
    ----------
    pictures : numpy.ndarray
        Shape (n, h, w) or (n, h, w, 1).
    probabilities : numpy.ndarray
        The network's softmax, shape (n, 10).

    Raises
    ------
    ValueError
        If there is no picture, or not one row of probabilities for each.
    """
    return digit_gallery(pictures, [_answer(row) for row in probabilities])


def worst_mistakes(
    pictures: np.ndarray, labels: np.ndarray, probabilities: np.ndarray, *, count: int = 16
) -> Picture:
    """The digits that the network reads wrongly and is most certain of.

    Parameters
    ----------
    pictures : numpy.ndarray
        Shape (n, h, w) or (n, h, w, 1).
    labels : numpy.ndarray
        What they are, shape (n,).
    probabilities : numpy.ndarray
        The network's softmax, shape (n, 10).
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


def feature_maps(maps: Mapping[str, np.ndarray], *, count: int = 8) -> Picture:
    """A row for each layer: its first feature maps, dark where they answer.

    Parameters
    ----------
    maps : mapping
        Layer → its output for one picture, shape (h, w, c), nowhere below 0.
    count : int
        Channels to show. The first ones, so that a pooled map stands below the map it comes from.

    Raises
    ------
    ValueError
        If an output is not of the shape (h, w, c).
    """
    for layer, output in maps.items():
        if np.ndim(output) != 3:
            raise ValueError(f"{layer!r} has the shape {np.shape(output)}; it must be (h, w, c)")
    figure = Figure((SIDE * count, (SIDE + 0.25) * len(maps)), layout="constrained")
    for strip, (layer, output) in zip(
        np.atleast_1d(figure.subfigures(len(maps), 1)), maps.items(), strict=True
    ):
        size = " × ".join(map(str, output.shape))
        strip.suptitle(f"{layer}: {size}", fontsize=9, color=GREY, x=0.01, ha="left")
        strip.set_facecolor("none")
        frames = strip.subplots(1, count)
        shown = output[..., :count]
        for channel, frame in enumerate(np.atleast_1d(frames)):
            if channel < shown.shape[2]:
                _show(frame, shown[..., channel], shown.max())
            else:
                frame.set_axis_off()
    return picture(figure, "One picture on its way through the network. " + _in_words(maps, count))


def class_bars(panels: Mapping[str, np.ndarray]) -> Picture:
    """Values for the ten digits as bars, one panel beside the other.

    Parameters
    ----------
    panels : mapping
        Title → ten values. The largest bar of each panel is orange.

    Raises
    ------
    ValueError
        If there are not ten.
    """
    for title, values in panels.items():
        if np.shape(values) != (10,):
            raise ValueError(f"{title!r} has the shape {np.shape(values)}; it must be (10,)")
    figure = Figure((3.6 * len(panels), 2.2), layout="constrained")
    frames = figure.subplots(1, len(panels), squeeze=False)[0]
    for axes, (title, values) in zip(frames, panels.items(), strict=False):
        quiet_axes(axes)
        colours = [ORANGE if digit == np.argmax(values) else BLUE for digit in range(10)]
        axes.bar(range(10), values, color=colours)
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.set_xticks(range(10))
        axes.set_title(title, loc="left", fontsize=10, color=GREY)
    said = (
        f"{title}: " + ", ".join(f"{digit} has {value:.3g}" for digit, value in enumerate(values))
        for title, values in panels.items()
    )
    return picture(figure, "Bars for the digits 0 to 9. " + "; ".join(said) + ".")


def _flat(pictures: np.ndarray) -> np.ndarray:
    pictures = np.asarray(pictures)
    return pictures[..., 0] if pictures.ndim == 4 else pictures


def _show(frame: Axes, image: np.ndarray, largest: float | None = None) -> None:
    # Ink on paper; the cells are opaque, so that they read on any page.
    limit = image.max() if largest is None else largest
    style = {"cmap": "gray_r", "vmin": 0, "vmax": limit or 1, "interpolation": "nearest"}
    bare_axes(frame).imshow(image, **style)


def _answer(row: np.ndarray) -> str:
    # Never 100 %: a softmax does not get there.
    percent = min(99.9, np.floor(1000 * row.max()) / 10)
    return f"{row.argmax()} at {percent:.1f} %"


def _in_words(maps: Mapping[str, np.ndarray], count: int) -> str:
    sentences = []
    for layer, output in maps.items():
        shown = output[..., :count]
        silent = int((shown.max(axis=(0, 1)) <= 0).sum())
        size = " by ".join(map(str, output.shape[:2]))
        sentence = f"{layer}: {shown.shape[2]} of {output.shape[2]} maps, {size}"
        sentences.append(sentence + (f", {silent} of them empty" if silent else ""))
    return "; ".join(sentences) + "."
