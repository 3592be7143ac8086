"""A class is graded with the course's own command."""

import re
import sqlite3
import time
from pathlib import Path
from types import SimpleNamespace

import filelock
import nbformat
import pytest
from nbgrader.api import Grade

from helpers.grading.batch.grade_class import GradeClass
from helpers.grading.batch.report import Outcome
from helpers.grading.batch.submission import Submission
from helpers.grading.batch.task import Result
from helpers.grading.preprocessors.notes import TOLD
from helpers.grading.preprocessors.unanswered import TOLD_UNANSWERED, UNANSWERED
from tests.grading.course import ANSWERS, MADE, NAME

RIGHT = 6.0  # points that the tests give


def half_right():
    return ANSWERS | {"add": "def add(a, b):\n    return abs(a) + abs(b)"}


@pytest.fixture(scope="module")
def graded(new_course, tmp_path_factory):
    """A class with every kind of trouble, graded once."""
    course = new_course(tmp_path_factory.mktemp("class") / "course")
    course.hand_in("ada")
    course.hand_in("bob", half_right(), files={"notes.txt": b"mine"})
    course.hand_in("cat", {})
    course.hand_in("dan", ANSWERS | {"mean": "import os\nos._exit(1)"})
    (course.hand_in("eve") / f"{NAME}.ipynb").write_text("this is no JSON")
    (course.hand_in("fay") / f"{NAME}.ipynb").unlink()
    other = course.hand_in("gus") / f"{NAME}.ipynb"
    other.write_text(nbformat.writes(nbformat.v4.new_notebook()))
    other.rename(other.with_name("renamed.ipynb"))
    course.hand_in(
        "hal", ANSWERS | {"add": "open('made.txt', 'w').write('made')\n" + ANSWERS["add"]}
    )
    link = course.hand_in("joe") / f"{NAME}.ipynb"
    link.unlink()
    link.symlink_to(course.root / "solutions" / NAME / f"{NAME}.ipynb")
    tagged = course.hand_in("kim", {})
    notebook = nbformat.read(tagged / f"{NAME}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.metadata["tags"] = ["skip-execution"]
    nbformat.write(notebook, tagged / f"{NAME}.ipynb")
    course.output = course.autograde("--workers=2")
    return course


@pytest.mark.parametrize(
    ("student", "points"),
    {"ada": 6, "bob": 4, "cat": 0, "dan": 3, "eve": 0, "fay": 0, "gus": 0, "hal": 6,
     "joe": 0, "kim": 0}.items(),
)  # fmt: skip
def test_every_submission_gets_its_points(graded, student, points):
    assert graded.scores()[student] == points


@pytest.mark.parametrize(
    ("student", "words"),
    [
        ("cat", UNANSWERED),
        ("dan", "stopped in cell 5: the kernel died"),
        ("eve", "could not be read"),
        ("fay", "was not handed in"),
        ("gus", "renamed.ipynb belongs to no notebook"),
        ("gus", "if it is the answer, rename it to sums.ipynb"),
        ("joe", "is a link"),
    ],
)
def test_the_table_says_what_to_look_at(graded, student, words):
    assert words in graded.row(graded.output, student)


def test_the_reason_is_in_the_students_feedback_too(graded):
    first = graded.graded("eve").cells[0].source
    assert "Not graded" in first and "could not be read" in first
    first = graded.graded("fay").cells[0].source
    assert "Not graded" in first and f"{NAME}.ipynb was not handed in" in first
    errors = [o.evalue for c in graded.graded("dan").cells for o in c.get("outputs", [])]
    assert any("the kernel died" in error for error in errors)
    assert graded.graded("cat").metadata[TOLD] == [TOLD_UNANSWERED]


def test_files_go_along_and_those_that_a_notebook_makes_come_back(graded):
    folder = graded.root / "autograded"
    assert (folder / "bob" / NAME / "notes.txt").read_bytes() == b"mine"
    assert (folder / "hal" / NAME / MADE / "made.txt").read_text() == "made"


def test_a_written_answer_waits_for_a_reader(graded):
    with graded.gradebook() as gradebook:
        grade = gradebook.find_grade("words", NAME, NAME, "ada")
        assert grade.needs_manual_grade and grade.auto_score is None
        untouched = gradebook.find_grade("words", NAME, NAME, "cat")
        assert untouched.auto_score == 0
        without_notebook = gradebook.find_grade("words", NAME, NAME, "fay")
        assert without_notebook.auto_score == 0 and not without_notebook.needs_manual_grade


def test_the_table_is_kept_in_a_log(graded):
    log = (graded.root / ".grading" / f"{NAME}.log").read_text()
    assert "10 of 10 graded" in log and "eve" in log and "could not be read" in log


def test_a_report_says_the_same_later_and_who_is_missing_unmarked_and_late(graded):
    with graded.gradebook() as gradebook:
        gradebook.add_student("zoe")
    said = graded.run("-m", "helpers.grading", "report", NAME)
    assert f"{NAME}: 11 students, 10 handed in, 10 graded" in said
    assert "nothing handed in" in graded.row(said, "zoe")
    assert "waits for marks by hand" in graded.row(said, "ada")
    for student in ("cat", "dan", "eve", "fay", "gus", "joe"):
        warning = graded.row(graded.output, student).split("│")[-2].strip()
        assert warning and warning in graded.row(said, student)


def test_the_page_about_the_class_has_what_its_tests_said(graded):
    graded.run("-m", "helpers.grading", "report", NAME, "--page")
    page = (graded.root / "reports" / f"{NAME}.html").read_text()
    lines = re.findall(r'class="advice">([^<]*)</td><td class="number">(\d+)<', page)
    assert lines == [("NameError", "2")] * 3  # cat and kim wrote nothing


def test_nothing_is_left_beside_the_graded_folders(graded):
    for student in (graded.root / "autograded").iterdir():
        assert [path.name for path in student.iterdir()] == [NAME], student
    work = graded.root / ".grading"
    assert not [*work.glob("executed/*/*"), *work.glob("tried/*/*"), *work.rglob("*.part")]


def test_a_second_run_grades_nobody(graded):
    before = (graded.root / "gradebook.db").read_bytes()
    assert "graded in" not in graded.autograde()
    assert (graded.root / "gradebook.db").read_bytes() == before


def test_feedback_and_export_follow_as_always(graded):
    graded.run("-m", "nbgrader", "generate_feedback", NAME, "--student=bob")
    page = (graded.root / "feedback" / "bob" / NAME / f"{NAME}.html").read_text()
    assert "AssertionError" in page
    graded.run("-m", "nbgrader", "export")
    assert "bob" in (graded.root / "grades.csv").read_text()


REFUSALS = {
    "student": "CREATE TRIGGER student BEFORE INSERT ON submitted_assignment "
    "WHEN NEW.student_id = 'lea' BEGIN SELECT RAISE(ABORT, 'no room for lea'); END",
    "grade": "CREATE TRIGGER grade BEFORE UPDATE ON grade WHEN NEW.auto_score = 3 AND 'max' = ("
    "SELECT student_id FROM submitted_assignment JOIN submitted_notebook "
    "ON submitted_notebook.assignment_id = submitted_assignment.id "
    "WHERE submitted_notebook.id = NEW.notebook_id) "
    "BEGIN SELECT RAISE(ABORT, 'not this one'); END",
}


def change_database(course, *commands):
    with sqlite3.connect(course.root / "gradebook.db") as database:
        for command in commands:
            database.execute(command)


@pytest.fixture(scope="module")
def graded_again(graded):
    """More is handed in, and the gradebook refuses two students: the second run fails in part."""
    course = graded
    with course.gradebook() as gradebook:
        gradebook.find_grade("words", NAME, NAME, "bob").manual_score = 3
        gradebook.find_comment("words", NAME, NAME, "bob").manual_comment = "Well said."
        gradebook.db.commit()
    course.hand_in("bob", timestamp="2026-03-02 12:00:00 UTC")
    noting = f"import time\nopen('when.txt', 'w').write(str(time.time_ns()))\n{ANSWERS['add']}"
    for student in ("lea", "max"):
        course.hand_in(student, ANSWERS | {"add": noting})
    course.hand_in("tim", timestamp="the day before yesterday")
    change_database(course, *REFUSALS.values())
    course.second = course.autograde("--workers=2", fails=True)
    course.scores_of_second = course.scores()
    with course.gradebook() as gradebook:
        course.grades_of_second = gradebook.db.query(Grade).count()
    change_database(course, *(f"DROP TRIGGER {name}" for name in REFUSALS))
    course.mended = time.time_ns()
    course.third = course.autograde(fails=True)
    return course


def test_points_given_by_hand_survive_a_new_submission(graded_again):
    assert graded_again.scores()["bob"] == RIGHT + 3
    with graded_again.gradebook() as gradebook:
        assert gradebook.find_comment("words", NAME, NAME, "bob").comment == "Well said."
        assert gradebook.find_submission(NAME, "bob").timestamp.day == 2


def test_a_failure_costs_that_student_only_and_the_status_tells(graded_again):
    assert "no room for lea" in graded_again.row(graded_again.second, "lea")
    assert "no grade for lea, max, tim; run it again" in graded_again.second
    assert not {"lea", "max", "tim"} & set(graded_again.scores_of_second)
    assert graded_again.scores_of_second["bob"] == RIGHT + 3


def test_grades_are_saved_together_or_not_at_all(graded_again):
    """The database refuses one of the grades; then there is no submission at all."""
    assert "not this one" in graded_again.row(graded_again.second, "max")
    assert graded_again.grades_of_second == 4 * len(graded_again.scores_of_second)


def test_what_is_mended_is_graded_and_what_had_run_before_does_not_run_again(graded_again):
    assert "2 of 3 graded" in graded_again.third
    for student in ("lea", "max"):
        assert graded_again.scores()[student] == RIGHT
        when = graded_again.root / "autograded" / student / NAME / MADE / "when.txt"
        assert int(when.read_text()) < graded_again.mended


def test_a_time_that_is_none_costs_that_student_only(graded_again):
    row = graded_again.row(graded_again.third, "tim")
    assert "timestamp.txt holds 'the day before yesterday': this is no time" in row
    assert "tim" not in graded_again.scores()


def test_an_assignment_that_was_not_released_is_named(course):
    course.hand_in("ada")
    (course.root / "submitted" / "ada" / NAME).rename(course.root / "submitted" / "ada" / "other")
    output = course.run("-m", "helpers.grading", "autograde", "other", fails=True)
    assert "No assignment with ID 'other'" in output


def test_two_runs_at_a_time_are_refused(course):
    course.hand_in("ada")
    with filelock.FileLock(course.root / ".grading" / "lock"):
        assert "another run is grading" in course.autograde(fails=True)
    assert course.scores() == {}


def test_what_needs_no_run_moves_the_bar_one_by_one():
    prepared = []

    def prepare(submission):
        prepared.append(submission.student)
        return SimpleNamespace(notebooks={})

    grader = SimpleNamespace(
        _prepare=prepare,
        _without_running=lambda task: Result({}),
        _finish=lambda submission, task, result: Outcome(submission.student),
    )
    waiting = [Submission(NAME, student, Path(student)) for student in ("ada", "bob", "cat")]
    outcomes = GradeClass._grade(grader, waiting, None)
    assert next(outcomes).student == "ada" and prepared == ["ada"]
    assert [one.student for one in outcomes] == ["bob", "cat"]
