"""How fast is a class graded, beside stock nbgrader?

Run it with ``make bench-grading``, on a machine that does nothing else. A class hands in a NumPy
set and a TensorFlow set: some right, some with a mistake, some untouched. Stock ``nbgrader
autograde`` and the course's grader mark the same files, one after the other, each with its own
gradebook. The times are those of the whole commands. The limit is the processor time of the
students' own cells, spread over all cores without a gap; it is measured by running the cells
alone, in as many threads as a box allows.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from rich.console import Console
from rich.table import Table

from helpers.grading.environment import prepare
from tests.paths import COURSE

SETS = {"NumPy": "ps1_convolution_by_hand", "TensorFlow": "ps4_mnist_cnn"}
KINDS = ("right", "right", "half", "untouched")  # of every four students
ONE_THREAD = {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}
STOCK = """
c = get_config()
c.CourseDirectory.course_id = "cnn"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"
c.KernelManager.transport_encryption = "auto"
c.Execute.timeout = 300
"""


@dataclass(frozen=True)
class Run:
    seconds: float
    scores: dict[str, float]


def submission(name: str, kind: str) -> nbformat.NotebookNode:
    """A release with the answers of one kind of student."""
    source, release = (
        nbformat.read(COURSE / folder / name / f"{name}.ipynb", as_version=4)
        for folder in ("solutions", "assignments")
    )
    answers = {
        cell.id: cell.source
        for cell in source.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    if kind == "untouched":
        answers = {}
    elif kind == "half":  # the id and every second answer
        names = list(answers)
        answers = {cell: answers[cell] for cell in {*names[:1], *names[::2]}}
    for cell in release.cells:
        cell.source = answers.get(cell.id, cell.source)
    return release


def course(root: Path, name: str, students: int, config: str) -> None:
    """A course folder with one set and a class that has handed in."""
    shutil.copytree(COURSE / "solutions" / name, root / "solutions" / name)
    (root / "nbgrader_config.py").write_text(config)
    for number in range(students):
        folder = root / "submitted" / f"student-{number:03}" / name
        folder.mkdir(parents=True)
        nbformat.write(submission(name, KINDS[number % len(KINDS)]), folder / f"{name}.ipynb")


def command(root: Path, *arguments: str) -> float:
    """Run a module in a course folder; the seconds that it took."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(COURSE)},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(
            f"{' '.join(arguments)} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}"
        )
    return time.perf_counter() - began


def scores(root: Path, name: str) -> dict[str, float]:
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "cnn") as gradebook:
        return {s.student.id: s.score for s in gradebook.assignment_submissions(name)}


def processor_time(name: str, kind: str) -> float:
    """Seconds that the cells of a submission compute, imports not counted."""
    imports = "import numpy, matplotlib.pyplot, tensorflow, keras, helpers.networks\n"
    cells = [cell.source for cell in submission(name, kind).cells if cell.cell_type == "code"]
    code = imports + (
        "import os, resource, contextlib\n"
        f"cells = {cells!r}\n"
        "names = {'__name__': 'answers_of_a_student'}\n"
        "def used(): u = resource.getrusage(resource.RUSAGE_SELF); return u.ru_utime + u.ru_stime\n"
        "began = used()\n"
        "with open(os.devnull, 'w') as nothing, contextlib.redirect_stdout(nothing):\n"
        "    for cell in cells:\n"
        "        try: exec(cell, names)\n"
        "        except Exception: continue\n"
        "print(used() - began)\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=folder,
            env={**os.environ, **ONE_THREAD, "PYTHONPATH": str(COURSE), "MPLBACKEND": "agg"},
            capture_output=True,
            text=True,
            check=True,
        )
    return float(done.stdout.split()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--sets", nargs="*", choices=SETS, default=list(SETS))
    chosen = parser.parse_args()
    prepare(os.environ)
    os.environ["CNN_COURSE_SHORT_RUN"] = "1"
    os.environ.setdefault("CNN_COURSE_MNIST", "scikit-learn")

    table = Table(title=f"{chosen.students} submissions of each set, {os.cpu_count()} cores")
    for column in ("set", "grader", "seconds", "a minute", "times stock", "share of the limit"):
        table.add_column(column, justify="left" if column in ("set", "grader") else "right")
    console = Console()
    for title in chosen.sets:
        name = SETS[title]
        own = sum(
            processor_time(name, kind)
            * sum(KINDS[i % len(KINDS)] == kind for i in range(chosen.students))
            for kind in set(KINDS)
        )
        with tempfile.TemporaryDirectory(prefix="bench-") as top:
            stock, ours = Path(top) / "stock", Path(top) / "ours"
            course(stock, name, chosen.students, STOCK)
            course(ours, name, chosen.students, (COURSE / "nbgrader_config.py").read_text())
            command(stock, "nbgrader", "generate_assignment", name)
            command(ours, "helpers.grading", "release", "--record")
            runs = {
                "stock": Run(command(stock, "nbgrader", "autograde", name), scores(stock, name)),
                "ours": Run(
                    command(ours, "helpers.grading", "autograde", name), scores(ours, name)
                ),
            }
        if runs["stock"].scores != runs["ours"].scores:
            raise AssertionError(f"the scores differ: {runs}")
        for grader, run in runs.items():
            table.add_row(
                title,
                grader,
                f"{run.seconds:.1f}",
                f"{60 * chosen.students / run.seconds:.1f}",
                f"{runs['stock'].seconds / run.seconds:.2f}",
                f"{100 * own / os.cpu_count() / run.seconds:.0f} %",
            )
        console.print(f"{title}: scores equal; students' cells take {own:.1f} s of processor time")
    console.print(table)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    console.print(f"largest process: {peak} MB")


if __name__ == "__main__":
    main()
