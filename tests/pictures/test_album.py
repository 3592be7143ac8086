"""Every picture of the lectures looks as its golden file does.

After a change that is meant the files are renewed by

    python -m pytest -n 0 tests/pictures --mpl-generate-path=tests/pictures/golden

Look at each file that differs before you commit it.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import matplotlib
import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from packaging.version import Version
from traitlets.config import Config

from tests.paths import LECTURES
from tests.pictures.album import DRAWINGS, EXPLORERS, TABLES
from tests.pictures.seen import Page, html_of

GOLDEN = Path(__file__).parent / "golden"
TOLERANCE = 0.3  # root mean square over the picture, of 255; a changed digit in a large one is 0.5
# Matplotlib 3.11 sets text with another engine, a little narrower or wider than before: with an
# older one (Python 3.10) the pictures are drawn, but not compared.
SAME_TEXT = Version(matplotlib.__version__) >= Version("3.11")


@pytest.fixture(autouse=True, scope="module")
def _notebook() -> Iterator[None]:
    """A shell, so that what a cell displays can be captured; it keeps no history."""
    config = Config()
    config.HistoryManager.enabled = False
    InteractiveShell.instance(config=config)
    yield
    InteractiveShell.clear_instance()


def in_the_album(name: str):
    compared = pytest.mark.mpl_image_compare(
        baseline_dir=GOLDEN.name,
        filename=f"{name}.png",
        tolerance=TOLERANCE,
        style="default",
        deterministic=False,  # there is no metadata in a page that could differ
    )
    return pytest.param(name, marks=compared if SAME_TEXT else ())


@pytest.mark.parametrize("name", [in_the_album(name) for name in EXPLORERS])
def test_an_explorer_leaves_its_picture_where_nothing_is_alive(name):
    return Page(html_of(EXPLORERS[name]))


@pytest.mark.parametrize("name", [in_the_album(name) for name in DRAWINGS])
def test_a_drawing_looks_as_before(name):
    return Page(html_of(DRAWINGS[name]))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_numbers_looks_as_before(name, pytestconfig):
    renewed = pytestconfig.getoption("--mpl-generate-path")
    shown, file = html_of(TABLES[name]), Path(renewed or GOLDEN) / f"{name}.html"
    if renewed:
        file.write_text(shown, encoding="utf8")
    assert shown == file.read_text(encoding="utf8")


def test_every_drawing_and_every_explorer_of_the_lectures_is_in_the_album():
    sources = [
        cell.source
        for lecture in LECTURES.glob("*.ipynb")
        for cell in nbformat.read(lecture, as_version=4).cells
        if cell.cell_type == "code"
    ]
    album = Path(__file__).with_name("album.py").read_text(encoding="utf8")
    drawn = drawing_functions(album)
    assert drawing_functions("\n".join(sources)) - drawn == {"Choice", "Number", "ask", "Direction"}
    in_lectures, in_album = calls("\n".join(sources), drawn), calls(album, drawn)
    assert in_lectures.keys() == in_album.keys()
    assert not in_lectures - in_album  # the album may show another state of an explorer, too


def test_no_golden_file_is_left_over():
    pictures, tables = (
        {file.stem for file in GOLDEN.glob(f"*.{ending}")} for ending in ("png", "html")
    )
    assert pictures == EXPLORERS.keys() | DRAWINGS.keys() and tables == TABLES.keys()


def drawing_functions(source: str) -> set[str]:
    """What is imported from `helpers.drawing` and `helpers.explorers`."""
    return {
        alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("helpers.drawing", "helpers.explorers"))
        for alias in node.names
    }


def calls(source: str, functions: set[str]) -> Counter[str]:
    """Function → how often it is called; classes draw nothing."""
    called = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    names = (one.id for one in called if isinstance(one, ast.Name) and one.id in functions)
    return Counter(name for name in names if name[0].islower())
