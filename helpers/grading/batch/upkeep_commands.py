"""``python -m helpers.grading undo``, ``restore`` and ``student remove``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.converters import NbGraderException

from helpers.grading.batch.graded_work import GradedWork
from helpers.grading.batch.last_run import LastRun
from helpers.grading.batch.removal import traces
from helpers.grading.batch.report import printable
from helpers.grading.batch.standing import Standing
from helpers.grading.gradebook.backup import BackupError, back_up, copies, restore
from helpers.grading.release.course_directory import course_directory
from helpers.grading.working_folder import alone, work_file

_ELSEWHERE = (
    "Not looked at: grades.csv, archives of feedback, downloads, tables of the roster, and "
    "whatever was copied out of the course folder."
)


def register(commands) -> None:
    """Add the commands to those of ``python -m helpers.grading``."""
    undoing = commands.add_parser("undo", help="take the last grading of an assignment back")
    undoing.add_argument("assignment")
    undoing.set_defaults(run=_undo)

    restoring = commands.add_parser("restore", help="put a copy of the gradebook back")
    restoring.add_argument("copy", nargs="?", help="its name; by default the newest")
    restoring.add_argument("--list", action="store_true", help="show the copies there are")
    restoring.set_defaults(run=_restore)

    student = commands.add_parser("student", help="what is kept about a student")
    actions = student.add_subparsers(required=True, metavar="action")
    removing = actions.add_parser("remove", help="remove everything that is kept about a student")
    removing.add_argument("id")
    removing.add_argument("--yes", action="store_true", help="remove; without it, only say what")
    removing.set_defaults(run=_remove)


def _undo(chosen: argparse.Namespace) -> int:
    coursedir, name = course_directory(Path.cwd()), chosen.assignment
    try:
        with alone(), Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            back_up(coursedir)
            graded = GradedWork(work_file(name, "graded"))
            last_run = LastRun(name, graded, Standing(work_file(name, "warnings")))
            done = list(last_run.undo(gradebook))
    except (BackupError, NbGraderException) as error:
        print(error, file=sys.stderr)
        return 1
    if not done:
        print(f"nothing of {name} to take back: only the last run can be, and only once")
        return 1
    for student, what in done:
        print(f"{printable(student)} {what}")
    print(
        f"{name}: the last run is taken back; points and comments given by hand stay. Grade anew: "
        f"python -m helpers.grading autograde {name}"
    )
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    coursedir = course_directory(Path.cwd())
    there = {copy.name: copy for copy in copies(coursedir)}
    if chosen.list:
        print("\n".join(there) or "there is no copy of the gradebook")
        return 0
    name = chosen.copy or next(reversed(there), "")
    if name not in there:
        print(f"there is no copy {name!r}; restore --list shows all", file=sys.stderr)
        return 1
    try:
        with alone():
            aside = restore(coursedir, there[name])
    except (BackupError, NbGraderException) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The gradebook is as of {name}.", f"The one before is {aside}." if aside else "")
    print("What was handed in since is graded by: python -m helpers.grading autograde ASSIGNMENT")
    return 0


def _remove(chosen: argparse.Namespace) -> int:
    coursedir = course_directory(Path.cwd())
    try:
        with alone():
            found = traces(coursedir, chosen.id)
            if not found:
                print(f"nothing is kept about {chosen.id!r}; ids are those of the roster")
                return 1
            for what, remover in found.items():
                print("removed" if chosen.yes else "would be removed:", what)
                if chosen.yes:
                    remover()
    except NbGraderException as error:
        print(error, file=sys.stderr)
        return 1
    print(_ELSEWHERE if chosen.yes else "Run it again with --yes to remove it.")
    return 0
