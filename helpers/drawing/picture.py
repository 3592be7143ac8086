"""What every static picture shares: it has alt text, and it reads on a light and on a dark page."""

from __future__ import annotations

from matplotlib.axes import Axes

from helpers.widgets.shown import Picture, picture

GREY = "#777b84"
BLUE = "#4a86cf"
ORANGE = "#dd6b10"
PINK = "#d6409f"

__all__ = ["BLUE", "GREY", "ORANGE", "PINK", "Picture", "bare_axes", "picture", "quiet_axes"]


def quiet_axes(axes: Axes) -> None:
    """Grey ticks and left and bottom lines only, on no background."""
    axes.set_facecolor("none")
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(GREY)
    axes.tick_params(colors=GREY, labelsize=9)


def bare_axes(axes: Axes) -> Axes:
    """A grey frame and no ticks, for pictures."""
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_color(GREY)
    return axes
