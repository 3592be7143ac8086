"""A small course to grade: one assignment of three questions, and a class."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from tests.grading.warm_grader import WarmGrader
from tests.paths import COURSE

NAME = "sums"
MADE = "made-by-the-run"  # where files go that a notebook makes

ANSWERS = {
    "add": "def add(a, b):\n    return a + b",
    "mean": "import numpy as np\n\ndef mean(values):\n    return float(np.mean(values))",
    "words": "A sum has no order.",
}
TESTS = {
    "add-small": (1, "assert add(1, 2) == 3"),
    "add-hidden": (2, "### BEGIN HIDDEN TESTS\nassert add(-5, 7) == 2\n### END HIDDEN TESTS"),
    "mean-small": (3, "assert mean([1, 2, 6]) == 3"),
}

# Most tests are about something else, and one kernel for a submission is faster than two.
SAME_PROCESS = "c.ExecuteInBox.examiner = False"


def nbgrader_metadata(cell_id: str, **flags) -> dict:
    metadata = {
        "schema_version": 3,
        "grade": False,
        "locked": False,
        "solution": False,
        "task": False,
    }
    return {"nbgrader": {**metadata, "grade_id": cell_id, **flags}}


def new_question(cell_id: str, text: str, **flags) -> nbformat.NotebookNode:
    """A Markdown cell that nbgrader knows."""
    return new_markdown_cell(text, id=cell_id, metadata=nbgrader_metadata(cell_id, **flags))


def solution() -> nbformat.NotebookNode:
    """The instructor's notebook: 6 points by tests, 4 by hand."""

    def answer(cell_id):
        text = f"### BEGIN SOLUTION\n{ANSWERS[cell_id]}\n### END SOLUTION"
        return new_code_cell(text, id=cell_id, metadata=nbgrader_metadata(cell_id, solution=True))

    def test(cell_id):
        points, text = TESTS[cell_id]
        flags = {"grade": True, "locked": True, "points": points}
        return new_code_cell(text, id=cell_id, metadata=nbgrader_metadata(cell_id, **flags))

    return new_notebook(
        cells=[
            new_markdown_cell("# Sums", id="title"),
            answer("add"),
            test("add-small"),
            test("add-hidden"),
            answer("mean"),
            test("mean-small"),
            new_question("words", ANSWERS["words"], solution=True, grade=True, points=4),
        ],
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        },
    )


class Course:
    """A course folder with a gradebook, released.

    Parameters
    ----------
    root
        The folder. Where it is there, it is such a course.
    db_url
        Address of a gradebook elsewhere.

    Attributes
    ----------
    warm : WarmGrader or None
        Where commands run, of all courses; without one they start anew.
    """

    warm: ClassVar[WarmGrader | None] = None

    def __init__(self, root: Path, db_url: str | None = None) -> None:
        self.root = root
        self.db_url = db_url or f"sqlite:///{root / 'gradebook.db'}"
        if root.exists():
            return
        (root / "solutions" / NAME).mkdir(parents=True)
        nbformat.write(solution(), root / "solutions" / NAME / f"{NAME}.ipynb")
        shutil.copy(COURSE / "nbgrader_config.py", root)
        self.configure(SAME_PROCESS)
        self.configure("c.GradeClass.time_solution = False")  # one more submission in each course
        if db_url:
            self.configure(f"c.CourseDirectory.db_url = {db_url!r}")
        self.run("-m", "helpers.grading", "release", "--record")

    def copied(self, root: Path) -> Course:
        """A course of its own that begins where this one stands."""
        shutil.copytree(self.root, root, symlinks=True)
        return Course(root)

    def configure(self, text: str) -> None:
        """Add lines to nbgrader_config.py."""
        with (self.root / "nbgrader_config.py").open("a") as file:
            file.write(f"\n{text}\n")

    def examine(self) -> None:
        """From now on grade as a course does that has configured nothing: with the examiner."""
        path = self.root / "nbgrader_config.py"
        path.write_text(path.read_text().replace(SAME_PROCESS, ""))

    def run(self, *arguments: str, fails: bool = False, **anew) -> str:
        """Run Python in the course folder; its output. It has to fail where ``fails`` says so.

        What is given of `subprocess.run`, such as variables in ``env``, has Python start anew.
        """
        own = {"PYTHONPATH": str(COURSE), "COLUMNS": "400", **anew.get("env", {})}
        variables = {**os.environ, **own}
        if self.warm and arguments[0] == "-m" and not anew:
            status, output = self.warm.run(*arguments[1:], folder=self.root, variables=variables)
        else:
            done = subprocess.run(
                [sys.executable, *arguments],
                cwd=self.root,
                capture_output=True,
                text=True,
                timeout=600,
                **{**anew, "env": variables},
            )
            status, output = done.returncode, done.stdout + done.stderr
        assert bool(status) == fails, output
        return output

    def autograde(self, *options: str, fails: bool = False, **anew) -> str:
        return self.run("-m", "helpers.grading", "autograde", NAME, *options, fails=fails, **anew)

    def answered(self, answers: Mapping[str, str]) -> nbformat.NotebookNode:
        """The release with answers in it."""
        notebook = self.released()
        for cell in notebook.cells:
            cell.source = answers.get(cell.id, cell.source)
        return notebook

    def hand_in(
        self, student: str, answers: Mapping[str, str] | None = None, *, files=(), timestamp=None
    ) -> Path:
        """Write a submission: the release with answers in it, by default the right ones."""
        notebook = self.answered(ANSWERS if answers is None else answers)
        folder = self.root / "submitted" / student / NAME
        folder.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, folder / f"{NAME}.ipynb")
        for name, content in dict(files).items():
            (folder / name).write_bytes(content)
        if timestamp:
            (folder / "timestamp.txt").write_text(timestamp)
        return folder

    def released(self) -> nbformat.NotebookNode:
        """The notebook as students get it."""
        return nbformat.read(self.root / "assignments" / NAME / f"{NAME}.ipynb", as_version=4)

    def gradebook(self) -> Gradebook:
        return Gradebook(self.db_url, "cnn")

    def row(self, output: str, student: str) -> str:
        """What the table at the end of a run says of a student."""
        return next(line for line in output.splitlines() if f"│ {student} " in line)

    def scores(self) -> dict[str, float]:
        """Student → points so far, of all who have a submission in the gradebook."""
        with self.gradebook() as gradebook:
            return {s.student.id: s.score for s in gradebook.assignment_submissions(NAME)}

    def graded(self, student: str) -> nbformat.NotebookNode:
        return nbformat.read(
            self.root / "autograded" / student / NAME / f"{NAME}.ipynb", as_version=4
        )


def correct_the_test(course: Course) -> None:
    """In the solution the hidden test of `add` asks no longer for more than the question does."""
    path = course.root / "solutions" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = cell.source.replace("add(-5, 7) == 2", "add(5, 7) == 12")
    nbformat.write(notebook, path)
