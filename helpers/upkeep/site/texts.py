"""Long texts of a page, each of them once: photos, weights and code that several explorers hold."""

from __future__ import annotations

import json
from typing import Any

from helpers.upkeep.site.explorers import Models

CODE = ("_esm", "_css")


class Texts:
    """The texts of a page, in order; `web/explorers.js` puts them back."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def taken_from(self, models: Models) -> Models:
        """The models with positions in place of their code and of what is held as bytes."""
        return {name: self._without(model) for name, model in models.items()}

    def _without(self, model: dict[str, Any]) -> dict[str, Any]:
        state = dict(model["state"])
        for name in CODE:
            if name in state:
                state[name] = self._place(state[name])
        buffers = [{**one, "data": self._place(one["data"])} for one in model.get("buffers", ())]
        return {**model, "state": state, "buffers": buffers}

    def _place(self, text: str) -> int:
        return self._places.setdefault(text, len(self._places))

    def script(self) -> str:
        """An element that holds them."""
        return script(list(self._places), "texts")


def script(value: object, kind: str) -> str:
    """An element of a page that holds data, `kind` being its class."""
    text = json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" class="{kind}">{text}</script>'
