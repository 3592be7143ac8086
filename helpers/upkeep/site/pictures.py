"""The pictures of a page as files of their own, which a browser loads when they are near."""

from __future__ import annotations

import base64
import hashlib
import io
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from PIL import Image

PNG = "data:image/png;base64,"
FOLDER = "pictures"


def move_pictures(page: BeautifulSoup, site: Path) -> None:
    """Write what stands in the page as PNG into files, a third smaller, and say how high they are.

    Parameters
    ----------
    page
        It is changed.
    site
        The folder of the site.
    """
    for tag in page.find_all("img"):
        source = str(tag.get("src", ""))
        if source.startswith(PNG):
            _move(tag, base64.b64decode(source.removeprefix(PNG)), site)


def _move(tag: Tag, png: bytes, site: Path) -> None:
    picture = Image.open(io.BytesIO(png))
    webp = io.BytesIO()
    picture.convert("RGBA").save(webp, "WEBP", lossless=True, exact=False, method=4)
    kind, content = min(("webp", webp.getvalue()), ("png", png), key=lambda one: len(one[1]))
    file = site / FOLDER / f"{hashlib.sha256(content).hexdigest()[:16]}.{kind}"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    width = int(str(tag.get("width") or picture.width))
    tag["src"], tag["loading"], tag["width"] = f"{FOLDER}/{file.name}", "lazy", str(width)
    tag["height"] = str(round(width * picture.height / picture.width))
    del tag["style"]
