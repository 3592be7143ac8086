"""After a move an explorer says what Python says of the same state.

*Copy this state* writes the call that opens an explorer as it stands. Python runs this call and
says the sentence of the picture that stands where nothing moves: the same sentence, from code that
shares nothing with the browser's.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ipywidgets.widgets.widget import _instances as alive
from playwright.sync_api import Locator

from helpers.explorers.kit.closed import closed_afterwards
from helpers.explorers.kit.view import View
from tests.browser.needed import code_cells
from tests.browser.said import sentences
from tests.browser.waits import WAIT_MS
from tests.site.site_page import SitePage

HANDLES = ".noUi-target:not([disabled]) .noUi-handle:visible"
CHOICES, SWITCHES = ".live select:visible", ".live .widget-checkbox input:visible"
COPIED = "line => /^Cop(ied|y this): /.test(line.textContent)"
PICTURES = ".live canvas[tabindex='0']:visible"
DRAGGED_TO = 0.4  # of a slider's track
CLICKED = 0.3, 0.4  # of a picture's width and height
# Where a slider stands at its end already, the other key moves it.
MOVES = (("ArrowRight", "ArrowRight"), ("ArrowLeft", "ArrowLeft", "ArrowLeft"))


def sentence_of(lecture: str, call: str) -> str:
    """The sentence of a call, which may use what a lecture imports of the explorers."""
    names: dict[str, object] = {}
    exec("\n".join(imports_of_explorers(lecture)), names)
    (sentence,) = sentences(lambda: eval(call, names))
    return sentence


def traits_of(lecture: str, call: str) -> dict[str, object]:
    """The state of the view that a call opens, without what no argument holds."""
    before = set(alive)
    with closed_afterwards():
        sentence_of(lecture, call)
        (view,) = (alive[one] for one in set(alive) - before if isinstance(alive[one], View))
        names = {trait for one in view.call["arguments"] for trait in one.get("traits", ())}
        return {name: getattr(view, name) for name in names if view.has_trait(name)}


def imports_of_explorers(lecture: str) -> list[str]:
    return [
        line
        for cell in code_cells(lecture)
        for line in re.findall(r"^from helpers\.explorers\.[^(\n]*$", cell.source, re.MULTILINE)
    ]


def needs_data(call: str) -> bool:
    """Whether a call names what only a lecture holds, a trained network for instance."""
    (statement,) = ast.parse(call).body
    assert isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
    arguments = [*statement.value.args, *(one.value for one in statement.value.keywords)]
    return any(isinstance(node, ast.Name) for one in arguments for node in ast.walk(one))


def copied(page: SitePage, explorer: Locator, name: str) -> str:
    """What one of an explorer's buttons copies, by the name of the button."""
    line = explorer.locator(".cnn-copied")
    line.evaluate("one => { one.textContent = ''; }")
    page.press(explorer.get_by_role("button", name=name, exact=True), "Enter")
    # Looked at in every frame; `expect` would look again after a tenth of a second.
    page.page.wait_for_function(COPIED, arg=line.element_handle(), timeout=WAIT_MS)
    return line.inner_text().partition(": ")[2]


def copied_call(page: SitePage, explorer: Locator) -> str:
    """The call of the state in which an explorer stands."""
    return copied(page, explorer, "Copy this state")


def moves(page: SitePage, explorer: Locator) -> Iterator[str]:
    """Move each control of an explorer, by keyboard and by mouse, and each picture that is moved.

    Yields
    ------
    str
        What was moved, each time.
    """
    for handle in explorer.locator(HANDLES).all():
        name = handle.get_attribute("aria-label")
        for keys in MOVES:
            page.press(handle, *keys)
            yield f"{name}, {keys[0]}"
        page.drag_slider(handle, DRAGGED_TO)
        yield f"{name}, by mouse"
    for control, key in ((CHOICES, "ArrowDown"), (SWITCHES, "Space")):
        for one in explorer.locator(control).all():
            page.press(one, key)
            yield f"{control}, {key}"
    for picture in explorer.locator(PICTURES).all():
        page.press(picture, "ArrowRight", "ArrowRight", "ArrowDown")
        yield "a picture, by keyboard"
        page.click_at(picture, *CLICKED)
        yield "a picture, by mouse"


def differences(lecture: str, cell: str, page: SitePage) -> tuple[int, list[tuple[str, str, str]]]:
    """Move all of an explorer that can be moved, and ask Python about each state.

    Returns
    -------
    tuple
        How many states were compared; what was moved, call and Python's sentence where the page
        says something else.
    """
    explorer = page.page.locator(f"#{cell} .explorer")
    compared, found = 0, []
    if not explorer.locator(".cnn-copied").count() or needs_data(copied_call(page, explorer)):
        return 0, []
    for moved in moves(page, explorer):
        page.painted()
        call = copied_call(page, explorer)
        expected = sentence_of(lecture, call)
        compared += 1
        if expected not in " ".join(page.texts(explorer)):
            found.append((moved, call, expected))
    return compared, found
