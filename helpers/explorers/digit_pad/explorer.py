"""Draw a digit and see at once what a trained network says to it."""

from __future__ import annotations

import ipywidgets as widgets
import numpy as np
import traitlets
from matplotlib.figure import Figure

from helpers.digits.centring import like_mnist
from helpers.drawing.colours import GREY, ORANGE
from helpers.drawing.picture import quiet_axes
from helpers.explorers.kit.accessibility import accessible
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View
from helpers.images.shift import shift

SIDE = 84  # ink pixels of the pad, as in digit_pad.js
REACH = 8


class DigitPadView(View):
    """The pad, the digit that the network gets, its answer and, if asked for, the first feature maps.

    The browser sends `ink`; everything else comes back from `DigitPad`.
    """

    _esm = es_module("digit_pad/view")
    # Without from_json the memoryview that arrives from the browser would be dropped silently.
    ink = traitlets.Bytes(bytes(SIDE * SIDE)).tag(
        sync=True, from_json=lambda value, widget: bytes(value)
    )
    seen = traitlets.Bytes(bytes(28 * 28)).tag(sync=True)
    probabilities = traitlets.List().tag(sync=True)
    maps = traitlets.Bytes().tag(sync=True)
    map_side = traitlets.Int(0).tag(sync=True)


class DigitPad:
    """Joins a pad, its controls and a network; made by `digit_pad`.

    Parameters
    ----------
    model
        Keras model for pictures (batch, 28, 28, 1) in [0, 1] with ten classes, its first layer a convolution.
    examples
        Digits that can be put on the pad, name → array (28, 28), uint8.
    """

    def __init__(self, model, examples: dict[str, np.ndarray]):
        import keras

        self.model, self.examples = model, examples
        self._both = keras.Model(model.inputs[0], [model.layers[0].output, model.outputs[0]])
        wide = {"layout": widgets.Layout(width="300px"), "style": {"description_width": "90px"}}
        self.view = DigitPadView()
        self.example = widgets.Dropdown(options=["my own", *examples], description="digit", **wide)
        self.right = widgets.IntSlider(0, min=-REACH, max=REACH, description="move right", **wide)
        self.maps = widgets.Checkbox(False, description="show feature maps", indent=False)
        self.clear = widgets.Button(description="Clear", tooltip="Clear the pad")
        for watched, trait in ((self.view, "ink"), (self.right, "value"), (self.maps, "value")):
            watched.observe(self._answer, trait)
        self.example.observe(self._put, "value")
        self.clear.on_click(lambda button: self._wipe())
        rows = widgets.Layout(flex_flow="row wrap", align_items="center")
        self.box = accessible(
            widgets.HBox([self.example, self.right, self.maps, self.clear], layout=rows), self.view
        )

    def _wipe(self) -> None:
        self.example.value = "my own"
        self.view.ink = bytes(SIDE * SIDE)

    def _put(self, change) -> None:
        if change.new != "my own":
            self.view.ink = np.kron(self.examples[change.new], np.ones((3, 3), np.uint8)).tobytes()

    def _answer(self, change=None) -> None:
        ink = np.frombuffer(self.view.ink, np.uint8).reshape(SIDE, SIDE)
        with self.view.hold_sync():
            if not ink.any():
                self.view.seen, self.view.probabilities = bytes(28 * 28), []
                self.view.maps, self.view.map_side = b"", 0
                return
            picture = shift(like_mnist(ink)[None], right=self.right.value)
            first, shares = self._both(picture[..., None].astype("float32") / 255, training=False)
            self.view.seen = picture.tobytes()
            self.view.probabilities = [float(share) for share in np.asarray(shares)[0]]
            self.view.maps, self.view.map_side = (
                _scaled(np.asarray(first)[0]) if self.maps.value else (b"", 0)
            )


def _scaled(maps: np.ndarray) -> tuple[bytes, int]:
    """Maps (side, side, channels) as bytes, one map after the other, each from 0 to its own largest value."""
    largest = maps.max(axis=(0, 1))
    scaled = np.divide(255 * maps, largest, out=np.zeros_like(maps), where=largest > 0)
    return np.moveaxis(np.clip(scaled, 0, 255), -1, 0).astype(np.uint8).tobytes(), maps.shape[0]


def digit_pad(model, examples: dict[str, np.ndarray]) -> None:
    """Show a pad to draw on, joined to a network; see `DigitPad`."""
    pad = DigitPad(model, examples)
    name, digit = next(iter(examples.items()))
    shares = model.predict(digit[None, ..., None] / 255, verbose=0)[0]
    text = f"A pad to draw a digit on. For the {name} the network says {shares.argmax()} ({100 * shares.max():.1f} %)."
    show(pad.box, _drawn(digit, shares), text)


def _drawn(digit: np.ndarray, shares: np.ndarray) -> Figure:
    figure = Figure(figsize=(6, 2.4), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=[1, 1.6])
    left.imshow(digit, cmap="gray_r")
    left.set(xticks=[], yticks=[])
    quiet_axes(right)
    right.barh(range(10), shares, color=ORANGE)
    right.set(yticks=range(10), xlim=(0, 1))
    right.set_xlabel("probability", color=GREY, fontsize=9)
    right.invert_yaxis()
    return figure
