"""Arrays as coloured cells with their numbers, the static twin of ``canvas.js``."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike, NDArray

from helpers.drawing.colours import GREY, INK, MIDDLE, NEGATIVE, PAPER, PINK, POSITIVE
from helpers.drawing.words import number

LARGEST_NUMBERED = 12  # rows or columns up to which numbers are written into the cells


def grey(values: ArrayLike, high: float) -> NDArray:
    """0 as paper, ``high`` as ink; shape (..., 3)."""
    part = np.clip(np.asarray(values, float) / (high or 1), 0, 1)[..., None]
    return np.array(PAPER) + (np.array(INK) - PAPER) * part


def diverging(values: ArrayLike, limit: float | None = None) -> NDArray:
    """Blue below 0, orange above, strongest at ±limit, the largest |value|; shape (..., 3)."""
    limit = np.abs(values).max() if limit is None else limit
    part = np.clip(np.asarray(values, float) / (limit or 1), -1, 1)[..., None]
    middle = np.array(MIDDLE)
    return middle + (np.where(part < 0, NEGATIVE, POSITIVE) - middle) * abs(part)


def draw_cells(
    axes: Axes, values: NDArray, colours: NDArray, title: str = "", *, numbered: bool = True
) -> None:
    """Paint an array cell by cell, with its numbers where they fit.

    Parameters
    ----------
    axes : Axes
        Gets one unit per cell, row 0 on top, and no ticks.
    values : array of shape (h, w)
    colours : array of shape (h, w, 3)
        Red, green and blue, 0 to 255.
    title : str
    numbered : bool
        False leaves the numbers out.
    """
    rows, columns = values.shape
    axes.imshow(colours / 255, interpolation="nearest")
    axes.set_title(title, fontsize=10, color=GREY)
    axes.axis("off")
    outline(axes, (0, 0), (rows, columns), colour=GREY, line=0.8)
    if not numbered or max(rows, columns) > LARGEST_NUMBERED:
        return
    for (row, column), value in np.ndenumerate(values):
        outline(axes, (row, column), (1, 1), colour=GREY, line=0.3)
        axes.text(
            column,
            row,
            number(value),
            ha="center",
            va="center_baseline",
            fontsize=min(11, 70 / max(rows, columns)),
            color=readable(colours[row, column]),
        )


def outline(axes: Axes, corner, shape, *, colour=PINK, line=2.2, style="-") -> None:
    """Frame some cells."""
    (row, column), (rows, columns) = corner, shape
    axes.add_patch(
        Rectangle(
            (column - 0.5, row - 0.5),
            columns,
            rows,
            fill=False,
            edgecolor=colour,
            linewidth=line,
            linestyle=style,
            clip_on=False,
            zorder=3,
        )
    )


def hatch_lines(axes: Axes, lines, shape: tuple[int, int]) -> None:
    """Hatch whole rows and columns, such as those that no window reaches.

    Parameters
    ----------
    axes : Axes
        One unit per cell, row 0 on top.
    lines : (rows, columns)
        Their positions.
    shape : (int, int)
        Rows and columns of all cells.
    """
    (rows, columns), (high, wide) = lines, shape
    for row in rows:
        hatch(axes, (row, 0), (1, wide))
    for column in columns:
        hatch(axes, (0, column), (high, 1))


def hatch(axes: Axes, corner, shape, *, inset: float = 0.0) -> None:
    """Hatch some cells, but for a strip at the top and at the bottom."""
    (row, column), (rows, columns) = corner, shape
    axes.add_patch(
        Rectangle(
            (column - 0.5, row - 0.5 + inset),
            columns,
            rows - 2 * inset,
            fill=False,
            edgecolor=GREY,
            linewidth=0,
            hatch="/////",
            zorder=2,
        )
    )


def readable(colour: NDArray) -> str:
    """Black or white, whichever reads better on a colour (WCAG relative luminance)."""
    part = np.asarray(colour) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return "#000000" if linear @ (0.2126, 0.7152, 0.0722) > 0.179 else "#ffffff"
