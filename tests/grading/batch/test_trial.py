"""After a corrected test: whose score would change and why, before anything is written."""

import nbformat
import pytest

from helpers.grading.batch.report import Outcome
from helpers.grading.batch.trial import changes
from tests.grading.course import ANSWERS, MADE, NAME, correct_the_test

# adds two numbers of one sign alone: 4 of 6 points
HALF = ANSWERS | {
    "add": "import time\nopen('when.txt', 'w').write(str(time.time_ns()))\n"
    "def add(a, b):\n    return abs(a) + abs(b)"
}


def marked(course):
    """Points, comment and whether a reader is asked, of bob's own words."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("words", NAME, NAME, "bob")
        comment = gradebook.find_comment("words", NAME, NAME, "bob").comment
        return grade.manual_score, comment, grade.needs_manual_grade


def ran(course):
    return int((course.root / "autograded" / "bob" / NAME / MADE / "when.txt").read_text())


def state(course):
    """Everything that a grading writes."""
    places = [course.root / "gradebook.db", *(course.root / "autograded").rglob("*.ipynb")]
    marks = (course.root / ".grading" / f"{NAME}.{kind}" for kind in ("graded", "warnings", "log"))
    backups = sorted((course.root / "backups").iterdir())
    return backups, {path: path.read_bytes() for path in [*places, *marks]}


@pytest.fixture(scope="module")
def course(new_course, tmp_path_factory):
    """A class is graded and marked, a test is corrected, and grading anew tried, then done."""
    course = new_course(tmp_path_factory.mktemp("trial") / "course")
    course.hand_in("ada")
    twice = course.hand_in("bob", HALF) / f"{NAME}.ipynb"
    notebook = nbformat.read(twice, as_version=4)
    notebook.cells.insert(1, nbformat.from_dict({**notebook.cells[1], "id": "a-copy"}))
    nbformat.write(notebook, twice)
    course.first = course.autograde("--workers=2")
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("words", NAME, NAME, "bob")
        grade.manual_score, grade.needs_manual_grade = 3, False
        gradebook.find_comment("words", NAME, NAME, "bob").manual_comment = "Well said."
        gradebook.db.commit()
    correct_the_test(course)
    course.run("-m", "helpers.grading", "release", "--record")
    course.before, course.first_run = state(course), ran(course)
    course.tried = course.autograde("--workers=2", "--dry-run")
    course.after, course.scores_after = state(course), course.scores()
    course.done = course.autograde()
    return course


def test_the_table_has_those_whose_score_would_change_and_why(course):
    assert f"{NAME}: 1 of 2 scores would change" in course.tried
    cells = [cell.strip() for cell in course.row(course.tried, "bob").split("│")[1:-1]]
    assert cells == ["bob", "7", "9", "7 points before: add-hidden 0 → 2"]
    assert "│ ada " not in course.tried
    assert "2 submissions graded before with another release" in course.tried


def test_what_the_first_grading_has_said_is_no_reason_and_stays_in_the_report(course):
    said = "cell 'add' was copied"
    assert said in course.row(course.first, "bob")
    assert said not in course.tried and said not in course.done
    assert "7 points before: add-hidden 0 → 2" in course.row(course.done, "bob")
    assert said in course.row(course.run("-m", "helpers.grading", "report", NAME), "bob")


def test_until_then_nothing_is_written(course):
    assert course.after == course.before
    assert course.scores_after == {"ada": 6, "bob": 4 + 3}


def test_the_same_command_gives_these_points_without_running_anything_twice(course):
    assert "2 of 2 graded" in course.done and "9 / 10" in course.row(course.done, "bob")
    assert "│ ada " not in course.done and "1 as before, nothing was run again" in course.done
    assert course.scores() == {"ada": 6, "bob": 9}
    tried = ran(course)
    assert tried != course.first_run
    work = course.root / ".grading"
    assert not [*work.glob("tried/*/*.json"), *work.glob("executed/*/*.json")]
    course.autograde("--student=bob", "--force")
    assert ran(course) > tried  # without a trial before, it runs again


def test_points_and_comments_given_by_hand_stay(course):
    assert marked(course) == (3, "Well said.", False)
    assert "by hand" not in course.row(course.done, "bob")


def test_the_copy_before_it_takes_all_back(course):
    copies = course.run("-m", "helpers.grading", "restore", "--list").split()
    course.run("-m", "helpers.grading", "restore", copies[-2])  # the last is of --force
    assert course.scores() == {"ada": 6, "bob": 7}
    assert marked(course) == (3, "Well said.", False)


def test_who_would_lose_the_grade_is_told():
    ada = Outcome("ada", failure="no kernel", before=6, changed=False)
    shown = changes(NAME, [ada, Outcome("bob", 2, 6)])
    assert [list(column.cells) for column in shown.columns[1:3]] == [["6", "none"], ["none", "2"]]
    assert "no kernel" in next(iter(shown.columns[3].cells)).plain
