"""A class is graded with the course's own command."""

import sqlite3
import time

import nbformat
import pytest
from nbgrader.api import Grade

from tests.grading.course import ANSWERS, NAME, Course

RIGHT = 6.0  # points that the tests give


def half_right():
    return ANSWERS | {"add": "def add(a, b):\n    return abs(a) + abs(b)"}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class with every kind of trouble, graded once."""
    course = Course(tmp_path_factory.mktemp("class") / "course")
    course.hand_in("ada")
    course.hand_in("bob", half_right(), files={"notes.txt": b"mine"})
    course.hand_in("cat", {})
    course.hand_in("dan", ANSWERS | {"mean": "import os\nos._exit(1)"})
    (course.hand_in("eve") / f"{NAME}.ipynb").write_text("this is no JSON")
    (course.hand_in("fay") / f"{NAME}.ipynb").unlink()
    (course.hand_in("gus") / f"{NAME}.ipynb").rename(
        course.root / "submitted" / "gus" / NAME / "renamed.ipynb"
    )
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
        ("dan", "stopped in cell 5: the kernel died"),
        ("eve", "could not be read"),
        ("fay", "was not handed in"),
        ("gus", "renamed.ipynb belongs to no notebook"),
        ("joe", "is a link"),
    ],
)
def test_the_table_says_what_to_look_at(graded, student, words):
    row = next(line for line in graded.output.splitlines() if f"│ {student} " in line)
    assert words in row


def test_the_reason_is_in_the_students_feedback_too(graded):
    first = graded.graded("eve").cells[0].source
    assert "Not graded" in first and "could not be read" in first
    errors = [o.evalue for c in graded.graded("dan").cells for o in c.get("outputs", [])]
    assert any("the kernel died" in error for error in errors)


def test_files_go_along_and_those_that_a_notebook_makes_come_back(graded):
    folder = graded.root / "autograded"
    assert (folder / "bob" / NAME / "notes.txt").read_bytes() == b"mine"
    assert (folder / "hal" / NAME / "made.txt").read_text() == "made"


def test_a_written_answer_waits_for_a_reader(graded):
    with graded.gradebook() as gradebook:
        grade = gradebook.find_grade("words", NAME, NAME, "ada")
        assert grade.needs_manual_grade and grade.auto_score is None
        untouched = gradebook.find_grade("words", NAME, NAME, "cat")
        assert untouched.auto_score == 0


def test_the_table_is_kept_in_a_log(graded):
    log = (graded.root / ".grading" / f"{NAME}.log").read_text()
    assert "10 of 10 graded" in log and "eve" in log and "could not be read" in log


def test_nothing_is_left_beside_the_graded_folders(graded):
    for student in (graded.root / "autograded").iterdir():
        assert [path.name for path in student.iterdir()] == [NAME], student
    assert not (graded.root / "autograded" / "fay").exists()  # there is nothing to look at
    assert not list((graded.root / ".grading").rglob("*.json"))


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


def test_points_given_by_hand_survive_a_new_submission(course):
    course.hand_in("ada", half_right(), timestamp="2026-03-01 12:00:00 UTC")
    course.hand_in("bob", timestamp="2026-03-01 12:00:00 UTC")
    course.autograde()
    with course.gradebook() as gradebook:
        gradebook.find_grade("words", NAME, NAME, "ada").manual_score = 3
        gradebook.find_comment("words", NAME, NAME, "ada").manual_comment = "Well said."
        gradebook.db.commit()
    course.hand_in("ada", timestamp="2026-03-02 12:00:00 UTC")
    output = course.autograde()
    assert "1 of 1 graded" in output
    assert course.scores()["ada"] == RIGHT + 3
    with course.gradebook() as gradebook:
        assert gradebook.find_comment("words", NAME, NAME, "ada").comment == "Well said."
        assert gradebook.find_submission(NAME, "ada").timestamp.day == 2


def test_one_student_can_be_graded_and_graded_again_by_force(course):
    for student in ("ada", "bob"):
        course.hand_in(student)
    course.autograde("--student=a*")
    assert list(course.scores()) == ["ada"]
    assert "graded in" not in course.autograde("--student=ada")
    assert "1 of 1 graded" in course.autograde("--student=ada", "--force")


def test_what_was_handed_in_anew_without_a_time_is_graded_anew(course):
    course.hand_in("ada")
    course.autograde()
    course.hand_in("ada", half_right())
    course.autograde()
    assert course.scores()["ada"] == 4


def test_a_failure_costs_that_student_only_and_the_status_tells(course):
    noting = f"import time\nopen('when.txt', 'w').write(str(time.time_ns()))\n{ANSWERS['add']}"
    course.hand_in("ada")
    course.hand_in("bob", ANSWERS | {"add": noting})
    with sqlite3.connect(course.root / "gradebook.db") as database:
        database.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON submitted_assignment "
            "WHEN NEW.student_id = 'bob' BEGIN SELECT RAISE(ABORT, 'no room for bob'); END"
        )
    output = course.autograde(fails=True)
    assert "no room for bob" in output and course.scores() == {"ada": RIGHT}
    assert not (course.root / "autograded" / "bob" / NAME).exists()
    with sqlite3.connect(course.root / "gradebook.db") as database:
        database.execute("DROP TRIGGER refuse")
    mended = time.time_ns()
    assert "1 of 1 graded" in course.autograde()
    assert course.scores()["bob"] == RIGHT
    when = course.root / "autograded" / "bob" / NAME / "when.txt"
    assert int(when.read_text()) < mended  # what had run before was not run again


def test_grades_are_saved_together_or_not_at_all(course):
    """The database refuses the last of the grades; then there is no submission at all."""
    course.hand_in("ada")
    with sqlite3.connect(course.root / "gradebook.db") as database:
        database.execute(
            "CREATE TRIGGER refuse BEFORE UPDATE ON grade WHEN NEW.auto_score = 3 "
            "BEGIN SELECT RAISE(ABORT, 'not this one'); END"
        )
    course.autograde(fails=True)
    with course.gradebook() as gradebook:
        assert gradebook.db.query(Grade).count() == 0 and not gradebook.students


def test_a_time_that_is_none_costs_that_student_only(course):
    course.hand_in("ada", timestamp="the day before yesterday")
    course.hand_in("bob")
    output = course.autograde(fails=True)
    assert "timestamp.txt holds 'the day before yesterday'" in output
    assert course.scores() == {"bob": RIGHT}


def test_an_assignment_that_was_not_released_is_named(course):
    course.hand_in("ada")
    (course.root / "submitted" / "ada" / NAME).rename(course.root / "submitted" / "ada" / "other")
    output = course.run("-m", "helpers.grading", "autograde", "other", fails=True)
    assert "No assignment with ID 'other'" in output


def test_two_runs_at_a_time_are_refused(course):
    course.hand_in("ada")
    import filelock

    (course.root / ".grading").mkdir()
    with filelock.FileLock(course.root / ".grading" / "lock"):
        assert "another run is grading" in course.autograde(fails=True)
    assert course.scores() == {}


def test_plain_nbgrader_still_grades(course):
    course.hand_in("ada")
    course.hand_in("bob", half_right())
    course.run("-m", "nbgrader", "autograde", NAME)
    assert course.scores() == {"ada": RIGHT, "bob": 4}
