"""Whose numbers count when a class is graded: those of the folder, whatever a notebook says."""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import unicodedata

import nbformat
import pytest
from nbclient import NotebookClient
from nbgrader.api import Gradebook

from tests.grading.honest_class import answered
from tests.paths import COURSE
from tests.problem_sets.marking import cells

NAME = "ps2_output_shapes"
SOURCE = cells("solutions", NAME)
ALL, FUNCTIONS = 20, 9  # points for everything, and without the personal questions
NEIGHBOUR = "m.mustermann"
DECOMPOSED = unicodedata.normalize("NFD", "schröder")


def of_the_neighbour(behind=""):
    """The notebook of another student: its numbers are typed in."""
    names = {"__name__": "answers_of_a_student"}
    typed = f"STUDENT_ID = {NEIGHBOUR!r}"
    with contextlib.redirect_stdout(io.StringIO()):
        for cell_id, cell in SOURCE.items():
            about = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code" and (about.get("solution") or not about.get("grade")):
                exec(typed if cell_id == "student-id" else cell.source, names)
    return {
        "student-id": f"{typed}\n{behind}",
        "small-shapes": f"small_shapes = {names['small_shapes']}",
        "wide-shapes": f"wide_shapes = {names['wide_shapes']}",
        "backwards": f"paddings, strides = {names['paddings']}, {names['strides']}",
    }


def then(cell_id, line):
    return {cell_id: f"{SOURCE[cell_id].source}\n{line}"}


def typed(line):
    return {"student-id": line}


TO_THE_NEIGHBOUR = f"import os\nos.makedirs('{NEIGHBOUR}/x')\nos.chdir('{NEIGHBOUR}/x')"
NOBODY_GRADES = "import os\nos.environ['NBGRADER_EXECUTION'] = ''"

CLASS = {  # student: (what is in the notebook, points)
    "a.bove": (then("output-size", "%cd .."), ALL),
    "b.elow": (then("output-size", TO_THE_NEIGHBOUR), ALL),
    "c.lear": (then("output-size", NOBODY_GRADES), ALL),
    "d.eleted": ({"student-id": None}, ALL),
    "007123": (typed("STUDENT_ID = 007123"), ALL),
    "e.mpty": (typed('STUDENT_ID = ""'), ALL),
    "f.ree": (typed("STUDENT_ID = f.ree"), ALL),
    "g.urly": (typed("STUDENT_ID = “g.urly”"), ALL),
    DECOMPOSED: (typed('STUDENT_ID = "Schröder"'), ALL),
    "h.idden": (typed('STUDENT_ID = "h.idden\u200b"'), ALL),
    "i.nherited": (of_the_neighbour(), FUNCTIONS),
    "j.umps": (of_the_neighbour(TO_THE_NEIGHBOUR), FUNCTIONS),
    "k.eeps": (of_the_neighbour(NOBODY_GRADES), FUNCTIONS),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """(The gradebook, what the grader printed)."""
    course = tmp_path_factory.mktemp("course")
    shutil.copy(COURSE / "nbgrader_config.py", course)
    shutil.copytree(COURSE / "solutions" / NAME, course / "solutions" / NAME)
    for student, (answers, _) in CLASS.items():
        path = course / "submitted" / student / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(answered(NAME, typed(f"STUDENT_ID = {student!r}") | answers), path)

    def grading(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "helpers.grading", *arguments],
            cwd=course,
            env=os.environ | {"PYTHONPATH": str(COURSE), "COLUMNS": "2000"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    grading("release", "--record")
    printed = grading("autograde", NAME)
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        yield gradebook, printed


@pytest.mark.parametrize("student", CLASS)
def test_the_id_of_the_folder_counts(student, graded):
    gradebook, _ = graded
    notebook = gradebook.find_submission_notebook(NAME, NAME, student)
    assert sum(grade.auto_score or 0 for grade in notebook.grades) == CLASS[student][1]


def test_an_instructor_is_told_of_the_notebooks_with_another_id_and_of_no_other(graded):
    told = re.findall(rf"STUDENT_ID is '{NEIGHBOUR}'; it was graded .*? of '(\S+)'", graded[1])
    assert sorted(set(told)) == ["i.nherited", "j.umps", "k.eeps"]
    assert graded[1].count("STUDENT_ID is") == len(told)


@pytest.mark.parametrize(
    ("answers", "failures"),
    [(then("output-size", "%cd .."), 0), (of_the_neighbour(TO_THE_NEIGHBOUR), ALL - FUNCTIONS)],
    ids=["another folder", "a neighbour's notebook"],
)
def test_it_counts_in_a_kernel_of_plain_nbgrader_too(answers, failures, tmp_path, monkeypatch):
    """Which knows nothing of this course's grader: it says that it grades, and where."""
    folder = tmp_path / "j.umps" / NAME
    folder.mkdir(parents=True)
    notebook = answered(NAME, answers)
    for cell in notebook.cells:
        cell.source = SOURCE[cell.id].source if cell.id in SOURCE and is_test(cell) else cell.source
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv("PYTHONPATH", str(COURSE))
    client = NotebookClient(notebook, kernel_name="python3", allow_errors=True)
    client.execute(cwd=str(folder))
    failed = [c.id for c in notebook.cells if is_test(c) and any(map(is_error, c.outputs))]
    assert len(failed) == failures, failed


def is_test(cell):
    about = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and about.get("grade") and not about.get("solution")


def is_error(output):
    return output.output_type == "error"
