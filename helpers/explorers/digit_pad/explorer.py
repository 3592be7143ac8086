"""Draw a digit and see at once what a trained network says to it."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets as widgets
import numpy as np
import traitlets
from numpy.typing import NDArray

from helpers.digits.centring import like_mnist
from helpers.explorers.digit_pad.picture import describe, draw
from helpers.explorers.kit.accessibility import accessible
from helpers.explorers.kit.controls import choice, rows, slider, switch
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View
from helpers.images.shift import shift

SIDE = 84  # ink pixels of the pad, as in ink.js
DIGIT = 28
REACH = 8
MY_OWN = "my own"


class DigitPadView(View):
    """The pad, the digit that the network gets, its answer, and the first feature maps if wanted.

    The browser sends `ink`; everything else comes back from `DigitPad`.
    """

    _esm = es_module("digit_pad/view")
    _css = style("digit_pad/view")
    # Without from_json the memoryview that arrives from the browser would be dropped silently.
    ink = traitlets.Bytes(bytes(SIDE * SIDE)).tag(
        sync=True, from_json=lambda value, widget: bytes(value)
    )
    seen = traitlets.Bytes(bytes(DIGIT * DIGIT)).tag(sync=True)
    probabilities = traitlets.List(traitlets.Float()).tag(sync=True)
    maps = traitlets.Bytes().tag(sync=True)
    map_side = traitlets.Int(0).tag(sync=True)


class DigitPad:
    """Joins a pad, its controls and a network; made by `digit_pad`.

    Parameters
    ----------
    model
        Keras model for pictures (batch, 28, 28, 1) in [0, 1] with ten classes, its first layer a
        convolution.
    examples
        Digits that can be put on the pad, name → array (28, 28), uint8.
    """

    def __init__(self, model, examples: Mapping[str, NDArray]):
        import keras  # noqa: PLC0415  slow, and who has a model has imported it

        self.examples = examples
        self._both = keras.Model(model.inputs[0], [model.layers[0].output, model.outputs[0]])
        self.view = DigitPadView()
        self.example = choice("digit", [MY_OWN, *examples])
        self.right = slider("move right", 0, -REACH, REACH)
        self.maps = switch("show feature maps")
        self.clear = widgets.Button(description="Clear", tooltip="Clear the pad")
        for watched, trait in ((self.view, "ink"), (self.right, "value"), (self.maps, "value")):
            watched.observe(self._answer, trait)
        self.example.observe(self._put, "value")
        self.clear.on_click(lambda button: self._wipe())
        self.box = accessible(rows(self.example, self.right, self.maps, self.clear), self.view)

    def answer(self, picture: NDArray) -> tuple[NDArray, NDArray]:
        """What the first layer and the network make of a picture (28, 28), uint8.

        Returns
        -------
        maps, probabilities
            Shapes (h, w, channels) and (10,).
        """
        first, shares = self._both(picture[None, ..., None].astype("float32") / 255, training=False)
        return np.asarray(first)[0], np.asarray(shares)[0]

    def _wipe(self) -> None:
        self.example.value = MY_OWN
        self.view.ink = bytes(SIDE * SIDE)

    def _put(self, change) -> None:
        if change.new != MY_OWN:
            self.view.ink = on_the_pad(self.examples[change.new]).tobytes()

    def _answer(self, change=None) -> None:
        ink = np.frombuffer(self.view.ink, np.uint8).reshape(SIDE, SIDE)
        with self.view.hold_sync():
            if not ink.any():
                self.view.seen, self.view.probabilities = bytes(DIGIT * DIGIT), []
                self.view.maps, self.view.map_side = b"", 0
                return
            picture = shift(like_mnist(ink)[None], right=self.right.value)[0]
            maps, shares = self.answer(picture)
            self.view.seen = picture.tobytes()
            self.view.probabilities = shares.tolist()
            self.view.maps, self.view.map_side = (
                (_scaled(maps), len(maps)) if self.maps.value else (b"", 0)
            )


def on_the_pad(digit: NDArray) -> NDArray:
    """A digit (28, 28) as ink (84, 84): each pixel becomes a square."""
    return np.kron(digit, np.ones((SIDE // DIGIT, SIDE // DIGIT), np.uint8))


def _scaled(maps: NDArray) -> bytes:
    """Maps (h, w, channels) one after the other, each from 0 to its own largest value."""
    largest = maps.max(axis=(0, 1))
    scaled = np.divide(255 * maps, largest, out=np.zeros_like(maps), where=largest > 0)
    return np.moveaxis(np.clip(scaled, 0, 255), -1, 0).astype(np.uint8).tobytes()


def digit_pad(model, examples: Mapping[str, NDArray]) -> None:
    """Show a pad to draw on, joined to a network.

    The pad is empty at first; the static picture has the first example on it.

    Parameters
    ----------
    model, examples
        As for `DigitPad`.
    """
    pad = DigitPad(model, examples)
    name, digit = next(iter(examples.items()))
    seen = like_mnist(on_the_pad(digit))
    _, shares = pad.answer(seen)
    text = f"A pad to draw a digit on, with the {name}. {describe(shares.tolist())}"
    show(pad.box, draw(seen, shares.tolist()), text)
