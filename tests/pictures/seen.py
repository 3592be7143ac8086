"""What a reader sees of a cell: the HTML of its output, and the pictures in it."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from IPython.core.formatters import format_display_data
from IPython.utils.capture import capture_output
from PIL import Image

PAGE = (232, 240, 255)  # neither white nor grey, so that a background that is not clear shows
IMAGE = re.compile(r'<img [^>]*?(?:width="(\d+)" )?[^>]*?src="data:image/(\w+);base64,([^"]+)"')


def html_of(cell: Callable[[], object]) -> str:
    """What a cell that makes this one call shows where nothing is alive: HTML."""
    with capture_output(display=True) as captured:
        last_value = cell()
    if last_value is not None:
        return format_display_data(last_value)[0]["text/html"]
    (output,) = captured.outputs
    return output.data["text/html"]


@dataclass(frozen=True)
class Page:
    """The pictures in a cell's output side by side, made smaller, on a page of one colour.

    It has the one method that pytest-mpl asks a figure for.
    """

    html: str

    def savefig(self, path: str | Path) -> None:
        """Write a PNG file."""
        pictures = [_small(*found.groups()) for found in IMAGE.finditer(self.html)]
        width, height = sum(one.width for one in pictures), max(one.height for one in pictures)
        page, left = Image.new("RGBA", (width, height), PAGE), 0
        for one in pictures:
            page.alpha_composite(one, (left, 0))
            left += one.width
        page.convert("RGB").save(path, format="png", optimize=True)


def _small(width: str | None, kind: str, data: str) -> Image.Image:
    """A picture at half its size on the page; a photo, which has no text, at a third."""
    picture = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGBA")
    wide = round(int(width or picture.width) * (1 / 3 if kind == "webp" else 1 / 2))
    size = wide, round(picture.height * wide / picture.width)
    smaller = wide < picture.width
    return picture.resize(size, Image.Resampling.BOX if smaller else Image.Resampling.NEAREST)
