"""A patch that climbs, the strongest one of a digit, and the way: drawn once and said in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.drawing.colours import BLUE, GREY, PINK
from helpers.drawing.picture import entitle, name_axes, quiet_axes, show_ink
from helpers.drawing.words import count_of, fixed
from helpers.training.activation_maximization import MadeToOrder

HALF = 0.5  # more ink than paper


class Digits(NamedTuple):
    """The strongest patch of digits, shape (h, w), its sum, and of how many digits it is."""

    patch: NDArray
    best: float
    many: int


class Climb(NamedTuple):
    """Which channel of which layer, from which start, and by how many pixels steps are blurred."""

    layer: str
    channel: int
    start: int
    blur: int


def describe(climb: Climb, way: Sequence[MadeToOrder], step: int, digits: Digits) -> str:
    """A way and one of its steps in words.

    Parameters
    ----------
    climb : Climb
    way : sequence of MadeToOrder
        After 0, 1, 2, … steps, of one channel.
    step : int
        The one that is shown.
    digits : Digits
    """
    sums = [float(one.sums[0]) for one in way]
    patch = way[step].patches[0]
    soft = f"each step blurred by {count_of(climb.blur, 'pixel')}"
    above = next((at for at, one in enumerate(sums) if one > digits.best), None)
    return (
        f"{climb.layer}, channel {climb.channel}, from start {climb.start}, "
        f"{soft if climb.blur else 'steps not blurred'}. "
        f"After {count_of(step, 'step')} the unit's sum is {fixed(sums[step], 2)}; in the noise it "
        f"was {fixed(sums[0], 2)}. {int((patch > HALF).sum())} of {count_of(patch.size, 'pixel')} "
        f"are more ink than paper. The strongest patch of {count_of(digits.many, 'digit')} has "
        f"{fixed(digits.best, 2)}: the sum is "
        + ("never above it." if above is None else f"first above it at step {above}.")
    )


def draw(way: Sequence[MadeToOrder], step: int, digits: Digits) -> Figure:
    """The patch, that of a digit, and the sums of all steps with a mark at the one shown."""
    sums = [float(one.sums[0]) for one in way]
    figure = Figure((8.4, 2.8), layout="constrained")
    first, second, third = figure.subplots(1, 3, width_ratios=[1, 1, 1.5])
    show_ink(first, way[step].patches[0], 1)
    entitle(first, f"after {count_of(step, 'step')}: {fixed(sums[step], 2)}")
    show_ink(second, digits.patch, 1)
    entitle(second, f"a digit's strongest: {fixed(digits.best, 2)}")
    quiet_axes(third)
    third.axhline(digits.best, color=BLUE, linewidth=1.5, linestyle="--")
    third.plot(sums, color=PINK, alpha=0.4)
    third.plot(sums[: step + 1], color=PINK)
    third.plot(step, sums[step], "o", color=PINK)
    third.axvline(step, color=GREY, linewidth=0.8)
    entitle(third, "the unit's sum")
    name_axes(third, x="step")
    return figure
