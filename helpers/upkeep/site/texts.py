"""Long texts of a page, each of them once: weights and code that several explorers hold; photos."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

from helpers.upkeep.site.explorers import Models
from helpers.upkeep.site.photos import Photos

CODE = ("_esm", "_css")
PHOTOS, SHAPE = "pictures", {"size", "channels"}
"""The traits of a view with photos, all of one size: their bytes, and what these stand for."""


class Texts:
    """The texts of a page, in order; `web/explorers.js` puts them back."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._photos = Photos()

    def taken_from(self, models: Models) -> Models:
        """The models with positions in place of their code and of what is held as bytes."""
        return {name: self._without(model) for name, model in models.items()}

    def _without(self, model: dict[str, Any]) -> dict[str, Any]:
        state = dict(model["state"])
        for name in CODE:
            if name in state:
                state[name] = [self._place(part) for part in parts(state[name])]
        buffers, photos = [], {}
        for one in model.get("buffers", ()):
            if one["path"] == [PHOTOS] and state.keys() >= SHAPE:
                photos = {"photos": self._photos_of(state, base64.b64decode(one["data"]))}
            else:
                buffers.append({**one, "data": self._place(one["data"])})
        return {**model, "state": state, "buffers": buffers, **photos}

    def _photos_of(self, state: dict[str, Any], pixels: bytes) -> list[int]:
        """The positions of a view's photos."""
        size, channels = state["size"], state["channels"]
        each = size * size * channels
        cut = (pixels[at : at + each] for at in range(0, len(pixels), each))
        return [self._photos.place(one, size, channels) for one in cut]

    def _place(self, text: str) -> int:
        return self._places.setdefault(text, len(self._places))

    def script(self) -> str:
        """Elements that hold them."""
        return script(list(self._places), "texts") + script(self._photos.packed(), "photos")


def parts(code: str) -> list[str]:
    """Code in pieces, a file in each: what explorers share comes once. Lines join them again."""
    return re.split(r"(?<=^\}\)\(\);)\n", code, flags=re.MULTILINE)


def script(value: object, kind: str) -> str:
    """An element of a page that holds data, `kind` being its class."""
    text = json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" class="{kind}">{text}</script>'
