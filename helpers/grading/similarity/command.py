"""``python -m helpers.grading similarity``: pairs to read side by side."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from rich.table import Table
from rich.text import Text
from tqdm import tqdm

from helpers.grading.batch.report import printable
from helpers.grading.gradebook.released_cells import handed_out
from helpers.grading.release.course_directory import course_directory
from helpers.grading.reporting.page import page_of_pairs, write_page
from helpers.grading.similarity import same_answers
from helpers.grading.similarity.folders import graded_folders

if TYPE_CHECKING:  # SciPy takes time, and the other commands do not need it
    from helpers.grading.similarity.pairs import Cell, Pair, Similarity


def register(commands: argparse._SubParsersAction) -> None:
    """Add the command to those of ``python -m helpers.grading``."""
    parser = commands.add_parser("similarity", help="pairs of submissions that are alike")
    parser.add_argument("assignment")
    parser.add_argument(
        "--most", type=int, default=20, metavar="N", help="so many pairs (default: 20)"
    )
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    coursedir = course_directory(Path.cwd())
    try:
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            assignment = gradebook.find_assignment(chosen.assignment)
            names = [notebook.name for notebook in assignment.notebooks]
        found = compared(coursedir, chosen.assignment, names)
        pasted = same_answers.notes(coursedir, chosen.assignment, names)
    except MissingEntry:
        print(f"the gradebook does not know {chosen.assignment!r}", file=sys.stderr)
        return 1
    except ValueError as error:
        print(f"{chosen.assignment}: {error}", file=sys.stderr)
        return 1
    pairs = found.pairs(chosen.most)
    said = [f"{printable(student)}: {words}" for student, words in sorted(pasted.items())]
    _print(pairs, said)
    evidence = [(pair, found.side_by_side(pair)) for pair in pairs]
    html = page_of_pairs(chosen.assignment, evidence, said)
    return write_page(f"{chosen.assignment}-similar", html)


def compared(coursedir: CourseDirectory, assignment: str, notebooks: Iterable[str]) -> Similarity:
    """Compare the graded notebooks of a class.

    Parameters
    ----------
    coursedir
        The course.
    assignment, notebooks
        The name of the assignment, and those of its notebooks.

    Raises
    ------
    ValueError
        If there are too few of them, or one that is no notebook.
    """
    from helpers.grading.similarity.pairs import Similarity  # noqa: PLC0415  as above

    names = list(notebooks)
    folders = graded_folders(coursedir, assignment)
    work = {
        folder.parent.name: [cell for name in names for cell in _cells(folder / f"{name}.ipynb")]
        for folder in tqdm(folders, desc=assignment, unit=" notebooks", leave=False)
    }
    releases = [found for name in names if (found := handed_out(coursedir, assignment, name))]
    release = [cell for notebook in releases for cell in _students_cells(notebook)]
    return Similarity({student: cells for student, cells in work.items() if cells}, release)


def _cells(file: Path) -> list[Cell]:
    if not file.exists():  # graded without a notebook
        return []
    return list(_students_cells(nbformat.read(file, as_version=4)))


def _students_cells(notebook: nbformat.NotebookNode) -> Iterator[Cell]:
    """What a student may write in: all but the locked cells."""
    from helpers.grading.similarity.pairs import Cell  # noqa: PLC0415  as above

    for place, cell in enumerate(notebook.cells, start=1):
        about = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "raw" and not about.get("locked"):
            name = about.get("grade_id") or cell.get("id") or f"cell {place}"
            yield Cell(name, cell.source, cell.cell_type == "code")


def _print(pairs: Iterable[Pair], pasted: Iterable[str]) -> None:
    table = Table()
    for title in ("one", "other"):
        table.add_column(title, overflow="fold")
    for title in ("evidence", "rare passages", "of one's", "of the other's"):
        table.add_column(title, justify="right")
    for pair in pairs:
        table.add_row(
            *(Text(printable(student)) for student in pair.students),
            f"{pair.evidence:.0f}",
            str(pair.rare),
            *(f"{share:.0%}" for share in pair.shares),
        )
    console = Console()
    console.print(table if table.row_count else "No two have anything in common that is not given.")
    for line in pasted:  # what the whole class has counts little, who pasted it or not
        console.print(line, markup=False, highlight=False)
    console.print("Alike is not copied: read the pairs side by side, and talk to the students.")
