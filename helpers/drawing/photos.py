"""Photos, filters and answers in a row, each a small picture file under its title.

A figure of photos drawn by matplotlib would be several times as large, and its captions could not
be read in both themes.
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from helpers.drawing.colour_maps import BLUE_TO_ORANGE
from helpers.drawing.picture import Picture

WIDTH = 220  # CSS pixels of one picture


def photo_row(pictures: Mapping[str, NDArray], alt: str, *, width: int = WIDTH) -> Picture:
    """Photos side by side, 0 in black and 1 in white.

    Parameters
    ----------
    pictures : mapping
        Title → array of shape (h, w) or (h, w, 3). Values outside 0 to 1 are cut off.
    alt : str
        What is seen, for those who do not see it.
    width : int
        Width of each on the page, in pixels. Small pictures show their pixels as squares.

    Raises
    ------
    ValueError
        If the alt text is empty.
    """
    shown = {title: np.clip(picture, 0, 1) for title, picture in pictures.items()}
    return _row(shown, alt, width)


def answer_row(
    answers: Mapping[str, NDArray], alt: str, *, limit: float | None = None, width: int = WIDTH
) -> Picture:
    """Answers of filters, or filters, side by side: blue below 0, nearly white at 0, orange above.

    Parameters
    ----------
    answers : mapping
        Title → array of shape (h, w).
    alt : str
        What is seen, for those who do not see it.
    limit : float, optional
        Value with the strongest colour; by default the largest of each array.
    width : int
        As for `photo_row`.

    Raises
    ------
    ValueError
        If the alt text is empty.
    """
    shown = {}
    for title, answer in answers.items():
        end = limit or np.abs(answer).max() or 1
        shown[title] = BLUE_TO_ORANGE((answer / end + 1) / 2)[..., :3]
    return _row(shown, alt, width)


def filter_bank(kernels: NDArray, alt: str, *, columns: int = 12, width: int = 440) -> Picture:
    """The filters of a layer in a grid; mid-grey is 0.

    Parameters
    ----------
    kernels : array of shape (kh, kw, c, f), c = 1 or 3
        With three channels the weights for red, green and blue are shown as colours.
    alt : str
        What is seen, for those who do not see it.
    columns : int
        Filters in a row.
    width : int
        Width of the grid on the page, in pixels.

    Raises
    ------
    ValueError
        If the kernels have another number of channels, or the alt text is empty.
    """
    high, wide, channels, count = kernels.shape
    if channels not in (1, 3):
        raise ValueError(f"the kernels have {channels} channels; 1 or 3 can be shown as a picture")
    rows = -(-count // columns)
    grid = np.ones((rows * (high + 1) + 1, columns * (wide + 1) + 1, 3))
    for index in range(count):
        row, column = divmod(index, columns)
        top, left = row * (high + 1) + 1, column * (wide + 1) + 1
        kernel = kernels[..., index]
        grid[top : top + high, left : left + wide] = 0.5 + kernel / (2 * np.abs(kernel).max() or 1)
    return _row({"": grid}, alt, width)


def _row(pictures: Mapping[str, NDArray], alt: str, width: int) -> Picture:
    if not alt.strip():
        raise ValueError(f"alt is {alt!r}; say in words what the picture shows")
    parts = []
    for title, picture in pictures.items():
        # Few pixels, such as those of a filter, are meant to be seen.
        sharp = ";image-rendering:pixelated" if picture.shape[1] * 2 <= width else ""
        caption = f"<figcaption>{html.escape(title)}</figcaption>" if title else ""
        parts.append(
            f'<figure style="margin:0">{caption}'
            f'<img alt="{html.escape(title or alt)}" width="{width}" style="max-width:100%{sharp}" '
            f'src="data:image/webp;base64,{_file(picture)}"></figure>'
        )
    style = "display:flex;flex-wrap:wrap;gap:12px;margin:.5em 0"
    group = (
        f'<div role="img" aria-label="{html.escape(alt)}" style="{style}">{"".join(parts)}</div>'
    )
    return Picture(html=group, alt=alt)


def _file(picture: NDArray) -> str:
    """A WebP file in base64: exact for small pictures, a fifth of a PNG file for photos."""
    pixels = Image.fromarray(np.round(255 * picture).astype(np.uint8))
    file = io.BytesIO()
    exact = max(pixels.size) <= 128
    pixels.save(file, format="webp", lossless=exact, quality=100 if exact else 82, method=6)
    return base64.b64encode(file.getvalue()).decode("ascii")
