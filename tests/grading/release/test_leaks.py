"""What gives an answer away is not released, and is named with its place."""

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import IncludeHeaderFooter, InstantiateTests, SaveCells
from traitlets.config import Config

from helpers.grading.release.leaks import RefuseLeaks, leaks
from helpers.grading.release.secret_lines import secret_lines
from tests.paths import COURSE

NAME = "ps2_output_shapes"


def read(folder):
    return nbformat.read(COURSE / folder / NAME / f"{NAME}.ipynb", as_version=4)


def cell_of(notebook, cell_id):
    return next(cell for cell in notebook.cells if cell.id == cell_id)


def released(folder, files=None):
    """What nbgrader makes of a folder's notebook, without a process and a gradebook of its own."""
    path = folder / f"{NAME}.ipynb"
    resources = {
        "metadata": {"path": str(folder), "name": NAME},
        "nbgrader": {"assignment": NAME, "notebook": NAME},
        "unique_key": NAME,
    }
    notebook = nbformat.read(path, as_version=4)
    config = Config(RefuseLeaks={"files": files or {}})
    for step in [*GenerateAssignment.preprocessors.default(), RefuseLeaks]:
        if step not in (IncludeHeaderFooter, InstantiateTests, SaveCells):
            notebook, resources = step(config=config).preprocess(notebook, resources)
    return notebook


@pytest.fixture
def source(tmp_path):
    """The source of a release, to be changed: its notebook, and what becomes of it."""

    class Source:
        folder = tmp_path
        notebook = read("solutions")

        def __getitem__(self, cell_id):
            return cell_of(self.notebook, cell_id)

        def add(self, cell, behind):
            self.notebook.cells.insert(self.notebook.cells.index(self[behind]) + 1, cell)

        def complaints(self, **files):
            nbformat.write(self.notebook, self.folder / f"{NAME}.ipynb")
            try:
                released(self.folder, files)
            except ValueError as error:
                first, *found = str(error).split("\n  ")
                assert first == f"{NAME}.ipynb is not released, it leaks:"
                return found
            return []

    return Source()


LINE = "return (n + 2 * padding - reach) // stride + 1"  # of the solution in output-size


def locked(code):
    flags = {"grade": False, "solution": False, "locked": True, "task": False}
    return new_code_cell(
        code, id="locked", metadata={"nbgrader": dict(flags, schema_version=3, grade_id="locked")}
    )


def test_the_source_as_it_is_leaks_nothing(source):
    assert source.complaints() == []
    assert [path.name for path in source.folder.iterdir()] == [f"{NAME}.ipynb"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("### BEGIN HIDDEN TESTS", "### BEGIN HIDEN TESTS"),
        ("### BEGIN HIDDEN TESTS", "### Begin Hidden Tests"),
        ("### BEGIN HIDDEN TESTS", "### BEGN HIDDEN TESTS"),
        ("### BEGIN HIDDEN TESTS", "### BEGINHIDDEN TESTS"),
        ("### BEGIN HIDDEN TESTS", "### BEGIN_HIDDEN_TESTS"),
        ("### BEGIN HIDDEN TESTS", "# HIDDEN TESTS"),
    ],
)
def test_a_misspelt_marker_is_refused(source, right, wrong):
    source["size-plain"].source = source["size-plain"].source.replace(right, wrong)
    found = source.complaints()
    assert f"cell 7 (size-plain), line 8, has the marker {wrong!r}" in found
    assert f"cell 7 (size-plain), line 8, of the source has the marker {wrong!r}" in found


def test_a_misspelt_marker_of_a_solution_is_refused_though_nothing_shows(source):
    """nbgrader then takes the whole cell for the solution and drops what should stay."""
    code = source["output-size"].source
    source["output-size"].source = code.replace("### BEGIN SOLUTION", "### BEGIN SOLUTOIN")
    where = "cell 6 (output-size), line 3, of the source"
    assert source.complaints() == [f"{where} has the marker '### BEGIN SOLUTOIN'"]


def test_an_answer_that_nobody_marked_is_refused(source):
    """Its lines are nowhere marked as a solution, so there is nothing to compare them with."""
    cell = source["output-size"]
    del cell.metadata["nbgrader"]
    cell.source = re.sub(r" *### (BEGIN|END) SOLUTION\n?", "", cell.source)
    assert (
        "cell 6 (output-size), line 1, is not marked and has "
        "'def output_size(n, k, padding=0, stride=1, dilation=1):', but test 'size-plain' uses "
        "output_size: mark the cell as an answer, or lock it"
    ) in source.complaints()


