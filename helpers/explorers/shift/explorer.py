"""The shift explorer: move a test digit and see what several networks say to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets
import numpy as np
import traitlets
from numpy.typing import ArrayLike, NDArray

from helpers.explorers.kit.controls import slider, with_controls
from helpers.explorers.kit.digits import DigitsView, digit_choice, digit_traits
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.shown import show
from helpers.explorers.shift.picture import describe, draw
from helpers.images.shift import shift

REACH = 8  # pixels in each direction
START = 4  # pixels to the right at first, so that the networks have something to disagree on


class ShiftView(DigitsView):
    """The moved digit and the answers of the networks."""

    _esm = es_module("shift/view")
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    answers = traitlets.Bytes().tag(sync=True)
    reach = traitlets.Int(REACH).tag(sync=True)
    right = traitlets.Int(0).tag(sync=True)
    down = traitlets.Int(0).tag(sync=True)


def all_answers(model, pictures: NDArray, reach: int = REACH) -> NDArray:
    """Probabilities for every picture and every move, as bytes.

    Parameters
    ----------
    model
        Keras model for pictures (batch, 28, 28, 1) with ten classes.
    pictures
        Array of shape (n, 28, 28, 1) in [0, 1].
    reach
        Largest move in pixels.

    Returns
    -------
    array of shape (n, 2·reach + 1, 2·reach + 1, 10), uint8
        255 times the probability; the axes are picture, move down, move right, class.
    """
    moves = range(-reach, reach + 1)
    moved = np.array([[shift(pictures, right, down) for right in moves] for down in moves])
    flat = np.moveaxis(moved, 2, 0).reshape(-1, *pictures.shape[1:])
    shares = model.predict(flat, batch_size=500, verbose=0)
    return np.rint(255 * shares).astype(np.uint8).reshape(len(pictures), len(moves), len(moves), -1)


def controls(view: ShiftView) -> widgets.VBox:
    """The view under its controls."""
    return with_controls(
        view,
        {
            "digit": digit_choice(view, "test digit, "),
            "right": slider("move right", view.right, -view.reach, view.reach),
            "down": slider("move down", view.down, -view.reach, view.reach),
        },
    )


def shift_explorer(models: Mapping[str, Any], pictures: NDArray, labels: ArrayLike) -> None:
    """Show test digits that can be moved, with the answers of several networks.

    Parameters
    ----------
    models
        Name → Keras model; at most three fit side by side.
    pictures
        A few test digits, shape (n, 28, 28, 1) in [0, 1].
    labels
        Their classes, shape (n,).
    """
    answered = {name: all_answers(model, pictures) for name, model in models.items()}
    view = ShiftView(
        **digit_traits(pictures, labels),
        names=list(answered),
        answers=b"".join(one.tobytes() for one in answered.values()),
        right=START,
    )
    box = controls(view)
    shares = {name: one[0, REACH, REACH + START] / 255 for name, one in answered.items()}
    moved = shift(pictures[:1], right=START)[0, ..., 0]
    label = view.labels[0]
    show(box, draw(label, moved, shares), describe(label, START, 0, shares))
