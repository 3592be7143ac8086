"""The effective receptive field: drawn and said."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE, PINK
from helpers.drawing.heatmap import diverging, draw_cells
from helpers.drawing.picture import name_axes, name_curves, quiet_axes
from helpers.drawing.words import count_of, number, percent, short
from helpers.explorers.effective_field.field import COUNTS, field_size, sensitivity, spread


def describe(layers: int, k: int, weights: str) -> str:
    """All that the explorer shows, in words."""
    strength, n = sensitivity(layers, k, weights), field_size(layers, k)
    count = np.count_nonzero(strength >= COUNTS)
    corner = strength[0, 0]
    return (
        f"{count_of(layers, 'layer')} of {k} by {k}, weights {weights}: "
        f"a unit sees {n} by {n} pixels. "
        f"{count} of these {n * n}, {percent(count / n**2)}, count at least "
        f"{percent(COUNTS, 2)} as much as the one that counts most; "
        f"the upper left corner counts {short(100 * corner)} %. "
        f"A bell curve with a spread of {number(spread(layers, k))} pixels is drawn beside them."
    )


def draw_field(layers: int, k: int, weights: str) -> Figure:
    """|gradient| of every pixel that is seen; beside it its middle row and the bell curve."""
    strength, n = sensitivity(layers, k, weights), field_size(layers, k)
    figure = Figure(figsize=(7.6, 3.2), layout="constrained")
    field, row = figure.subplots(1, 2, width_ratios=(1, 1.5))
    draw_cells(field, strength, diverging(strength, 1), f"{n} × {n} pixels", numbered=False)
    quiet_axes(row)
    pixels = np.arange(n) - (n - 1) / 2
    fine = np.linspace(pixels[0] - 1, pixels[-1] + 1, 200)
    bell = np.exp(-(fine**2) / (2 * spread(layers, k) ** 2))
    row.plot(fine, bell, color=BLUE, label="bell curve")
    row.plot(pixels, strength[n // 2], "o-", color=PINK, markersize=4, label="|gradient|")
    name_axes(row, x="pixels from the middle")
    name_curves(row)
    return figure
