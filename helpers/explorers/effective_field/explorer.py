"""The effective receptive field: which of the pixels that a unit sees count for it."""

from __future__ import annotations

import ipywidgets as widgets
import traitlets

from helpers.explorers.effective_field.field import (
    COUNTS,
    MOST_LAYERS,
    SIZES,
    WEIGHTS,
    random_kernels,
)
from helpers.explorers.effective_field.picture import describe, draw_field
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, position, slider, stops, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View

MORE_LAYERS = Guess(
    "With 12 layers the field is larger than with 4. "
    "What becomes of the share of its pixels that count?",
    answer="it shrinks",
    choices=("it grows", "it stays the same", "it shrinks"),
    because="The field grows with the number of layers, the bell curve in it with its root.",
)


class EffectiveFieldView(View):
    """The picture. ``size`` and ``weights`` are positions in the lists."""

    _esm = es_module("effective_field/view")
    _css = style("kit/chart", "effective_field/view")

    sizes = traitlets.List(list(SIZES)).tag(sync=True)
    kinds = traitlets.List(list(WEIGHTS)).tag(sync=True)
    counts = traitlets.Float(COUNTS).tag(sync=True)
    kernels: traitlets.List[list] = traitlets.List().tag(sync=True)
    layers = traitlets.Int(1).tag(sync=True)
    size = traitlets.Int(0).tag(sync=True)
    weights = traitlets.Int(0).tag(sync=True)


def controls(layers: int, k: int, weights: str) -> widgets.VBox:
    """The view with its controls; see `effective_field`."""
    call = call_of(
        effective_field, layers="layers", k=("size", SIZES), weights=("weights", WEIGHTS)
    )
    view = EffectiveFieldView(kernels=random_kernels().tolist(), call=call)
    return with_controls(
        view,
        {
            "layers": slider("layers", layers, 1, MOST_LAYERS),
            "size": stops("kernel k", SIZES, position("k", k, SIZES)),
            "weights": choice("weights", WEIGHTS, position("weights", weights, WEIGHTS)),
        },
        guess=MORE_LAYERS,
    )


def effective_field(layers: int = 8, k: int = 3, weights: str = "all equal") -> None:
    """Show the effective receptive field of a stack of layers, with its picture and its text.

    Parameters
    ----------
    layers : int
        1 to 12 convolutions at stride 1, without an activation.
    k : int
        Rows and columns of each kernel, 3 or 5.
    weights : str
        "all equal" or "random".

    Raises
    ------
    ValueError
        If an argument is not one of the choices.
    """
    position("layers", layers, range(1, MOST_LAYERS + 1))
    box = controls(layers, k, weights)
    show(box, draw_field(layers, k, weights), describe(layers, k, weights))
