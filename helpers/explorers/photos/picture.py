"""Pictures side by side under short titles: what the photo explorers show, also on paper."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.colors import Normalize, to_rgb
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

from helpers.drawing.colour_maps import BLUE_TO_ORANGE
from helpers.drawing.colours import GREY
from helpers.drawing.heatmap import outline
from helpers.drawing.picture import bare_axes
from helpers.drawing.words import number

LOOKS = ("photo", "signed", "numbers")
SIDE = 2.6  # inches of one picture
PANEL_COLOURS, TITLE_COLOURS = 112, 16  # more would not be seen, and make the file larger
DPI = 96  # PNG files are shown pixel by pixel, so this is their size on the page, too


@dataclass(frozen=True)
class Panel:
    """One picture.

    Attributes
    ----------
    title : str
        What it is, in a few words.
    values : array of shape (rows, columns) or, for a photo, (rows, columns, 3)
    look : "photo", "signed" or "numbers"
        From black (0) to white (1); from blue (−limit) over 0 to orange (limit); the same with the
        numbers in the cells.
    limit : float
        End of the colour scale of a signed picture.
    frames : tuple of (row, column, rows, columns)
        Parts to put a frame around, in pixels of the picture.
    """

    title: str
    values: NDArray
    look: str = "photo"
    limit: float = 1.0
    frames: tuple[tuple[float, float, float, float], ...] = ()

    def __post_init__(self):
        if self.look not in LOOKS:
            raise ValueError(f"look is {self.look!r}; it must be one of {', '.join(LOOKS)}")
        if self.values.ndim != 2 and not (self.look == "photo" and self.values.shape[2:] == (3,)):
            raise ValueError(
                f"{self.title!r} has the shape {self.values.shape}; a picture has rows and columns"
            )


@dataclass(frozen=True)
class Scene:
    """Panels and what they show, in words."""

    panels: tuple[Panel, ...]
    text: str


def draw_panels(panels: Sequence[Panel]) -> bytes:
    """PNG file with the panels in a row, on a transparent ground."""
    width, height = SIDE * len(panels) + 0.2 * (len(panels) - 1), SIDE + 0.4
    figure = Figure(figsize=(width, height), layout="constrained")
    for axes, panel in zip(figure.subplots(1, len(panels), squeeze=False)[0], panels, strict=True):
        bare_axes(axes)
        if panel.look == "photo":
            axes.imshow(panel.values, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        else:
            scale = Normalize(-panel.limit, panel.limit)
            axes.imshow(panel.values, cmap=BLUE_TO_ORANGE, norm=scale, interpolation="nearest")
        if panel.look == "numbers":
            for (row, column), value in np.ndenumerate(panel.values):
                place = {"ha": "center", "va": "center"}
                axes.text(column, row, number(value), color="#14181f", fontsize=9, **place)
        for row, column, rows, columns in panel.frames:
            outline(axes, (row, column), (rows, columns), line=2)
        axes.set_title(panel.title, fontsize=10, color=GREY)
    return small_png(figure)


def small_png(figure: Figure, *, dpi: int = DPI) -> bytes:
    """PNG file of a figure with photos in it: a palette makes it a third as large.

    Most colours are those of the panels, so that a photo keeps its greys. The others are one grey,
    more or less transparent: that of the titles, whose letters fade into the ground.
    """
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=dpi, transparent=True, metadata={"Software": None})
    with Image.open(file) as drawn:
        picture = drawn.convert("RGBA")
    alpha = np.asarray(picture.getchannel("A"))
    # Of colours that cover all there are, the rare ones, such as a filter's strongest, are some.
    panels = picture.convert("RGB").quantize(
        PANEL_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )
    found = np.array(panels.getpalette("RGBA")).reshape(-1, 4)[:PANEL_COLOURS]
    palette = np.zeros((PANEL_COLOURS + TITLE_COLOURS, 4), np.uint8)
    palette[: len(found)] = found
    palette[PANEL_COLOURS:, :3] = np.round(255 * np.array(to_rgb(GREY)))
    palette[PANEL_COLOURS:, 3] = np.linspace(0, 255, TITLE_COLOURS).round()
    titles = PANEL_COLOURS + np.round(alpha / 255 * (TITLE_COLOURS - 1)).astype(int)
    reduced = Image.fromarray(np.where(alpha == 255, panels, titles).astype(np.uint8))
    reduced.putpalette(palette.tobytes(), "RGBA")
    smaller = io.BytesIO()
    reduced.save(smaller, format="png", optimize=True)
    return smaller.getvalue()
