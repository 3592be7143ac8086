"""The occlusion explorer: hide a part of a digit and see what the network still reads."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets
import traitlets
from numpy.typing import ArrayLike, NDArray

from helpers.drawing.words import number
from helpers.explorers.kit.controls import stops, with_controls
from helpers.explorers.kit.digits import SIDE, DigitsView, digit_choice, digit_traits
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.network import check_digits, sent
from helpers.explorers.kit.shown import Opened, show
from helpers.explorers.occlusion.picture import describe, draw
from helpers.training.occlusion import answers, occlude

SIZES = (3, 5, 7, 9)
GREYS = (0.0, 0.5, 1.0)


class OcclusionView(DigitsView):
    """A covered digit, the map of its right answers, and the answer for this place.

    ``size`` and ``grey`` are positions in ``sizes`` and ``greys``.
    """

    _esm = es_module("occlusion/view")
    sizes = traitlets.List(traitlets.Int()).tag(sync=True)
    greys = traitlets.List(traitlets.Float()).tag(sync=True)
    network = traitlets.Dict().tag(sync=True)
    size = traitlets.Int(0).tag(sync=True)
    grey = traitlets.Int(0).tag(sync=True)
    place = traitlets.List([0, 0]).tag(sync=True)


def controls(view: OcclusionView) -> widgets.VBox:
    """The view under its controls."""
    windows, greys = [f"{size} × {size}" for size in view.sizes], map(number, view.greys)
    return with_controls(
        view,
        {
            "digit": digit_choice(view),
            "size": stops("window", windows, view.size),
            "grey": stops("grey value", list(greys), view.grey),
        },
    )


def occlusion_explorer(
    model,
    pictures: NDArray,
    labels: ArrayLike,
    *,
    sizes: Sequence[int] = SIZES,
    greys: Sequence[float] = GREYS,
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

    Raises
    ------
    ValueError
        If the model has other inputs or outputs, or a layer that the browser does not compute.
    """
    show(*open_occlusion(model, pictures, labels, sizes, greys))


def open_occlusion(
    model,
    pictures: NDArray,
    labels: ArrayLike,
    sizes: Sequence[int] = SIZES,
    greys: Sequence[float] = GREYS,
) -> Opened:
    """What `occlusion_explorer` shows."""
    check_digits(model)
    size, grey = sizes[len(sizes) // 2], greys[len(greys) // 2]
    middle = (SIDE - size) // 2
    view = OcclusionView(
        **digit_traits(pictures, labels),
        sizes=list(sizes),
        greys=list(greys),
        network=dict(sent(model)),
        size=len(sizes) // 2,
        grey=len(greys) // 2,
        place=[middle, middle],
    )
    box = controls(view)
    label, covered = view.labels[0], occlude(pictures[0], size, grey)[middle, middle, ..., 0]
    shares = answers(model, pictures[0], size, grey)
    text = describe(label, size, grey, (middle, middle), shares)
    return Opened(box, draw(covered, shares[..., label]), text)
