"""The weight-matrix explorer: one layer as a dense, a local, a shared matrix and as im2col."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ipywidgets as widgets
import traitlets

from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, position, slider, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import LayerView
from helpers.explorers.weight_matrix.layer import (
    FORMS,
    KERNEL,
    LARGEST,
    WeightMatrix,
    describe,
    describe_place,
    numbers,
)
from helpers.explorers.weight_matrix.picture import draw

RANGES = {"n": (3, LARGEST), "k": (2, 3), "stride": (1, 2), "padding": (0, 1)}


class WeightMatrixView(LayerView):
    """The picture; ``form`` is a position, ``output`` and ``column`` a place in the matrix."""

    _esm = es_module("weight_matrix/view")

    forms = traitlets.List(list(FORMS)).tag(sync=True)
    pixels: traitlets.List[list] = traitlets.List(numbers()[0].tolist()).tag(sync=True)
    kernel: traitlets.List[list] = traitlets.List(KERNEL.tolist()).tag(sync=True)
    free: traitlets.List[list] = traitlets.List(numbers()[1].tolist()).tag(sync=True)
    form = traitlets.Int(0).tag(sync=True)
    n = traitlets.Int(5).tag(sync=True)
    k = traitlets.Int(3).tag(sync=True)
    stride = traitlets.Int(1).tag(sync=True)
    padding = traitlets.Int(0).tag(sync=True)
    output = traitlets.Int(0).tag(sync=True)
    column = traitlets.Int(0).tag(sync=True)


def guess(layer: WeightMatrix) -> Guess:
    """The different weights of another form of the layer that is shown."""
    form = "shared" if layer.form == "local" else "local"
    other = replace(layer, form=form)
    joined = int((other.taps >= 0).sum())
    return Guess(
        f"The same layer, {form}: how many weights can be set freely?",
        answer=layer.k**2 if form == "shared" else joined,
        because=(
            f"All outputs use the same {layer.k} × {layer.k} kernel."
            if form == "shared"
            else "Each output has its own for each pixel in its window."
        ),
        unit="weights",
    )


def controls(layer: WeightMatrix, output: int, column: int) -> widgets.VBox:
    """The view with its controls; see `weight_matrix_explorer`."""
    call = call_of(
        weight_matrix_explorer,
        output="output",
        column="column",
        form=("form", FORMS),
        **{name: name for name in RANGES},
    )
    return with_controls(
        WeightMatrixView(output=output, column=column, call=call),
        {
            "form": choice("layer", FORMS, FORMS.index(layer.form)),
            "n": slider("input n", layer.n, *RANGES["n"]),
            "k": slider("kernel k", layer.k, *RANGES["k"]),
            "stride": slider("stride s", layer.stride, *RANGES["stride"]),
            "padding": slider("padding p", layer.padding, *RANGES["padding"]),
        },
        guess=guess(layer),
    )


def weight_matrix_explorer(
    layer: WeightMatrix = WeightMatrix(),  # noqa: B008 - it is frozen
    *,
    output: int = 4,
    column: int = 12,
    **changes: Any,
) -> None:
    """Show the explorer, with its static picture and its text.

    Parameters
    ----------
    layer
        With which it starts.
    output, column
        The place in the matrix that is marked.
    **changes
        What of the layer is different: ``form="dense"``.

    Raises
    ------
    ValueError
        If a setting is beyond its control, or there is no such place.
    """
    layer = replace(layer, **changes)
    position("form", layer.form, FORMS)
    for name, (first, last) in RANGES.items():
        position(name, getattr(layer, name), range(first, last + 1))
    rows, columns = layer.matrix.shape
    position("output", output, range(rows))
    position("column", column, range(columns))
    text = f"{describe(layer)} {describe_place(layer, output, column)}"
    show(controls(layer, output, column), draw(layer, output, column), text)
