"""`nbgrader zip_collect` takes what a learning platform gives, or says what it cannot take."""

import zipfile

import pytest

from tests.grading.course import NAME

NOTEBOOK = f"{NAME}.ipynb"


@pytest.fixture
def archive(course):
    archive = course.root / "downloaded" / NAME / "archive"
    archive.mkdir(parents=True)
    return archive


def collect(course, *options, **more):
    return course.run("-m", "nbgrader", "zip_collect", NAME, *options, **more)


def collected(course):
    """The files of the submissions, by their path below submitted/."""
    submitted = course.root / "submitted"
    paths = (path for path in submitted.rglob("*") if path.is_file())
    return {path.relative_to(submitted).as_posix() for path in paths}


def pack(path, *names):
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "{}")


def test_folders_and_archives_belong_to_the_students_they_are_called_by(course, archive):
    (archive / "ada").mkdir()
    for name in (NOTEBOOK, "data.csv"):
        (archive / "ada" / name).write_text("{}")
    pack(archive / "bob.zip", NOTEBOOK, "mine/notes.txt")
    pack(archive / "cat.zip", f"{NAME}/{NOTEBOOK}")
    said = collect(course)
    assert "4 files collected" not in said and "5 files collected" in said
    assert collected(course) == {
        f"ada/{NAME}/{NOTEBOOK}", f"ada/{NAME}/data.csv",
        f"bob/{NAME}/{NOTEBOOK}", f"bob/{NAME}/mine/notes.txt",
        f"cat/{NAME}/{NAME}/{NOTEBOOK}",
    }  # fmt: skip


def test_an_archive_of_the_whole_class_holds_a_folder_for_each_student(course, archive):
    pack(archive / "download.zip", f"ada/{NOTEBOOK}", f"bob/{NAME} (1).ipynb", "bob/data.csv")
    collect(course)
    assert collected(course) == {
        f"ada/{NAME}/{NOTEBOOK}", f"bob/{NAME}/{NAME} (1).ipynb", f"bob/{NAME}/data.csv",
    }  # fmt: skip


def test_files_of_nobody_are_named_with_the_remedy_and_nothing_is_collected(course, archive):
    (archive / "ada").mkdir()
    for name in (f"ada/{NOTEBOOK}", "bob_sums.ipynb", "cat_sums.ipynb"):
        (archive / name).write_text("{}")
    said = collect(course, fails=True)
    assert "Files in no student's folder: bob_sums.ipynb, cat_sums.ipynb. Put each into" in said
    assert "named_regexp" in said and "Traceback" not in said
    assert collected(course) == set()


def test_a_regular_expression_of_the_instructor_finds_the_student_as_in_nbgrader(course, archive):
    (archive / f"bob_{NOTEBOOK}").write_text("{}")
    expression = r".*/(?P<student_id>\w+)_(?P<file_id>\w+)"
    collect(course, f"--FileNameCollectorPlugin.named_regexp={expression}")
    assert collected(course) == {f"bob/{NAME}/{NOTEBOOK}"}
