"""Which channels the filters of a Conv2D see, drawn once."""

from __future__ import annotations

from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.explorers.conv2d.layer import Conv


def draw(conv: Conv, chosen: int) -> Figure:
    """Channels on the left, filters on the right, a line where a filter sees a channel."""
    figure = Figure(figsize=(6.4, 3.2), layout="constrained")
    axes = figure.subplots()
    axes.set_axis_off()
    axes.set(xlim=(-0.6, 1.6), ylim=(1.05, -0.05))
    refused = conv.refusal() is not None
    for one in range(conv.filters):
        for channel in range(conv.channels):
            if not refused and group_of(channel, conv.channels, conv) == group_of(
                one, conv.filters, conv
            ):
                axes.plot(
                    (0, 1),
                    (height(channel, conv.channels), height(one, conv.filters)),
                    color=PINK if one == chosen else GREY,
                    linewidth=2.5 if one == chosen else 0.8,
                    zorder=2 if one == chosen else 1,
                )
    for x, count, colour in ((0, conv.channels, BLUE), (1, conv.filters, ORANGE)):
        heights = [height(at, count) for at in range(count)]
        axes.plot([x] * count, heights, "o", color=colour, markersize=9, zorder=3)
    output = "refused" if refused else f"{conv.size} × {conv.size} × {conv.filters}"
    axes.text(
        -0.08, 0.5, f"{conv.n} × {conv.n} × {conv.channels}", ha="right", va="center", color=GREY
    )
    axes.text(1.08, 0.5, output, ha="left", va="center", color=GREY)
    return figure


def group_of(at: int, count: int, conv: Conv) -> int:
    """The group of a channel or a filter, one of ``count``."""
    return at // (count // conv.groups)


def height(at: int, count: int) -> float:
    """Where it stands, 0 at the top and 1 at the bottom."""
    return (at + 0.5) / count
