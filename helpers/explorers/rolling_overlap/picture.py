"""The convolution integral of two simple functions, sampled, and its picture."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.drawing.picture import quiet_axes
from helpers.drawing.words import fixed, number

REACH, STEP = 4.0, 1 / 120
"""Samples reach from −4 to 4. Where two jumps meet, a sum of them is off by a quarter of a step;
two boxes that cover each other have two such places, and their area must still read 1.00."""

GRID = np.linspace(-REACH, REACH, round(2 * REACH / STEP) + 1)


def _step(s: np.ndarray) -> np.ndarray:
    """0 below 0, 1 above, ½ at 0 itself, which sums of decimal fractions may miss by a little."""
    return np.heaviside(np.round(s, 10), 0.5)


SHAPES = {
    "box": lambda s: _step(s + 0.5) - _step(s - 0.5),
    "ramp": lambda s: s * (_step(s) - _step(s - 1)),
    "decay": lambda s: np.exp(-2 * s) * _step(s),
    "bell": lambda s: np.exp(-(s**2) / (2 * 0.4**2)) / (0.4 * np.sqrt(2 * np.pi)),
}
"""Name → function of s. At a jump each takes the value half-way: a sum is then near the area."""


def sample(name: str) -> np.ndarray:
    """Values of a shape on `GRID`, shape (961,)."""
    return SHAPES[name](GRID)


def area(f: str, h: str, x: float, move: float = 0.0) -> float:
    """∫ f(s − move) h(x − s) ds as a sum over `GRID`."""
    return float(np.sum(SHAPES[f](GRID - move) * SHAPES[h](x - GRID)) * STEP)


def describe(f: str, h: str, x: float, move: float = 0.0) -> str:
    """All that the explorer shows, in words."""
    # The browser has float32: what is beyond six digits must not decide how a half is rounded.
    rounded = fixed(round(area(f, h, x, move), 6), 2)
    moved = f", moved by {number(move)}" if move else ""
    return (
        f"f is the {f}{moved}; h is the {h}. "
        f"At x = {number(x)} the area under the product is {rounded}."
    )


def draw(f: str, h: str, x: float, move: float = 0.0) -> Figure:
    """f, h(x − s) and their product above, g = f ∗ h with the point x below."""
    figure = Figure(figsize=(7.2, 3.6), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True)
    for axes in (above, below):
        quiet_axes(axes)
        axes.set_xlim(-3, 3)
    still, rolling = SHAPES[f](GRID - move), SHAPES[h](x - GRID)
    above.fill_between(GRID, still * rolling, color=PINK, alpha=0.4, linewidth=0, label="product")
    above.plot(GRID, still, color=BLUE, label="f(s)")
    above.plot(GRID, rolling, color=ORANGE, label="h(x − s)")
    g = np.array([area(f, h, at, move) for at in GRID])
    passed = x >= GRID
    below.plot(GRID, g, color=GREY, linewidth=1)
    below.plot(GRID[passed], g[passed], color=PINK, linewidth=2.5, label="g(x) = area")
    below.plot(x, area(f, h, x, move), "o", color=PINK)
    for axes in (above, below):
        axes.legend(frameon=False, labelcolor=GREY, fontsize=9, loc="upper left")
    return figure
