"""A student who is removed leaves nothing behind, and the others lose nothing."""

import json
import re
import unicodedata
from urllib.parse import quote

import pytest
from nbgrader.preprocessors import Execute
from sqlalchemy import Engine, event

from helpers.grading.batch.graded_work import GradedWork, Mark
from helpers.grading.batch.kept_results import Executed
from helpers.grading.batch.last_run import LastRun
from helpers.grading.batch.report import Outcome
from helpers.grading.batch.standing import Standing
from helpers.grading.batch.task import Result, Task
from helpers.grading.gradebook.submission_record import find_record
from tests.grading.course import NAME

GONE, STAYS = "schröder", "schröder2"


@pytest.fixture
def kept(course, command):
    """A course that keeps everything it can about two students with nearly the same name."""
    (course.root / "roster.csv").write_text(f"id\n{GONE}\n{STAYS}\n", encoding="utf-8")
    command("roster", "roster.csv")
    work = course.root / ".grading"
    work.mkdir(exist_ok=True)
    with course.gradebook() as gradebook:
        for student in (GONE, STAYS):
            gradebook.add_submission(NAME, student)
    command("roster", "roster.csv")  # which makes a copy with both
    graded, standing = GradedWork(work / f"{NAME}.graded"), Standing(work / f"{NAME}.warnings")
    for student in (GONE, STAYS):
        for step in ("submitted", "autograded", "feedback"):
            folder = course.root / step / unicodedata.normalize("NFD", student) / NAME
            folder.mkdir(parents=True)
            (folder / "words.txt").write_text("mine")
        graded.add(student, {NAME: Mark("1", "2")})
        standing.add(Outcome(student, look_at=["late"]))
        task = Task(NAME, student, {}, {}, Execute, {})
        Executed(work / "executed").keep(task, Result({}))
        Executed(work / "tried").keep(task, Result({}))
    last_run = LastRun(NAME, graded, standing)
    with course.gradebook() as gradebook:
        for student in (GONE, STAYS):
            folder = course.root / "autograded" / unicodedata.normalize("NFD", student) / NAME
            last_run.keep(student, find_record(gradebook, NAME, student), folder)
    (work / f"{NAME}.collected").write_text(json.dumps({GONE: {}, STAYS: {}}))
    (work / f"{NAME}.log").write_text(f"│ {GONE} │ 6 / 10 │\n")
    (course.root / "reports").mkdir()
    (course.root / "reports" / "one.html").write_text(f"<th>{GONE}</th>")
    (course.root / "reports" / "other.html").write_text(f"<th>{STAYS}</th>")
    (course.root / "lms_names.csv").write_text(
        f"name,lms_user_id,id\njürgen,1,{GONE}\njo,2,{STAYS}\n", encoding="utf-8-sig"
    )
    return course


def named_in(course, student):
    """The files and folders of a course that hold a name, or are called by it, in any form."""
    forms = [unicodedata.normalize(form, student) for form in ("NFC", "NFD")]
    forms += [json.dumps(student)[1:-1], quote(student)]
    found = set()
    for path in course.root.rglob("*"):
        text = path.relative_to(course.root).as_posix()
        if path.is_file():  # of a database all bytes: what is deleted may still be there
            text += path.read_text("utf-8", errors="replace")
        if any(re.search(rf"{re.escape(form)}(?!2)", text) for form in forms):
            found.add(path.relative_to(course.root).as_posix())
    return found


def test_what_would_be_removed_is_said_and_nothing_touched(kept, command):
    before = named_in(kept, GONE)
    said = command("student", "remove", GONE)
    assert named_in(kept, GONE) == before
    for what in (
        "the gradebook: person, grades and comments", "submitted/", "autograded/", "feedback/",
        "backups/", f".grading/{NAME}.graded", f".grading/{NAME}.warnings",
        f".grading/{NAME}.collected", f".grading/{NAME}.log", ".grading/executed/",
        ".grading/tried/", "lms_names.csv: the student's lines", "reports/one.html",
    ):  # fmt: skip
        assert f"would be removed: {what}" in said, what
    assert "--yes" in said


def test_nothing_is_left_of_a_student_and_everything_of_the_others(kept, command):
    others = named_in(kept, STAYS)
    command("student", "remove", GONE, "--yes")
    assert named_in(kept, GONE) == {"roster.csv"}
    assert named_in(kept, STAYS) == others
    assert GradedWork(kept.root / ".grading" / f"{NAME}.graded").marks(STAYS)
    said = command("student", "remove", GONE, fails=True)
    assert f"nothing is kept about {GONE!r}" in said


def test_nothing_is_left_in_the_file_where_databases_keep_what_is_deleted(kept, command):
    def keep(connection, _):  # as SQLite does, unless a system has built it otherwise
        connection.execute("PRAGMA secure_delete = OFF")

    event.listen(Engine, "connect", keep)
    try:
        command("student", "remove", GONE, "--yes")
    finally:
        event.remove(Engine, "connect", keep)
    assert named_in(kept, GONE) == {"roster.csv"}


def test_a_gradebook_that_was_set_aside_is_looked_into_and_a_damaged_copy_goes(kept, command):
    command("restore")
    (aside,) = kept.root.glob("gradebook.db.before-restore-*")
    damaged = aside.with_name("gradebook.db.before-restore-2026-01-01T000000.000000Z")
    damaged.write_bytes(b"SQLite format 3\0" + GONE.encode() * 1000)
    assert damaged.name not in command("student", "remove", "nobody", fails=True)
    said = command("student", "remove", GONE, "--yes")
    assert f"removed {aside.name}: person, grades and comments" in said
    assert f"removed {damaged.name}: all of it, since it is damaged" in said
    assert named_in(kept, GONE) == {"roster.csv"} and not damaged.exists()
    assert aside.name in named_in(kept, STAYS)


def test_where_the_gradebook_is_damaged_it_is_said_and_nothing_removed(kept, command):
    before = named_in(kept, GONE) - {"gradebook.db"}
    (kept.root / "gradebook.db").write_bytes(b"no database" * 100)
    said = command("student", "remove", GONE, "--yes", fails=True)
    assert "the gradebook cannot be read" in said and "helpers.grading restore" in said
    assert named_in(kept, GONE) == before