def test_what_a_test_rests_on_must_be_locked(source):
    source.add(new_code_cell("import numpy\nextra = 1", id="unmarked"), "setup")
    source["size-plain"].source += "\nassert extra + numpy.ones(1).sum() == 2"
    (found,) = source.complaints()
    assert found.startswith("cell 5 (unmarked), line 2, is not marked and has 'extra = 1'")
    place = source.notebook.cells.index(source["unmarked"])
    source.notebook.cells[place] = locked("import numpy\nextra = 1")
    assert source.complaints() == []


def test_a_cell_to_play_in_is_no_leak(source):
    code = "import sys\n\nmine = output_size(28, 5)\nprint(mine, same_size(28, 2))"
    source.add(new_code_cell(code, id="play"), "same")
    assert source.complaints() == []


@pytest.mark.parametrize(
    "shape",
    [
        "{}",
        "def mine(n, k, padding, reach, stride):\n    {}",
        "# {}",
        "x = 1\n{}  # as I said",
        "words = '{}'",
    ],
)
def test_a_line_of_a_solution_in_an_unmarked_cell_is_refused(source, shape):
    source.add(new_code_cell(shape.format(LINE), id="unmarked"), "setup")
    (found,) = source.complaints()
    number = shape.count("\n") + 1
    assert found.startswith(f"cell 5 (unmarked), line {number}, has ")
    assert found.endswith("belongs to a solution in 'output-size'")


@pytest.mark.parametrize(
    "shape",
    [
        "{}",
        "The answer is `{}`, of course.",
        "- **{}**",
        "> {}",
        "    {}",
        LINE.replace(" ", ""),
        LINE.replace("(n + 2", "( n+2"),
    ],
)
def test_a_line_of_a_solution_in_a_text_is_refused(source, shape):
    source["question-1"].source += "\n\n" + shape.format(LINE)
    (found,) = source.complaints()
    assert found.startswith("cell 5 (question-1), line 9, has ")
    assert found.endswith("which belongs to a solution in 'output-size'")


@pytest.mark.parametrize(
    ("cell_id", "words", "kind"),
    [
        ("own-words", "**Rubric**, 4 points", "a solution"),
        ("own-words", "Keras adds nothing", "a solution"),
        ("size-plain", "other_layers = calls", "a hidden test"),
        ("wide-pad", "wide_network(", "a hidden test"),
    ],
)
def test_what_only_a_reader_or_a_test_may_see_is_refused_in_a_text(source, cell_id, words, kind):
    line = next(x for x in source[cell_id].source.split("\n") if words in x)
    source.add(new_markdown_cell(f"For your information:\n\n{line}", id="text"), "setup")
    (found,) = source.complaints()
    assert found.startswith("cell 5 (text), line 3, has ")
    assert found.endswith(f"which belongs to {kind} in {cell_id!r}")


def test_a_rubric_of_a_task_is_refused_elsewhere(source):
    metadata = {"task": True, "grade": False, "solution": False, "locked": True, "points": 2}
    source.add(
        new_markdown_cell(
            "Draw it.\n=== BEGIN MARK SCHEME ===\nOne point for each axis.\n"
            "=== END MARK SCHEME ===",
            id="task",
            metadata={"nbgrader": dict(metadata, schema_version=3, grade_id="task")},
        ),
        "setup",
    )
    assert source.complaints() == []
    source["title"].source += "\n\nOne point for each axis."
    (found,) = source.complaints()
    assert found.startswith("cell 1 (title), line ") and "'One point for each axis.'" in found


def test_a_whole_solution_in_a_locked_cell_is_refused(source):
    code = re.sub(r" *### (BEGIN|END) SOLUTION\n?", "", source["leftover"].source)
    source.add(locked(code.replace("leftover", "worked_example")), "setup")
    found = source.complaints()
    assert any("(locked), line" in x and "a solution in 'leftover'" in x for x in found)
    source["locked"].source = "reach = dilation * (k - 1) + 1"
    assert source.complaints() == []  # one line, which a locked cell may show


