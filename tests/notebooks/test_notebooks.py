"""What every committed notebook must be, whoever wrote it."""

import itertools
import re
from html.parser import HTMLParser

import nbformat
import pytest

from helpers.upkeep.notebooks import complaints
from tests.paths import COURSE

LECTURES = sorted((COURSE / "lectures").glob("*.ipynb"))
ASSIGNMENTS = sorted((COURSE / "assignments").glob("*/*.ipynb"))
SOLUTIONS = sorted((COURSE / "solutions").glob("*/*.ipynb"))
NOTEBOOKS = LECTURES + ASSIGNMENTS + SOLUTIONS
LARGEST = 1_500_000  # bytes


def named(paths):
    return {"argvalues": paths, "ids": [str(path.relative_to(COURSE)) for path in paths]}


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def headings(notebook):
    """(level, text) of every heading, in order, code blocks left out."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            prose = re.sub(r"^```.*?^```", "", cell.source, flags=re.DOTALL | re.MULTILINE)
            found += [
                (len(m[1]), m[2]) for m in re.finditer(r"^(#{1,6}) +(.+)$", prose, re.MULTILINE)
            ]
    return found


class Pictures(HTMLParser):
    """Collects the alt text of every <img>, None where there is none."""

    def __init__(self, html):
        super().__init__()
        self.alts = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.alts.append(dict(attrs).get("alt"))


@pytest.mark.parametrize("path", **named(NOTEBOOKS))
def test_a_notebook_is_valid_and_small_and_holds_no_widget_state(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert path.stat().st_size <= LARGEST
    assert "widgets" not in notebook.metadata


@pytest.mark.parametrize("path", **named(NOTEBOOKS))
def test_a_notebook_has_one_title_and_headings_in_order(path):
    levels = [level for level, _ in headings(nbformat.read(path, as_version=4))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in itertools.pairwise(levels))


@pytest.mark.parametrize("path", **named(LECTURES))
def test_a_lecture_is_committed_executed_from_top_to_bottom(path):
    notebook = nbformat.read(path, as_version=4)
    counts = [cell.execution_count for cell in code_cells(notebook) if cell.source.strip()]
    assert counts == list(range(1, len(counts) + 1))
    assert complaints(notebook) == []


@pytest.mark.parametrize("path", **named(LECTURES))
def test_every_picture_of_a_lecture_has_alt_text(path):
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        prose = cell.source if cell.cell_type == "markdown" else ""
        alts = re.findall(r"!\[(.*?)\]\(", prose) + Pictures(prose).alts
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            html = "".join(data.get("text/html", ""))
            alts += Pictures(html).alts
            bare = {"image/png", "image/jpeg", "image/svg+xml"} & set(data)
            assert not bare, (
                f"{cell.id}: a picture without alt text; show it with helpers.explorers.kit.shown"
            )
        assert all(alt and alt.strip() for alt in alts), f"{cell.id}: a picture without alt text"


@pytest.mark.parametrize("path", **named(LECTURES))
def test_a_picture_or_the_text_of_the_questions_stands_beside_every_widget(path):
    for cell in code_cells(nbformat.read(path, as_version=4)):
        for output in cell.outputs:
            data = output.get("data", {})
            if "application/vnd.jupyter.widget-view+json" in data:
                html = "".join(data.get("text/html", ""))
                assert "<img" in html or "<details" in html, cell.id
                assert "".join(data.get("text/plain", "")).strip(), cell.id


@pytest.mark.parametrize("path", **named(LECTURES))
def test_a_lecture_names_no_path_of_the_machine_it_was_run_on(path):
    text = path.read_text(encoding="utf8")
    assert not re.search(r"(?<![\w.])/(home|root|Users|tmp)/", text)


@pytest.mark.parametrize("path", **named(ASSIGNMENTS))
def test_a_release_has_no_outputs(path):
    assert all(not cell.outputs for cell in code_cells(nbformat.read(path, as_version=4)))


@pytest.mark.parametrize("path", **named(LECTURES))
def test_the_answers_to_the_questions_are_folded_away(path):
    asking = [
        cell
        for cell in code_cells(nbformat.read(path, as_version=4))
        if cell.source.startswith("ask(")
    ]
    assert asking, "a lecture without questions"
    assert all(cell.metadata.get("jupyter", {}).get("source_hidden") for cell in asking)
