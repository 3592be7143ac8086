"""Small arrays as tables of numbers: read by eye, by screen reader and in both themes."""

from __future__ import annotations

import html
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.drawing.colours import NEGATIVE, PINK, POSITIVE
from helpers.drawing.words import number

Cell = tuple[int, int]
Window = Collection[Cell] | tuple[slice, slice]

_CELL = (
    "border:1px solid var(--jp-border-color1,#bbb);padding:0;box-sizing:border-box;"
    "min-width:{side}em;height:{side}em;text-align:center;"
)
_SIDES = {(-1, 0): "0 2px", (1, 0): "0 -2px", (0, -1): "2px 0", (0, 1): "-2px 0"}


@dataclass(frozen=True)
class Grids:
    """Arrays side by side, made by `number_grids`.

    The notebook shows them as tables; plain text has them as NumPy prints them.
    """

    titles: tuple[str, ...]
    arrays: tuple[NDArray, ...]
    signs: tuple[str, ...]
    windows: tuple[frozenset[Cell], ...]

    def _repr_html_(self) -> str:
        parts = []
        grids = zip(self.titles, self.arrays, self.signs, self.windows, strict=True)
        for title, array, sign, window in grids:
            if sign:
                style = "font-size:1.4em;align-self:center"
                parts.append(f'<div style="{style}">{html.escape(sign)}</div>')
            parts.append(_table(title, array, window))
        style = "display:flex;flex-wrap:wrap;gap:1em;align-items:flex-end;margin:.5em 0"
        return f'<div style="{style}">{"".join(parts)}</div>'

    def __repr__(self) -> str:
        grids = zip(self.titles, self.arrays, strict=True)
        return "\n".join(f"{title}\n{array}" for title, array in grids)


def number_grids(
    arrays: Mapping[str, ArrayLike],
    *,
    signs: str = "",
    windows: Mapping[str, Window] | None = None,
) -> Grids:
    """Show small arrays side by side as tables of numbers, coloured by sign and size.

    Parameters
    ----------
    arrays : mapping
        Title → array of shape (h, w) or (n,); at most 16 rows and columns each.
    signs : str
        What stands between neighbours, one word each, such as "× =".
    windows : mapping, optional
        Title → the (row, column) pairs to frame, or one slice pair such as `np.s_[0:3, 1:4]`.

    Raises
    ------
    ValueError
        If an array is too large to be read as numbers, a window belongs to no array, or there are
        more signs than places between neighbours.
    """
    windows = windows or {}
    stray = set(windows) - set(arrays)
    if stray:
        raise ValueError(f"windows names {sorted(stray)}, but the arrays are {list(arrays)}")
    tables = []
    for title, array in arrays.items():
        table = np.atleast_2d(array)
        if table.ndim != 2 or max(table.shape) > 16:
            raise ValueError(
                f"{title!r} has shape {np.shape(array)}: number_grids shows at most 16 × 16 "
                "numbers; show a larger array as a picture"
            )
        tables.append(table)
    between = ("", *signs.split())
    if len(between) > len(tables):
        raise ValueError(f"signs is {signs!r}, but there are {len(tables)} arrays to stand between")
    return Grids(
        titles=tuple(arrays),
        arrays=tuple(tables),
        signs=between + ("",) * (len(tables) - len(between)),
        windows=tuple(
            _cells(windows.get(title, ()), table.shape)
            for title, table in zip(arrays, tables, strict=True)
        ),
    )


def _cells(window: Window, shape: tuple[int, ...]) -> frozenset[Cell]:
    match window:
        case (slice() as down, slice() as across):
            rows, columns = range(shape[0])[down], range(shape[1])[across]
            return frozenset((i, j) for i in rows for j in columns)
        case _:
            return frozenset(window)


def _frame(cell: Cell, window: frozenset[Cell]) -> str:
    """Inner shadows on the sides of a cell that are the edge of its window."""
    if cell not in window:
        return ""
    row, column = cell
    edges = [
        f"inset {side} {PINK}"
        for (down, right), side in _SIDES.items()
        if (row + down, column + right) not in window
    ]
    return f"box-shadow:{','.join(edges)};" if edges else ""


def _table(title: str, array: NDArray, window: frozenset[Cell]) -> str:
    largest = np.abs(array).max() or 1
    widest = max(len(number(v)) for v in array.flat)
    side = max(1.9, 0.55 * widest + 0.6)
    rows = []
    for i, row in enumerate(array):
        cells = []
        for j, value in enumerate(row):
            red, green, blue = POSITIVE if value > 0 else NEGATIVE
            strength = 0.45 * abs(value) / largest
            style = _CELL.format(side=f"{side:.2f}")
            style += f"background:rgba({red},{green},{blue},{strength:.2f});"
            style += _frame((i, j), window)
            cells.append(f'<td style="{style}">{number(value)}</td>')
        # JupyterLab paints every second row grey, which would look like a small number.
        rows.append(f'<tr style="background:none">{"".join(cells)}</tr>')
    style = "caption-side:top;text-align:center;color:inherit;padding:0 0 .3em;white-space:nowrap"
    caption = f'<caption style="{style}">{html.escape(title)}</caption>'
    return f'<table style="border-collapse:collapse;margin:0">{caption}{"".join(rows)}</table>'
