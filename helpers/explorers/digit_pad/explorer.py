"""A pad to draw a digit on: the network answers at each stroke of the pen."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets as widgets
import numpy as np
import traitlets
from numpy.typing import NDArray

from helpers.digits.centring import like_mnist
from helpers.explorers.digit_pad.picture import describe, draw
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, position, slider, switch, with_controls
from helpers.explorers.kit.digits import SIDE as DIGIT
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.network import check_digits, sent
from helpers.explorers.kit.shown import Opened, show
from helpers.explorers.kit.view import View
from helpers.images.shift import shift

SIDE = 84  # pixels of ink along a side: three for each of a digit's
MY_OWN = "my own"
REACH = 12  # pixels that a digit can be moved
IN_A_CORNER = Guess(
    "Draw a small digit into a corner of the pad. How does the network get it?",
    answer="large, in the middle",
    choices=("small, in the corner", "small, in the middle", "large, in the middle"),
    because="It is scaled into a box of 20 × 20 and centred by its mass, as MNIST's digits were.",
)


class DigitPadView(View):
    """The pad, what the network gets, and what it says.

    `ink` holds ``SIDE`` × ``SIDE`` bytes, 0 for paper; the browser sends it when the pen rests.
    `examples` are digits to put on the pad, one after the other; ``example`` 0 is what was drawn.
    """

    _esm = es_module("digit_pad/view")
    _css = style("digit_pad/view")

    network = traitlets.Dict().tag(sync=True)
    examples = traitlets.Bytes().tag(sync=True)
    example = traitlets.Int(0).tag(sync=True)
    # What comes from the browser is a memoryview; without this the trait would refuse it.
    ink = traitlets.Bytes(bytes(SIDE * SIDE)).tag(
        sync=True, echo_update=False, from_json=lambda value, _: bytes(value)
    )
    right = traitlets.Int(0).tag(sync=True)
    maps = traitlets.Bool(False).tag(sync=True)
    empty = traitlets.Bool(True).tag(sync=True)


def controls(view: DigitPadView, names: list[str]) -> widgets.VBox:
    """The view under its controls; an empty pad cannot be moved."""
    return with_controls(
        view,
        {
            "example": choice("digit", [MY_OWN, *names], view.example),
            "right": slider("move right", view.right, -REACH, REACH),
            "maps": switch("show feature maps", view.maps),
        },
        guess=IN_A_CORNER,
        idle={"right": "empty"},
    )


def on_the_pad(digit: NDArray) -> NDArray:
    """A digit (28, 28) as ink (84, 84): each pixel becomes a square."""
    return np.kron(digit, np.ones((SIDE // DIGIT, SIDE // DIGIT), np.uint8))


def digit_pad(
    model,
    examples: Mapping[str, NDArray],
    *,
    example: str | None = None,
    right: int = 0,
    maps: bool = False,
) -> None:
    """Show a pad to draw on, joined to a network.

    The pad is empty at first, unless an example is named; the static picture has that or the first
    example on it.

    Parameters
    ----------
    model
        Keras model that is a chain of layers, for pictures (batch, 28, 28, 1) in [0, 1], with ten
        classes.
    examples
        Digits that can be put on the pad, name → array (28, 28), uint8.
    example
        The one that is on the pad at first.
    right
        How far it is moved, up to 12 pixels.
    maps
        Whether the maps of the first layer are shown.

    Raises
    ------
    ValueError
        If the model has other inputs or outputs, or a layer that the browser does not compute; or
        if there is no such example or move.
    """
    show(*open_pad(model, examples, example, right, maps))


def open_pad(
    model,
    examples: Mapping[str, NDArray],
    example: str | None = None,
    right: int = 0,
    maps: bool = False,
) -> Opened:
    """What `digit_pad` shows."""
    check_digits(model)
    position("right", right, range(-REACH, REACH + 1))
    names = [None, *examples]
    view = DigitPadView(
        network=dict(sent(model)),
        examples=b"".join(digit.astype(np.uint8).tobytes() for digit in examples.values()),
        example=position("example", example, names),
        right=right,
        maps=maps,
        empty=example is None,
        call=call_of(digit_pad, example=("example", names), right="right", maps="maps"),
    )
    box = controls(view, list(examples))
    name = example or next(iter(examples))
    seen = shift(like_mnist(on_the_pad(examples[name]))[None], right)[0]
    picture = seen[None, ..., None].astype("float32") / 255
    shares = np.asarray(model(picture, training=False))[0].tolist()
    text = f"A pad to draw a digit on, with the {name}. {describe(shares)}"
    return Opened(box, draw(seen, shares), text)
