"""The occlusion explorer: hide a part of a digit and see what the network still reads."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets
import traitlets
from numpy.typing import ArrayLike, NDArray

from helpers.drawing.words import number
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import position, stops, with_controls
from helpers.explorers.kit.digits import SIDE, DigitsView, digit_choice, digit_traits
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.network import check_digits, sent
from helpers.explorers.kit.shown import Opened, show
from helpers.explorers.occlusion.picture import describe, draw
from helpers.training.occlusion import answers, logit_margins, occlude

SIZES = (3, 5, 7, 9)
GREYS = (0.0, 0.5, 1.0)


class OcclusionView(DigitsView):
    """A covered digit, how far its class leads at every place, and the answer for this one.

    ``size`` and ``grey`` are positions in ``sizes`` and ``greys``.
    """

    _esm = es_module("occlusion/view")
    sizes = traitlets.List(traitlets.Int()).tag(sync=True)
    greys = traitlets.List(traitlets.Float()).tag(sync=True)
    network = traitlets.Dict().tag(sync=True)
    size = traitlets.Int(0).tag(sync=True)
    grey = traitlets.Int(0).tag(sync=True)
    place = traitlets.List([0, 0]).tag(sync=True)


def guess(model, picture: NDArray, label: int, size: int, grey: float) -> Guess:
    """At how many places a window of this grey changes the network's mind."""
    read = answers(model, picture, size, grey).argmax(axis=-1)
    return Guess(
        f"Fill the {size} × {size} window with grey {number(grey)} (0 is paper, 1 is ink). "
        f"At how many of its {read.size} places does the network not say {label}?",
        answer=int((read != label).sum()),
        because="A window hides the strokes under it, and one that is not of paper draws new ones.",
        unit="places",
    )


def controls(view: OcclusionView, guess: Guess) -> widgets.VBox:
    """The view under its controls."""
    windows, greys = [f"{size} × {size}" for size in view.sizes], map(number, view.greys)
    return with_controls(
        view,
        {
            "digit": digit_choice(view),
            "size": stops("window", windows, view.size),
            "grey": stops("grey value", list(greys), view.grey),
        },
        guess=guess,
    )


def occlusion_explorer(
    model,
    pictures: NDArray,
    labels: ArrayLike,
    *,
    sizes: Sequence[int] = SIZES,
    greys: Sequence[float] = GREYS,
    digit: int = 0,
    size: int | None = None,
    grey: float | None = None,
    place: tuple[int, int] | None = None,
) -> None:
    """Show digits with a window that hides a part of them, and what a network makes of the rest.

    Parameters
    ----------
    model
        Keras model that is a chain of layers, for pictures (batch, 28, 28, 1), with ten classes.
    pictures
        A few digits, shape (n, 28, 28, 1) in [0, 1].
    labels
        Their classes, shape (n,).
    sizes, greys
        Sides of the window, and what it is filled with (0 paper, 1 ink).
    digit
        Which of the pictures it begins with.
    size, grey
        The window that it begins with; by default those in the middle of ``sizes`` and ``greys``.
    place
        First row and column of the window; by default it is in the middle.

    Raises
    ------
    ValueError
        If the model has other inputs or outputs, or a layer that the browser does not compute;
        or if there is no such digit, size, grey or place.
    """
    show(*open_occlusion(model, pictures, labels, sizes, greys, digit, size, grey, place))


def open_occlusion(
    model,
    pictures: NDArray,
    labels: ArrayLike,
    sizes: Sequence[int] = SIZES,
    greys: Sequence[float] = GREYS,
    digit: int = 0,
    size: int | None = None,
    grey: float | None = None,
    place: tuple[int, int] | None = None,
) -> Opened:
    """What `occlusion_explorer` shows."""
    check_digits(model)
    position("digit", digit, range(len(pictures)))
    size = sizes[len(sizes) // 2] if size is None else size
    grey = greys[len(greys) // 2] if grey is None else grey
    last = SIDE - size
    row, column = place or (last // 2, last // 2)
    position("row", row, range(last + 1))
    position("column", column, range(last + 1))
    view = OcclusionView(
        **digit_traits(pictures, labels),
        sizes=list(sizes),
        greys=list(greys),
        network=dict(sent(model)),
        digit=digit,
        size=position("size", size, sizes),
        grey=position("grey", grey, greys),
        place=[row, column],
        call=call_of(
            occlusion_explorer,
            digit="digit",
            size=("size", sizes),
            grey=("grey", greys),
            place="place",
        ),
    )
    label, covered = view.labels[digit], occlude(pictures[digit], size, grey)[row, column, ..., 0]
    shares = answers(model, pictures[digit], size, grey)
    text = describe(label, size, grey, (row, column), shares)
    another = max(greys, key=lambda one: abs(one - grey))
    box = controls(view, guess(model, pictures[digit], label, size, another))
    figure = draw(pictures[digit, ..., 0], covered, logit_margins(shares, label))
    return Opened(box, figure, text)
