"""Honest work in an unusual form: nobody loses a point by it, or it is told."""

import json
import unicodedata
import zipfile

import nbformat
import pytest

from tests.grading.course import ANSWERS, NAME

NOTEBOOK = f"{NAME}.ipynb"
RIGHT = 6.0
DECOMPOSED = unicodedata.normalize("NFD", "Schröder")


def rewritten(folder, change):
    """Change the text of a notebook."""
    path = folder / NOTEBOOK
    path.write_bytes(change(path.read_text(encoding="utf-8")))


def edited(folder, change):
    """Change a notebook."""
    notebook = nbformat.read(folder / NOTEBOOK, as_version=4)
    change(notebook)
    nbformat.write(notebook, folder / NOTEBOOK)


def in_encoding(encoding):
    return lambda folder: rewritten(folder, lambda text: text.encode(encoding))


def with_line_ends(end):
    def change(notebook):
        for cell in notebook.cells:
            cell.source = cell.source.replace("\n", end[:-1] + "\n") + end

    return lambda folder: edited(folder, change)


def renamed(name):
    def rename(folder):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / NOTEBOOK).rename(folder / name)

    return rename


def packed(folder):
    with zipfile.ZipFile(folder / "answers.zip", "w") as archive:
        archive.write(folder / NOTEBOOK, f"mine/{NOTEBOOK}")
    (folder / NOTEBOOK).unlink()


def two_that_differ(folder):
    text = (folder / NOTEBOOK).read_text()
    (folder / NOTEBOOK).rename(folder / f"{NAME} (1).ipynb")
    (folder / f"{NAME} (2).ipynb").write_text(text.replace("a + b", "a - b"))


def without_metadata(folder):
    def change(content):
        content["metadata"] = {}
        for cell in content["cells"]:
            cell["metadata"] = {}

    edited(folder, change)


def words_without_metadata(folder):
    edited(folder, lambda notebook: notebook.cells[-1].metadata.pop("nbgrader"))


def stamped(text):
    return lambda folder: (folder / "timestamp.txt").write_bytes(text)


# student → what happens to the right notebook, points, what the table says
WORK = {
    "bom": (in_encoding("utf-8-sig"), RIGHT, ""),
    "utf-16": (in_encoding("utf-16"), RIGHT, ""),
    "cp1252": (in_encoding("cp1252"), RIGHT, "is not in UTF-8 and was read as cp1252"),
    "crlf": (with_line_ends("\r\n"), RIGHT, ""),
    "newline": (with_line_ends("\n"), RIGHT, ""),
    "number": (renamed(f"{NAME} (1).ipynb"), RIGHT, f"{NAME} (1).ipynb was taken for {NOTEBOOK}"),
    "text": (renamed(f"{NOTEBOOK}.txt"), RIGHT, f"{NOTEBOOK}.txt was taken for {NOTEBOOK}"),
    "nested": (renamed(f"mine/{NOTEBOOK}"), RIGHT, f"mine/{NOTEBOOK} was taken for {NOTEBOOK}"),
    "zip": (packed, RIGHT, f"answers.zip/mine/{NOTEBOOK} was taken for {NOTEBOOK}"),
    "renamed": (renamed("mine.ipynb"), RIGHT, f"mine.ipynb was taken for {NOTEBOOK}"),
    "no-words": (words_without_metadata, RIGHT, "recognised by id: 'words'"),
    "no-metadata": (without_metadata, RIGHT, "6 cells without nbgrader's metadata recognised by"),
    "Mueller": (None, RIGHT, "its folder is called 'Mueller'; it is graded as that of 'mueller'"),
    DECOMPOSED: (None, RIGHT, "it is graded as that of 'Schröder'"),
    "stranger": (None, RIGHT, "'stranger' is not on the roster and was added to it"),
    "summer": (stamped(b"2026-10-25 02:59:00.000000 CEST"), RIGHT, ""),
    "winter": (stamped(b"2026-10-25 02:59:00.000000 CET"), RIGHT, "29 min late"),
    "dots": (stamped("\ufeff01.02.2026 12:00\r\n".encode()), RIGHT, ""),
}
NOT_GRADED = {
    "india": (stamped(b"2026-10-25 02:59:00 IST"), "IST can be +0100 or +0200 or +0530; write the"),
    "slashes": (stamped(b"01/02/2026"), "can be read in two ways"),
    "twice": (two_that_differ, f"{NAME} (1).ipynb, {NAME} (2).ipynb, which differ; rename the one"),
    "anna": (None, "the folders 'ANNA' and 'anna' seem to be of one student; keep one"),
}
OWNERS = {"Mueller": "mueller", DECOMPOSED: "Schröder"}


