"""A download of a learning platform becomes the folders of the students, and loses no file."""

import csv
import io
import json
import unicodedata
import zipfile

import nbformat
import pytest

from tests.grading.course import ANSWERS, NAME

NOTEBOOK = f"{NAME}.ipynb"
ROSTER = """id,first_name,last_name,email,lms_user_id
007123,Jürgen,Schröder,js@uni.example,
chen-wei,Wei,Chen,wei@uni.example,4711
mueller,Anna,Müller,anna@uni.example,
smith1,Jo,Smith,,
smith2,Jo,Smith,,
"""


@pytest.fixture
def enrolled(course, command):
    (course.root / "roster.csv").write_text(ROSTER, encoding="utf-8")
    command("roster", "roster.csv")
    return course


@pytest.fixture
def collect(command):
    """Collect the assignment; it has to fail where ``fails`` says so."""
    return lambda *arguments, fails=False: command("collect", NAME, *arguments, fails=fails)


def text(course, add=ANSWERS["add"]):
    return nbformat.writes(course.answered({**ANSWERS, "add": add}))


def pack(path, files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path.name


def packed(files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, one in files.items():
            archive.writestr(name, one)
    return content.getvalue()


def collected(course):
    submitted = course.root / "submitted"
    paths = (path for path in submitted.rglob("*") if path.is_file())
    return {path.relative_to(submitted).as_posix() for path in paths}


def row(said, student):
    """The cells of a student in the table."""
    line = next(line for line in said.splitlines() if line.startswith(f"│ {student} "))
    return [cell.strip() for cell in line.strip("│").split("│")]


def test_a_download_of_canvas_is_sorted_by_number_name_and_attempt(enrolled, collect):
    right = text(enrolled)
    archive = pack(enrolled.root / "submissions.zip", {
        f"weichen_LATE_4711_9000_{NAME}-1.ipynb": right,
        f"weichen_LATE_4711_8000_{NAME}.ipynb": text(enrolled, "pass"),
        "weichen_LATE_4711_8001_photo-1.png": b"picture",
        f"müllerannamüller_12_70_{NAME}.ipynb": right,
        f"müllerannaüller_13_71_{NAME}.ipynb": right,
        f"schröderjürgen_14_72_{NAME}.zip": packed({f"mine/{NAME} (2).ipynb": right}),
        f"__MACOSX/._weichen_4711_9000_{NAME}.ipynb": b"",
    })  # fmt: skip
    said = collect(archive, fails=True)
    assert collected(enrolled) == {
        f"chen-wei/{NAME}/{NOTEBOOK}", f"chen-wei/{NAME}/photo-1.png", f"007123/{NAME}/{NAME}.zip",
    }  # fmt: skip
    assert (enrolled.root / "submitted/chen-wei" / NAME / NOTEBOOK).read_text() == right
    _, name, change, look_at = row(said, "chen-wei")
    assert (name, change) == ("weichen", "new")
    assert "late, as the platform has it" in look_at
    assert f"9000_{NAME}-1.ipynb is later than weichen_LATE_4711_8000_{NAME}.ipynb" in look_at
    assert f"{NAME}.zip/mine/{NAME} (2).ipynb was taken for {NOTEBOOK}" in row(said, "007123")[3]
    assert "2 files of nobody" in said and "nothing from mueller, smith1, smith2" in said


@pytest.mark.parametrize(
    "layout",
    [
        "{0}_assignsubmission_file_/{1}", "{0}_assignsubmission_file_{1}",
        "all/{0}_assignsubmission_file/{1}",
    ],
)  # fmt: skip
def test_a_download_of_moodle_is_sorted_by_full_name(enrolled, collect, layout):
    decomposed = unicodedata.normalize("NFD", "Jürgen Schröder")
    archive = pack(enrolled.root / "moodle.zip", {
        layout.format("Wei Chen_31", NOTEBOOK): text(enrolled),
        layout.format(f"{decomposed}_32", NOTEBOOK): text(enrolled),
        layout.format("ANNA MÜLLER_33", NOTEBOOK): text(enrolled),
        layout.format("Jo Smith_34", NOTEBOOK): text(enrolled),
    })  # fmt: skip
    said = collect(archive, fails=True)
    assert collected(enrolled) == {
        f"{student}/{NAME}/{NOTEBOOK}" for student in ("007123", "chen-wei", "mueller")
    }
    assert "'Jo Smith' may be 'smith1' or 'smith2'; write the id into lms_names.csv" in said


def test_a_name_is_mapped_once_and_kept(enrolled, collect):
    archive = pack(enrolled.root / "1.zip", {f"smithjo_99_1_{NAME}.ipynb": text(enrolled, "pass")})
    collect(archive, fails=True)
    file = enrolled.root / "lms_names.csv"
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    assert rows == [{"name": "smithjo", "lms_user_id": "99", "id": ""}]
    file.write_text("name;lms_user_id;id\nsmithjo;99;smith2\n", encoding="utf-8")
    assert row(collect(archive), "smith2")[2] == "new"
    later = pack(enrolled.root / "2.zip", {f"smithjo_99_2_{NAME}.ipynb": text(enrolled)})
    assert row(collect(later), "smith2")[2] == "replaced"
    assert "smithjo,99,smith2" in file.read_text("utf-8-sig")
    said = collect(archive)
    assert row(said, "smith2")[2] == "kept what is there" and "an earlier one" in said
    place = enrolled.root / "submitted" / "smith2" / NAME / NOTEBOOK
    assert place.read_text() == text(enrolled)
    assert row(collect(later), "smith2")[2] == "unchanged"


def test_an_id_of_the_file_that_is_not_on_the_roster_is_refused(enrolled, collect):
    archive = pack(enrolled.root / "1.zip", {f"ada/{NOTEBOOK}": text(enrolled)})
    (enrolled.root / "lms_names.csv").write_text("name,lms_user_id,id\nada,,nobody\n")
    said = collect(archive, fails=True)
    assert "line 2: 'nobody' is not on the roster; correct the id" in said
    assert collected(enrolled) == set()


def test_a_dry_run_shows_the_same_table_and_writes_nothing(enrolled, collect):
    archive = pack(enrolled.root / "all.zip", {
        f"CHEN-WEI/{NOTEBOOK}": text(enrolled), f"js@uni.example/{NOTEBOOK}": text(enrolled),
        f"nobody/{NOTEBOOK}": b"", "loose.ipynb": b"",
    })  # fmt: skip
    before = {path for path in enrolled.root.rglob("*") if ".grading" not in path.parts}
    dry = collect(archive, "--dry-run", fails=True)
    assert {path for path in enrolled.root.rglob("*") if ".grading" not in path.parts} == before
    assert not list((enrolled.root / ".grading").glob("collect*"))
    said = collect(archive, fails=True)
    hint = " (run it without --dry-run: lms_names.csv gets a line for each)"
    assert dry.count(hint) == 1 and hint not in said
    assert dry.replace(hint, "").splitlines()[1:] == said.splitlines()[1:]
    assert "students would be collected" in dry
    assert collected(enrolled) == {f"chen-wei/{NAME}/{NOTEBOOK}", f"007123/{NAME}/{NOTEBOOK}"}
    assert "loose.ipynb" in said and "lies in no student's folder" in said


def test_two_folders_that_may_be_of_one_student_are_both_listed(enrolled, collect):
    archive = pack(enrolled.root / "all.zip", {
        f"mueller/{NOTEBOOK}": text(enrolled), f"Mueller/{NOTEBOOK}": text(enrolled, "pass"),
    })  # fmt: skip
    said = collect(archive, fails=True)
    assert collected(enrolled) == set()
    assert "'Mueller' and 'mueller' are both 'mueller' on the roster; keep one" in said


@pytest.mark.parametrize("name", ["homework.ipynb", "final.json", "answers.txt", "deep/er/x.ipynb"])
def test_a_renamed_notebook_is_recognised_by_its_cells(enrolled, collect, name):
    folder = enrolled.root / "download" / "chen-wei"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text(text(enrolled))
    (folder / "other.ipynb").write_text(json.dumps({"cells": [], "nbformat": 4}))
    assert f"{name} was taken for {NOTEBOOK}" in row(collect("download"), "chen-wei")[3]
    assert f"{name} was taken for {NOTEBOOK}" in enrolled.autograde()
    assert enrolled.scores() == {"chen-wei": 6}


def test_a_notebook_without_the_cells_is_no_other_and_is_named(enrolled, collect):
    folder = enrolled.root / "download" / "chen-wei"
    folder.mkdir(parents=True)
    notebook = enrolled.answered(ANSWERS)
    notebook.cells = notebook.cells[:3]
    nbformat.write(notebook, folder / "homework.ipynb")
    said = row(collect("download"), "chen-wei")[3]
    assert f"{NOTEBOOK} was not handed in; its folder holds homework.ipynb" in said


def test_of_two_downloads_the_later_time_counts(enrolled, collect):
    for time, add in (("2026-02-02", ANSWERS["add"]), ("2026-02-01", "pass")):
        folder = enrolled.root / time / "chen-wei"
        folder.mkdir(parents=True)
        (folder / NOTEBOOK).write_text(text(enrolled, add))
        (folder / "timestamp.txt").write_text(f"{time} 12:00:00 CET")
    collect("2026-02-02")
    assert row(collect("2026-02-01"), "chen-wei")[2] == "kept what is there"
    place = enrolled.root / "submitted" / "chen-wei" / NAME
    assert (place / NOTEBOOK).read_text() == text(enrolled)
    assert (place / "timestamp.txt").read_text() == "2026-02-02 12:00:00 CET"


def test_without_a_roster_folders_are_the_students_and_canvas_names_nobodys(course, collect):
    archive = pack(course.root / "all.zip", {
        f"ada/{NAME}/{NOTEBOOK}": text(course), f"bob/{NOTEBOOK}": text(course),
        f"cat_1_2_{NOTEBOOK}": text(course),
    })  # fmt: skip
    said = collect(archive, fails=True)
    assert collected(course) == {f"ada/{NAME}/{NOTEBOOK}", f"bob/{NAME}/{NOTEBOOK}"}
    assert "the roster is empty; enrol the class" in said


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.zip", None, "none.zip is not there"),
        ("text.zip", b"no archive", "text.zip is no zip archive and no folder"),
        ("empty.zip", packed({}), "empty.zip holds no file"),
    ],
)
def test_what_is_no_download_is_refused(course, collect, name, content, words):
    if content is not None:
        (course.root / name).write_bytes(content)
    said = collect(name, fails=True)
    assert words in said and "Traceback" not in said


def test_a_file_that_cannot_be_unpacked_is_listed_and_stops_nobody(enrolled, collect):
    archive = enrolled.root / "all.zip"
    pack(archive, {f"chen-wei/{NOTEBOOK}": text(enrolled), "mueller/data.bin": b"0123456789"})
    archive.write_bytes(archive.read_bytes().replace(b"0123456789", b"9876543210"))
    said = collect("all.zip", fails=True)
    assert "mueller/data.bin" in said and "it cannot be unpacked: Bad CRC" in said
    assert f"chen-wei/{NAME}/{NOTEBOOK}" in collected(enrolled)


def test_an_assignment_that_is_not_recorded_is_refused_with_the_command(enrolled, command):
    archive = pack(enrolled.root / "all.zip", {f"chen-wei/{NOTEBOOK}": b""})
    said = command("collect", "ps9", archive, fails=True)
    assert "`python -m helpers.grading release --record ps9`" in said
