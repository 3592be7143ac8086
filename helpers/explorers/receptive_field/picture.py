"""What a unit sees, layer by layer: the picture and the sentence."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.drawing.colours import GREY, PINK
from helpers.drawing.picture import bare_axes
from helpers.drawing.words import number
from helpers.networks import Layer, Network, look_back, shapes


def image_layers(network: Network) -> list[Layer]:
    """The layers before the first whose output is not an image."""
    return [
        layer
        for layer, shape in zip(network.layers, shapes(network)[1:], strict=True)
        if len(shape) == 3
    ]


def describe(network: Network, layer: str, unit: tuple[int, int]) -> str:
    """What a unit sees, in a sentence."""
    _, *below = look_back(network, layer, unit)
    steps = ", ".join(f"{len(seen.rows)} × {len(seen.columns)} of {seen.layer}" for seen in below)
    height, width, _ = network.input_shape
    share = 100 * below[-1].pixels / (height * width)
    pixels = f"{below[-1].pixels} of {height * width} pixels, {number(share, 1)} %"
    return f"Unit {unit} of {layer} sees {steps}: {pixels}."


def draw(network: Network, layer: str, unit: tuple[int, int], digit: np.ndarray) -> Figure:
    """The digit and every layer up to `layer`, with what the unit sees framed."""
    seen = look_back(network, layer, unit)[::-1]
    figure = Figure(figsize=(1.6 * len(seen) + 1.2, 2.6), layout="constrained")
    columns = figure.subplots(1, len(seen), width_ratios=[1.8] + [1] * (len(seen) - 1))
    for axes, part, shape in zip(columns, seen, shapes(network), strict=False):
        height, width = shape[:2]
        if part is seen[0]:
            axes.imshow(digit, cmap="gray_r", extent=(0, width, height, 0))
        bare_axes(axes).set(xlim=(0, width), ylim=(height, 0), aspect="equal")
        corner = (part.columns[0], part.rows[0])
        size = (part.columns[-1] - part.columns[0] + 1, part.rows[-1] - part.rows[0] + 1)
        axes.add_patch(Rectangle(corner, *size, facecolor=PINK + "55", edgecolor=PINK, linewidth=2))
        axes.set_title(f"{part.layer}\n{height} × {width}", fontsize=8, color=GREY)
    return figure
