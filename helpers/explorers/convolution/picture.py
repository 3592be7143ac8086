"""One step of a convolution, drawn and said: input with its window, kernel, output with a cell."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import fill
from typing import TypedDict

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from helpers.convolution import cross_correlate, dilated_size, output_size, padding_sides, unreached
from helpers.convolution.axes import Padding
from helpers.drawing.colours import GREY, PAPER
from helpers.drawing.heatmap import diverging, grey, hatch_lines, outline, readable
from helpers.drawing.words import not_reached, number

BORDER = (227, 239, 233)  # the padding, in the explorer's light theme
LARGEST_NUMBERED = 10  # rows and columns up to which the numbers are written into the cells


class Options(TypedDict):
    """The settings of a layer, as the functions of `helpers.convolution` take them."""

    padding: Padding
    stride: int
    dilation: int


@dataclass(frozen=True)
class Step:
    """A convolution and the cell of its output that is looked at.

    Attributes
    ----------
    image : array of shape (h, w)
    kernel : array of shape (kh, kw)
    padding : int, "valid" or "same"
        Zeros around the image.
    stride, dilation : int
        The same in both directions.
    cell : (int, int)
        Row and column of the output, from 0.
    """

    image: NDArray
    kernel: NDArray
    padding: Padding = 0
    stride: int = 1
    dilation: int = 1
    cell: tuple[int, int] = (0, 0)

    @property
    def options(self) -> Options:
        """Padding, stride and dilation."""
        return {"padding": self.padding, "stride": self.stride, "dilation": self.dilation}

    @property
    def lengths(self) -> list[tuple[int, int]]:
        """Lengths of image and kernel: of their rows, then of their columns."""
        return list(zip(self.image.shape, self.kernel.shape, strict=True))

    @property
    def sides(self) -> list[tuple[int, int]]:
        """Padding (before, after) of rows and of columns."""
        return [
            padding_sides(self.padding, n, k, stride=self.stride, dilation=self.dilation)
            for n, k in self.lengths
        ]

    @property
    def padded_shape(self) -> tuple[int, int]:
        """Rows and columns of the image with its padding."""
        rows, columns = self.image.shape
        vertical, horizontal = self.sides
        return rows + sum(vertical), columns + sum(horizontal)

    @property
    def covered(self) -> tuple[int, int]:
        """Rows and columns from the first to the last tap of the kernel."""
        rows, columns = self.kernel.shape
        return dilated_size(rows, self.dilation), dilated_size(columns, self.dilation)

    @property
    def fits(self) -> bool:
        """Whether there is an output."""
        return all(c <= n for c, n in zip(self.covered, self.padded_shape, strict=True))

    @property
    def output_shape(self) -> tuple[int, int]:
        """Rows and columns of the output."""
        rows, columns = (output_size(n, k, **self.options) for n, k in self.lengths)
        return rows, columns

    @property
    def unreached(self) -> list[tuple[int, ...]]:
        """Rows and columns of the padded input that no tap touches."""
        return [unreached(n, k, **self.options) for n, k in self.lengths]

    @property
    def output(self) -> NDArray:
        """Feature map, shape `output_shape`."""
        image, kernel = np.asarray(self.image, float), np.asarray(self.kernel, float)
        return cross_correlate(image, kernel, **self.options)


def convolution_step(image: ArrayLike, kernel: ArrayLike, **options) -> Step:
    """Check and collect what `draw_step` and `describe_step` take.

    Parameters
    ----------
    image, kernel : array of two dimensions
    **options
        The other attributes of `Step`.

    Raises
    ------
    ValueError
        If an array does not have two dimensions or the cell lies outside the output.
    """
    step = Step(np.asarray(image), np.asarray(kernel), **options)
    for name in ("image", "kernel"):
        shape = getattr(step, name).shape
        if len(shape) != 2:
            raise ValueError(f"{name} has shape {shape}; give an array of rows and columns")
    inside = step.fits and all(
        0 <= at < n for at, n in zip(step.cell, step.output_shape, strict=True)
    )
    if step.fits and not inside:
        raise ValueError(
            f"cell is {step.cell}, but the output has shape {step.output_shape}; "
            "rows and columns count from 0"
        )
    return step


def describe_step(step: Step) -> str:
    """All that the picture shows, in words; the explorer says the same of what it shows."""
    rows, columns = step.image.shape
    kernel_rows, kernel_columns = step.kernel.shape
    geometry = (
        f"Input {rows} by {columns}, {_padding_in_words(step)}; "
        f"kernel {kernel_rows} by {kernel_columns}, "
        f"stride {step.stride}, dilation {step.dilation}"
    )
    if not step.fits:
        return f"{geometry}: no output. {what_fits(step)}"
    high, wide = step.output_shape
    row, column = step.cell
    reached = not_reached(step.unreached, "Every row and column is reached.")
    return (
        f"{geometry}; output {high} by {wide}. {reached} "
        f"Output row {row}, column {column} is {number(step.output[row, column])}."
    )


def what_fits(step: Step) -> str:
    """Why there is no output, and the changes of one setting that would give one."""
    (covered, _), (rows, columns) = step.covered, step.padded_shape
    k, shortest = step.kernel.shape[0], min(step.padded_shape)
    padding = -(-(covered - min(step.image.shape)) // 2)
    remedies = [f"padding {padding}"] if padding <= 3 else []
    remedies += ["padding same", f"kernel size {(shortest - 1) // step.dilation + 1}"]
    if step.dilation > 1 and shortest >= k:
        remedies.append(f"dilation {(shortest - 1) // (k - 1)}")
    return (
        f"The kernel covers {covered} × {covered}, the padded input has {rows} × {columns}. "
        f"It would fit with {', '.join(remedies[:-1])} or {remedies[-1]}."
    )


def draw_step(step: Step) -> Figure:
    """Draw input, kernel and output side by side, on a transparent background.

    Parameters
    ----------
    step : Step
        What is shown; see `convolution_step`.

    Returns
    -------
    matplotlib.figure.Figure
        Not connected to pyplot. Give it alt text with `describe_step`.
    """
    figure = Figure(figsize=(8.6, 3.6), layout="constrained")
    left, middle, right = figure.subplots(1, 3, width_ratios=_width_ratios(step))
    grids = [_draw_input(left, step), _draw_signed(middle, step.kernel, "kernel")]
    if step.fits:
        grids.append(_draw_signed(right, step.output, "output"))
        outline(right, step.cell, (1, 1))
        row, column = step.cell
        value = f"output[{row}, {column}] = {number(step.output[row, column])}"
    else:
        right.axis("off")
        value = fill(f"No output. {what_fits(step)}", width=80)
    _same_scale(left, middle, right)
    figure.supxlabel(f"{_size_formula(step)}\n{value}", color=GREY, fontsize=11)
    figure.draw_without_rendering()  # only now it is known how large a cell is
    for axes, pixels, values in grids:
        _write_numbers(axes, pixels, values)
    return figure


Grid = tuple[Axes, NDArray, NDArray]  # where it is drawn, its colours (h, w, 3), its numbers (h, w)


def _width_ratios(step: Step) -> tuple[float, float, float]:
    """Widths in cells, where the cells of all three grids can be equally large."""
    columns = max(step.padded_shape[1], step.covered[1])
    if max(*step.padded_shape, *step.covered) > LARGEST_NUMBERED:
        return 1.25, 0.8, 1.25
    return columns + 1, step.kernel.shape[1] + 1, step.output_shape[1] + 1 if step.fits else columns


def _same_scale(*grids: Axes) -> None:
    """Give small grids the same number of rows, so that a cell is equally large in each."""
    rows = [axes.get_ylim()[0] - axes.get_ylim()[1] for axes in grids if axes.axison]
    if max(rows) > LARGEST_NUMBERED + 1:
        return
    for axes in grids:
        low, high = axes.get_ylim()
        middle = (low + high) / 2
        axes.set_ylim(middle + max(rows) / 2, middle - max(rows) / 2)


def _draw_input(axes: Axes, step: Step) -> Grid:
    (top, _), (left, _) = step.sides
    rows, columns = step.image.shape
    pixels = np.broadcast_to(np.array(BORDER, float), (*step.padded_shape, 3)).copy()
    low, high = min(0.0, step.image.min()), step.image.max()
    colours = diverging(step.image) if low < 0 else grey(step.image, high)
    pixels[top : top + rows, left : left + columns] = colours
    unreached_rows, unreached_columns = step.unreached if step.fits else ((), ())
    for band in (np.s_[list(unreached_rows)], np.s_[:, list(unreached_columns)]):
        pixels[band] = 0.4 * pixels[band] + 0.6 * np.array(PAPER)
    grid = (axes, pixels, np.pad(step.image, step.sides))
    _draw_cells(*grid, input_title(step))
    if step.padded_shape != step.image.shape:
        outline(axes, (top, left), (rows, columns), colour=GREY, line=1.2)
    height, width = step.padded_shape
    if not step.fits:
        axes.set(xlim=(-0.6, max(width, step.covered[1]) - 0.4))
        axes.set(ylim=(max(height, step.covered[0]) - 0.4, -0.6))
        outline(axes, (0, 0), step.covered, style="--")
        return grid
    hatch_lines(axes, step.unreached, step.padded_shape)
    _draw_window(axes, step)
    return grid


def input_title(step: Step) -> str:
    """What stands above the input, here and in the browser."""
    rows, columns = step.image.shape
    size, sides = f"input {rows} × {columns}", {side for pair in step.sides for side in pair}
    if sides == {0}:
        return size
    return f"{size}, padding {step.padding if len(sides) > 1 else sides.pop()}"


def _draw_window(axes: Axes, step: Step) -> None:
    corner = tuple(at * step.stride for at in step.cell)
    if step.dilation > 1 and max(step.kernel.shape) > 1:
        for u, v in np.ndindex(step.kernel.shape):
            tap = (corner[0] + u * step.dilation, corner[1] + v * step.dilation)
            outline(axes, tap, (1, 1), line=1.2)
        outline(axes, corner, step.covered, style="--", line=1.4)
    else:
        outline(axes, corner, step.covered)


def _draw_signed(axes: Axes, values: NDArray, name: str) -> Grid:
    rows, columns = values.shape
    grid = (axes, diverging(values), values)
    _draw_cells(*grid, f"{name} {rows} × {columns}")
    return grid


def _draw_cells(axes: Axes, pixels: NDArray, values: NDArray, title: str) -> None:
    rows, columns = values.shape
    axes.imshow(pixels / 255, interpolation="nearest")
    axes.set_title(title, color=GREY, fontsize=11)
    axes.set(xticks=[], yticks=[], xlim=(-0.6, columns - 0.4), ylim=(rows - 0.4, -0.6))
    axes.spines[:].set_visible(False)
    outline(axes, (0, 0), (rows, columns), colour=GREY, line=0.8)
    if max(rows, columns) > LARGEST_NUMBERED:
        return
    for between in range(1, rows):
        axes.plot([-0.5, columns - 0.5], [between - 0.5] * 2, color=GREY, linewidth=0.4)
    for between in range(1, columns):
        axes.plot([between - 0.5] * 2, [-0.5, rows - 0.5], color=GREY, linewidth=0.4)


def _write_numbers(axes: Axes, pixels: NDArray, values: NDArray) -> None:
    if max(values.shape) > LARGEST_NUMBERED:
        return
    left, right = axes.get_xlim()
    cell = axes.get_window_extent().width / (right - left) * 72 / axes.figure.dpi  # in points
    longest = max(len(number(value)) for value in values.flat)
    size = min(11, 0.45 * cell, 1.5 * cell / longest)
    for (row, column), value in np.ndenumerate(values):
        axes.text(
            column,
            row,
            number(value),
            ha="center",
            va="center_baseline",
            color=readable(pixels[row, column]),
            fontsize=size,
        )


def _padding_in_words(step: Step) -> str:
    if step.padding != "same":
        return f"padding {0 if step.padding == 'valid' else step.padding}"
    sides = [side for pair in step.sides for side in pair]
    if len(set(sides)) == 1:
        return f"padding same ({sides[0]} on each side)"
    return "padding same ({} above, {} below, {} left, {} right)".format(*sides)


def _size_formula(step: Step) -> str:
    rows, columns = zip(step.lengths, step.sides, strict=True)
    axes = {"output": rows} if rows == columns else {"rows": rows, "columns": columns}
    return "     ".join(
        _formula(name, lengths, sides, step) for name, (lengths, sides) in axes.items()
    )


def _formula(name: str, lengths: tuple[int, int], sides: tuple[int, int], step: Step) -> str:
    (n, k), (before, after) = lengths, sides
    padding = rf"2\cdot{before}" if before == after else f"{before}+{after}"
    top = rf"{n}+{padding}-{step.dilation}\cdot({k}-1)-1"
    size = (n + before + after - dilated_size(k, step.dilation)) // step.stride + 1
    return rf"{name} $=\left\lfloor\frac{{{top}}}{{{step.stride}}}\right\rfloor+1={size}$"
