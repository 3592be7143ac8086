"""The gradebook is copied before a command writes to it, and a damaged one is put back."""

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from helpers.grading.gradebook.backup import DAILY, RECENT, WEEKLY, copies, kept
from helpers.grading.release.course_directory import course_directory

NOON = datetime(2026, 7, 15, 12, tzinfo=timezone.utc)


def enrol(course, command, student):
    (course.root / "roster.csv").write_text(f"id\n{student}\n")
    return command("roster", "roster.csv")


def students(course):
    with course.gradebook() as gradebook:
        return {student.id for student in gradebook.students}


def test_a_damaged_gradebook_is_refused_kept_aside_and_put_back(course, command):
    for student in ("ada", "bob", "cat"):
        enrol(course, command, student)
    marks = course.root / ".grading" / "sums.graded"
    marks.parent.mkdir(exist_ok=True)
    marks.write_text("of a later time")
    file = course.root / "gradebook.db"
    content = bytearray(file.read_bytes())
    content[1024:] = os.urandom(len(content) - 1024)
    file.write_bytes(content)
    (course.root / "roster.csv").write_text("id\ndan\n")
    said = command("roster", "roster.csv", fails=True)
    assert "is damaged" in said and "python -m helpers.grading restore" in said
    assert file.read_bytes() == content
    said = command("restore")
    assert students(course) == {"ada", "bob"}  # as before the last command
    (aside,) = course.root.glob("gradebook.db.before-restore-*")
    assert aside.read_bytes() == content and aside.name in said
    assert not marks.exists()  # else work that is no longer graded would count as graded


def test_an_older_copy_is_chosen_by_its_name(course, command):
    for student in ("ada", "bob", "cat"):
        enrol(course, command, student)
    names = command("restore", "--list").split()
    assert names == [copy.name for copy in copies(course_directory(course.root))]
    command("restore", names[1])
    assert students(course) == {"ada"}
    assert "there is no copy '2020'" in command("restore", "2020", fails=True)


def test_what_did_not_change_is_copied_once(course, command):
    for _ in range(3):
        command("release", "--record")
    enrol(course, command, "ada")
    count = len(copies(course_directory(course.root)))
    (course.root / "none.csv").write_text("")
    command("roster", "none.csv", fails=True)
    command("roster", "none.csv", fails=True)
    assert len(copies(course_directory(course.root))) == count + 1


def test_a_damaged_copy_is_not_put_back(course, command):
    enrol(course, command, "ada")
    before = (course.root / "gradebook.db").read_bytes()
    (copy,) = copies(course_directory(course.root))
    (copy / "gradebook.db").write_bytes(b"no database")
    assert "is damaged" in command("restore", fails=True)
    assert (course.root / "gradebook.db").read_bytes() == before


@pytest.mark.parametrize("hours", [1, 5, 24, 100])
def test_copies_are_kept_by_age(hours):
    made = {Path(str(n)): NOON - timedelta(hours=hours * n) for n in range(24 * 400 // hours)}
    stay = kept(made.items(), NOON)
    times = sorted((made[path] for path in stay), reverse=True)
    assert set(sorted(made.values(), reverse=True)[:RECENT]) <= set(times)
    for path, time in made.items():
        age = NOON - time
        if age <= DAILY:
            assert any(made[one].date() == time.date() for one in stay), path
        elif age <= WEEKLY:
            assert any(made[one].isocalendar()[:2] == time.isocalendar()[:2] for one in stay), path
    assert len(stay) <= RECENT + 31 + 27
    assert kept([(path, made[path]) for path in stay], NOON) == stay
