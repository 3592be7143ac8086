"""Explorers moved by the mouse in JupyterLab, and what Python says where they stand then.

*Copy this state* writes the call that opens an explorer as it stands. The notebook's kernel runs
it, with the data that the cell of the lecture gives, and says its sentence: from code that shares
nothing with the browser's.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from tests.browser.explorer import Explorer
from tests.browser.lab_page import LabPage
from tests.browser.needed import code_cells
from tests.browser.waits import WAIT_MS
from tests.site.python_says import COPIED, HANDLES, needs_data

LISTS = "select:visible:enabled"
SWITCHES = ".widget-checkbox input:visible"
PICTURES = ".cnn-view canvas[tabindex='0']:visible"
DRAGGED_TO = 0.8, 0.4, 0  # of a slider's track, until one of them moves what is shown
MOST_CLICKS = 80  # on one picture: some answer on a small part of it
SEEN = """async cell => [
    await pageLooks.digests(cell, '.cnn-view canvas'),
    [...cell.querySelectorAll('.cnn-view [aria-label], .cnn-view .cnn-live')]
        .map(one => one.getAttribute('aria-label') ?? one.textContent)
]"""
# What Python says of a picture that stands still, and the browser in other places or not at all.
OF_A_STILL_PICTURE = re.compile(r"^A pad to draw a digit on, with [^.]+\. ")
PROGRESS = re.compile(r"[^.]*\bof [^.]+ (is|are) computed\.$")  # a sentence of its own
NUMBER = re.compile(r"[−-]?\d+(?:\.\d+)?(?: %)?")
SAID = Path(__file__).with_name("said.py")
# A module of its own, so that no name of the lecture is another thing afterwards.
IN_KERNEL = """
import types as _types
_said = _types.ModuleType("_said")
exec({source!r}, vars(_said))
"""


def move_all(explorer: Explorer) -> None:
    """Move each slider, list, switch and picture of an explorer by the mouse.

    Raises
    ------
    AssertionError
        If one of them changes nothing that is seen or heard, or all of them change only one of it.
    """
    pictures, texts = seen = state(explorer)
    for name, move, ways in all_moves(explorer):
        seen = changed(explorer, name, seen, move, ways)
    explorer.expect_complete()
    seen = state(explorer)
    assert pictures != seen[0], f"{explorer.cell_id}: the pictures stay as they are"
    assert texts != seen[1], f"{explorer.cell_id}: the words stay as they are"


def all_moves(explorer: Explorer) -> Iterator[tuple[str, Callable[..., None], Iterable[tuple]]]:
    """What the mouse can move of an explorer: its name, how, and ways to try until one does it."""
    lab, cell = explorer.lab, explorer.cell
    for choices in reversed(cell.locator(LISTS).all()):  # the first may let another rest
        yield "a list", partial(choose, choices), others(choices)
    # A place is chosen before a size is: of a small size there may be one place alone.
    for picture in cell.locator(PICTURES).all():
        yield "a picture", partial(lab.click_at, picture), places(MOST_CLICKS)
    for handle in reversed(cell.locator(HANDLES).all()):
        name = handle.get_attribute("aria-label") or ""
        yield name, partial(lab.drag_slider, handle), [(to,) for to in DRAGGED_TO]
    for switch in cell.locator(SWITCHES).all():
        yield "a switch", switch.click, [()]


def choose(choices: Locator, at: int) -> None:
    """Choose an option of a list by its place; a list that is open is no part of the page."""
    choices.select_option(index=at)


def others(choices: Locator) -> list[tuple[int]]:
    """The places of a list's options but for the one that is chosen."""
    chosen = choices.evaluate("list => list.selectedIndex")
    return [(at,) for at in range(choices.locator("option").count()) if at != chosen]


def places(count: int) -> list[tuple[float, float]]:
    """Places (fractions of width and height) all over a picture, the first in its middle.

    However many of them are taken, they are spread evenly: the steps are to a plane what those of
    the golden section are to a line.
    """
    return [((0.5 + 0.7548777 * i) % 1, (0.5 + 0.5698403 * i) % 1) for i in range(count)]


