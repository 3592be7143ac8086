"""The convolution integral of two simple functions, sampled, and its picture."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from helpers.drawing.picture import BLUE, GREY, ORANGE, PINK, quiet_axes

REACH, STEP = 4.0, 0.02
GRID = np.linspace(-REACH, REACH, round(2 * REACH / STEP) + 1)

SHAPES = {
    "box": lambda s: np.where(np.abs(s) < 0.5, 1.0, 0.0) + np.where(np.isclose(np.abs(s), 0.5), 0.5, 0.0),
    "ramp": lambda s: np.where((s >= 0) & (s <= 1), s, 0.0) - np.where(np.isclose(s, 1), 0.5, 0.0),
    "decay": lambda s: np.where(s > 0, np.exp(-2 * s), 0.0) + np.where(np.isclose(s, 0), 0.5, 0.0),
    "bell": lambda s: np.exp(-(s**2) / (2 * 0.4**2)) / (0.4 * np.sqrt(2 * np.pi)),
}
"""Name → function of s. At a jump each takes the value half-way, so that sums of samples come close to areas."""


def sample(name: str) -> np.ndarray:
    """Values of a shape on `GRID`, shape (401,)."""
    return SHAPES[name](np.round(GRID, 10))


def area(f: str, h: str, x: float) -> float:
    """∫ f(s) h(x − s) ds as a sum over `GRID`."""
    return float(np.sum(SHAPES[f](np.round(GRID, 10)) * SHAPES[h](np.round(x - GRID, 10))) * STEP)


def describe(f: str, h: str, x: float) -> str:
    """The state in words."""
    return (
        f"f is the {f}; h is the {h}. At x = {x:g} the area under the product is {area(f, h, x):.2f}."
    ).replace("-", "−")


def draw(f: str, h: str, x: float) -> Figure:
    """f, h(x − s) and their product above, g = f ∗ h with the point x below."""
    figure = Figure(figsize=(7.2, 3.6), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True)
    for axes in (above, below):
        quiet_axes(axes)
        axes.set_xlim(-3, 3)
    still, rolling = sample(f), SHAPES[h](np.round(x - GRID, 10))
    above.fill_between(GRID, still * rolling, color=PINK, alpha=0.4, linewidth=0, label="product")
    above.plot(GRID, still, color=BLUE, label="f(s)")
    above.plot(GRID, rolling, color=ORANGE, label="h(x − s)")
    g = np.array([area(f, h, at) for at in GRID])
    passed = GRID <= x
    below.plot(GRID, g, color=GREY, linewidth=1)
    below.plot(GRID[passed], g[passed], color=PINK, linewidth=2.5, label="g(x) = area")
    below.plot(x, area(f, h, x), "o", color=PINK)
    for axes in (above, below):
        axes.legend(frameon=False, labelcolor=GREY, fontsize=9, loc="upper left")
    return figure
