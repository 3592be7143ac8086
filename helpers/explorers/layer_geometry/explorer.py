"""The layer-geometry explorer: the size of a layer's output, and what no window reaches."""

from __future__ import annotations

from dataclasses import replace

import ipywidgets as widgets
import traitlets

from helpers.convolution import dilated_size
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, position, slider, stops, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import LayerView
from helpers.explorers.layer_geometry.picture import Direction, describe, draw_geometry

PADDINGS = (0, 1, 2, 3, 4, 5, "same")
LARGEST = {"n": 256, "k": 11, "stride": 5, "dilation": 5}

EXAMPLES = {
    "28, kernel 3, stride 2": Direction(28, 3, 0, 2),
    "MNIST: first convolution": Direction(28, 3),
    "MNIST: second pool": Direction(11, 2, 0, 2),
    "CIFAR-10: 5 × 5, padded": Direction(32, 5, 2),
    "AlexNet: first layer on 227": Direction(227, 11, 0, 4),
    "AlexNet: first layer on 224": Direction(224, 11, 0, 4),
    "ResNet: first layer": Direction(224, 7, 3, 2),
    "dilated": Direction(15, 3, 0, 1, 3),
    "gaps": Direction(16, 2, 0, 3),
}
"""Name → layer: a few to begin with. The last entry of the control is the student's own."""

OWN = "your own"


class LayerGeometryView(LayerView):
    """The picture. ``padding`` is a position in `PADDINGS`, ``example`` one in ``examples``."""

    _esm = es_module("layer_geometry/view")
    _css = style("kit/layer", "kit/formula", "layer_geometry/view")

    examples: traitlets.List[dict] = traitlets.List().tag(sync=True)
    example = traitlets.Int(0).tag(sync=True)
    n = traitlets.Int(28).tag(sync=True)
    k = traitlets.Int(3).tag(sync=True)
    padding = traitlets.Int(0).tag(sync=True)
    stride = traitlets.Int(1).tag(sync=True)
    dilation = traitlets.Int(1).tag(sync=True)
    row = traitlets.Int(0).tag(sync=True)
    column = traitlets.Int(0).tag(sync=True)


def guess(layer: Direction) -> Guess:
    """The output at another stride; where the kernel does not fit, what it covers."""
    if not layer.fits:
        return Guess(
            f"How many pixels does a kernel of {layer.k} with dilation {layer.dilation} cover?",
            answer=dilated_size(layer.k, layer.dilation),
            because="d(k − 1) + 1: its first and its last cell are d(k − 1) apart.",
            unit="pixels",
        )
    other = replace(layer, stride=3 if layer.stride != 3 else 2)
    return Guess(
        f"Stride {other.stride}, and the rest as it is: how many rows has the output?",
        answer=other.size,
        because=f"One window, and one more for every {other.stride} rows that it can move on.",
        unit="rows",
    )


def controls(layer: Direction, row: int = 0, column: int = 0) -> widgets.VBox:
    """The view with its controls; see `layer_geometry`."""
    known = list(EXAMPLES.values())
    view = LayerGeometryView(
        examples=[_settings(one) for one in known],
        row=row,
        column=column,
        call=call_of(
            layer_geometry,
            kept=["example"],
            n="n",
            k="k",
            padding=("padding", PADDINGS),
            stride="stride",
            dilation="dilation",
            window=["row", "column"],
        ),
    )
    example = known.index(layer) if layer in known else len(known)
    return with_controls(
        view,
        {
            "example": choice("example", [*EXAMPLES, OWN], example),
            "n": slider("input n", layer.n, 1, LARGEST["n"]),
            "k": slider("kernel k", layer.k, 1, LARGEST["k"]),
            "padding": stops("padding p", PADDINGS, position("padding", layer.padding, PADDINGS)),
            "stride": slider("stride s", layer.stride, 1, LARGEST["stride"]),
            "dilation": slider("dilation d", layer.dilation, 1, LARGEST["dilation"]),
        },
        guess=guess(layer),
    )


def layer_geometry(
    n: int = 28,
    k: int = 3,
    *,
    padding: int | str = 0,
    stride: int = 2,
    dilation: int = 1,
    window: tuple[int, int] = (3, 4),
) -> None:
    """Show the explorer of one layer's geometry, with its static picture and its text.

    Parameters
    ----------
    n, k : int
        Lengths of the input (up to 256) and of the kernel (up to 11), the same in both directions.
    padding : int or "same"
        Pixels per side, 0 to 5, or what Keras calls "same".
    stride, dilation : int
        1 to 5.
    window : (int, int)
        Row and column of the output cell to begin with.

    Raises
    ------
    ValueError
        If an argument is not one of the choices, or there is no such window.
    """
    position("padding", padding, PADDINGS)
    for name, value in {"n": n, "k": k, "stride": stride, "dilation": dilation}.items():
        position(name, value, range(1, LARGEST[name] + 1))
    layer = Direction(n, k, padding, stride, dilation)
    if layer.fits and not all(0 <= at < layer.size for at in window):
        raise ValueError(f"window is {window}; the output has {layer.size} rows and columns")
    box = controls(layer, *window)
    show(box, draw_geometry(layer, *window), describe(layer, *window))


def _settings(layer: Direction) -> dict[str, int]:
    """What the view's traits hold for a layer."""
    return {
        "n": layer.n,
        "k": layer.k,
        "padding": PADDINGS.index(layer.padding),
        "stride": layer.stride,
        "dilation": layer.dilation,
    }