def changed(
    explorer: Explorer,
    name: str,
    seen: list,
    move: Callable[..., None],
    ways: Iterable[tuple],
) -> list:
    """Move something until a change is seen or heard; the state of the explorer then."""
    for way in ways:
        move(*way)
        now = state(explorer)
        if now != seen:
            return now
    raise AssertionError(f"{explorer.cell_id}: the mouse moves nothing by {name}")


def state(explorer: Explorer) -> list:
    """What tells one state of an explorer's pictures from another, and what is heard of it.

    As long as something is left to compute, what changes without a move does not count: the
    pictures, and how far it is.
    """
    pictures, texts = explorer.cell.evaluate(SEEN)
    told = [PROGRESS.sub("", text) for text in texts]
    return [pictures if told == texts else [], told]


def differences(lab: LabPage, explorers: Iterable[Explorer]) -> list[tuple[str, str, str]]:
    """Compare what is heard of the explorers of a lecture with Python's sentences.

    Returns
    -------
    list of tuple
        Call, Python's sentence and what is heard, where the sentence is not in it.
    """
    heard = {}
    for explorer in explorers:
        _, texts = state(explorer)
        heard[explorer, copied_call(explorer)] = " ".join(texts)
    said = sentences(lab, [with_data(call, source_of(one)) for one, call in heard])
    expected = [OF_A_STILL_PICTURE.sub("", sentence) for sentence in said]
    return [
        (call, sentence, text)
        for ((_, call), text), sentence in zip(heard.items(), expected, strict=True)
        if not says(text, sentence, near=needs_data(call))  # a network, which two programs ask
    ]


def sentences(lab: LabPage, calls: list[str]) -> list[str]:
    """What the notebook's kernel says of calls of explorers."""
    asked = ", ".join(f"lambda: {call}" for call in calls)
    source = SAID.read_text(encoding="utf-8")
    return lab.value_of(f"_said.sentences({asked})", after=IN_KERNEL.format(source=source))


def copied_call(explorer: Explorer) -> str:
    """The call of the state in which an explorer stands."""
    explorer.cell.get_by_role("button", name="Copy this state", exact=True).click()
    line = explorer.cell.locator(".cnn-copied")
    explorer.lab.page.wait_for_function(COPIED, arg=line.element_handle(), timeout=WAIT_MS)
    return line.inner_text().partition(": ")[2]


def source_of(explorer: Explorer) -> str:
    """The source of an explorer's cell."""
    cells = code_cells(explorer.lab.shown)
    (source,) = (cell.source for cell in cells if cell.id == explorer.cell_id)
    return source


def with_data(call: str, source: str) -> str:
    """A copied call with what a cell gives to the same function where the call has only names."""
    copied = ast.parse(call, mode="eval").body
    assert isinstance(copied, ast.Call)
    given = next(
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == ast.unparse(copied.func)
    )
    for at, argument in enumerate(copied.args):
        if isinstance(argument, ast.Name):
            copied.args[at] = given.args[at]
    named = {one.arg: one.value for one in given.keywords}
    for one in copied.keywords:
        if isinstance(one.value, ast.Name):
            one.value = named[one.arg]
    return ast.unparse(copied)


def says(text: str, expected: str, *, near: bool) -> bool:
    """Whether a text has the words and numbers of another in it.

    `near` lets the last digit that is shown be one more or less, of what is no count.
    """
    before, found, _ = NUMBER.sub("#", text).partition(NUMBER.sub("#", expected))
    numbers = NUMBER.findall(expected)
    first = before.count("#")
    there = NUMBER.findall(text)[first : first + len(numbers)]
    return bool(found) and (there == numbers or (near and all(map(almost, there, numbers))))


def almost(one: str, other: str) -> bool:
    """Whether two numbers differ by no more than their last decimal; counts must be the same."""
    if one == other:
        return True
    if one.isdigit() or other.isdigit():
        return False
    first, second = (text.replace("−", "-").removesuffix(" %") for text in (one, other))
    step = 10.0 ** -max(len(text.partition(".")[2]) for text in (first, second))
    return float(first) == pytest.approx(float(second), abs=1.01 * step)
