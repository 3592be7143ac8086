"""``python -m helpers.grading report``: how an assignment stands, as a table or as a page."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from rich.table import Table
from rich.text import Text

from helpers.grading.batch.class_report import report
from helpers.grading.batch.report import printable
from helpers.grading.release.course_directory import course_directory
from helpers.grading.reporting.overview import set_report
from helpers.grading.reporting.page import FOLDER, page_of_set, page_of_sets, write_page
from helpers.grading.reporting.sets import sets_report


def register(commands: argparse._SubParsersAction) -> None:
    """Add the command to those of ``python -m helpers.grading``."""
    parser = commands.add_parser("report", help="what to look at: late, missing, unmarked, warned")
    parser.add_argument("assignment", nargs="?", help="without one, a page over all sets")
    parser.add_argument(
        "--page",
        action="store_true",
        help=f"write a page into {FOLDER}/: distribution, questions, mistakes",
    )
    parser.add_argument("--names", action="store_true", help="say on the page who needs attention")
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    coursedir = course_directory(Path.cwd())
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        if chosen.assignment is None:
            return _write_all(coursedir, gradebook, chosen.names)
        coursedir.assignment_id = chosen.assignment
        try:
            if chosen.page or chosen.names:
                found = set_report(coursedir, gradebook)
                return write_page(chosen.assignment, page_of_set(found, names=chosen.names))
            _print(coursedir, gradebook)
        except MissingEntry:
            print(f"the gradebook does not know {chosen.assignment!r}", file=sys.stderr)
            return 1
    return 0


def _write_all(coursedir: CourseDirectory, gradebook: Gradebook, names: bool) -> int:
    found = sets_report(coursedir, gradebook)
    if not found.sets:
        print(
            "the gradebook has no assignment; record them: "
            "python -m helpers.grading release --record",
            file=sys.stderr,
        )
        return 1
    return write_page("all-sets", page_of_sets(found, names=names))


def _print(coursedir: CourseDirectory, gradebook: Gradebook) -> None:
    states, said = report(coursedir, gradebook)
    console = Console()
    for line in said:
        console.print(Text(printable(line)))
    shown = Table()
    shown.add_column("student", no_wrap=True)
    shown.add_column("look at", overflow="fold")
    for student, state in states.items():
        if notes := state.notes():
            shown.add_row(Text(printable(student)), Text(printable("; ".join(notes))))
    console.print(shown if shown.row_count else "Nothing to look at.")
