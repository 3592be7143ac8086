"""What every problem set keeps, whoever wrote it: a set in solutions/ joins by being there."""

import os
import re
import resource
import shutil
import subprocess
import sys
import sysconfig
from functools import cache
from urllib.parse import unquote

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.validator import Validator
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from helpers.grading.release.leaks import leaks
from helpers.grading.release.release import assignments, generate
from tests.paths import COURSE

SETS = assignments(COURSE)
VALIDATE_AT_ONCE = [name for name in SETS if name[:4] in ("ps1_", "ps2_", "ps3_")]
SECONDS = 5  # of processor time
ALL = "all"  # one assignment with a notebook for each set: nbgrader starts once

LINK = re.compile(r"\[([^]]+)\]\(([^)]+)\)")  # its words, and where it leads

every_set = pytest.mark.parametrize("name", SETS)


@cache
def read(folder, name):
    return nbformat.read(COURSE / folder / name / f"{name}.ipynb", as_version=4)


def about(cell):
    return cell.metadata.get("nbgrader", {})


def contents(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def questions(name):
    """(number, points that its heading promises, its cells) of each question of a release."""
    found = []
    for cell in read("assignments", name).cells:
        heading = re.match(r"## (\d+)\. .*?\((\d+) points?\b", cell.source)
        if cell.cell_type == "markdown" and heading:
            found.append((int(heading[1]), int(heading[2]), []))
        if found:
            found[-1][2].append(cell)
    return found


def table(name):
    """The rows of the table in the first cell: number, points, what to read again."""
    title = read("assignments", name).cells[0].source
    rows = re.findall(r"^\| (\d+) .*?\| (\d+) \| (.*) \|$", title, re.MULTILINE)
    return [(int(number), int(points), sections) for number, points, sections in rows]


@cache
def headings(lecture):
    (path,) = (COURSE / "lectures").glob(f"{lecture}_*.ipynb")
    prose = [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "markdown"]
    return re.findall(r"^#+ (.+)$", "\n".join(prose), re.MULTILINE)


def sections(text):
    """(lecture, section) for each section that a text names: lecture 04, *Pooling* and *Memory*.

    What is emphasised elsewhere, such as *d*, is a section only if it begins with a capital.
    """
    found, lecture, end = [], None, 0
    text = LINK.sub(r"\1", text)
    for match in re.finditer(r"lecture (\d\d)|\*([^*]+)\*", text):
        number, section = match.groups()
        joined = text[end : match.start()] in (", ", " and ", ", and ")
        lecture, end = number or lecture, match.end()
        if lecture and section and (joined or section[0].isupper()):
            found.append((lecture, section))
    return found


def is_a_heading(lecture, section):
    return any(re.match(rf"{re.escape(section)}(?!\w)", heading) for heading in headings(lecture))


@every_set
def test_the_points_are_those_that_the_text_promises(name):
    graded = [about(cell) for cell in read("assignments", name).cells if about(cell).get("grade")]
    total = sum(cell["points"] for cell in graded)
    read_by_a_person = sum(cell["points"] for cell in graded if cell["solution"])
    title = read("assignments", name).cells[0].source
    promise = r"\*\*It counts\*\* (\d+) points: tests give (\d+), a reader gives (\d+)"
    said = re.search(promise, title)
    assert tuple(map(int, said.groups())) == (total, total - read_by_a_person, read_by_a_person)
    for number, points, cells in questions(name):
        assert sum(about(cell).get("points", 0) for cell in cells) == points, f"question {number}"
    asked = [(number, points) for number, points, _ in questions(name)]
    assert [(number, points) for number, points, _ in table(name)] == asked
    assert sum(points for _, points in asked) == total


@every_set
def test_every_question_says_what_to_read_again_and_the_lectures_have_it(name):
    named = {f"the table, row {number}": text for number, _, text in table(name)}
    for number, _, cells in questions(name):
        prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        lines = re.findall(r"^\*Read again:\* (.+)$", prose, re.MULTILINE)
        assert lines, f"question {number} does not say what to read again"
        named |= {f"question {number}, line {i}": line for i, line in enumerate(lines)}
    assert len(named) >= 2 * len(questions(name)) > 0
    for place, text in named.items():
        assert sections(text), place
        missing = [pair for pair in sections(text) if not is_a_heading(*pair)]
        assert not missing, f"{place}: {missing}"


@every_set
def test_every_section_to_read_again_is_a_link_that_jupyterlab_finds(name):
    prose = [c.source for c in read("assignments", name).cells if c.cell_type == "markdown"]
    links = [link for source in prose for link in LINK.findall(source)]
    named = [sections(text) for _, _, text in table(name)]
    assert len(links) >= sum(map(len, named)) > 0
    for words, target in links:
        file, _, anchor = target.partition("#")
        lecture = COURSE / "assignments" / name / file
        assert lecture.resolve().is_file(), target
        # JupyterLab's name for a heading: its words as they are shown, joined by hyphens.
        shown = {re.sub(r"[*`$]", "", one).replace(" ", "-") for one in headings(lecture.name[:2])}
        assert unquote(anchor) in shown, target
        assert unquote(anchor).startswith(words.strip("*").replace(" ", "-")), target


@every_set
def test_students_can_neither_change_nor_delete_a_test(name):
    tests = [
        cell
        for cell in read("assignments", name).cells
        if about(cell).get("grade") and not about(cell).get("solution")
    ]
    assert tests
    for cell in tests:
        assert about(cell).locked and cell.cell_type == "code", cell.id
        assert cell.metadata.editable is False and cell.metadata.deletable is False, cell.id


@every_set
def test_graded_cells_hold_no_widget(name):
    graded = [cell.source for cell in read("solutions", name).cells if about(cell).get("grade")]
    assert not [source for source in graded if "widget" in source]


@every_set
def test_a_release_leaks_nothing(name):
    assert leaks(read("solutions", name), read("assignments", name), Config()) == []


@every_set
def test_the_committed_release_is_what_nbgrader_makes_of_the_solution(name, tmp_path):
    made = generate(COURSE, name, tmp_path, f"sqlite:///{tmp_path}/gradebook.db")
    fresh, committed = contents(made), contents(COURSE / "assignments" / name)
    changed = {file for file in fresh | committed if fresh.get(file) != committed.get(file)}
    assert not changed, "run `make release`"


@every_set
def test_students_get_the_notebook_and_the_files_on_the_assignments_list(name):
    config = PyFileConfigLoader("nbgrader_config.py", path=str(COURSE)).load_config()
    listed = config.RefuseLeaks.get("files", {}).get(name, [])
    found = {path for path in contents(COURSE / "assignments" / name) if "checkpoints" not in path}
    assert found == {f"{name}.ipynb", *listed}


def answered(released, name):
    """A release with the answers of the solution in it."""
    notebook = nbformat.from_dict(released)
    source = {cell.id: cell.source for cell in read("solutions", name).cells}
    for cell in notebook.cells:
        if about(cell).get("solution"):
            cell.source = source[cell.id]
    return notebook


@pytest.mark.parametrize("name", VALIDATE_AT_ONCE)
def test_validate_is_content_with_the_answers_and_with_nothing_else_and_soon(name, tmp_path):
    released, path = read("assignments", name), tmp_path / f"{name}.ipynb"
    nbformat.write(released, path)
    failed = Validator().validate(str(path))["failed"]
    assert len(failed) == sum(bool(about(cell).get("grade")) for cell in released.cells)
    nbformat.write(answered(released, name), path)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert Validator().validate(str(path)) == {}
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    """A course folder of nbgrader alone, without our configuration: two students are graded."""
    course = tmp_path_factory.mktemp("stock")
    for name in SETS:
        shutil.copytree(COURSE / "solutions" / name, course / "source" / ALL, dirs_exist_ok=True)
    ours = {"TF_CPP_MIN_LOG_LEVEL", "TF_ENABLE_ONEDNN_OPTS", "PATH", "JUPYTER_CONFIG_DIR"}
    environment = {key: value for key, value in os.environ.items() if key not in ours}
    environment["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    environment["JUPYTER_CONFIG_DIR"] = str(course / "jupyter")

    def nbgrader(*arguments):
        command = [sys.executable, "-m", "nbgrader", *arguments]
        run = subprocess.run(
            command, cwd=course, env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr

    nbgrader("generate_assignment", ALL)
    for student in ("full", "untouched"):
        shutil.copytree(course / "release" / ALL, course / "submitted" / student / ALL)
    for name in SETS:
        path = course / "submitted" / "full" / ALL / f"{name}.ipynb"
        nbformat.write(answered(nbformat.read(path, as_version=4), name), path)
    nbgrader("autograde", ALL)
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        yield course, gradebook


@every_set
def test_stock_nbgrader_gives_the_solution_all_points_of_the_tests(stock, name):
    _, gradebook = stock
    notebook = gradebook.find_submission_notebook(name, ALL, "full")
    lost = {
        grade.name: grade.max_score - (grade.auto_score or 0)
        for grade in notebook.grades
        if not grade.needs_manual_grade and grade.auto_score != grade.max_score
    }
    assert lost == {}
    for_a_reader = {grade.name for grade in notebook.grades if grade.needs_manual_grade}
    released = read("assignments", name).cells
    answers = {about(cell).grade_id for cell in released if about(cell).get("solution")}
    assert for_a_reader <= answers


@every_set
def test_stock_nbgrader_gives_the_untouched_release_nothing_and_no_reader(stock, name):
    _, gradebook = stock
    notebook = gradebook.find_submission_notebook(name, ALL, "untouched")
    assert len(notebook.grades) > 1
    given = {grade.name: grade.auto_score for grade in notebook.grades}
    assert {name: points for name, points in given.items() if points != 0} == {}
    assert not [grade.name for grade in notebook.grades if grade.needs_manual_grade]


@every_set
def test_stock_nbgrader_runs_the_solution_without_a_word_on_stderr(stock, name):
    """It gives no points to a cell that writes there."""
    course, _ = stock
    path = course / "autograded" / "full" / ALL / f"{name}.ipynb"
    loud = {
        cell.id: output.text
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
        if output.get("name") == "stderr"
    }
    assert loud == {}
