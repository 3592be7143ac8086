"""A class in which everybody cheats, graded in some way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from helpers.grading.environment import prepare
from tests.grading.cheats import networks, outside, python, shell, values
from tests.grading.cheats.cheat import NAME, RIGHT, Cheat, handed_in, solution
from tests.paths import COURSE

KINDS: Mapping[str, Mapping[str, Cheat]] = {
    "IPython and the kernel": shell.CHEATS,
    "Python and its libraries": python.CHEATS,
    "values": values.CHEATS,
    "threads, sockets, files, metadata": outside.CHEATS,
    "networks": networks.CHEATS,
}
CHEATS = {name: cheat for cheats in KINDS.values() for name, cheat in cheats.items()}
HONEST_WORK = "honest work"
SUBMISSIONS = {HONEST_WORK: Cheat(RIGHT, worth=9), **CHEATS}
SECONDS = 10  # for one cell
TIMEOUT = f"\nc.Execute.timeout = {SECONDS}\n"


def student(name: str) -> str:
    """The id under which a cheat is handed in."""
    return name.replace(" ", "-")


def scores(folder: Path, *options: str, names: Collection[str] = SUBMISSIONS) -> dict[str, float]:
    """Hand in cheats and grade them with the grader; cheat → points.

    Parameters
    ----------
    folder
        Of the course; it is not there yet.
    *options
        Of ``autograde``.
    names
        The submissions.
    """
    (folder / "solutions" / NAME).mkdir(parents=True)
    nbformat.write(solution(), folder / "solutions" / NAME / f"{NAME}.ipynb")
    config = (COURSE / "nbgrader_config.py").read_text()
    (folder / "nbgrader_config.py").write_text(config + TIMEOUT)
    _run(folder, "helpers.grading", "release", "--record")
    _submit(folder / "assignments", folder, names)
    _run(folder, "helpers.grading", "autograde", NAME, *options)
    return _points(folder)


def stock_scores(folder: Path) -> dict[str, float]:
    """Hand in all cheats and grade them with nbgrader alone; cheat → points.

    A submission that stock nbgrader does not grade is not among them.
    """
    (folder / "source" / NAME).mkdir(parents=True)
    nbformat.write(solution(), folder / "source" / NAME / f"{NAME}.ipynb")
    (folder / "nbgrader_config.py").write_text(f"c = get_config()\n{TIMEOUT}")
    _run(folder, "nbgrader", "generate_assignment", NAME)
    _submit(folder / "release", folder, SUBMISSIONS)
    for name in SUBMISSIONS:  # one that ends the run would end it for all
        _run(folder, "nbgrader", "autograde", NAME, f"--student={student(name)}", may_fail=True)
    return _points(folder)


def _submit(released: Path, folder: Path, names: Collection[str]) -> None:
    for name in names:
        cheat = SUBMISSIONS[name]
        target = folder / "submitted" / student(name) / NAME
        target.mkdir(parents=True)
        notebook = nbformat.read(released / NAME / f"{NAME}.ipynb", as_version=4)
        nbformat.write(handed_in(notebook, cheat), target / f"{NAME}.ipynb")


def _points(folder: Path) -> dict[str, float]:
    names = {student(name): name for name in SUBMISSIONS}
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", "cnn") as gradebook:
        graded = gradebook.assignment_submissions(NAME)
        return {names[one.student.id]: one.score for one in graded}


def _run(folder: Path, module: str, *arguments: str, may_fail: bool = False) -> None:
    environment = {**os.environ, "PYTHONPATH": str(COURSE), "COLUMNS": "200"}
    prepare(environment)
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=1800,
    )  # fmt: skip
    if done.returncode and not may_fail:
        shutil.rmtree(folder / "submitted", ignore_errors=True)
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
