"""The strip explorer: two short lists, one of them turned round or not, and their products."""

from __future__ import annotations

from dataclasses import asdict

import ipywidgets as widgets
import traitlets

from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, position, slider, switch, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import LayerView
from helpers.explorers.strips.picture import EXAMPLES, Strips, describe, draw

NOT_TURNED = Guess(
    "Lay the second strip as it is, not turned round. What is the same then in all pairs?",
    answer="the difference of both",
    choices=("the sum of both", "the difference of both", "nothing"),
    because="Both strips count upwards, so from pair to pair both grow by 1.",
)


class StripsView(LayerView):
    """The picture; ``example`` is a position, ``last`` the last place of this example."""

    _esm = es_module("strips/view")

    examples: traitlets.List[dict] = traitlets.List().tag(sync=True)
    example = traitlets.Int(0).tag(sync=True)
    flips = traitlets.Bool(True).tag(sync=True)
    place = traitlets.Int(0).tag(sync=True)
    last = traitlets.Int(0).tag(sync=True)


def controls(strips: Strips, place: int) -> widgets.VBox:
    """The view with its controls; see `strip_explorer`."""
    names = list(EXAMPLES)
    last = len(strips.sums) - 1
    view = StripsView(
        examples=[{"name": name, **asdict(example)} for name, example in EXAMPLES.items()],
        last=last,
    )
    view.call = call_of(
        strip_explorer, kept=["last"], example=("example", names), place="place", flips="flips"
    )
    return with_controls(
        view,
        {
            "example": choice("example", names, position("example", strips.example, names)),
            "place": slider("place", place, 0, last),
            "flips": switch("turn the second round", strips.flips),
        },
        guess=NOT_TURNED,
        largest={"place": "last"},
    )


def strip_explorer(
    example: str = "a fair and a loaded die", *, place: int = 5, flips: bool = True
) -> None:
    """Show two strips that slide over each other, with a static picture and its text.

    Parameters
    ----------
    example : str
        One of `helpers.explorers.strips.picture.EXAMPLES`.
    place : int
        How far the second strip has come; at 0 its right end lies below the left end of the first.
    flips : bool
        Whether the second strip is turned round.

    Raises
    ------
    ValueError
        If there is no such example or place.
    """
    position("example", example, list(EXAMPLES))
    strips = Strips(example, flips)
    if not 0 <= place < len(strips.sums):
        raise ValueError(f"place is {place}; {example} have the places 0 to {len(strips.sums) - 1}")
    show(controls(strips, place), draw(strips, place), describe(strips, place))
