"""The parts of a network that learns, and what passes between them."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.drawing.picture import Picture, picture

Point = tuple[float, float]

BOXES = {
    # name: (x, y, colour)
    "picture": (0.0, 1.0, GREY),
    "layer": (1.0, 1.0, BLUE),
    "another layer": (2.0, 1.0, BLUE),
    "prediction": (3.0, 1.0, GREY),
    "loss": (3.0, 0.0, ORANGE),
    "target": (4.0, 0.0, GREY),
    "optimizer": (1.5, 0.0, PINK),
}
ARROWS = (
    ("picture", "layer", ""),
    ("layer", "another layer", ""),
    ("another layer", "prediction", ""),
    ("prediction", "loss", ""),
    ("target", "loss", ""),
    ("loss", "optimizer", "gradients"),
    ("optimizer", "layer", ""),
    ("optimizer", "another layer", "new weights"),
)
WIDE, HIGH = 0.66, 0.34


def building_blocks() -> Picture:
    """Forward: picture, layers, prediction. Backward: loss, optimizer, new weights."""
    figure = Figure(figsize=(7.6, 2.3), layout="constrained")
    axes = figure.subplots()
    for name, (x, y, colour) in BOXES.items():
        axes.add_patch(_box((x, y), colour))
        axes.text(x, y, name, ha="center", va="center", color=colour, fontsize=10)
    for start, end, label in ARROWS:
        _arrow(axes, BOXES[start][:2], BOXES[end][:2], label)
    axes.set(xlim=(-0.45, 4.45), ylim=(-0.3, 1.3))
    axes.set_axis_off()
    return picture(
        figure,
        "A picture goes through two layers and becomes a prediction. "
        "A loss compares it with the target. "
        "Its gradients go to the optimizer, which gives the layers new weights.",
    )


def _box(centre: Point, colour: str) -> FancyBboxPatch:
    corner = centre[0] - WIDE / 2, centre[1] - HIGH / 2
    return FancyBboxPatch(
        corner, WIDE, HIGH, boxstyle="round,pad=0.05", fill=False, color=colour, linewidth=2
    )


def _arrow(axes: Axes, start: Point, end: Point, label: str) -> None:
    """From the edge of one box to the edge of another, with what it carries beside it."""
    (x0, y0), (x1, y1) = start, end
    if y0 == y1:
        way = 1 if x1 > x0 else -1
        tail = x0 + way * (WIDE / 2 + 0.06), y0
        head = x1 - way * (WIDE / 2 + 0.07), y1
        beside = 0.0, 0.12
    else:
        way = 1 if y1 > y0 else -1
        tail = x0 + 0.1 * (x1 - x0), y0 + way * 0.24
        head = x1, y1 - way * 0.24
        beside = 0.46, -0.04
    axes.add_patch(
        FancyArrowPatch(tail, head, arrowstyle="-|>", mutation_scale=14, color=GREY, linewidth=1.4)
    )
    middle = (x0 + x1) / 2 + beside[0], (y0 + y1) / 2 + beside[1]
    axes.text(*middle, label, ha="center", color=GREY, fontsize=9)
