"""The memory calculator: what a stack of layers needs, and what to do when it does not fit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ipywidgets as widgets
import traitlets

from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, position, slider, stops, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import LayerView
from helpers.explorers.memory.picture import OPTIMIZER, Stack, describe, draw_memory
from helpers.networks.memory import OPTIMIZER_COPIES, POLICIES

SIDES = (28, 32, 64, 128, 224, 256, 512, 1024)
POWERS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
STRIDES = (1, 2, 4)
DEVICES = (1, 2, 4, 8, 16, 24, 48, 80)
OFFERED = ("float32", "mixed_float16", "float16")
USES = ("training", "inference")
MOST_LAYERS = 20


HALF_A_BATCH = Guess(
    "Halve the batch. What takes half as much memory then?",
    answer="the activations alone",
    choices=("everything", "the activations alone", "the parameters alone"),
    because="Each image of the batch has its own activations; the parameters are there once.",
)


class MemoryView(LayerView):
    """The picture. Apart from ``layers`` and ``copies``, numbers are positions in the lists."""

    _esm = es_module("memory/view")
    _css = style("kit/layer", "memory/view")

    sides = traitlets.List(list(SIDES)).tag(sync=True)
    powers = traitlets.List(list(POWERS)).tag(sync=True)
    strides = traitlets.List(list(STRIDES)).tag(sync=True)
    devices = traitlets.List(list(DEVICES)).tag(sync=True)
    policies = traitlets.List([[name, list(POLICIES[name])] for name in OFFERED]).tag(sync=True)
    copies = traitlets.Int(OPTIMIZER_COPIES[OPTIMIZER]).tag(sync=True)
    n = traitlets.Int(0).tag(sync=True)
    layers = traitlets.Int(8).tag(sync=True)
    filters = traitlets.Int(0).tag(sync=True)
    stride = traitlets.Int(0).tag(sync=True)
    batch = traitlets.Int(0).tag(sync=True)
    policy = traitlets.Int(0).tag(sync=True)
    use = traitlets.Int(0).tag(sync=True)
    device = traitlets.Int(0).tag(sync=True)


def controls(stack: Stack, device: int) -> widgets.VBox:
    """The view with its controls; see `memory_calculator`."""
    position("layers", stack.layers, range(1, MOST_LAYERS + 1))
    call = call_of(
        memory_calculator,
        device=("device", DEVICES),
        n=("n", SIDES),
        layers="layers",
        filters=("filters", POWERS),
        stride=("stride", STRIDES),
        batch=("batch", POWERS),
        policy=("policy", OFFERED),
        training=("use", (True, False)),
    )
    return with_controls(
        MemoryView(call=call),
        {
            "n": stops("image n", SIDES, position("n", stack.n, SIDES)),
            "batch": stops("batch", POWERS, position("batch", stack.batch, POWERS)),
            "layers": slider("layers", stack.layers, 1, MOST_LAYERS),
            "filters": stops("filters", POWERS, position("filters", stack.filters, POWERS)),
            "stride": stops("first stride", STRIDES, position("stride", stack.stride, STRIDES)),
            "policy": choice("numbers", OFFERED, position("policy", stack.policy, OFFERED)),
            "use": choice("used for", USES, 0 if stack.training else 1),
            "device": stops("device, GiB", DEVICES, position("device", device, DEVICES)),
        },
        guess=HALF_A_BATCH,
    )


def memory_calculator(
    stack: Stack = Stack(),  # noqa: B008 - it is frozen
    *,
    device: int = 8,
    **changes: Any,
) -> None:
    """Show the memory calculator, with its static picture and its text.

    Parameters
    ----------
    stack : Stack
        Layers to begin with; by default 8 layers of 64 filters on 128 images of 224 × 224.
    device : int
        Memory of the device in GiB.
    **changes
        What of the stack is different: ``layers=4``.

    Raises
    ------
    ValueError
        If a number is not one of those the controls offer.
    """
    stack = replace(stack, **changes)
    show(controls(stack, device), draw_memory(stack, device), describe(stack, device))
