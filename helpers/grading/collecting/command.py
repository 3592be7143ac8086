"""``python -m helpers.grading collect``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.converters import NbGraderException
from nbgrader.exchange import ExchangeError
from rich.console import Console
from rich.table import Table
from rich.text import Text

from helpers.grading.batch.report import printable
from helpers.grading.collecting.collect import Collection, collect
from helpers.grading.collecting.download import DownloadError
from helpers.grading.collecting.exchange import collect_from_exchange
from helpers.grading.collecting.owners import FILE
from helpers.grading.counting import counted
from helpers.grading.gradebook.roster import RosterError
from helpers.grading.release.course_directory import course_directory


def register(commands) -> None:
    """Add the command to those of ``python -m helpers.grading``."""
    parser = commands.add_parser("collect", help="sort what Canvas, Moodle or a folder gave")
    parser.add_argument("assignment")
    parser.add_argument(
        "download",
        nargs="?",
        type=Path,
        metavar="FILE.zip|FOLDER",
        help="as the platform gave it; without one nbgrader's exchange",
    )
    parser.add_argument("--dry-run", action="store_true", help="show the table, and write nothing")
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    coursedir = course_directory(Path.cwd())
    coursedir.assignment_id = chosen.assignment
    try:
        if chosen.download is None:
            if chosen.dry_run:
                raise DownloadError("--dry-run looks into a download; name its file or folder")
            print("\n".join(collect_from_exchange(coursedir)))
            return 0
        collection = collect(coursedir, chosen.download, dry_run=chosen.dry_run)
    except MissingEntry:
        print(
            f"the gradebook does not know {chosen.assignment!r}; record it with "
            f"`python -m helpers.grading release --record {chosen.assignment}`",
            file=sys.stderr,
        )
        return 1
    except (DownloadError, ExchangeError, RosterError, NbGraderException) as error:
        print(error, file=sys.stderr)
        return 1
    _show(collection, chosen)
    return 1 if collection.of_nobody or collection.notes else 0


def _show(collection: Collection, chosen: argparse.Namespace) -> None:
    console = Console()
    done = "would be collected" if chosen.dry_run else "collected"
    rows = _table(
        f"{chosen.assignment}: work of {counted(len(collection.students), 'student')} {done}",
        ("student", "in the download", "", "look at"),
    )
    for one in collection.students:
        rows.add_row(*map(_text, (one.student, one.name, one.change, "; ".join(one.look_at))))
    console.print(rows)
    if collection.of_nobody:
        files = counted(len(collection.of_nobody), "file")
        rows = _table(f"{files} of nobody", ("file", "why"))
        for place, reason in sorted(collection.of_nobody.items()):
            rows.add_row(_text(place), _text(reason), style="red")
        console.print(rows)
        written = f" (run it without --dry-run: {FILE} gets a line for each)"
        console.print(
            f"Fill in {FILE} where a name fits nobody, and run it again."
            f"{written if chosen.dry_run else ''}",
            highlight=False,
        )
    for note in collection.notes:
        console.print(_text(note), style="red")
    if collection.absent:
        console.print(_text(f"nothing from {', '.join(collection.absent)}"))


def _table(title: str, columns: tuple[str, ...]) -> Table:
    rows = Table(title=title, title_justify="left")
    for column in columns:
        rows.add_column(column, overflow="fold")
    return rows


def _text(text: str) -> Text:
    return Text(printable(text))  # a student's words are no markup
