"""What a screen reader gets of a page: Chromium's accessibility tree, asked over CDP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page

FRAGMENTS = {"InlineTextBox", "LineBreak", "generic", "none"}  # of what another node says, too
SILENT = {"off", ""}


@dataclass(frozen=True)
class Node:
    """What is said of an element.

    Attributes
    ----------
    role, name : str
    value : str
        The spoken value of a slider, what is typed into a field, whether a box is ticked.
    is_live : bool
        Whether a change of its text is said at once.
    words : str
        The texts in it.
    """

    role: str
    name: str
    value: str = ""
    is_live: bool = False
    words: str = ""

    def __str__(self) -> str:
        value = f" = {self.value}" if self.value else ""
        return f'{self.role} "{self.name}"{value}'


class Ears:
    """Asks for the accessibility tree of one window."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._session.send("Accessibility.enable")

    def nodes(self, selector: str) -> list[Node]:
        """All that is said below an element, in the order in which it is read."""
        sent = self._session.send("Accessibility.queryAXTree", self._object(selector))
        raw = [one for one in sent["nodes"] if not one.get("ignored")]
        by_id = {one["nodeId"]: one for one in raw}
        return [_node(one, by_id) for one in raw if one["role"]["value"] not in FRAGMENTS]

    def live(self, selector: str) -> list[str]:
        """The texts of the live regions below an element."""
        return [node.words for node in self.nodes(selector) if node.is_live and node.words]

    def focused(self) -> Node:
        """What is said of the element that has the focus."""
        sent = self._session.send(
            "Accessibility.getPartialAXTree",
            {**self._evaluated("document.activeElement"), "fetchRelatives": False},
        )
        return _node(sent["nodes"][0], {})

    def is_focus_in(self, explorer: Locator) -> bool:
        return explorer.evaluate("one => one.contains(document.activeElement)")

    def _object(self, selector: str) -> dict[str, Any]:
        return self._evaluated(f"document.querySelector({selector!r})")

    def _evaluated(self, expression: str) -> dict[str, Any]:
        result = self._session.send("Runtime.evaluate", {"expression": expression})["result"]
        return {"objectId": result["objectId"]}


def _node(raw: dict[str, Any], others: dict[str, dict[str, Any]]) -> Node:
    told = {one["name"]: one["value"].get("value", "") for one in raw.get("properties", ())}
    value = told.get("valuetext") or raw.get("value", {}).get("value", "")
    if "checked" in told:
        value = f"checked {told['checked']}"
    if told.get("disabled"):
        value = f"{value} (disabled)".strip()
    return Node(
        raw["role"]["value"],
        raw.get("name", {}).get("value", ""),
        str(value),
        told.get("live", "off") not in SILENT,
        " ".join(_words(raw, others)),
    )


def _words(raw: dict[str, Any], others: dict[str, dict[str, Any]]) -> Sequence[str]:
    if raw["role"]["value"] == "StaticText":
        return [raw.get("name", {}).get("value", "").strip()]
    below = (others[one] for one in raw.get("childIds", ()) if one in others)
    return [word for one in below for word in _words(one, others)]
