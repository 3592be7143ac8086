"""The explorer of gradient ascent: a patch that excites a channel more and more, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import ipywidgets as widgets
import numpy as np
import traitlets
from numpy.typing import NDArray

from helpers.drawing.words import count_of, number
from helpers.explorers.ascent.layers import (
    AscentLayer,
    ascent_layers,
    patches_as_bytes,
    strongest,
)
from helpers.explorers.ascent.picture import Climb, Digits, describe, draw
from helpers.explorers.kit.accessibility import accessible
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, join, position, rows, slider, stops
from helpers.explorers.kit.digits import SIDE
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.network import check_pictures, sent
from helpers.explorers.kit.shown import Opened, show
from helpers.explorers.kit.view import View
from helpers.training.activation_maximization import ascent, faint_noise, made_to_order
from helpers.training.exciting_patches import Excitement

LAST_STEP = 100
STARTS = (0, 1, 2)
BLURS = (0, 1)
PLAY_MILLISECONDS = 100


class AscentView(View):
    """A patch after a step, the strongest one of digits, and the sums of all steps.

    `layers` are of the kind `AscentLayer`, `bests` has their patches of digits, `noise` what every
    start begins with; ``start`` and ``blur`` are positions in `starts` and `blurs`.
    """

    _esm = es_module("ascent/view")
    _css = style("ascent/view")
    layers = traitlets.List(traitlets.Dict()).tag(sync=True)
    bests = traitlets.Bytes().tag(sync=True)
    count = traitlets.Int(1).tag(sync=True)
    network = traitlets.Dict().tag(sync=True)
    noise = traitlets.Bytes().tag(sync=True)
    starts = traitlets.List(list(STARTS)).tag(sync=True)
    blurs = traitlets.List(list(BLURS)).tag(sync=True)
    last = traitlets.Int(LAST_STEP).tag(sync=True)
    layer = traitlets.Int(0).tag(sync=True)
    channel = traitlets.Int(0).tag(sync=True)
    start = traitlets.Int(0).tag(sync=True)
    blur = traitlets.Int(0).tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    last_channel = traitlets.Int(0).tag(sync=True)


def guess(model, layers: Sequence[AscentLayer], shown: int, blur: int, count: int) -> Guess:
    """What the last step reaches in the layer below the one shown; above it, if that is the first.

    It asks for the channel to which the digits answer most.
    """
    asked = layers[shown - 1 if shown else min(1, len(layers) - 1)]
    channel = int(np.argmax(asked["best"]))
    made = made_to_order(model, asked["name"], [channel], blur=blur, steps=LAST_STEP)
    blurred = "blurred" if blur else "not blurred"
    return Guess(
        f"Go to {asked['name']}, channel {channel}. The strongest patch of "
        f"{count_of(count, 'digit')} has a sum of {number(asked['best'][channel], 1)} there. What "
        f"will it be after {LAST_STEP} steps from start 0, {blurred}?",
        answer=round(float(made.sums[0]), 1),
        because="A digit was written to be read; each pixel of the patch goes where the unit asks.",
    )


def controls(view: AscentView, guess: Guess) -> widgets.VBox:
    """The view under its controls; the channels are those of the layer."""
    view.guess = guess.for_browser()
    names = [f"{layer['name']}: {count_of(layer['channels'], 'channel')}" for layer in view.layers]
    view.last_channel = view.layers[view.layer]["channels"] - 1
    blurs = [count_of(blur, "pixel") if blur else "none" for blur in view.blurs]
    play = widgets.Play(
        value=view.step,
        min=0,
        max=view.last,
        interval=PLAY_MILLISECONDS,
        show_repeat=False,
        description="make the steps",
    )
    made = {
        "layer": choice("layer", names, view.layer),
        "channel": slider("channel", view.channel, 0, view.last_channel),
        "start": stops("start", view.starts, view.start),
        "blur": stops("blur", blurs, view.blur),
        "step": slider("step", view.step, 0, view.last),
    }
    join(view, made, largest={"channel": "last_channel"})
    join(view, {"step": play})
    return accessible(rows(*made.values(), narrowest=260, label=64), play, view)


def ascent_explorer(
    model,
    pictures: NDArray,
    *,
    layer: int = 0,
    channel: int | None = None,
    start: int = 0,
    blur: int = 1,
    step: int = LAST_STEP,
) -> None:
    """Show how gradient ascent makes a patch that excites a channel, from faint noise.

    Beside it stands the strongest patch of digits, below both what the unit adds up.

    Parameters
    ----------
    model
        Keras model that is a chain of layers, for pictures (batch, 28, 28, 1).
    pictures
        Digits, shape (n, 28, 28, 1) in [0, 1]: the more, the stronger is their strongest patch.
    layer
        Which of the convolutions, from 0.
    channel
        Which of its channels; by default the one to which the digits answer most.
    start
        Which noise it begins with: 0, 1 or 2.
    blur
        By how many pixels each step is blurred: 0 or 1.
    step
        The one that is shown, 0 to 100.

    Raises
    ------
    ValueError
        If the model has no convolution, or a layer that the browser does not compute; if there is
        no picture; or if there is no such layer, channel, start, blur or step.
    """
    show(*open_ascent(model, pictures, layer, channel, start, blur, step))


def open_ascent(
    model,
    pictures: NDArray,
    layer: int = 0,
    channel: int | None = None,
    start: int = 0,
    blur: int = 1,
    step: int = LAST_STEP,
) -> Opened:
    """What `ascent_explorer` shows."""
    check_pictures(model)
    described = dict(sent(model))
    position("step", step, range(LAST_STEP + 1))
    bests = strongest(model, np.asarray(pictures))
    layers = ascent_layers(model, bests)
    position("layer", layer, range(len(layers)))
    chosen = layers[layer]
    channel = int(np.argmax(chosen["best"])) if channel is None else channel
    position("channel", channel, range(chosen["channels"]))
    view = AscentView(
        layers=layers,
        bests=patches_as_bytes(bests),
        count=len(pictures),
        network=described,
        noise=_noise(),
        layer=layer,
        channel=channel,
        start=position("start", start, STARTS),
        blur=position("blur", blur, BLURS),
        step=step,
        call=call_of(
            ascent_explorer,
            kept=["last_channel"],
            layer="layer",
            channel="channel",
            start=("start", STARTS),
            blur=("blur", BLURS),
            step="step",
        ),
    )
    climb = Climb(chosen["name"], channel, start, blur)
    way = list(islice(ascent(model, climb.layer, [channel], blur=blur, seed=start), LAST_STEP + 1))
    digits = _digits(bests[layer], channel, len(pictures))
    asked = guess(model, layers, layer, blur, len(pictures))
    text = describe(climb, way, step, digits)
    return Opened(controls(view, asked), draw(way, step, digits), text)


def _digits(best: Excitement, channel: int, count: int) -> Digits:
    return Digits(best.patches[channel], float(best.values[channel]), count)


def _noise() -> bytes:
    """All starts, one after the other; a smaller field takes the first numbers of one."""
    return b"".join(faint_noise(seed, SIDE * SIDE).astype("<f4").tobytes() for seed in STARTS)