def test_three_lines_of_a_solution_in_a_row_are_refused_wherever_they_stand(source):
    lines = source["small-shapes"].source.split("\n")
    start = next(i for i, line in enumerate(lines) if "window, dilation = layer.pool_size" in line)
    for count in (2, 3):
        source.notebook.cells = [cell for cell in source.notebook.cells if cell.id != "locked"]
        shown = [line.strip() for line in lines[start - 1 : start + count]]
        source.add(locked("\n".join(shown)), "setup")
        found = source.complaints()
        assert bool(found) == (count == 3), found
    assert "(locked), line 2," in found[0] and "a solution in 'small-shapes'" in found[0]


@pytest.mark.parametrize(
    ("metadata", "words"),
    [
        ({"note": LINE}, ["has the metadata 'note'", "the metadata 'note' of"]),
        ({"tags": [LINE]}, ["the metadata 'tags' of"]),
        ({"jupyter": {"deep": [{"down": f"see {LINE}"}]}}, ["the metadata 'jupyter' of"]),
        ({"solution2": 24}, ["has the metadata 'solution2'"]),
    ],
)
def test_metadata_of_a_cell_are_refused(source, metadata, words):
    source["question-1"].metadata |= metadata
    found = source.complaints()
    assert len(found) == len(words)
    for complaint, words_of_it in zip(found, words, strict=True):
        assert "cell 5 (question-1)" in complaint and words_of_it in complaint


def test_metadata_of_the_notebook_are_refused(source):
    source.notebook.metadata["remarks"] = {"one": LINE}
    found = source.complaints()
    assert found[0] == "the notebook has the metadata 'remarks'" and LINE in found[1]


def test_a_picture_of_a_model_answer_is_refused(source):
    picture = {"sketch.png": {"image/png": "iVBORw0KGgo="}}
    source["own-words"].attachments = picture
    source["own-words"].source += "\n\n![the answer](attachment:sketch.png)"
    (found,) = source.complaints()
    assert "(own-words) has the attachment 'sketch.png', which its text does not show" in found
    del source["own-words"]["attachments"]
    source["question-7"].attachments = picture
    source["question-7"].source += "\n\n![the question](attachment:sketch.png)"
    assert source.complaints() == []


@pytest.mark.parametrize("name", ["answers.txt", "data/digits.csv", "solution.py"])
def test_a_file_that_is_not_on_the_list_is_refused(source, name):
    path = source.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\x00\xff innocent\n")
    (found,) = source.complaints()
    assert found == f"the file {name} is not on the assignment's list, RefuseLeaks.files"
    assert source.complaints(**{NAME: [name]}) == []


def test_a_file_on_the_list_is_searched_too(source):
    (source.folder / "hints.md").write_text(f"Some hints\n\n* {LINE}\n")
    (found,) = source.complaints(**{NAME: ["hints.md"]})
    assert found.startswith("the file hints.md, line 3, has ")


def test_a_draft_beside_the_notebook_is_searched_too(source):
    draft = nbformat.from_dict(source.notebook)
    for cell in draft.cells:
        cell.metadata.pop("nbgrader", None)
        cell.source = re.sub(r" *### (BEGIN|END) [A-Z ]+\n?", "", cell.source)
    nbformat.write(draft, source.folder / "draft.ipynb")
    nbformat.write(source.notebook, source.folder / f"{NAME}.ipynb")
    resources = {"metadata": {"path": str(source.folder), "name": "draft"}}
    resources["nbgrader"] = {"assignment": NAME}
    with pytest.raises(ValueError, match="is not released") as refused:
        RefuseLeaks(config=Config()).preprocess(draft, resources)
    said = str(refused.value)
    assert said.startswith("draft.ipynb is not released")
    assert f"cell 6 (output-size), line 4, has {LINE!r}, which belongs to a solution in" in said


def test_an_output_is_refused():
    source, release_ = read("solutions"), read("assignments")
    cell_of(release_, "setup").outputs = [new_output("stream", text="24")]
    assert leaks(source, release_, Config()) == ["cell 4 (setup) has outputs"]


def test_lines_that_a_test_shows_are_not_secret(source):
    secret = secret_lines([source.notebook], Config())
    assert "return(n+2padding-reach)//stride+1" in secret
    assert not [line for line in secret if line.startswith("assertnotadvice")]
