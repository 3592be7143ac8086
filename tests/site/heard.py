"""What a screen reader gets of a page: Chromium's accessibility tree, asked over CDP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page

FRAGMENTS = {"InlineTextBox", "LineBreak", "generic", "none"}  # of what another node says, too
SILENT = {"off", ""}
FORMULA = "MathML"
# The outermost regions below an element that say something by themselves, and say it now.
REGIONS = """(() => {
    const said = '[aria-live], [role=status], [role=alert], [role=log], output';
    return [...document.querySelector(SELECTOR).querySelectorAll(said)].filter(one =>
        !one.parentElement.closest(said) && one.textContent.trim() && one.checkVisibility());
})()"""


Raw = dict[str, Any]
"""A node as CDP has it."""


@dataclass(frozen=True)
class Node:
    """What is said of an element.

    Attributes
    ----------
    role, name : str
    value : str
        The spoken value of a slider, what is typed into a field, whether a box is ticked.
    words : str
        The texts in it.
    """

    role: str
    name: str
    value: str = ""
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

    def close(self) -> None:
        """From now on Chromium keeps no tree of the window: it makes every change slower."""
        self._session.detach()

    def nodes(self, selector: str) -> list[Node]:
        """All that is said below an element, in the order in which it is read; no formulas."""
        raw = self._raw(selector)
        in_formulas: set[str] = set()
        for one in raw.values():
            if one.get("parentId") in in_formulas or one["role"]["value"].startswith(FORMULA):
                in_formulas.add(one["nodeId"])
        return [
            self._node(one, raw)
            for one in raw.values()
            if one["nodeId"] not in in_formulas and one["role"]["value"] not in FRAGMENTS
        ]

    def live(self, selector: str) -> list[str]:
        """The texts of the live regions below an element: of these alone, as the tree is large."""
        regions = self._evaluated(REGIONS.replace("SELECTOR", repr(selector)))
        found = self._session.send("Runtime.getProperties", {**regions, "ownProperties": True})
        places = [one["value"] for one in found["result"] if one["name"].isdigit()]
        trees = [self._below({"objectId": one["objectId"]}) for one in places]
        texts = (
            " ".join(_words(one, raw)) for raw in trees for one in raw.values() if _is_live(one)
        )
        return [text for text in texts if text]

    def focused(self) -> Node:
        """What is said of the element that has the focus."""
        sent = self._session.send(
            "Accessibility.getPartialAXTree",
            {**self._evaluated("document.activeElement"), "fetchRelatives": False},
        )
        return self._node(sent["nodes"][0], {})

    def is_focus_in(self, explorer: Locator) -> bool:
        return explorer.evaluate("one => one.contains(document.activeElement)")

    def _raw(self, selector: str) -> dict[str, Raw]:
        return self._below(self._evaluated(f"document.querySelector({selector!r})"))

    def _below(self, root: Raw) -> dict[str, Raw]:
        sent = self._session.send("Accessibility.queryAXTree", root)
        return {one["nodeId"]: one for one in sent["nodes"] if not one.get("ignored")}

    def _evaluated(self, expression: str) -> Raw:
        result = self._session.send("Runtime.evaluate", {"expression": expression})["result"]
        return {"objectId": result["objectId"]}

    def _node(self, raw: Raw, others: dict[str, Raw]) -> Node:
        told = _properties(raw)
        value = raw.get("value", {}).get("value", "")
        if raw["role"]["value"] == "slider":
            value = self._value_text(raw) or value
        if "checked" in told:
            value = f"checked {told['checked']}"
        if told.get("disabled"):
            value = f"{value} (disabled)".strip()
        name = raw.get("name", {}).get("value", "")
        return Node(raw["role"]["value"], name, str(value), " ".join(_words(raw, others)))

    def _value_text(self, raw: Raw) -> str:
        """What a slider says instead of its number; CDP's tree leaves it out."""
        node = {"backendNodeId": raw["backendDOMNodeId"]}
        pairs = self._session.send("DOM.describeNode", node)["node"]["attributes"]
        return dict(zip(pairs[::2], pairs[1::2], strict=True)).get("aria-valuetext", "")


def _properties(raw: Raw) -> Raw:
    return {one["name"]: one["value"].get("value", "") for one in raw.get("properties", ())}


def _is_live(raw: Raw) -> bool:
    is_text = raw["role"]["value"] == "StaticText" or raw["role"]["value"] in FRAGMENTS
    return not is_text and _properties(raw).get("live", "off") not in SILENT


def _words(raw: Raw, others: dict[str, Raw]) -> Sequence[str]:
    if raw["role"]["value"] == "StaticText":
        return [raw.get("name", {}).get("value", "").strip()]
    below = (others[one] for one in raw.get("childIds", ()) if one in others)
    return [word for one in below for word in _words(one, others)]
