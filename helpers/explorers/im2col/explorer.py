"""The im2col explorer: a column of the matrix and the patch it came from."""

from __future__ import annotations

import ipywidgets as widgets
import numpy as np
import traitlets
from numpy.typing import NDArray

from helpers.explorers.im2col.picture import Columns, describe, draw_columns
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import position, slider, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import LayerView

SIDE, CHANNELS, FILTERS = 5, 2, 2
KERNELS, STRIDES, PADDINGS = (2, 3), (1, 2, 3), (0, 1)


class ColumnsView(LayerView):
    """The picture.

    ``input`` and ``kernels`` are cut to ``channels`` and ``k``; a ``pixel`` of -1 is none.
    """

    _esm = es_module("im2col/view")

    input: traitlets.List[list] = traitlets.List().tag(sync=True)
    kernels: traitlets.List[list] = traitlets.List().tag(sync=True)
    k = traitlets.Int(3).tag(sync=True)
    stride = traitlets.Int(1).tag(sync=True)
    padding = traitlets.Int(0).tag(sync=True)
    channels = traitlets.Int(1).tag(sync=True)
    column = traitlets.Int(0).tag(sync=True)
    filter = traitlets.Int(0).tag(sync=True)
    pixel = traitlets.Int(-1).tag(sync=True)


def numbers() -> tuple[NDArray, NDArray]:
    """The input (5, 5, 2) and the kernels (3, 3, 2, 2): small whole numbers, always the same."""
    generator = np.random.default_rng(4)
    x = generator.integers(0, 10, size=(SIDE, SIDE, CHANNELS))
    return x, generator.integers(-1, 2, size=(max(KERNELS), max(KERNELS), CHANNELS, FILTERS))


def chosen(k: int, stride: int, padding: int, channels: int) -> Columns:
    """The convolution that these settings make of `numbers`."""
    x, kernels = numbers()
    return Columns(x[..., :channels], kernels[:k, :k, :channels], padding, stride)


def guess(k: int, channels: int) -> Guess:
    """The rows of X_col for the other number of channels."""
    other = CHANNELS + 1 - channels
    return Guess(
        f"A kernel of {k} × {k} on an input with channels: {other}. How many rows has X_col?",
        answer=k * k * other,
        because=f"A column is a patch: {k}·{k}·{other} numbers, one below the other.",
        unit="rows",
    )


def controls(layer: dict[str, int], marked: dict[str, int]) -> widgets.VBox:
    """The view with its controls; see `im2col_explorer` for what is in the two dictionaries."""
    x, kernels = numbers()
    view = ColumnsView(input=x.tolist(), kernels=kernels.tolist(), **marked)
    view.call = call_of(
        im2col_explorer,
        k="k",
        stride="stride",
        padding="padding",
        channels="channels",
        column="column",
        filter="filter",
        pixel="pixel",
    )
    return with_controls(
        view,
        {
            "k": slider("kernel k", layer["k"], KERNELS[0], KERNELS[-1]),
            "stride": slider("stride s", layer["stride"], STRIDES[0], STRIDES[-1]),
            "padding": slider("padding p", layer["padding"], PADDINGS[0], PADDINGS[-1]),
            "channels": slider("channels", layer["channels"], 1, CHANNELS),
        },
        guess=guess(layer["k"], layer["channels"]),
    )


def im2col_explorer(
    k: int = 3,
    *,
    stride: int = 1,
    padding: int = 0,
    channels: int = 1,
    column: int = 4,
    filter: int = 0,
    pixel: int = -1,
) -> None:
    """Show the im2col explorer, with its static picture and its text.

    Parameters
    ----------
    k, stride, padding, channels : int
        2 or 3; 1 to 3; 0 or 1; 1 or 2.
    column : int
        Column of X_col to begin with.
    filter : int
        Row of W_row to begin with, 0 or 1.
    pixel : int
        The number of the input whose copies are marked, counted row by row and channel by channel;
        -1 for none.

    Raises
    ------
    ValueError
        If an argument is not one of the choices, or there is no such column or pixel.
    """
    position("k", k, KERNELS)
    position("stride", stride, STRIDES)
    position("padding", padding, PADDINGS)
    position("channels", channels, range(1, CHANNELS + 1))
    columns = chosen(k, stride, padding, channels)
    if not 0 <= column < columns.x_col.shape[1]:
        raise ValueError(f"column is {column}; X_col has {columns.x_col.shape[1]} columns")
    position("filter", filter, range(FILTERS))
    if not -1 <= pixel < columns.x.size:
        raise ValueError(f"pixel is {pixel}; the input has {columns.x.size} numbers, -1 is none")
    box = controls(
        {"k": k, "stride": stride, "padding": padding, "channels": channels},
        {"column": column, "filter": filter, "pixel": pixel},
    )
    figure = draw_columns(columns, column, filter)
    show(box, figure, describe(columns, column, filter, pixel))
