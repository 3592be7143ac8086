"""What students get is made from the solutions, or nothing changes."""

import re
from pathlib import Path

import nbformat
import pytest

from helpers.grading.gradebook.submission_record import record
from helpers.grading.release.release import assignments, release
from tests.grading.course import NAME

NOTEBOOK = f"{NAME}.ipynb"


def edit(course, change):
    """Change the notebook of the solution."""
    path = course.root / "solutions" / NAME / NOTEBOOK
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    nbformat.write(notebook, path)


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_assignments_are_found_where_the_configuration_says(course):
    assert assignments(course.root) == [NAME]
    (course.root / "solutions").rename(course.root / "sources")
    assert assignments(course.root) == []
    course.configure("c.CourseDirectory.source_directory = 'sources'")
    assert assignments(course.root) == [NAME]


def test_a_release_leaves_the_gradebook_alone_unless_asked(course):
    edit(course, lambda notebook: notebook.cells[2].metadata.nbgrader.update(points=2))
    before = (course.root / "gradebook.db").read_bytes()
    (course.root / "assignments" / NAME / "old.txt").write_text("of an older release")
    made = release(course.root, NAME)
    assert made.files == [Path("assignments", NAME, NOTEBOOK)]
    assert (course.root / "gradebook.db").read_bytes() == before
    assert [path.name for path in (course.root / "assignments").iterdir()] == [NAME]
    release(course.root, NAME, record=True)
    with course.gradebook() as gradebook:
        assert gradebook.find_assignment(NAME).max_score == 11


def test_what_leaks_is_not_released_and_everything_stays(course):
    def misspell(notebook):
        notebook.cells[3].source = re.sub("BEGIN HIDDEN", "BEGIN HIDEN", notebook.cells[3].source)

    edit(course, misspell)
    before = contents(course.root)
    said = course.run("-m", "helpers.grading", "release", "--record", fails=True)
    assert "(add-hidden), line 1, has the marker '### BEGIN HIDEN TESTS'" in said
    assert "Traceback" not in said
    assert contents(course.root) == before


def more_of_a_test(notebook):
    more = nbformat.from_dict(notebook.cells[2])
    more.id = more.metadata.nbgrader.grade_id = "add-more"
    notebook.cells.insert(3, more)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (more_of_a_test, "it adds 'add-more', but the gradebook has 1 submission"),
        (lambda notebook: notebook.cells.pop(2), "it removes 'add-small', but"),
        (None, "it adds 'more.ipynb', but"),
    ],
    ids=["a test more", "a test less", "a notebook more"],
)
def test_what_nbgrader_cannot_record_after_grading_is_refused_with_the_remedy(course, change, said):
    with course.gradebook() as gradebook, record(gradebook, NAME, "ada"):
        pass
    if change:
        edit(course, change)
    else:
        source = course.root / "solutions" / NAME / NOTEBOOK
        source.with_name("more.ipynb").write_bytes(source.read_bytes())
    before = contents(course.root)
    with pytest.raises(RuntimeError, match=said) as refused:
        release(course.root, NAME, record=True)
    assert "Put a new test into a test cell that is there" in str(refused.value)
    assert f"`nbgrader db assignment remove {NAME} --force`" in str(refused.value)
    assert contents(course.root) == before
    release(course.root, NAME)  # students may get it all the same
