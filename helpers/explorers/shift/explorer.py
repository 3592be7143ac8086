"""The shift explorer: move a test digit and see what several networks say to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets
import numpy as np
import traitlets
from numpy.typing import ArrayLike, NDArray

from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import position, slider, with_controls
from helpers.explorers.kit.digits import DigitsView, digit_choice, digit_traits
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.network import check_digits, sent
from helpers.explorers.kit.shown import show
from helpers.explorers.shift.picture import describe, draw
from helpers.images.shift import shift
from helpers.training.accuracy import right_answers

REACH = 8  # pixels in each direction
START = 4  # pixels to the right at first, so that the networks have something to disagree on


class ShiftView(DigitsView):
    """The moved digit and the answers of the networks, each of which was sent whole."""

    _esm = es_module("shift/view")
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    networks: traitlets.List[dict] = traitlets.List(traitlets.Dict()).tag(sync=True)
    reach = traitlets.Int(REACH).tag(sync=True)
    right = traitlets.Int(0).tag(sync=True)
    down = traitlets.Int(0).tag(sync=True)


def guess(models: Mapping[str, Any], picture: NDArray, label: int) -> Guess:
    """How many of the moves to the right the first of the networks survives."""
    name, model = next(iter(models.items()))
    pictures = np.repeat(picture[None], REACH, axis=0)
    labels = np.full(REACH, label)
    moved = np.concatenate([shift(one[None], by) for by, one in enumerate(pictures, 1)])
    return Guess(
        f"Move the {label} to the right, by 1, 2, … {REACH} pixels. "
        f"After how many of these moves does the network “{name}” say {label}?",
        answer=int(right_answers(model, moved, labels).sum()),
        because="What it has learned about a place it has learned there alone.",
        unit="moves",
    )


def controls(view: ShiftView, guess: Guess) -> widgets.VBox:
    """The view under its controls."""
    return with_controls(
        view,
        {
            "digit": digit_choice(view, "test digit, "),
            "right": slider("move right", view.right, -view.reach, view.reach),
            "down": slider("move down", view.down, -view.reach, view.reach),
        },
        guess=guess,
    )


def shift_explorer(
    models: Mapping[str, Any],
    pictures: NDArray,
    labels: ArrayLike,
    *,
    digit: int = 0,
    right: int = START,
    down: int = 0,
) -> None:
    """Show test digits that can be moved, with the answers of several networks.

    Parameters
    ----------
    models
        Name → Keras model that is a chain of layers, with ten classes; at most three fit side by
        side.
    pictures
        A few test digits, shape (n, 28, 28, 1) in [0, 1].
    labels
        Their classes, shape (n,).
    digit
        Which of the pictures it begins with.
    right, down
        How far it is moved at first, up to 8 pixels; negative ones are to the left and up.

    Raises
    ------
    ValueError
        If a model has other inputs or outputs, or a layer that the browser does not compute; or if
        there is no such digit or move.
    """
    for model in models.values():
        check_digits(model)
    position("digit", digit, range(len(pictures)))
    position("right", right, range(-REACH, REACH + 1))
    position("down", down, range(-REACH, REACH + 1))
    state = {"digit": digit, "right": right, "down": down}
    view = ShiftView(
        **digit_traits(pictures, labels),
        **state,
        names=list(models),
        networks=[dict(sent(model)) for model in models.values()],
        call=call_of(shift_explorer, **{name: name for name in state}),
    )
    box = controls(view, guess(models, pictures[digit], view.labels[digit]))
    moved = shift(pictures[digit : digit + 1], right, down)
    shares = {name: np.asarray(model(moved, training=False))[0] for name, model in models.items()}
    label = view.labels[digit]
    show(box, draw(label, moved[0, ..., 0], shares), describe(label, right, down, shares))