@pytest.fixture(scope="module")
def graded(new_course, tmp_path_factory):
    course = new_course(tmp_path_factory.mktemp("unusual") / "course")
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-10-25 01:30:00")
        gradebook.add_student("mueller", last_name="Müller")
        gradebook.add_student("Schröder", last_name="Schröder")
        for student in [*WORK, *NOT_GRADED]:
            if student not in ("stranger", "anna", *OWNERS):
                gradebook.add_student(student)
    changes = {student: case[0] for student, case in [*WORK.items(), *NOT_GRADED.items()]}
    for student, change in changes.items():
        folder = course.hand_in(student, ANSWERS | {"add": "# Größe\n" + ANSWERS["add"]})
        if change:
            change(folder)
    course.hand_in("ANNA")
    course.submitted = json.dumps(sorted(map(str, (course.root / "submitted").rglob("*"))))
    course.output = course.autograde("--workers=2", fails=True)
    return course


@pytest.mark.parametrize(
    ("student", "points", "told"), [(s, *case[1:]) for s, case in WORK.items()]
)
def test_it_gets_its_points_and_the_table_says_what_was_done(graded, student, points, told):
    owner = OWNERS.get(student, student)
    assert graded.scores()[owner] == points
    row = graded.row(graded.output, owner)
    if told:
        assert told in row
    else:
        assert row.split("│")[-2].strip() == ""


@pytest.mark.parametrize(("student", "told"), [(s, case[1]) for s, case in NOT_GRADED.items()])
def test_what_is_in_doubt_is_told_with_the_remedy_and_not_guessed(graded, student, told):
    row = graded.row(graded.output, student)
    assert "not graded: " in row and told in row
    assert student not in graded.scores()


def test_written_answers_wait_for_their_reader(graded):
    with graded.gradebook() as gradebook:
        for student in WORK:
            grade = gradebook.find_grade("words", NAME, NAME, OWNERS.get(student, student))
            assert grade.needs_manual_grade and grade.auto_score is None, student


def test_a_student_is_enrolled_once(graded):
    with graded.gradebook() as gradebook:
        students = {student.id for student in gradebook.students}
    assert not students & set(OWNERS) and "stranger" in students


def test_nothing_that_was_handed_in_is_touched(graded):
    assert graded.submitted == json.dumps(sorted(map(str, (graded.root / "submitted").rglob("*"))))


def test_what_has_another_name_there_goes_by_its_own_name_from_then_on(graded):
    for student, owner in OWNERS.items():
        assert graded.graded(owner).cells
        assert student == owner or not (graded.root / "autograded" / student).exists()
    assert graded.graded("zip").cells and graded.graded("number").cells


def test_what_is_mended_is_graded_in_the_next_run(graded):
    submitted = graded.root / "submitted"
    (submitted / "india" / NAME / "timestamp.txt").write_text("2026-10-25 02:59:00 +0530")
    folder = submitted / "twice" / NAME
    (folder / f"{NAME} (1).ipynb").rename(folder / NOTEBOOK)
    output = graded.autograde(fails=True)  # some are not mended
    graded_now = {"india", "twice"}
    assert {student for student in graded.scores() if f"│ {student} " in output} == graded_now
    assert {graded.scores()[student] for student in graded_now} == {RIGHT}
