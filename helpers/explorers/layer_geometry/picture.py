"""One direction of a layer, window by window: drawn and said."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from helpers.convolution import dilated_size, leftover, output_size, padding_sides, unreached
from helpers.convolution.axes import Padding, at_least
from helpers.drawing.colours import BLUE, GREY, PINK
from helpers.drawing.heatmap import hatch, hatch_lines, outline
from helpers.drawing.picture import Picture, picture
from helpers.drawing.words import count_of

LARGEST_PADDING = 5  # the end of the explorer's slider

PAPER, PADDED = "#f6f6f4", "#cfe5da"
"""Fill of a pixel and of a padded one; they are opaque, so that they read on any page."""


@dataclass(frozen=True)
class Direction:
    """A layer along its rows or its columns.

    Attributes
    ----------
    n, k : int
        Lengths of the input and of the kernel or pooling window.
    padding : int, (before, after), "valid" or "same"
    stride, dilation : int
    """

    n: int
    k: int
    padding: Padding = 0
    stride: int = 1
    dilation: int = 1

    def __post_init__(self) -> None:
        for name in ("n", "k", "stride", "dilation"):
            at_least(name, getattr(self, name), 1)

    @property
    def _options(self) -> dict:
        return {"padding": self.padding, "stride": self.stride, "dilation": self.dilation}

    @property
    def sides(self) -> tuple[int, int]:
        """Padding (before, after)."""
        return padding_sides(
            self.padding, self.n, self.k, stride=self.stride, dilation=self.dilation
        )

    @property
    def padded(self) -> int:
        return self.n + sum(self.sides)

    @property
    def covered(self) -> int:
        """From the first tap to the last."""
        return dilated_size(self.k, self.dilation)

    @property
    def spare(self) -> int:
        """How far the kernel can move; negative where it does not fit."""
        return self.padded - self.covered

    @property
    def fits(self) -> bool:
        return self.spare >= 0

    @property
    def size(self) -> int:
        return output_size(self.n, self.k, **self._options)

    @property
    def leftover(self) -> int:
        return leftover(self.n, self.k, **self._options)

    @property
    def unreached(self) -> tuple[int, ...]:
        return unreached(self.n, self.k, **self._options)

    @property
    def lost(self) -> int:
        """Rows of the picture, not of the padding, among those left over."""
        return min(max(self.leftover - self.sides[1], 0), self.n)

    @property
    def gaps(self) -> int:
        """Rows before the leftover that no tap touches."""
        return len(self.unreached) - self.leftover

    def taps(self, window: int) -> range:
        """Indices of the padded input under a window."""
        first = window * self.stride
        return range(first, first + self.covered, self.dilation)

    @property
    def visits(self) -> NDArray:
        """How many windows touch each index of the padded input, shape (padded,)."""
        counts = np.zeros(self.padded, int)
        for window in range(self.size):
            counts[self.taps(window)] += 1
        return counts


def describe(direction: Direction, row: int = 0, column: int = 0) -> str:
    """All that the explorer shows, in words; the same in both directions."""
    d = direction
    settings = (
        f"Input {d.n}, {_padding_in_words(d)}, kernel {d.k}, "
        f"stride {d.stride}, dilation {d.dilation}"
    )
    if not d.fits:
        return f"{settings}: no output. {what_fits(d)}"
    steps = d.size - 1
    said = [
        f"{settings}: output {d.size}.",
        f"The kernel covers {d.covered} of {d.padded} rows and can move by {d.spare}: "
        f"{count_of(steps, 'step')} of {d.stride}, {d.leftover} left over.",
        *_fate_of_the_rest(d),
    ]
    rows, columns = (f"{d.taps(at)[0]} to {d.taps(at)[-1]}" for at in (row, column))
    return " ".join(
        [*said, f"Window row {row}, column {column} covers rows {rows} and columns {columns}."]
    )


def what_fits(direction: Direction) -> str:
    """Why there is no output, and the changes of one setting that would give one."""
    d = direction
    remedies = [f"a kernel of {(d.padded - 1) // d.dilation + 1}"]
    if d.dilation > 1 and d.padded >= d.k:
        remedies.append(f"dilation {(d.padded - 1) // (d.k - 1)}")
    border = -(-(d.covered - d.n) // 2)
    if d.padding != "same" and border <= LARGEST_PADDING:
        remedies.append(f"padding {border}")
    return (
        f"The kernel covers {d.covered}, the padded input has {d.padded}. "
        f"It would fit with {' or '.join(remedies)}."
    )


def _fate_of_the_rest(d: Direction) -> list[str]:
    said = []
    if d.leftover and not d.lost:
        said.append("What is left over is padding: no row of the picture is lost.")
    elif d.lost and d.lost == d.leftover:
        last = "row" if d.lost == 1 else f"{d.lost} rows"
        said.append(f"Nobody looks at the last {last} of the picture.")
    elif d.lost:
        verb = "is" if d.lost == 1 else "are"
        said.append(f"Of these {d.leftover}, {d.lost} {verb} of the picture: nobody looks there.")
    if d.gaps:
        verb = "lies" if d.gaps == 1 else "lie"
        said.append(
            f"Further inside, {count_of(d.gaps, 'row')} {verb} between the taps of every window."
        )
    return said


def _padding_in_words(d: Direction) -> str:
    if d.padding != "same":
        return f"padding {d.padding}"
    before, after = d.sides
    return (
        f"padding same ({before} per side)"
        if before == after
        else f"padding same ({before} before, {after} after)"
    )


def draw_geometry(direction: Direction, row: int = 0, column: int = 0) -> Figure:
    """Input and output as squares of one scale, and below them the windows along one direction."""
    figure = Figure(figsize=(9.6, 5.8), layout="constrained")
    upper, lower = figure.subfigures(2, 1, height_ratios=(3, 2.2), squeeze=False)[:, 0]
    left, right = upper.subplots(1, 2)
    d = direction
    counts = d.visits if d.fits else np.zeros(d.padded, int)
    seen = np.outer(counts, counts)
    before, _after = d.sides
    title = f"input {d.n} × {d.n}: the darker, the more windows look"
    _draw_square(left, seen, d.unreached if d.fits else (), title, d.padded)
    outline(left, (before, before), (d.n, d.n), colour=GREY, line=1.2)
    if d.fits:
        outline(left, (row * d.stride, column * d.stride), (d.covered, d.covered))
        _draw_square(right, np.zeros((d.size, d.size)), (), f"output {d.size} × {d.size}", d.padded)
        outline(right, (row, column), (1, 1))
    else:
        right.axis("off")
    axes = lower.subplots()
    lines = shown_lines(d.size, column) if d.fits else []
    numbers = range(d.padded) if d.padded <= 40 else [""] * d.padded
    _draw_tape(axes, d, lines, numbers, first=0, width=max(d.padded + d.stride, d.covered))
    return figure


def draw_windows(layers: dict[str, Direction], alt: str) -> Picture:
    """The windows of one or several layers along one direction, one tape below the other.

    Cells carry the numbers of the pixels; equal pixels stand below each other, so that a shift of
    the windows can be seen.

    Parameters
    ----------
    layers : dict
        Title → layer; the kernels must fit.
    alt : str
        What is seen, for those who do not see it.
    """
    return picture(windows_figure(layers), alt)


def windows_figure(layers: dict[str, Direction]) -> Figure:
    """The drawing of `draw_windows`."""
    lines = {title: shown_lines(d.size, 0) for title, d in layers.items()}
    heights = [len(found) + 2.9 for found in lines.values()]
    most = max(d.sides[0] for d in layers.values())
    width = max(most - d.sides[0] + d.padded + d.stride for d in layers.values())
    figure = Figure(figsize=(10.5, 0.27 * sum(heights) + 0.2), layout="constrained")
    rows = figure.subplots(len(layers), 1, squeeze=False, height_ratios=heights)[:, 0]
    for axes, (title, d) in zip(rows, layers.items(), strict=True):
        before, _ = d.sides
        numbers = [at if 0 <= at < d.n else "" for at in range(-before, d.padded - before)]
        _draw_tape(axes, d, lines[title], numbers, first=before - most, width=width)
        axes.set_title(title, loc="left", fontsize=11, color=GREY)
    return figure


def shown_lines(size: int, current: int) -> list[int | None]:
    """Windows that get a line of their own, None for those left out, as in the explorer."""
    if size <= 6:
        return list(range(size))
    if current <= 1:
        return [0, 1, 2, None, size - 2, size - 1]
    if current >= size - 2:
        return [0, 1, None, size - 3, size - 2, size - 1]
    dots = [current, None] if current < size - 3 else [None, current]
    return [0, 1, *dots, size - 2, size - 1]


def _draw_square(axes: Axes, seen: NDArray, blind, title: str, extent: int) -> None:
    rows, columns = seen.shape
    part = seen / max(seen.max(), 1)
    low, high = np.array([246, 246, 244]), np.array([110, 160, 212])
    axes.imshow((low + (high - low) * part[..., None]) / 255, interpolation="nearest")
    hatch_lines(axes, (blind, blind), (rows, columns))
    outline(axes, (0, 0), (rows, columns), colour=GREY, line=0.8)
    axes.set(xlim=(-0.7, extent - 0.3), ylim=(extent - 0.3, -0.7), aspect="equal")
    axes.set_title(title, fontsize=10, color=GREY)
    axes.axis("off")


def _draw_tape(axes: Axes, d: Direction, lines, numbers, *, first: int, width: int) -> None:
    """The padded input as a row of cells; below it a line for each window, the last too long.

    The picture begins at index ``first`` of the padded input and is ``width`` cells wide.
    """
    before, _ = d.sides
    for index in range(d.padded):
        inside = before <= index < before + d.n
        axes.add_patch(_cell(index, 0, PAPER if inside else PADDED))
        _number(axes, index, str(numbers[index]), PAPER if inside else PADDED)
    for index in d.unreached if d.fits else ():
        hatch(axes, (0, index), (1, 1), inset=0.08)
    for at, window in enumerate(lines, start=1):
        if window is None:
            axes.text(first - 1, at, "⋮", ha="right", va="center", fontsize=10, color=GREY)
        else:
            _draw_window(axes, d, window, at, f"window {window}", first)
    _draw_window(axes, d, d.size if d.fits else 0, len(lines) + 1, "no room", first)
    left = first - 0.13 * width - 0.6
    axes.set(xlim=(left, first + width - 0.4), ylim=(len(lines) + 1.6, -0.7))
    axes.axis("off")


def _number(axes: Axes, index: int, number: str, ground: str) -> None:
    """The number of a pixel, on a ground of its own that keeps hatching away from it."""
    around = {"facecolor": ground, "edgecolor": "none", "boxstyle": "square,pad=0.15"}
    axes.text(
        index, 0, number,
        ha="center", va="center", zorder=4, fontsize=9, color="#333333", bbox=around,
    )  # fmt: skip


def _draw_window(axes: Axes, d: Direction, window: int, at: int, label: str, first: int) -> None:
    taps, fits = d.taps(window), d.fits and window < d.size
    colour = BLUE if fits else PINK
    style = {} if fits else {"linestyle": ":", "fill": False}
    if d.dilation > 1:
        axes.plot([taps[0], taps[-1]], [at, at], color=colour, linewidth=1.2)
    for tap in taps:
        axes.add_patch(_cell(tap, at, colour, edge=colour, **style))
    colour = GREY if fits else PINK
    axes.text(first - 1, at, label, ha="right", va="center", fontsize=10, color=colour)


def _cell(column: float, row: float, colour: str, *, edge: str = GREY, **style) -> Rectangle:
    high = 0.84 if row == 0 else 0.56
    corner = (column - 0.5, row - high / 2)
    return Rectangle(corner, 1, high, facecolor=colour, edgecolor=edge, linewidth=0.7, **style)
