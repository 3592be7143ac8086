"""Two small explorers of lecture 5: an activation with its slope, and the softmax of logits."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets
import traitlets

from helpers.explorers.activations.picture import (
    EDGE,
    NAMES,
    activation,
    describe_activation,
    describe_softmax,
    draw_activation,
    draw_softmax,
)
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, decimals, position, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View

LOGITS = (2.0, 1.0, 0.0, -1.0)
LEAKY = "leaky ReLU"
STEEPEST = Guess(
    "Where the sigmoid is steepest, how large is its slope?",
    answer=float(activation("sigmoid", 0.0, 0)[1]),
    because="At 0 it is σ(0) · (1 − σ(0)) = 0.5 · 0.5.",
)
ALL_LOGITS_UP = Guess(
    "Add 1 to every logit. What happens to the shares?",
    answer="nothing",
    choices=("all grow", "nothing", "the largest grows"),
    because="Above and below the fraction bar stands the same factor e.",
)


class ActivationsView(View):
    """`kind` is "activation" or "softmax"; the other traits belong to one of them."""

    _esm = es_module("activations/view")
    kind = traitlets.Unicode().tag(sync=True)
    activation = traitlets.Int(0).tag(sync=True)
    x = traitlets.Float(1.0).tag(sync=True)
    leak = traitlets.Float(0.1).tag(sync=True)
    leak_is_idle = traitlets.Bool(False).tag(sync=True)
    z0, z1, z2, z3 = (traitlets.Float(z).tag(sync=True) for z in LOGITS)


def activation_controls(view: ActivationsView) -> widgets.VBox:
    """The view of an activation under its controls; only a leaky ReLU leaks."""
    view.leak_is_idle = NAMES[view.activation] != LEAKY
    return with_controls(
        view,
        {
            "activation": choice("activation", NAMES, view.activation),
            "x": decimals("input x", view.x, -EDGE, EDGE, 0.1),
            "leak": decimals("leak α", view.leak, 0, 0.5, 0.05),
        },
        guess=STEEPEST,
        idle={"leak": "leak_is_idle"},
    )


def softmax_controls(view: ActivationsView) -> widgets.VBox:
    """The view of a softmax under a slider for each logit."""
    return with_controls(
        view,
        {
            f"z{at}": decimals(f"logit {at}", getattr(view, f"z{at}"), -5, 5, 0.5)
            for at in range(len(LOGITS))
        },
        guess=ALL_LOGITS_UP,
    )


def activation_explorer(activation: str = "sigmoid", x: float = 1.0, *, leak: float = 0.1) -> None:
    """Show an activation function, its slope and its tangent, with a static picture and a text.

    Parameters
    ----------
    activation
        "sigmoid", "tanh", "ReLU" or "leaky ReLU".
    x
        The input to begin with. What is beyond a slider becomes its end.
    leak
        Slope of the leaky ReLU to the left of 0, up to 0.5.

    Raises
    ------
    ValueError
        If there is no such function.
    """
    call = call_of(activation_explorer, activation=("activation", NAMES), x="x", leak="leak")
    view = ActivationsView(
        kind="activation",
        activation=position("activation", activation, NAMES),
        x=x,
        leak=leak,
        call=call,
    )
    box = activation_controls(view)
    state = activation, view.x, view.leak
    show(box, draw_activation(*state), describe_activation(*state))


def softmax_explorer(logits: Sequence[float] = LOGITS) -> None:
    """Show four logits and their softmax, with a static picture and a text.

    Parameters
    ----------
    logits
        Those to begin with, from −5 to 5. What is beyond a slider becomes its end.

    Raises
    ------
    ValueError
        If they are not four.
    """
    if len(logits) != len(LOGITS):
        raise ValueError(f"there are {len(logits)} logits; the explorer has {len(LOGITS)} sliders")
    names = [f"z{at}" for at in range(len(LOGITS))]
    call = call_of(softmax_explorer, logits=names)
    view = ActivationsView(kind="softmax", call=call, **dict(zip(names, logits, strict=True)))
    box = softmax_controls(view)
    begins = [getattr(view, name) for name in names]
    show(box, draw_softmax(begins), describe_softmax(begins))
