"""The signal propagation explorer: sums on their way up and gradients on their way down."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ipywidgets as widgets
import traitlets

from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, decimals, position, slider, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View
from helpers.explorers.signal_propagation.picture import (
    BEHIND,
    HIGH,
    LOW,
    NAMES,
    describe,
    describe_layer,
    draw,
)
from helpers.explorers.signal_propagation.propagation import (
    ACTIVATIONS,
    DEPTH,
    RULES,
    STARTS,
    Setting,
    draws,
    propagate,
)

FACTORS = (0.5, 2.0)


class SignalView(View):
    """The curves; ``rule`` and ``activation`` are positions, ``layer`` counts from 1."""

    _esm = es_module("signal_propagation/view")
    _css = style("kit/plot")
    draws = traitlets.Bytes(draws().tobytes()).tag(sync=True)
    rules = traitlets.List([[name, NAMES[name]] for name in RULES]).tag(sync=True)
    activations = traitlets.List([[name, BEHIND[name]] for name in ACTIVATIONS]).tag(sync=True)
    ends = traitlets.List([LOW, HIGH]).tag(sync=True)
    rule = traitlets.Int(0).tag(sync=True)
    activation = traitlets.Int(0).tag(sync=True)
    factor = traitlets.Float(1.0).tag(sync=True)
    start = traitlets.Int(0).tag(sync=True)
    layer = traitlets.Int(DEPTH).tag(sync=True)


def guess() -> Guess:
    """What Glorot's rule leaves of what He's does, behind ReLUs."""
    of_he, of_glorot = (propagate(Setting(rule)).sums[-1] for rule in ("He", "Glorot"))
    return Guess(
        f"Glorot's weights are He's divided by √2. Behind ReLUs, by what factor are the sums in "
        f"layer {DEPTH} smaller with Glorot's rule?",
        answer=round(float(of_he / of_glorot)),
        because=f"Every layer divides by √2 once more, and there are {DEPTH} of them.",
    )


def controls(setting: Setting, layer: int) -> widgets.VBox:
    """The view under its controls."""
    call = call_of(
        signal_propagation,
        layer="layer",
        rule=("rule", list(RULES)),
        activation=("activation", list(ACTIVATIONS)),
        factor="factor",
        start="start",
    )
    return with_controls(
        SignalView(layer=layer, call=call),
        {
            "rule": choice("weights", RULES, position("rule", setting.rule, RULES)),
            "activation": choice(
                "activation", ACTIVATIONS, position("activation", setting.activation, ACTIVATIONS)
            ),
            "factor": decimals("times", setting.factor, *FACTORS, 0.1),
            "start": slider("start", setting.start, 0, STARTS - 1),
        },
        guess=guess(),
    )


def signal_propagation(
    setting: Setting = Setting(),  # noqa: B008 - a Setting is frozen
    *,
    layer: int = DEPTH,
    **changes: Any,
) -> None:
    """Show sums and gradients through ten layers, with a static picture and a text.

    Parameters
    ----------
    setting
        With which it starts. A factor beyond the slider, from 0.5 to 2, is refused.
    layer
        The one that is told, 1 to 10.
    **changes
        What of the setting is different: ``factor=1.2``.

    Raises
    ------
    ValueError
        If a setting is not one of the choices, or there is no such layer.
    """
    setting = replace(setting, **changes)
    position("layer", layer, range(1, DEPTH + 1))
    position("start", setting.start, range(STARTS))
    if not FACTORS[0] <= setting.factor <= FACTORS[1]:
        raise ValueError(
            f"factor is {setting.factor}; it must be from {FACTORS[0]} to {FACTORS[1]}"
        )
    box = controls(setting, layer)
    show(box, draw(setting), f"{describe(setting)} {describe_layer(setting, layer)}")
