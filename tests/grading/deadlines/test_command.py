"""Due dates and extensions, in any zone, and the penalties of what is graded already."""

from datetime import datetime

import pytest

from tests.grading.course import NAME

POLICY = "c.LatePolicy.points_per_day = 1\nc.Exchange.timezone = 'Europe/Berlin'"
HANDED_IN = {"ada": "2026-03-28 22:59", "bob": "2026-03-29 10:00", "cat": "2026-03-30 10:00"}


@pytest.fixture
def graded(course):
    """Three students with 6 points each, who handed in at these times (UTC)."""
    course.configure(POLICY)
    with course.gradebook() as gradebook:
        for student, time in HANDED_IN.items():
            gradebook.add_student(student)
            submission = gradebook.add_submission(NAME, student)
            submission.timestamp = datetime.fromisoformat(time)
            for grade in submission.notebooks[0].grades:
                if grade.cell.cell_type == "code":
                    grade.auto_score = grade.max_score
        gradebook.add_student("dan")
        gradebook.db.commit()
    return course


@pytest.fixture
def deadline(graded, command):
    return lambda *arguments, fails=False: command("deadline", NAME, *arguments, fails=fails)


def lost(course):
    with course.gradebook() as gradebook:
        return {
            s.student.id: s.late_submission_penalty or 0
            for s in gradebook.assignment_submissions(NAME)
        }


def due(course):
    with course.gradebook() as gradebook:
        return gradebook.find_assignment(NAME).duedate


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2026-03-28 23:59 Europe/Berlin", datetime(2026, 3, 28, 22, 59)),  # in winter
        ("2026-03-29 23:59 Europe/Berlin", datetime(2026, 3, 29, 21, 59)),  # in summer
        ("2026-03-29 23:59 +0530", datetime(2026, 3, 29, 18, 29)),
        ("2026-03-29 23:59", datetime(2026, 3, 29, 23, 59)),
    ],
)
def test_a_due_date_counts_in_its_own_zone_and_is_said_in_that_of_the_course(
    graded, deadline, written, utc
):
    said = deadline(written)
    assert due(graded) == utc
    if "Berlin" in written:
        zone = "CET" if "28" in written else "CEST"
        assert f"{NAME} is due {written[:16]}:00 {zone}" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["2026-03-29 02:30 Europe/Berlin"], "the clocks of Europe/Berlin were changed"),
        (["2026-10-25 02:30 Europe/Berlin"], "the clocks of Europe/Berlin were changed"),
        (["tomorrow"], "this is no time; write it like"),
        (["2026-04-01", "--student=nobody"], "'nobody' is not on the roster"),
        (["2026-03-01", "--student=ada"], "an extension ends later"),
        (["--student=ada"], "an extension needs a time"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_changes_nothing(graded, deadline, arguments, words):
    deadline("2026-03-28 23:59 Europe/Berlin")
    before = due(graded), lost(graded)
    assert words in deadline(*arguments, fails=True)
    assert (due(graded), lost(graded)) == before
    assert not (graded.root / "extensions.csv").exists()


def test_a_due_date_that_is_set_or_moved_after_grading_changes_the_penalties_at_once(
    graded, deadline
):
    said = deadline("2026-03-28 23:59 Europe/Berlin")
    assert lost(graded) == {"ada": 0, "bob": 1, "cat": 2}
    assert "bob: 11 h 1 min late; 1 points less, not 0" in said and "ada:" not in said
    said = deadline("2026-03-29 23:59 Europe/Berlin")
    assert lost(graded) == {"ada": 0, "bob": 0, "cat": 1}
    assert "bob: no longer late; 0 points less, not 1" in said
    assert "feedback" not in said
    assert "points less" not in deadline()


def test_pages_of_feedback_that_a_new_penalty_makes_wrong_are_named(graded, deadline):
    (graded.root / "feedback" / "bob" / NAME).mkdir(parents=True)
    said = deadline("2026-03-28 23:59 Europe/Berlin")
    assert f"old points: python -m helpers.grading feedback {NAME}" in said
    assert "old points" not in deadline()


def test_an_extension_holds_for_one_student_also_before_she_hands_in(graded, deadline):
    deadline("2026-03-28 23:59 Europe/Berlin")
    deadline("2026-03-31 23:59 Europe/Berlin", "--student=CAT")
    said = deadline("2026-03-31 12:00 Europe/Berlin", "--student=dan")
    assert lost(graded) == {"ada": 0, "bob": 1, "cat": 0}
    assert "cat: until 2026-03-31 23:59:00 CEST" in said
    deadline("2026-03-29 09:00 Europe/Berlin", "--student=cat")  # in the place of the first
    assert lost(graded)["cat"] == 2
    assert (graded.root / "extensions.csv").read_text("utf-8-sig").count(NAME) == 2


def test_penalties_are_computed_anew_after_marking_by_hand(graded, deadline):
    graded.configure("c.LatePolicy.points_per_day = 0\nc.LatePolicy.share_per_day = 0.5")
    deadline("2026-03-28 23:59 Europe/Berlin")
    with graded.gradebook() as gradebook:
        gradebook.find_grade("words", NAME, NAME, "bob").manual_score = 4
        gradebook.db.commit()
    assert "bob: 11 h 1 min late; 5 points less, not 3" in deadline()
