"""Grades leave a real gradebook by nbgrader's command, and no incomplete one by mistake."""

import csv
import io
from datetime import datetime

import pytest

from tests.grading.course import NAME

MOODLE = """Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,A,B
Participant 1,Ada,ada@example.org,-,,{maximum},Yes,-,-
Participant 2,Bob,bob@example.org,-,3.00,{maximum},Yes,-,-
Participant 3,Cat,cat@example.org,-,,{maximum},Yes,-,-
Participant 4,Eve,eve@example.org,-,,{maximum},No,-,-
"""
CANVAS = f"""Student,ID,SIS Login ID,Section,{NAME} (5)
    Points Possible,,,,8
"Ada",1,ada,A,
"Eve",4,EVE,A,3
"""


@pytest.fixture
def marked(course):
    """Ada and Eve are marked, bob waits for a reader, cat has handed nothing in."""
    with course.gradebook() as gradebook:
        for name in ("ada", "bob", "cat", "eve"):
            gradebook.add_student(name, email=f"{name}@example.org")
        for name in ("ada", "bob", "eve"):
            submission = gradebook.add_submission(NAME, name)
            for grade in submission.notebooks[0].grades:
                by_hand = grade.cell.name == "words"
                grade.auto_score = None if by_hand else grade.cell.max_score
                grade.manual_score = 2.5 if by_hand and name != "bob" else None
                grade.needs_manual_grade = by_hand and name == "bob"
            submission.notebooks[0].late_submission_penalty = 1.0 if name == "eve" else None
        gradebook.db.commit()
    (course.root / "canvas.csv").write_text(CANVAS)
    (course.root / "moodle.csv").write_text(MOODLE.format(maximum="10.00"))
    return course


def export(course, platform, *options, **more):
    sheet = f"--sheet={platform}.csv"
    return course.run("-m", "helpers.grading", "export", platform, NAME, sheet, *options, **more)


def table(course, name):
    return list(csv.reader(io.StringIO((course.root / name).read_text())))


def test_moodles_worksheet_has_complete_grades_and_the_others_are_told(marked):
    said = export(marked, "moodle")
    assert "1 grade filled in" in said and "INFO" not in said
    for left_out in (
        "needs marking by hand: bob", "nothing handed in: cat", "locked in Moodle: eve",
    ):  # fmt: skip
        assert left_out in said
    _, *rows = table(marked, f"{NAME}-moodle.csv")
    assert [row[4] for row in rows] == ["8.5", "3.00", "", ""]


def test_points_so_far_are_grades_where_they_are_asked_for(marked):
    export(marked, "moodle", "--incomplete", "--to=all.csv")
    assert [row[4] for row in table(marked, "all.csv")[1:]] == ["8.5", "6", "0", ""]


def test_another_maximum_in_moodle_is_refused_or_converted(marked):
    (marked.root / "moodle.csv").write_text(MOODLE.format(maximum='"100,00"'))
    said = export(marked, "moodle", fails=True)
    assert "Moodle has 100 points for this assignment, the gradebook 10" in said
    assert "--scale" in said and "Traceback" not in said
    assert not (marked.root / f"{NAME}-moodle.csv").exists()
    export(marked, "moodle", "--scale")
    assert table(marked, f"{NAME}-moodle.csv")[1][4] == "85"


def test_canvas_gets_the_points_less_the_penalty_and_the_maximum(marked):
    said = export(marked, "canvas")
    assert f"Canvas had 8 points for {NAME} (5); the table sets 10" in said
    assert "2 left out, not in the table: bob, cat" in said
    assert table(marked, f"{NAME}-canvas.csv") == [
        ["Student", "ID", "SIS Login ID", "Section", f"{NAME} (5)"],
        ["    Points Possible", "", "", "", "10"],
        ["Ada", "1", "ada", "A", "8.5"],
        ["Eve", "4", "EVE", "A", "7.5"],
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Student,ID\nAda,1\n", "no column Section"),
        (CANVAS.replace(",8\n", ",(read only)\n"), "it is read only"),
        (CANVAS.replace(NAME, "other"), f"no column is called '{NAME}'"),
        (CANVAS.partition("\n")[0], "no row below its heading"),
    ],
)
def test_a_table_that_canvas_would_not_read_is_refused_with_the_reason(marked, text, reason):
    (marked.root / "canvas.csv").write_text(text)
    said = export(marked, "canvas", fails=True)
    assert "canvas.csv: " in said and reason in said and "Traceback" not in said


def test_the_plain_table_has_no_score_that_is_no_grade(marked):
    with marked.gradebook() as gradebook:
        gradebook.find_student("cat").last_name = "=1+1, Jr"
        gradebook.db.commit()
    marked.run("-m", "nbgrader", "export")
    heading, *rows = table(marked, "grades.csv")
    rows = [dict(zip(heading, row, strict=True)) for row in rows]
    assert [(row["student_id"], row["raw_score"], row["score"], row["state"]) for row in rows] == [
        ("ada", "8.5", "8.5", "complete"),
        ("bob", "6.0", "", "needs marking by hand"),
        ("cat", "", "", "nothing handed in"),
        ("eve", "8.5", "7.5", "complete"),
    ]
    assert rows[2]["last_name"] == "'=1+1, Jr"


def test_a_penalty_of_the_points_before_marking_is_not_exported_but_told_with_the_remedy(marked):
    marked.configure("c.LatePolicy.share_per_day = 0.1")
    with marked.gradebook() as gradebook:
        gradebook.find_assignment(NAME).duedate = datetime(2026, 3, 1)
        eve = gradebook.find_submission(NAME, "eve")
        eve.timestamp = datetime(2026, 3, 1, 12)  # a day begun: 0.85 of 8.5 points, not 1
        gradebook.db.commit()
    remedy = f"python -m helpers.grading deadline {NAME}"
    said = export(marked, "canvas")
    assert f"penalty for being late of other points than now: {remedy}: eve" in said
    assert [row[0] for row in table(marked, f"{NAME}-canvas.csv")[2:]] == ["Ada"]
    marked.run("-m", "nbgrader", "export")
    assert remedy in table(marked, "grades.csv")[4][-1]
    marked.run(*remedy.split()[1:])
    export(marked, "canvas")
    rows = {row[0]: row[-1] for row in table(marked, f"{NAME}-canvas.csv")}
    assert rows["Eve"] == "7.65" and rows["Ada"] == "8.5"
