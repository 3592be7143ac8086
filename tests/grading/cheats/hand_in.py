"""A class in which everybody cheats, graded in some way."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import nbformat
from nbformat import NotebookNode
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
AT_A_TIME = 2  # cheats that stock nbgrader grades; it has no option for that itself
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


def stock_scores(
    folder: Path,
    names: Collection[str] = SUBMISSIONS,
    *,
    kept: dict[str, float | None] | None = None,
    told: Callable[[], None] = lambda: None,
) -> dict[str, float]:
    """Hand in cheats and grade them with nbgrader alone; cheat → points.

    A submission that stock nbgrader does not grade is not among them. Each has a course and a home
    of its own: what one does to either would be worth points to all that come after it.

    Parameters
    ----------
    folder
        Of the courses; it is not there yet.
    names
        The submissions.
    kept
        Points by all that they depend on (None: not graded). What is in it is not run again, and
        what was run is put into it.
    told
        Called after each.
    """
    kept = {} if kept is None else kept
    (folder / "course" / "source" / NAME).mkdir(parents=True)
    course = folder / "course"
    nbformat.write(solution(), course / "source" / NAME / f"{NAME}.ipynb")
    (course / "nbgrader_config.py").write_text(f"c = get_config()\n{TIMEOUT}")
    _run(course, "nbgrader", "generate_assignment", NAME)

    def points(name: str) -> float | None:
        released = nbformat.read(course / "release" / NAME / f"{NAME}.ipynb", as_version=4)
        key = _key(name, handed_in(released, SUBMISSIONS[name]))
        if key not in kept:
            kept[key] = _stock_score(course, folder / student(name), name)
        told()
        return kept[key]

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        found = zip(names, pool.map(points, names), strict=True)
        return {name: score for name, score in found if score is not None}


def _key(name: str, notebook: NotebookNode) -> str:
    """What the points of a submission depend on: its cells, nbgrader and Python."""
    cells = [[cell.source, cell.metadata] for cell in notebook.cells]
    about = [name, cells, TIMEOUT, version("nbgrader"), version("keras"), sys.version]
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()


def _stock_score(course: Path, own: Path, name: str) -> float | None:
    shutil.copytree(course, own / "course")
    (own / "home").mkdir()
    _submit(own / "course" / "release", own / "course", [name])
    home = {"HOME": str(own / "home"), "PYTHONUSERBASE": str(own / "home" / ".local")}
    try:
        _run(
            own / "course", "nbgrader", "autograde", NAME, within=_apart(own), may_fail=True, **home
        )
    except subprocess.TimeoutExpired:
        return None
    return _points(own / "course").get(name)


def _apart(own: Path) -> list[str]:
    """A command that runs another where a cheat finds nobody else's kernels, and stays for nobody.

    It is no box: the cheat and its stock nbgrader are in there together.
    """
    command = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    command += ["--tmpfs", "/tmp", "--tmpfs", "/run"]
    for path in (COURSE, *(Path(place).resolve() for place in (sys.prefix, sys.base_prefix))):
        if path.is_relative_to("/tmp"):
            command += ["--ro-bind", str(path), str(path)]
    command += ["--bind", str(own), str(own), "--chdir", str(own / "course")]
    return [*command, "--unshare-pid", "--unshare-net", "--die-with-parent", "--"]


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


def _run(
    folder: Path,
    module: str,
    *arguments: str,
    within: Sequence[str] = (),
    may_fail: bool = False,
    **variables: str,
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(COURSE), "COLUMNS": "200", **variables}
    prepare(environment)
    done = subprocess.run(
        [*within, sys.executable, "-m", module, *arguments],
        cwd=folder, env=environment, capture_output=True, text=True,
        timeout=300 if within else 1800,
    )  # fmt: skip
    if done.returncode and not may_fail:
        shutil.rmtree(folder / "submitted", ignore_errors=True)
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
