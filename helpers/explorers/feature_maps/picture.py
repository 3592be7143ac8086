"""A digit and the feature maps of a layer: drawn once and said in one sentence."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure, FigureBase, SubFigure
from numpy.typing import NDArray

from helpers.drawing.colours import BLUE, GREY, ORANGE
from helpers.drawing.heatmap import outline
from helpers.drawing.picture import bare_axes, entitle, quiet_axes
from helpers.drawing.words import number
from helpers.explorers.feature_maps.maps import MapLayer
from helpers.explorers.feature_maps.parts import Parts, describe_parts
from helpers.explorers.kit.digits import SIDE

Unit = tuple[int, int]
UNSEEN = 510  # half a step of 255 greys: less than such a part of the largest is white


def strongest_unit(one_map: NDArray) -> Unit:
    """Row and column of the largest value; the first of several."""
    row, column = np.unravel_index(one_map.argmax(), one_map.shape)
    return int(row), int(column)


def seen(layer: MapLayer, place: int) -> tuple[int, int]:
    """First and last pixel, inside the picture, that the unit at a place sees along one axis."""
    first = layer["start"] + place * layer["jump"]
    last = first + layer["field"] - 1
    return min(max(first, 0), SIDE - 1), min(max(last, 0), SIDE - 1)


def describe(
    label: int,
    layer: MapLayer,
    maps: NDArray,
    channel: int,
    unit: Unit | None = None,
    parts: Parts | None = None,
) -> str:
    """A unit of a feature map in words, and what its sum is made of.

    Parameters
    ----------
    label
        What the digit is.
    layer, maps
        The layer, and its maps for this digit, shape (channels, size, size).
    channel, unit
        Which map and which of its units; by default the strongest.
    parts
        What is added up for the unit; nothing for a pool.
    """
    which = "Its strongest unit," if unit is None else "The unit in"
    row, column = unit or strongest_unit(maps[channel])
    (top, bottom), (left, right) = seen(layer, row), seen(layer, column)
    answer = number(maps[channel, row, column])
    silent = np.count_nonzero(maps.max(axis=(1, 2)) <= maps.max() / UNSEEN)
    return (
        f"A {label} in {layer['name']}, channel {channel}. {which} row {row}, column {column}, "
        f"answers {answer} and sees the pixels in rows {top} to {bottom}, "
        f"columns {left} to {right}. {silent} of {layer['channels']} channels are silent."
        + (f" {describe_parts(parts)}" if parts else "")
    )


def draw(
    digit: NDArray,
    layer: MapLayer,
    maps: NDArray,
    channel: int,
    unit: Unit | None = None,
    parts: Parts | None = None,
) -> Figure:
    """The digit and all maps (channels, h, w), a unit of a channel (the strongest) in a frame.

    Below them a bar for what each of several channels below adds to the unit.
    """
    several = parts is not None and len(parts.added) > 1  # a single bar tells nothing
    figure = Figure((8, 4.0 if several else 2.6), layout="constrained")
    upper: FigureBase = figure
    if several:
        upper, lower = figure.subfigures(2, 1, squeeze=False, height_ratios=[1.9, 1])[:, 0]
        upper.set_facecolor("none")
    left, right = upper.subfigures(1, 2, squeeze=False, width_ratios=[1, 2.2])[0]
    left.set_facecolor("none")
    right.set_facecolor("none")
    picture = bare_axes(left.subplots())
    picture.imshow(digit, cmap="gray_r")
    columns = max(8, -(-len(maps) // 4))
    frames = right.subplots(-(-len(maps) // columns), columns, squeeze=False).ravel()
    for frame in frames:
        frame.set_axis_off()
    for frame, one in zip(frames, maps, strict=False):
        frame.set_axis_on()
        bare_axes(frame).imshow(one, cmap="gray_r", vmin=0, vmax=maps.max() or 1)
    row, column = unit or strongest_unit(maps[channel])
    (top, bottom), (first, last) = seen(layer, row), seen(layer, column)
    outline(picture, (top, first), (bottom - top + 1, last - first + 1))
    outline(frames[channel], (0, 0), maps.shape[1:], line=1.5)
    outline(frames[channel], (row, column), (1, 1), line=1)
    if parts is not None and several:
        draw_parts(lower, parts)
    return figure


def draw_parts(figure: SubFigure, parts: Parts) -> None:
    """A bar for each channel below, orange above 0 and blue below; the bias stands apart."""
    figure.set_facecolor("none")
    axes = figure.subplots()
    quiet_axes(axes)
    count = len(parts.added)
    values = np.append(parts.added, parts.bias)
    axes.bar([*range(count), count + 1], values, color=np.where(values > 0, ORANGE, BLUE))
    axes.axhline(0, color=GREY, linewidth=0.8)
    every = -(-count // 16)
    ticks = list(range(0, count, every))
    axes.set_xticks([*ticks, count + 1], [*map(str, ticks), "bias"])
    entitle(axes, f"what each channel of {parts.below} adds to the unit's sum", size=9)
