"""The Conv2D explorer: each argument that sets a shape, and what Keras makes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ipywidgets as widgets
import traitlets

from helpers.explorers.conv2d.layer import PADDINGS, Conv, describe, describe_filter
from helpers.explorers.conv2d.picture import draw
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, position, slider, switch, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import LayerView

RANGES = {
    "n": (1, 32),
    "channels": (1, 8),
    "filters": (1, 8),
    "kernel_size": (1, 7),
    "strides": (1, 3),
    "dilation_rate": (1, 3),
    "groups": (1, 8),
}


class Conv2DView(LayerView):
    """The wiring of the layer; ``padding`` is a position, ``filter`` the one that is marked."""

    _esm = es_module("conv2d/view")

    paddings = traitlets.List(list(PADDINGS)).tag(sync=True)
    n = traitlets.Int(28).tag(sync=True)
    channels = traitlets.Int(4).tag(sync=True)
    filters = traitlets.Int(8).tag(sync=True)
    kernel_size = traitlets.Int(3).tag(sync=True)
    strides = traitlets.Int(1).tag(sync=True)
    padding = traitlets.Int(0).tag(sync=True)
    dilation_rate = traitlets.Int(1).tag(sync=True)
    groups = traitlets.Int(1).tag(sync=True)
    use_bias = traitlets.Bool(True).tag(sync=True)
    filter = traitlets.Int(0).tag(sync=True)


def guess(conv: Conv) -> Guess:
    """The parameters with another number of groups; those of the default where Keras refuses."""
    groups = 2 if conv.groups != 2 else 1
    other = replace(conv, groups=groups)
    if other.refusal():
        other = Conv(groups=groups)
    k, part = other.kernel_size, other.channels // groups
    return Guess(
        f"How many parameters has a Conv2D of {other.filters} filters, {k} × {k}, on "
        f"{other.channels} channels with groups={groups} and "
        f"{'biases' if other.use_bias else 'no bias'}?",
        answer=other.parameters,
        because=f"A filter sees {part} of {other.channels} channels: {k}·{k}·{part} weights.",
        unit="parameters",
    )


def controls(conv: Conv, chosen: int) -> widgets.VBox:
    """The view under its controls, each by the name of its argument."""
    made: dict[str, widgets.Widget] = {
        name: slider("input n" if name == "n" else name, getattr(conv, name), *ends)
        for name, ends in RANGES.items()
    }
    made["padding"] = choice("padding", PADDINGS, PADDINGS.index(conv.padding))
    made["use_bias"] = switch("use_bias", conv.use_bias)
    call = call_of(
        conv2d_explorer,
        chosen="filter",
        padding=("padding", PADDINGS),
        use_bias="use_bias",
        **{name: name for name in RANGES},
    )
    view = Conv2DView(filter=chosen, call=call)
    return with_controls(view, made, guess=guess(conv), label=96)


def conv2d_explorer(
    conv: Conv = Conv(),  # noqa: B008 - it is frozen
    *,
    chosen: int = 0,
    **changes: Any,
) -> None:
    """Show the explorer, with its static picture and its text.

    Parameters
    ----------
    conv
        With which it starts.
    chosen
        The filter that is marked.
    **changes
        Arguments of the layer that are others: ``groups=2``.

    Raises
    ------
    ValueError
        If an argument is beyond its control, or there is no such filter.
    """
    conv = replace(conv, **changes)
    position("padding", conv.padding, PADDINGS)
    for name, (first, last) in RANGES.items():
        position(name, getattr(conv, name), range(first, last + 1))
    position("chosen", chosen, range(conv.filters))
    text = f"{describe(conv)} {describe_filter(conv, chosen)}"
    show(controls(conv, chosen), draw(conv, chosen), text)
