"""The occlusion explorer: hide a part of a digit and see what the network still reads."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets
import numpy as np
import traitlets

from helpers.drawing.trained_network import digit_and_heat
from helpers.explorers.kit.accessibility import accessible
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View
from helpers.training.occlusion import answers, occlude

SIZES = (3, 5, 7, 9)
GREYS = (0.0, 0.5, 1.0)


class OcclusionView(View):
    """A covered digit, the map of its right answers, and the answer for this place."""

    _esm = es_module("occlusion/view")
    labels = traitlets.List().tag(sync=True)
    sizes = traitlets.List().tag(sync=True)
    greys = traitlets.List().tag(sync=True)
    pixels = traitlets.Bytes().tag(sync=True)
    shares = traitlets.Bytes().tag(sync=True)
    digit = traitlets.Int(0).tag(sync=True)
    size = traitlets.Int(0).tag(sync=True)
    grey = traitlets.Int(0).tag(sync=True)
    place = traitlets.List([0, 0]).tag(sync=True)


def all_answers(
    model, pictures: np.ndarray, sizes: Sequence[int] = SIZES, greys: Sequence[float] = GREYS
) -> bytes:
    """Answers to every picture, window and grey, as bytes of 255 times the probability.

    One after the other, the last axis fastest: picture, size, grey, row, column, class.
    """
    found = (
        answers(model, picture, size, grey)
        for picture in pictures
        for size in sizes
        for grey in greys
    )
    return b"".join(np.rint(255 * shares).astype(np.uint8).tobytes() for shares in found)


def controls(
    model,
    pictures: np.ndarray,
    labels: np.ndarray,
    sizes: Sequence[int] = SIZES,
    greys: Sequence[float] = GREYS,
) -> widgets.VBox:
    """The view with its controls; see `occlusion_explorer`."""
    size_at, grey_at = len(sizes) // 2, len(greys) // 2
    view = OcclusionView(
        labels=[int(label) for label in labels],
        sizes=list(sizes),
        greys=list(greys),
        pixels=np.rint(255 * pictures).astype(np.uint8).tobytes(),
        shares=all_answers(model, pictures, sizes, greys),
        size=size_at,
        grey=grey_at,
        place=[(28 - sizes[size_at]) // 2] * 2,
    )
    wide = {"layout": widgets.Layout(width="290px"), "style": {"description_width": "90px"}}
    digit = widgets.Dropdown(
        options=[f"a {label}" for label in view.labels], index=0, description="digit", **wide
    )
    size = widgets.SelectionSlider(
        options=[f"{size} × {size}" for size in sizes], index=size_at, description="window", **wide
    )
    grey = widgets.SelectionSlider(
        options=[f"{grey:g}" for grey in greys], index=grey_at, description="grey value", **wide
    )
    widgets.jslink((digit, "index"), (view, "digit"))
    widgets.jslink((size, "index"), (view, "size"))
    widgets.jslink((grey, "index"), (view, "grey"))
    return accessible(
        widgets.HBox([digit, size, grey], layout=widgets.Layout(flex_flow="row wrap")), view
    )


def occlusion_explorer(
    model,
    pictures: np.ndarray,
    labels: np.ndarray,
    *,
    sizes: Sequence[int] = SIZES,
    greys: Sequence[float] = GREYS,
) -> None:
    """Show digits with a window that hides a part of them, and what a network makes of the rest.

    Parameters
    ----------
    model
        Keras model for pictures (batch, 28, 28, 1) with ten classes.
    pictures
        A few digits, shape (n, 28, 28, 1) in [0, 1].
    labels
        Their classes, shape (n,).
    sizes, greys
        Sides of the window, and what it is filled with (0 paper, 1 ink).
    """
    box = controls(model, pictures, labels, sizes, greys)
    size, grey = sizes[len(sizes) // 2], greys[len(greys) // 2]
    label, middle = int(labels[0]), (28 - size) // 2
    heat = answers(model, pictures[0], size, grey)[..., label]
    covered = occlude(pictures[0], size, grey)[middle, middle, ..., 0]
    text = (
        f"A {label} with a window of {size} × {size} in its middle, and the probability of {label} for every place "
        f"of the window: from {heat.min():.2f} to {heat.max():.2f}."
    )
    show(box, digit_and_heat(covered, heat), text)
