"""The feedback of a class: sums by question, what is not read yet, and the way back."""

import re
import zipfile
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest

from helpers.grading.feedback.class_feedback import _start
from tests.grading.course import NAME
from tests.grading.feedback.importers import canvas_takes, moodle_takes
from tests.grading.reporting.marked_class import POINTS, mark

UNREAD = {**POINTS, "bob": ((1, 0, 3), None, 12)}
NUMBERS = {student: number for number, student in enumerate(POINTS, start=101)}
DOWNLOADS = {
    "moodle": "{0}_{1}_assignsubmission_file/work.ipynb",
    "canvas": "{0}_{1}_9{1}_work.ipynb",
}


@pytest.fixture
def marked(course):
    return mark(course, UNREAD)


def page(course, student):
    return (course.root / "feedback" / student / NAME / f"{NAME}.html").read_text()


def read(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<main")[2]))


def test_sums_by_question_and_what_nobody_has_read(marked, command):
    said = command("feedback", NAME, "--workers=2")
    assert "feedback/: feedback for 4 students" in said
    assert "feedback for 1 student with answers that are not read yet" in said
    bob = read(page(marked, "bob"))
    assert f"{NAME}: 4 of 6 points so far; 4 more are not read yet" in bob
    assert "add 1 of 3 add-small 1 of 1 , add-hidden 0 of 2" in bob
    assert "words 4 not read yet" in bob and "0 of 4" not in bob
    assert "Your answer not read yet (4 points)" in bob
    cat = read(page(marked, "cat"))
    assert f"{NAME}: 3 of 10 points" in cat and "not read" not in cat
    assert "words 2 of 4" in cat


def test_cells_that_were_put_back_count_for_their_question(marked, command):
    path = marked.root / "autograded" / "cat" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.metadata.get("nbgrader")][::-1]
    nbformat.write(notebook, path)
    release = marked.root / "assignments" / NAME / f"{NAME}.ipynb"
    headed = nbformat.read(release, as_version=4)
    headed.cells.insert(0, nbformat.v4.new_markdown_cell("## 1. All of it (10 points)"))
    nbformat.write(headed, release)
    command("feedback", NAME, "--student=cat")
    assert "1. All of it 3 of 10" in read(page(marked, "cat"))
    release.unlink()
    command("feedback", NAME, "--student=cat")
    assert "1. All of it" not in read(page(marked, "cat"))


def test_a_worker_is_forked_only_where_no_other_thread_holds_a_lock():
    with ThreadPoolExecutor(1) as other:
        assert other.submit(_start).result() == "spawn"


def test_a_heading_of_a_students_runs_nothing(marked, command):
    path = marked.root / "autograded" / "ada" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(1, nbformat.v4.new_markdown_cell("## <script>alert(1)</script>"))
    nbformat.write(notebook, path)
    command("feedback", NAME, "--student=ada")
    assert "alert(1)" not in page(marked, "ada")  # the questions are those of the release
    (marked.root / "assignments" / NAME / f"{NAME}.ipynb").unlink()
    command("feedback", NAME, "--student=ada")
    assert "<script>alert" not in page(marked, "ada")
    assert "&lt;script&gt;alert" in page(marked, "ada")
    assert not (marked.root / "feedback" / "bob").exists()


def test_what_cannot_be_made_costs_that_student_only_and_says_why(marked, command):
    (marked.root / "autograded" / "bob" / NAME / f"{NAME}.ipynb").write_text("no JSON")
    said = command("feedback", NAME, "--workers=1", fails=True)
    assert "feedback/: feedback for 3 students" in said
    assert re.search(r"no page for bob: .*JSON", said)


@pytest.mark.parametrize("platform", DOWNLOADS)
def test_the_archive_goes_back_the_way_the_work_came(marked, command, platform):
    download = marked.root / "download.zip"
    notebook = nbformat.writes(marked.answered({}))
    with zipfile.ZipFile(download, "w") as file:
        for student in ("ada", "bob", "cat"):
            file.writestr(DOWNLOADS[platform].format(student, NUMBERS[student]), notebook)
    command("collect", NAME, download.name)
    said = command("feedback", NAME, f"--zip={platform}")
    assert (
        f"{platform}.zip: feedback for 3 students" in said
        and "Not in the archive: dan (not collected" in said
    )
    with zipfile.ZipFile(marked.root / f"{NAME}-feedback-{platform}.zip") as file:
        for path in file.namelist():
            if platform == "moodle":
                number, _ = moodle_takes(path, NUMBERS.values())
            else:
                number = canvas_takes(path, {n: [int(f"9{n}")] for n in NUMBERS.values()})
            student = next(one for one, n in NUMBERS.items() if n == number)
            assert file.read(path).decode() == page(marked, student)
        assert len(file.namelist()) == 3


def test_nothing_graded_is_told(course, command):
    assert "autograde" in command("feedback", NAME, fails=True)
    assert "does not know 'other'" in command("feedback", "other", fails=True)
