"""`undo` takes the last grading back: points, folders, marks; what a person gave stays."""

import pytest

from tests.grading.course import ANSWERS, NAME, correct_the_test

HALF = ANSWERS | {"add": "def add(a, b):\n    return abs(a) + abs(b)"}  # 4 of 6 points


def mark(course, student, points):
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("words", NAME, NAME, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.find_comment("words", NAME, NAME, student).manual_comment = "Well said."
        gradebook.db.commit()


def words_of(course, student):
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("words", NAME, NAME, student)
        comment = gradebook.find_comment("words", NAME, NAME, student)
        return grade.manual_score, grade.needs_manual_grade, comment.comment


def graded_files(course, student):
    folder = course.root / "autograded" / student
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def course(new_course, tmp_path_factory):
    """Two are graded, a test is changed, they are graded anew with two more; and taken back."""
    course = new_course(tmp_path_factory.mktemp("undo") / "course")
    course.hand_in("ada")
    course.hand_in("bob", HALF)
    course.autograde("--workers=2")
    course.scores_before, course.files_before = course.scores(), graded_files(course, "bob")
    mark(course, "bob", 3)
    correct_the_test(course)
    course.run("-m", "helpers.grading", "release", NAME, "--record")
    for student in ("cleo", "dan"):
        course.hand_in(student)
    course.autograde("--workers=2")
    assert course.scores()["bob"] == 6 + 3
    mark(course, "ada", 2)
    mark(course, "dan", 1)
    course.said = course.run("-m", "helpers.grading", "undo", NAME)
    return course


def test_points_and_folders_are_those_before(course):
    assert course.scores_before == {"ada": 6, "bob": 4}
    scores = course.scores()
    assert scores["ada"] == 6 + 2 and scores["bob"] == 4 + 3
    assert graded_files(course, "bob") == course.files_before
    assert "bob is as before" in course.said


def test_what_a_person_gave_before_or_after_stays(course):
    assert words_of(course, "bob") == (3, False, "Well said.")
    assert words_of(course, "ada") == (2, False, "Well said.")


def test_who_was_graded_for_the_first_time_is_not_graded_unless_marked_since(course):
    assert "cleo is not graded" in course.said
    assert "cleo" not in course.scores()
    assert not (course.root / "autograded" / "cleo" / NAME).exists()
    assert "dan stays, since it was marked by hand after the run" in course.said
    assert course.scores()["dan"] == 6 + 1


def test_it_can_be_taken_back_once_and_then_be_graded_anew(course):
    said = course.run("-m", "helpers.grading", "undo", NAME, fails=True)
    assert f"nothing of {NAME} to take back" in said
    said = course.autograde("--workers=2")
    assert f"{NAME}: 3 of 3 graded" in said  # dan's grades rest on this release already
    assert course.scores() == {"ada": 8, "bob": 9, "cleo": 6, "dan": 7}
