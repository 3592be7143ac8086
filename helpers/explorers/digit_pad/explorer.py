"""A pad to draw a digit on: the network answers at each stroke of the pen."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets as widgets
import numpy as np
import traitlets
from numpy.typing import NDArray

from helpers.digits.centring import like_mnist
from helpers.explorers.digit_pad.drawing import check, form, ink_of, on_the_pad
from helpers.explorers.digit_pad.picture import describe, draw
from helpers.explorers.kit.call import Text, call_of
from helpers.explorers.kit.controls import choice, position, slider, switch, with_controls
from helpers.explorers.kit.digits import SIDE as DIGIT
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.network import check_digits, sent
from helpers.explorers.kit.shown import Opened, show
from helpers.explorers.kit.view import View
from helpers.images.shift import shift

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

    `drawing` is what was drawn, as `helpers.explorers.digit_pad.drawing` writes it; the browser
    sends it when the pen rests. `examples` are digits to put on the pad, one after the other;
    ``example`` 0 is what was drawn.
    """

    _esm = es_module("digit_pad/view")
    _css = style("digit_pad/view")

    network = traitlets.Dict().tag(sync=True)
    examples = traitlets.Bytes().tag(sync=True)
    example = traitlets.Int(0).tag(sync=True)
    drawing = traitlets.Unicode("").tag(sync=True, echo_update=False)
    right = traitlets.Int(0).tag(sync=True)
    maps = traitlets.Bool(False).tag(sync=True)
    empty = traitlets.Bool(True).tag(sync=True)

    @property
    def ink(self) -> NDArray[np.uint8]:
        """What is on the pad, shape (84, 84), 0 for paper."""
        examples = np.frombuffer(self.examples, np.uint8).reshape(-1, DIGIT, DIGIT)
        if self.example:
            return on_the_pad(examples[self.example - 1])
        return ink_of(self.drawing, examples)


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


def digit_pad(
    model,
    examples: Mapping[str, NDArray],
    *,
    example: str | None = None,
    drawing: str = "",
    right: int = 0,
    maps: bool = False,
) -> None:
    """Show a pad to draw on, joined to a network.

    The pad is empty at first, unless an example or a drawing is given; the static picture has that
    or the first example on it.

    Parameters
    ----------
    model
        Keras model that is a chain of layers, for pictures (batch, 28, 28, 1) in [0, 1], with ten
        classes.
    examples
        Digits that can be put on the pad, name → array (28, 28), uint8.
    example
        The one that is on the pad at first.
    drawing
        What is drawn on the pad at first: a text that the button *Copy this state* writes.
    right
        How far it is moved, up to 12 pixels.
    maps
        Whether the maps of the first layer are shown.

    Raises
    ------
    ValueError
        If the model has other inputs or outputs, or a layer that the browser does not compute; or
        if there is no such example or move, if the drawing is damaged, or if both are given.
    """
    show(*open_pad(model, examples, example, drawing, right, maps))


def open_pad(
    model,
    examples: Mapping[str, NDArray],
    example: str | None = None,
    drawing: str = "",
    right: int = 0,
    maps: bool = False,
) -> Opened:
    """What `digit_pad` shows."""
    check_digits(model)
    position("right", right, range(-REACH, REACH + 1))
    check(drawing, len(examples))
    if example is not None and drawing:
        raise ValueError("give an example or a drawing: both cannot be on the pad at first")
    names = [None, *examples]
    view = DigitPadView(
        network=dict(sent(model)),
        examples=b"".join(digit.astype(np.uint8).tobytes() for digit in examples.values()),
        example=position("example", example, names),
        drawing=drawing,
        right=right,
        maps=maps,
        empty=example is None and not drawing,
        call=call_of(
            digit_pad,
            example=("example", names),
            drawing=Text("drawing", form(len(examples))),
            right="right",
            maps="maps",
        ),
    )
    box = controls(view, list(examples))
    name = example or next(iter(examples))
    ink = view.ink if drawing else on_the_pad(examples[name])
    seen = shift(like_mnist(ink)[None], right)[0]
    picture = seen[None, ..., None].astype("float32") / 255
    shares = np.asarray(model(picture, training=False))[0].tolist()
    on_it = "a drawing of your own" if drawing else f"the {name}"
    text = f"A pad to draw a digit on, with {on_it}. {describe(shares)}"
    return Opened(box, draw(seen, shares), text)
