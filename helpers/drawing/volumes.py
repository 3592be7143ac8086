"""Layers as blocks of numbers: who is connected to whom, and volumes from input to output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.drawing.picture import Picture, entitle, picture

Point = tuple[float, float]
Volume = tuple[int, int, int]

SLANT = (0.42, 0.36)
"""How far one column of a picture goes to the right and up: it is seen from the side."""

GAP = 0.28


def connections(n: int, k: int, alt: str) -> Picture:
    """A dense and a convolutional layer along one line, one neuron's connections in colour.

    Parameters
    ----------
    n, k : int
        Inputs, and inputs that a convolutional neuron is connected to.
    alt : str
        What is seen, for those who do not see it.
    """
    return picture(connections_figure(n, k), alt)


def connections_figure(n: int, k: int) -> Figure:
    """The drawing of `connections`, with the same arguments."""
    figure = Figure(figsize=(9.6, 2.5), layout="constrained")
    positions = n - k + 1
    chosen = positions // 2
    layers = {
        f"dense: {n} weights per neuron": lambda neuron: range(n),
        f"convolutional: {k} weights per neuron": lambda neuron: range(neuron, neuron + k),
    }
    for axes, (title, inputs) in zip(figure.subplots(1, 2), layers.items(), strict=True):
        shift = (k - 1) / 2
        for neuron in [*(i for i in range(positions) if i != chosen), chosen]:
            colour, line = (PINK, 1.8) if neuron == chosen else (GREY, 0.4)
            for source in inputs(neuron):
                axes.plot([source, neuron + shift], [0, 1], color=colour, linewidth=line, zorder=1)
        axes.scatter(range(n), [0] * n, color=BLUE, s=42, zorder=2)
        places = [neuron + shift for neuron in range(positions)]
        colours = [PINK if neuron == chosen else ORANGE for neuron in range(positions)]
        axes.scatter(places, [1] * positions, color=colours, s=42, zorder=2)
        entitle(axes, title, size=11)
        axes.axis("off")
    return figure


def volumes(
    shapes: Mapping[str, Volume],
    alt: str,
    *,
    column: tuple[int, int] | None = None,
    kernel: int = 1,
    gap: float = GAP,
    size: int = 11,
) -> Picture:
    """Volumes (height, width, depth) in one scale, from left to right.

    Parameters
    ----------
    shapes : mapping
        Title → (height, width, depth), in values.
    alt : str
        What is seen, for those who do not see it.
    column : (int, int), optional
        Row and column of the second volume whose depth column is marked, with the patch of the
        first volume that it looks at.
    kernel : int
        Height and width of that patch; no padding, stride 1.
    gap : float
        Room between two volumes, in shares of the tallest.
    size : int
        Of the letters, in points.
    """
    return picture(volumes_figure(shapes, column, kernel, gap=gap, size=size), alt)


def volumes_figure(
    shapes: Mapping[str, Volume],
    column: tuple[int, int] | None = None,
    kernel: int = 1,
    *,
    gap: float = GAP,
    size: int = 11,
) -> Figure:
    """The drawing of `volumes`, with the same arguments."""
    tallest = max(height + SLANT[1] * width for height, width, _ in shapes.values())
    figure = Figure(figsize=(10.5, 3.8), layout="constrained")
    axes = figure.subplots()
    left, corners = 0.0, []
    for title, (height, width, depth) in shapes.items():
        bottom = (tallest - height - SLANT[1] * width) / 2
        corners.append((left, bottom + height))
        _block(axes, corners[-1], (height, width, depth))
        middle = left + (depth + SLANT[0] * width) / 2
        text = f"{title}\n{height} × {width} × {depth}"
        axes.text(
            middle, -max(2, 0.03 * tallest), text, ha="center", va="top", fontsize=size, color=GREY
        )
        left += depth + SLANT[0] * width + gap * tallest
    if column:
        _look(axes, corners, list(shapes.values()), column, kernel)
    axes.set(
        xlim=(-2, left - (gap - 0.08) * tallest),
        ylim=(-0.24 * tallest, tallest + 1),
        aspect="equal",
    )
    axes.axis("off")
    return figure


def _point(corner: Point, channel: float, row: float, column: float) -> Point:
    """Where a corner of a cell lies in the picture; (0, 0, 0) is the top of the nearest edge."""
    x, y = corner
    return x + channel + SLANT[0] * column, y - row + SLANT[1] * column


def _block(axes: Axes, corner: Point, shape: Volume, colour: str = BLUE) -> None:
    height, width, depth = shape
    front = [(0, 0, 0), (depth, 0, 0), (depth, height, 0), (0, height, 0)]
    top = [(0, 0, 0), (depth, 0, 0), (depth, 0, width), (0, 0, width)]
    side = [(depth, 0, 0), (depth, 0, width), (depth, height, width), (depth, height, 0)]
    for face, shade in ((front, 0.55), (top, 0.3), (side, 0.4)):
        points = [_point(corner, *at) for at in face]
        axes.add_patch(Polygon(points, facecolor=colour, alpha=shade, edgecolor="none"))
        edge = GREY if colour == BLUE else colour
        axes.add_patch(Polygon(points, fill=False, edgecolor=edge, linewidth=0.9))


def _look(
    axes: Axes,
    corners: Sequence[Point],
    shapes: Sequence[Volume],
    column: tuple[int, int],
    kernel: int,
) -> None:
    """Mark a depth column of the second volume, and the patch of the first that it looks at."""
    (top, left), first, second = column, shapes[0][2], shapes[1][2]
    bottom, right = top + kernel, left + kernel
    patch = [(first, top, left), (first, top, right), (first, bottom, right), (first, bottom, left)]
    seen = [_point(corners[0], *at) for at in patch]
    axes.add_patch(Polygon(seen, facecolor=PINK, alpha=0.5, edgecolor=PINK, linewidth=1.6))
    start = _point(corners[1], 0, top + 0.5, left + 0.5)
    for x, y in seen:
        axes.plot([x, start[0]], [y, start[1]], color=PINK, linewidth=0.7)
    # Blocks are translucent: the column is a thin one inside, from the first map to the last.
    _block(axes, _point(corners[1], 0, top, left), (1, 1, second), PINK)
