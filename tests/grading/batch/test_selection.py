"""What a second run grades: whatever changed since the first, and nothing else."""

import csv

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from helpers.grading.gradebook.released_cells import Releases, unreleased
from helpers.grading.release.course_directory import course_directory
from tests.grading.course import ANSWERS, NAME, nbgrader_metadata

HALF = ANSWERS | {"add": "def add(a, b):\n    return abs(a) + abs(b)"}  # 4 of 6 points
SUMMER, WINTER = "2026-10-25 03:00:00 CEST", "2026-10-25 02:05:00 CET"  # five minutes later
STAMP = "2026-03-01 12:00:00.000000 UTC"

# student → what is handed in first, and then
HANDED_IN = {
    "clocks": ({"timestamp": SUMMER}, {"timestamp": WINTER}),
    "stamped": ({}, {"timestamp": STAMP}),
    "same-stamp": ({"timestamp": STAMP}, {"timestamp": STAMP}),
    "no-stamp": ({}, {}),
    "earlier": ({"timestamp": STAMP}, {"timestamp": "2026-02-01 12:00:00 UTC"}),
}


def graded_in(course, output):
    """The students of the table at the end of a run."""
    return {student for student in course.scores() if f"│ {student} " in output}


def points(course, mean_small):
    """Change what a test is worth."""
    path = course.root / "solutions" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.id == "mean-small":
            cell.metadata.nbgrader.points = mean_small
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def course(new_course, tmp_path_factory):
    """A class that is graded, hands in again and is graded again."""
    course = new_course(tmp_path_factory.mktemp("again") / "course")
    for student, (first, _) in HANDED_IN.items():
        course.hand_in(student, HALF, **first)
    for student in ("unchanged", "file"):
        course.hand_in(student, files={"data.txt": b"1"}, timestamp=STAMP)
    (course.hand_in("empty") / f"{NAME}.ipynb").unlink()
    course.first = course.autograde("--workers=2")
    for student, (_, second) in HANDED_IN.items():
        course.hand_in(student, **second)
    course.hand_in("file", files={"data.txt": b"2"}, timestamp=STAMP)
    (course.root / "submitted" / "empty" / NAME / "words.pdf").write_bytes(b"%PDF")
    course.second = course.autograde("--workers=2")
    return course


def test_at_first_everything_is_graded(course):
    assert "8 of 8 graded" in course.first


def test_whatever_changed_is_graded_anew_whenever_it_says_it_was_handed_in(course):
    assert graded_in(course, course.second) == {*HANDED_IN, "file", "empty"}
    assert {course.scores()[student] for student in HANDED_IN} == {6}
    assert "its folder holds words.pdf" in course.row(course.second, "empty")


def test_the_time_of_the_newer_work_is_in_the_gradebook(course):
    with course.gradebook() as gradebook:
        times = {s.student.id: s.timestamp for s in gradebook.assignment_submissions(NAME)}
    assert str(times["clocks"]) == "2026-10-25 01:05:00"
    assert str(times["stamped"]) == "2026-03-01 12:00:00"


def test_then_nothing_is_left_to_grade(course):
    assert "Everything is graded" in course.autograde()


def cell_of(notebook, name):
    return next(cell for cell in notebook.cells if cell.id == name)


def change_a_test(notebook):
    cell_of(notebook, "add-small").source += "\nassert add(2, 2) == 4"


def change_given_code(notebook):
    given = nbgrader_metadata("given", locked=True)
    notebook.cells.insert(1, new_code_cell("SCALE = 2", id="given", metadata=given))


def change_what_an_answer_is_worth(notebook):
    cell_of(notebook, "words").metadata.nbgrader.points = 5


def take_a_test_out(notebook):
    notebook.cells.remove(cell_of(notebook, "mean-small"))


