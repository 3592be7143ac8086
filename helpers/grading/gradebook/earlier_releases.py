"""What releases have handed out: nbgrader's marks of their cells.

After a corrected test students have cells of different releases. Who has one of an earlier release
has changed nothing; but a student may also change a test and compute its checksum anew. What is
kept here tells the two apart. No points depend on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory

from helpers.grading.swapping import write_whole
from helpers.grading.working_folder import work_file

# Values of `MARKS`, in this order; those of a student's notebook may be anything.
Marks = list[object]
MARKS = ("grade", "solution", "task", "points", "checksum")


def marks_of(about: Mapping[str, object]) -> Marks:
    """The marks in nbgrader's metadata of a cell."""
    return [about.get(name, False) for name in MARKS]


def remember(coursedir: CourseDirectory, assignment: str, *releases: Path) -> None:
    """Keep the marks of all cells in the notebooks of some folders; one need not be there."""
    file = _file(coursedir, assignment)
    kept = _read(file)
    for path in (path for folder in releases for path in sorted(folder.glob("*.ipynb"))):
        for name, marks in _marked(_notebook(path)):
            of_cell = kept.setdefault(path.stem, {}).setdefault(name, [])
            if marks not in of_cell:
                of_cell.append(marks)
    file.parent.mkdir(exist_ok=True, mode=0o700)
    write_whole(file, json.dumps(kept))


def remembered(
    coursedir: CourseDirectory, assignment: str, notebook: str, now: NotebookNode | None
) -> Mapping[str, Sequence[Marks]] | None:
    """Name of a cell → its marks in each release of a notebook.

    Parameters
    ----------
    coursedir, assignment, notebook
        The notebook of a course.
    now
        As students get it now, where that is still there.

    Returns
    -------
    Mapping or None
        None where a release was made past `remember`, so that others may have been, too.
    """
    found = _read(_file(coursedir, assignment)).get(notebook, {})
    known = [marks in found.get(name, ()) for name, marks in _marked(now)]
    return found if known and all(known) else None


def _file(coursedir: CourseDirectory, assignment: str) -> Path:
    return Path(coursedir.root, work_file(assignment, "handed-out"))


def _read(file: Path) -> dict[str, dict[str, list[Marks]]]:
    try:
        return json.loads(file.read_text("utf-8"))
    except (FileNotFoundError, ValueError):  # none, or damaged, which must cost no grade
        return {}


def _notebook(path: Path) -> NotebookNode | None:
    try:
        return nbformat.read(path, as_version=4)
    except ValueError:  # whatever students got, it was not this
        return None


def _marked(notebook: NotebookNode | None) -> Iterator[tuple[str, Marks]]:
    for cell in [] if notebook is None else notebook.cells:
        about = cell.metadata.get("nbgrader")
        if about and "grade_id" in about:
            yield about["grade_id"], marks_of(about)
