"""A network of one's own in every explorer that shows networks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

import ipywidgets as widgets
import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.digits import load_digits
from helpers.drawing.picture import image_tag
from helpers.explorers.ascent.explorer import open_ascent
from helpers.explorers.digit_pad.explorer import open_pad
from helpers.explorers.feature_maps.explorer import open_feature_maps
from helpers.explorers.kit.network import check_pictures, sent
from helpers.explorers.kit.shown import Opened, keep_still, show
from helpers.explorers.occlusion.explorer import open_occlusion
from helpers.explorers.receptive_field.explorer import open_tracer
from helpers.explorers.saliency.explorer import open_saliency
from helpers.networks import from_keras


def one_of_each() -> tuple[NDArray, NDArray]:
    """The first test digit of every class: pictures (10, 28, 28, 1) in [0, 1], and 0 to 9."""
    digits = load_digits()
    labels = np.arange(10)
    firsts = [np.flatnonzero(digits.y_test == label)[0] for label in labels]
    return digits.x_test[firsts].reshape(-1, 28, 28, 1).astype("float32") / 255, labels


def explore(model, pictures: NDArray | None = None, labels: ArrayLike | None = None) -> None:
    """Open a network in the explorers: maps, gradients, patches, a pad, what units see, and more.

    An explorer that cannot show the network says why in its place.

    Parameters
    ----------
    model
        Keras model, Sequential or functional with one layer after the other, for pictures
        (batch, 28, 28, 1) in [0, 1]: a network of your own, say.
    pictures
        A few digits, shape (n, 28, 28, 1) in [0, 1]; by default a test digit of every class.
    labels
        Their classes, shape (n,).

    Raises
    ------
    ValueError
        If the model is not built, branches or takes other pictures, or has a layer that the browser
        does not compute; the message names it. If there are pictures without labels or labels
        without pictures.

    Examples
    --------
    >>> explore(model)  # doctest: +SKIP
    """
    check_pictures(model)
    sent(model)  # what no explorer can show is refused here, once
    if (pictures is None) != (labels is None):
        raise ValueError("give pictures and their labels together, or neither of them")
    if pictures is None or labels is None:
        pictures, labels = one_of_each()
    ink = np.rint(255 * np.asarray(pictures)).astype(np.uint8)[..., 0]
    examples = {f"a {label}": digit for label, digit in zip(np.asarray(labels), ink, strict=True)}
    pages: dict[str, Callable[[], Opened]] = {
        "Feature maps": lambda: open_feature_maps(model, pictures, labels),
        "Hidden parts": lambda: open_occlusion(model, pictures, labels),
        "Gradients": lambda: open_saliency(model, pictures, labels),
        "Patches made to order": lambda: open_ascent(model, pictures),
        "Draw a digit": lambda: open_pad(model, examples),
        "What a unit sees": lambda: open_tracer({model.name: from_keras(model)}, ink[0]),
    }
    opened = {name: _opened_or_why_not(page) for name, page in pages.items()}
    tabs = widgets.Tab(
        children=[
            page.widget if isinstance(page, Opened) else widgets.HTML(f"<p>{escape(page)}</p>")
            for page in opened.values()
        ],
        titles=list(opened),
    )
    shown = {name: page for name, page in opened.items() if isinstance(page, Opened)}
    if not shown:
        raise ValueError(
            f"no explorer can show {model.name!r}: {'; '.join(map(str, opened.values()))}"
        )
    name, first = next(iter(shown.items()))
    tabs.selected_index = list(opened).index(name)
    show(tabs, first.figure, f"The network {model.name!r}, {name.lower()}. {first.text}")
    for page in shown.values():
        keep_still(page.widget, partial(image_tag, page.figure, page.text))


def _opened_or_why_not(page: Callable[[], Opened]) -> Opened | str:
    try:
        return page()
    except ValueError as problem:
        return str(problem)
