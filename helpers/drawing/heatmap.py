"""Arrays as coloured cells with their numbers, the static twin of ``explorers/kit/grid.js``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike, NDArray

from helpers.drawing.colours import GREY, INK, MIDDLE, NEGATIVE, PAPER, PINK, POSITIVE
from helpers.drawing.picture import entitle
from helpers.drawing.words import number

Pair = Sequence[float]
"""Rows and columns."""

LARGEST_NUMBERED = 12  # rows or columns up to which numbers are written into the cells


def grey(values: ArrayLike, high: float) -> NDArray:
    """Colours of cells without a sign.

    Parameters
    ----------
    values : array of any shape
    high : float
        What is shown as ink; 0 is shown as paper.

    Returns
    -------
    array of shape (..., 3)
        Red, green and blue, 0 to 255.
    """
    part = np.clip(np.asarray(values, float) / (high or 1), 0, 1)[..., None]
    return np.array(PAPER) + (np.array(INK) - PAPER) * part


def diverging(values: ArrayLike, limit: float | None = None) -> NDArray:
    """Colours of cells with a sign: blue below 0, orange above.

    Parameters
    ----------
    values : array of any shape
    limit : float, optional
        Where the colours are strongest; by default the largest |value|.

    Returns
    -------
    array of shape (..., 3)
        Red, green and blue, 0 to 255.
    """
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
        Above it.
    numbered : bool
        False leaves the numbers out.
    """
    rows, columns = values.shape
    axes.imshow(colours / 255, interpolation="nearest")
    entitle(axes, title)
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


def outline(
    axes: Axes,
    corner: Pair,
    shape: Pair,
    *,
    colour: str = PINK,
    line: float = 2.2,
    style: str = "-",
) -> None:
    """Frame some cells.

    Parameters
    ----------
    axes : Axes
        One unit per cell, row 0 on top.
    corner, shape : (row, column), (rows, columns)
        The first cell, and how many; parts of a cell are allowed.
    colour, line, style
        Of the frame: a colour of matplotlib, a width in points, a line style.
    """
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


def hatch_lines(axes: Axes, lines: Sequence[Iterable[int]], shape: Pair) -> None:
    """Hatch whole rows and columns, such as those that no window reaches.

    Parameters
    ----------
    axes : Axes
        One unit per cell, row 0 on top.
    lines : (rows, columns)
        Their positions.
    shape : (rows, columns)
        How many cells there are.
    """
    (rows, columns), (high, wide) = lines, shape
    for row in rows:
        hatch(axes, (row, 0), (1, wide))
    for column in columns:
        hatch(axes, (0, column), (high, 1))


def hatch(axes: Axes, corner: Pair, shape: Pair, *, inset: float = 0.0) -> None:
    """Hatch some cells, but for a strip at the top and at the bottom.

    Parameters
    ----------
    axes, corner, shape
        As for `outline`.
    inset : float
        Height of the strips, in cells.
    """
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


def readable(colour: ArrayLike) -> str:
    """Black or white, whichever reads better on a colour.

    Parameters
    ----------
    colour : array of shape (3,)
        Red, green and blue, 0 to 255; its brightness is the relative luminance of WCAG 2.
    """
    part = np.asarray(colour) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return "#000000" if linear @ (0.2126, 0.7152, 0.0722) > 0.179 else "#ffffff"
