"""A class that hands in honest work on the real problem sets, and what it loses when graded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from tests.paths import COURSE
from tests.problem_sets.honest import HONEST, Answers
from tests.problem_sets.marking import cells

NAME = "all"  # one assignment with a notebook for each set


def answered(name: str, answers: Answers) -> nbformat.NotebookNode:
    """A release with the model answers in it, and with some in place of them or without a cell."""
    notebook = nbformat.read(COURSE / "assignments" / name / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = answers.get(cell.id, cells("solutions", name)[cell.id].source) or ""
    notebook.cells = [cell for cell in notebook.cells if answers.get(cell.id, "") is not None]
    return notebook


class HonestClass:
    """A course folder in which a class has handed in; it is graded in a copy each time.

    The n-th student works in the n-th way in every set, and begins again with the first where a set
    has fewer ways than another.

    Parameters
    ----------
    root
        The folder, which is not there yet.
    sets
        The problem sets that everybody hands in.
    """

    def __init__(self, root: Path, sets: Collection[str]) -> None:
        self.root = root
        (root / "solutions" / NAME).mkdir(parents=True)
        shutil.copy(COURSE / "nbgrader_config.py", root)
        for name in sets:
            shutil.copy(COURSE / "solutions" / name / f"{name}.ipynb", root / "solutions" / NAME)
        self.students = [f"student-{n}" for n in range(max(len(HONEST[name]) for name in sets))]
        for number, student in enumerate(self.students):
            folder = root / "submitted" / student / NAME
            folder.mkdir(parents=True)
            for name in sets:
                ways = list(HONEST[name].values())
                notebook = answered(name, ways[number % len(ways)])
                nbformat.write(notebook, folder / f"{name}.ipynb")
        self._run(root, "release", "--record")

    def lost(self, workers: int, copy: Path) -> tuple[dict[str, float], int]:
        """Grade the class with so many workers, in a new folder.

        Returns
        -------
        tuple
            Student, set and test cell → points lost, where any are; and how many test cells there
            were.
        """
        shutil.copytree(self.root, copy)
        self._run(copy, "autograde", NAME, f"--workers={workers}")
        with Gradebook(f"sqlite:///{copy / 'gradebook.db'}", "cnn") as gradebook:
            tests = {
                f"{submission.student.id} {notebook.name} {grade.name}": grade
                for submission in gradebook.assignment_submissions(NAME)
                for notebook in submission.notebooks
                for grade in notebook.grades
                if grade.cell.cell_type == "code"
            }
            losses = {
                cell: grade.max_score - grade.auto_score
                for cell, grade in tests.items()
                if grade.auto_score != grade.max_score
            }
        return losses, len(tests)

    @staticmethod
    def _run(folder: Path, *arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "helpers.grading", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(COURSE), "COLUMNS": "400"},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