def change_a_solution(notebook):
    answer = cell_of(notebook, "add")
    answer.source = answer.source.replace("a + b", "b + a")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (change_a_test, "add-small"),
        (change_given_code, "given"),
        (change_what_an_answer_is_worth, "words"),
        (take_a_test_out, "mean-small"),
        (change_a_solution, ""),
    ],
)
def test_what_was_changed_and_not_released_is_told_before_all_else(
    new_course, tmp_path, change, named
):
    course = new_course(tmp_path / "course")
    path = course.root / "solutions" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    nbformat.write(notebook, path)
    directory = course_directory(course.root)
    directory.assignment_id = NAME
    with course.gradebook() as gradebook:
        said = unreleased(directory, Releases(gradebook, directory))
    told = f"{NAME}: {named} changed since the release, and the old tests count. For the new ones: "
    assert [one.startswith(told) for one in said] == [True] * bool(named)


def test_after_a_release_with_other_points_all_are_graded_anew_and_both_commands_say_so(course):
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("words", NAME, NAME, "unchanged")
        grade.manual_score, grade.needs_manual_grade = 3, False
        gradebook.db.commit()
    points(course, 5)
    said = course.autograde()
    assert f"{NAME}: mean-small changed since the release, and the old tests count." in said
    assert f"release --record {NAME}" in said and "Everything is graded" in said
    said = course.run("-m", "helpers.grading", "release", "--record")
    assert f"{NAME}: 8 submissions graded before with another release. Grade anew before" in said
    output = course.autograde("--workers=2")
    assert "8 of 8 graded" in output
    assert "8 submissions graded before with another release" in output
    assert "6 points before" in course.row(output, "clocks")
    assert "changed since the release" not in output
    assert "by hand" not in course.row(output, "unchanged")  # it was marked, and is the same work
    assert "by hand" in course.row(output, "clocks")
    assert course.scores()["clocks"] == 8 and course.scores()["unchanged"] == 8 + 3
    course.run("-m", "nbgrader", "export")
    with open(course.root / "grades.csv", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {(row["raw_score"], row["max_score"]) for row in rows.values()} == {
        ("8.0", "12.0"), ("11.0", "12.0"), ("0.0", "12.0"),
    }  # fmt: skip
    assert "graded with another" not in course.run("-m", "helpers.grading", "release", "--record")
    assert "Everything is graded" in course.autograde()


def test_a_student_is_found_by_a_name_in_another_form(course):
    assert "UNCHANGED" not in course.scores()
    assert "11 / 12" in course.row(course.autograde("--student=UNCHANGED", "--force"), "unchanged")


def test_a_graded_notebook_that_was_removed_is_made_again(course):
    """`nbgrader autograde` passes it over, and feedback and formgrader miss it from then on."""
    graded = course.root / "autograded" / "unchanged" / NAME / f"{NAME}.ipynb"
    graded.unlink()
    assert graded_in(course, course.autograde()) == {"unchanged"}
    assert graded.is_file() and course.scores()["unchanged"] == 8 + 3


def test_without_marks_a_later_time_tells_what_is_new(course):
    """As after another program graded, or after .grading was removed."""
    (course.root / ".grading" / f"{NAME}.graded").unlink()
    course.hand_in("no-stamp", HALF)
    course.hand_in("same-stamp", HALF, timestamp="2026-03-01 12:00:01 UTC")
    output = course.autograde("--student=*-stamp", f"--notebook={NAME}")
    assert graded_in(course, output) == {"same-stamp"}


def test_what_was_never_handed_in_is_named_with_what_was_meant(course):
    output = course.run("-m", "helpers.grading", "autograde", "sum", fails=True)
    assert f"nothing was handed in as 'sum'; did you mean '{NAME}'?" in output
    output = course.autograde("--student=nobody", fails=True)
    assert f"nothing was handed in by nobody as '{NAME}'" in output
    assert "did you mean" not in output
    output = course.autograde("--student=unchangd", fails=True)
    assert "did you mean 'unchanged'?" in output
