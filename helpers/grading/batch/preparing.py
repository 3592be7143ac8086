"""Putting a submission in order: what was handed in, the released cells, the assignment's files."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute

from helpers.grading.batch.folders import files_of, ignoring
from helpers.grading.batch.handed_in import handed_in
from helpers.grading.batch.pipeline import Pipeline
from helpers.grading.batch.saving import collides
from helpers.grading.batch.submission import Submission
from helpers.grading.batch.task import Task
from helpers.grading.gradebook.released_cells import Releases


def prepare(
    submission: Submission,
    *,
    coursedir: CourseDirectory,
    releases: Releases,
    pipeline: Pipeline,
    names: Collection[str],
    left_to_students: Collection[str],
) -> Task:
    """Read a submission's folder and make of it what a worker has to run.

    Parameters
    ----------
    submission
        It gets its files, its notes, and the notebooks that are missing or cannot be read.
    coursedir, releases, pipeline
        The course, the released notebooks of the assignment, and what a notebook goes through.
    names
        Notebooks to grade; the others stay as they are.
    left_to_students
        Files of the assignment that do not replace those of students.

    Raises
    ------
    Exception
        If it cannot be graded: nobody can say which of several notebooks counts, the disk fails.
    """
    taken = handed_in(
        submission.folder, releases, coursedir.ignore, submission.notes, releases.holds
    )
    given = _given(coursedir, submission, left_to_students)
    for name in [name for name in taken.files if collides(name, given)]:
        submission.notes.append(f"{name} was left out: the assignment has a folder of that name")
        del taken.files[name]
    submission.files = taken.files | given
    submission.missing = [name for name in releases if name not in taken.notebooks]
    if pipeline.can_restore:  # else it would wait for grading in the formgrader for ever
        for name in set(submission.missing) & set(names):
            reason = f"{name}.ipynb was not handed in"
            pipeline.stand_in(submission, name, "MissingNotebook", reason)
    notebooks = {}
    for name, notebook in taken.notebooks.items():
        if name in names:
            text = pipeline.prepare(submission, name, notebook)
            if text is not None:
                notebooks[name] = text
                # beside it lies what was handed in, not the notebook with the hidden tests
                submission.files[f"{name}.ipynb"] = notebook.content
    return Task(
        submission.assignment,
        submission.student,
        notebooks,
        submission.files,
        pipeline.execute or Execute,
        pipeline.settings,
    )


def _given(
    coursedir: CourseDirectory, submission: Submission, left_to_students: Collection[str]
) -> dict[str, bytes]:
    """Path → content of the files that the assignment brings along."""
    step = coursedir.source_directory
    folder = Path(coursedir.format_path(step, ".", submission.assignment))
    if not folder.is_dir():
        return {}
    ignored = ignoring([*coursedir.ignore, "*.ipynb"])
    found = files_of(folder, ignored, submission.notes)
    return {name: content for name, content in found.items() if name not in left_to_students}
