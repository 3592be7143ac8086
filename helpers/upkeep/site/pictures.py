"""The pictures of a page as files of their own, which a browser loads when they are near."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from PIL import Image

INLINE = re.compile(r"data:image/(?:png|webp);base64,")
FOLDER = "pictures"


def move_pictures(page: BeautifulSoup, site: Path) -> None:
    """Write the pictures that stand in the page into files, smaller, and say how high they are.

    Parameters
    ----------
    page
        It is changed.
    site
        The folder of the site.
    """
    for tag in page.find_all("img"):
        source = str(tag.get("src", ""))
        if found := INLINE.match(source):
            _move(tag, base64.b64decode(source[found.end() :]), site)


def _move(tag: Tag, data: bytes, site: Path) -> None:
    picture = Image.open(io.BytesIO(data))
    kind, content = str(picture.format).lower(), data
    if kind == "png":
        webp = io.BytesIO()
        picture.convert("RGBA").save(webp, "WEBP", lossless=True, exact=False, method=4)
        kind, content = min(("webp", webp.getvalue()), (kind, data), key=lambda one: len(one[1]))
    file = site / FOLDER / f"{hashlib.sha256(content).hexdigest()[:16]}.{kind}"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    width = int(str(tag.get("width") or picture.width))
    tag["src"], tag["loading"], tag["width"] = f"{FOLDER}/{file.name}", "lazy", str(width)
    tag["height"] = str(round(width * picture.height / picture.width))
    del tag["style"]
