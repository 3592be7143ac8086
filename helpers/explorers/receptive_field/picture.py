"""What a unit sees, layer by layer: the picture and the sentence."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.drawing.colours import GREY, PINK
from helpers.drawing.picture import bare_axes
from helpers.drawing.words import percent
from helpers.networks import Layer, Network, look_back, shapes


def image_layers(network: Network) -> list[Layer]:
    """The layers before the first whose output is not an image."""
    passed = zip(network.layers, shapes(network)[1:], strict=True)
    return [layer for layer, shape in passed if len(shape) == 3]


def describe(network: Network, layer: str | int, unit: tuple[int, int]) -> str:
    """All that the tracer shows, in words.

    Parameters
    ----------
    network : Network
    layer : str or int
        Its name, or its place among the network's layers.
    unit : (int, int)
        Row and column.
    """
    above, *below = look_back(network, layer, unit)
    steps = ", ".join(f"{len(seen.rows)} × {len(seen.columns)} of {seen.layer}" for seen in below)
    height, width, _ = network.input_shape
    pixels, every = below[-1].pixels, height * width
    share = f"{pixels} of {every} pixels, {percent(pixels / every)}"
    return f"Unit {unit} of {above.layer} sees {steps}: {share}."


def draw(network: Network, layer: str | int, unit: tuple[int, int], digit: np.ndarray) -> Figure:
    """The digit and every layer up to `layer`, with what the unit sees framed; see `describe`."""
    seen = look_back(network, layer, unit)[::-1]
    figure = Figure(figsize=(1.6 * len(seen) + 1.2, 2.6), layout="constrained")
    columns = figure.subplots(1, len(seen), width_ratios=[1.8] + [1] * (len(seen) - 1))
    for axes, part, shape in zip(columns, seen, shapes(network)[: len(seen)], strict=True):
        height, width = shape[:2]
        if part is seen[0]:
            axes.imshow(digit, cmap="gray_r", extent=(0, width, height, 0))
        bare_axes(axes).set(xlim=(0, width), ylim=(height, 0), aspect="equal")
        corner = (part.columns[0], part.rows[0])
        size = (part.columns[-1] - part.columns[0] + 1, part.rows[-1] - part.rows[0] + 1)
        axes.add_patch(Rectangle(corner, *size, facecolor=PINK + "55", edgecolor=PINK, linewidth=2))
        axes.set_title(f"{part.layer}\n{height} × {width}", fontsize=8, color=GREY)
    return figure
