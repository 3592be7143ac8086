"""A class is released, graded and given feedback with plain nbgrader: each student's points."""

import csv
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from html.parser import HTMLParser
from types import SimpleNamespace

import nbformat
import pytest
from nbgrader.api import Gradebook
from traitlets.config import Config

from helpers.grading.preprocessors.regions import cut_all, hidden_markers
from tests.grading.class_of_ps2 import (
    NAME,
    POINTS,
    SMALL_SHAPES,
    SUBMISSIONS,
    WIDE_SHAPES,
    answered,
    read,
)
from tests.paths import COURSE


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course after generate, autograde, feedback and export, one nbgrader process for each."""
    course = tmp_path_factory.mktemp("course")
    shutil.copy(COURSE / "nbgrader_config.py", course)
    shutil.copytree(COURSE / "solutions" / NAME, course / "solutions" / NAME)
    for student, submission in SUBMISSIONS.items():
        path = course / "submitted" / student / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        if submission is None:
            path.write_text("This is no notebook.")
        else:
            nbformat.write(submission(), path)

    scripts = sysconfig.get_path("scripts")
    path = os.pathsep.join(
        folder for folder in os.environ["PATH"].split(os.pathsep) if folder != scripts
    )

    def nbgrader(*arguments):
        command = [sys.executable, "-m", "nbgrader", *arguments]
        return subprocess.run(
            command,
            cwd=course,
            env=os.environ | {"PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )

    return SimpleNamespace(
        course=course,
        generate=nbgrader("generate_assignment", NAME),
        autograde=nbgrader("autograde", NAME),
        feedback=nbgrader("generate_feedback", NAME),
        export=nbgrader("export"),
    )


@pytest.fixture
def gradebook(graded):
    with Gradebook(f"sqlite:///{graded.course}/gradebook.db") as gradebook:
        yield gradebook


def scores(gradebook, student):
    """(points from the tests, points from a reader or None) of each graded cell."""
    notebook = gradebook.find_submission_notebook(NAME, NAME, student)
    return {grade.name: grade.auto_score for grade in notebook.grades}


def log_about(graded, student):
    return [
        line
        for line in graded.autograde.stderr.splitlines()
        if student in line and "WARNING" in line
    ]


def page(graded, student):
    return (graded.course / "feedback" / student / NAME / f"{NAME}.html").read_text(encoding="utf8")


class Page(HTMLParser):
    """The text of a page and the addresses it loads."""

    def __init__(self, html):
        super().__init__()
        self.text, self.loads = "", []
        self.feed(html)

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        if tag in (
            "script",
            "link",
            "img",
            "iframe",
            "source",
            "video",
            "audio",
            "object",
            "embed",
        ):
            self.loads += [
                value
                for name, value in attrs
                if name in ("src", "href", "srcset", "data") and value
            ]


def hidden_lines():
    found = set()
    for cell in read(COURSE / "solutions" / NAME / f"{NAME}.ipynb").cells:
        found |= set(cut_all(cell.source, hidden_markers(Config()))[1])
    shown = {line for cell in answered({}).cells for line in cell.source.split("\n")}
    return {line.strip() for line in found - shown}


def test_plain_nbgrader_runs_through_where_the_environment_is_not_activated(graded):
    assert graded.generate.returncode == 0, graded.generate.stderr
    assert graded.feedback.returncode == 0, graded.feedback.stderr
    assert graded.export.returncode == 0, graded.export.stderr


@pytest.mark.parametrize("student", POINTS)
def test_every_student_gets_the_points_that_were_earned(gradebook, student):
    assert sum(score or 0 for score in scores(gradebook, student).values()) == POINTS[student]


def test_the_numbers_of_a_neighbour_are_marked_with_ones_own(gradebook):
    by_cell = scores(gradebook, "neighbour")
    kept = {name for name, score in by_cell.items() if score}
    assert kept == {name for name in by_cell if name.startswith(("size-", "leftover-", "same-"))}


def test_a_file_that_is_no_notebook_costs_its_student_only(graded, gradebook):
    assert graded.autograde.returncode == 1
    assert [
        line
        for line in graded.autograde.stderr.splitlines()
        if "ERROR" in line and "broken_file" in line
    ]
    graded_students = {
        submission.student.id for submission in gradebook.assignment_submissions(NAME)
    }
    assert set(POINTS) <= graded_students


def test_a_slip_costs_the_points_of_its_own_layer_once(gradebook):
    by_cell = scores(gradebook, "half_right")
    lost = {name for name, score in by_cell.items() if score == 0}
    assert lost == {
        "size-stride",
        "size-together",
        "leftover-padded",
        "same-size",
        "small-conv-1",
        "wide-conv-2",
        "backwards-stride",
    }


def test_no_answer_scores_0_and_needs_no_reader(gradebook):
    for student, needs_reader in {
        "untouched": False,
        "deleted_answers": False,
        "half_right": True,
    }.items():
        notebook = gradebook.find_submission_notebook(NAME, NAME, student)
        essay = next(grade for grade in notebook.grades if grade.name == "own-words")
        assert essay.needs_manual_grade == needs_reader, student


def test_no_test_is_left_to_a_reader(gradebook):
    for student in POINTS:
        notebook = gradebook.find_submission_notebook(NAME, NAME, student)
        waiting = {grade.name for grade in notebook.grades if grade.needs_manual_grade}
        assert waiting <= {"own-words"}, student


def test_a_dead_kernel_keeps_the_points_of_the_cells_before(gradebook):
    by_cell = scores(gradebook, "dead_kernel")
    kept = {name for name, score in by_cell.items() if score}
    assert kept == {name for name in by_cell if name.startswith(("size-", "leftover-"))}


def test_the_instructor_is_told_which_copy_counts(graded):
    log = "\n".join(log_about(graded, "copied_cells"))
    for name in ("output-size", "size-stride", "small-pool-1"):
        assert re.search(rf"'{name}' was copied. The last one, cell \d+, is graded", log)
    notebook = read(graded.course / "autograded" / "copied_cells" / NAME / f"{NAME}.ipynb")
    assert sum(cell.source.startswith("**A copy.**") for cell in notebook.cells) == 3


def test_nothing_is_logged_about_honest_students(graded):
    for student in ("right", "half_right", "talkative"):
        assert log_about(graded, student) == []
    (told,) = log_about(graded, "untouched")
    assert told.endswith("nothing was answered: every answer is as it was released")
    assert "TCP" not in graded.autograde.stderr


def test_what_a_student_changed_is_logged(graded):
    assert any(
        "changed the locked cell 'size-plain'" in line
        for line in log_about(graded, "deleted_answers")
    )
    assert any("deleted cell 'size-stride'" in line for line in log_about(graded, "deleted_tests"))
    assert any(
        "'points' of cell 'size-padding'" in line for line in log_about(graded, "edited_metadata")
    )
    assert any(
        "no cell 'from-another-assignment'" in line for line in log_about(graded, "edited_metadata")
    )


def test_a_deleted_test_comes_back_behind_its_answer(graded):
    notebook = read(graded.course / "autograded" / "deleted_tests" / NAME / f"{NAME}.ipynb")
    names = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    released = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in answered({}).cells]
    assert [name for name in names if name] == [name for name in released if name]


def test_graded_notebooks_can_be_written_to(graded):
    path = graded.course / "autograded" / "right" / NAME / f"{NAME}.ipynb"
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("student", POINTS)
def test_feedback_shows_no_line_of_a_hidden_test(graded, student):
    html = page(graded, student)
    text = Page(html).text
    assert "HIDDEN" not in text
    lines = hidden_lines()
    assert len(lines) > 10
    assert [line for line in lines if line in text or line in html] == []


def test_feedback_does_not_print_what_a_hidden_test_asked(graded):
    text = Page(page(graded, "talkative")).text
    assert "asked for 28 5" not in text and "asked for 6 1" not in text
    # It printed the notebook's file, where no hidden test is.
    assert "name_the_call=False" not in text


@pytest.mark.parametrize("student", POINTS)
def test_feedback_loads_nothing_from_a_network(graded, student):
    html = page(graded, student)
    addresses = Page(html).loads + re.findall(r"@import\s+[^;]+|url\(([^)]*)\)", html)
    assert [address for address in addresses if re.match(r"[\"']?(https?:)?//", address)] == []


def test_feedback_names_the_slip_and_not_the_answer(graded):
    text = Page(page(graded, "half_right")).text
    assert "it is rounded up; a window that fits only in part is not a place" in text
    slip = "This fits a common slip:"
    assert f"conv_1: The height is {SMALL_SHAPES['conv_1'][0]}. {slip} the first place" in text
    height = WIDE_SHAPES["conv_2"][0]
    assert f"conv_2: The height is {height}. {slip} the dilation is left out" in text
    assert f"{NAME}: 13 of 20\n          points so far" in text


@pytest.mark.parametrize(
    ("student", "said"),
    [
        ("copied_cells", "The cell 'output-size' is there more than once; the last one"),
        ("deleted_answers", "The cell 'size-plain' was changed, which only answers may be"),
        ("deleted_answers", "The answer 'leftover' was missing."),
        ("deleted_tests", "The cell 'size-stride' was missing; it was put back."),
    ],
)
def test_feedback_says_what_was_copied_or_put_back(graded, student, said):
    assert said in Page(page(graded, student)).text


def test_feedback_says_kindly_that_nothing_was_answered(graded):
    assert "If you meant to hand in another file, ask" in Page(page(graded, "untouched")).text


@pytest.mark.parametrize("student", ["right", "half_right", "talkative"])
def test_feedback_says_nothing_of_cells_that_are_as_they_should_be(graded, student):
    assert "as it was handed in:" not in Page(page(graded, student)).text


def test_the_export_has_a_row_for_every_student(graded):
    with open(graded.course / "grades.csv", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {student: float(rows[student]["raw_score"]) for student in POINTS} == POINTS
    with Gradebook(f"sqlite:///{graded.course / 'gradebook.db'}") as gradebook:
        unread = {
            student: gradebook.find_submission(NAME, student).needs_manual_grade
            for student in POINTS
        }
    # Where own words are not read yet there is no grade.
    assert {student: rows[student]["score"] == "" for student in POINTS} == unread
    assert set(unread.values()) == {True, False}
    assert {float(row["max_score"]) for row in rows.values()} == {24}
