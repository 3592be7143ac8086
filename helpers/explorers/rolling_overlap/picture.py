"""The convolution integral of two simple functions, sampled, and its picture."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.drawing.picture import quiet_axes

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


def area(f: str, h: str, x: float) -> float:
    """∫ f(s) h(x − s) ds as a sum over `GRID`."""
    return float(np.sum(SHAPES[f](GRID) * SHAPES[h](x - GRID)) * STEP)


def describe(f: str, h: str, x: float) -> str:
    """The state in words."""
    value = f"At x = {x:g} the area under the product is {area(f, h, x):.2f}."
    return f"f is the {f}; h is the {h}. {value}".replace("-", "−")


def draw(f: str, h: str, x: float) -> Figure:
    """f, h(x − s) and their product above, g = f ∗ h with the point x below."""
    figure = Figure(figsize=(7.2, 3.6), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True)
    for axes in (above, below):
        quiet_axes(axes)
        axes.set_xlim(-3, 3)
    still, rolling = sample(f), SHAPES[h](x - GRID)
    above.fill_between(GRID, still * rolling, color=PINK, alpha=0.4, linewidth=0, label="product")
    above.plot(GRID, still, color=BLUE, label="f(s)")
    above.plot(GRID, rolling, color=ORANGE, label="h(x − s)")
    g = np.array([area(f, h, at) for at in GRID])
    passed = x >= GRID
    below.plot(GRID, g, color=GREY, linewidth=1)
    below.plot(GRID[passed], g[passed], color=PINK, linewidth=2.5, label="g(x) = area")
    below.plot(x, area(f, h, x), "o", color=PINK)
    for axes in (above, below):
        axes.legend(frameon=False, labelcolor=GREY, fontsize=9, loc="upper left")
    return figure
