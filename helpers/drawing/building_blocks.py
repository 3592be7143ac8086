"""The parts of a network that learns, and what passes between them."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.drawing.picture import Picture, picture

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
        corner = (x - WIDE / 2, y - HIGH / 2)
        axes.add_patch(
            FancyBboxPatch(
                corner, WIDE, HIGH, boxstyle="round,pad=0.05", fill=False, color=colour, linewidth=2
            )
        )
        axes.text(x, y, name, ha="center", va="center", color=colour, fontsize=10)
    for start, end, label in ARROWS:
        (x0, y0, _), (x1, y1, colour) = BOXES[start], BOXES[end]
        level = y0 == y1
        way = 1 if x1 > x0 else -1
        begin = (
            (x0 + way * (WIDE / 2 + 0.06), y0)
            if level
            else (x0 + 0.1 * (x1 - x0), y0 + (0.24 if y1 > y0 else -0.24))
        )
        stop = (
            (x1 - way * (WIDE / 2 + 0.07), y1) if level else (x1, y1 - (0.24 if y1 > y0 else -0.24))
        )
        axes.add_patch(
            FancyArrowPatch(
                begin, stop, arrowstyle="-|>", mutation_scale=14, color=GREY, linewidth=1.4
            )
        )
        if label:
            shift = (0, 0.12) if level else (0.46, -0.04)
            axes.text(
                (x0 + x1) / 2 + shift[0],
                (y0 + y1) / 2 + shift[1],
                label,
                ha="center",
                color=GREY,
                fontsize=9,
            )
    axes.set_xlim(-0.45, 4.45)
    axes.set_ylim(-0.3, 1.3)
    axes.set_axis_off()
    return picture(
        figure,
        "A picture goes through two layers and becomes a prediction. "
        "A loss compares it with the target. "
        "Its gradients go to the optimizer, which gives the layers new weights.",
    )
