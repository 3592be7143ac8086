"""The commands of the course's grader, and their options."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

from helpers.grading.batch import upkeep_commands
from helpers.grading.collecting import command as collecting
from helpers.grading.counting import counted
from helpers.grading.deadlines import command as deadlines
from helpers.grading.exporting import command as exporting
from helpers.grading.feedback import command as feedback
from helpers.grading.gradebook.backup import BackupError, back_up
from helpers.grading.gradebook.roster import RosterError, enrol
from helpers.grading.release.course_directory import course_directory, is_pattern
from helpers.grading.release.release import assignments, release, solutions
from helpers.grading.reporting import command as reporting
from helpers.grading.similarity import command as similarity

ABOUT = "Commands of the course's grader; run them in the course folder."
PATTERN = (
    "nbgrader takes {course} for a pattern. This command works all the same, but "
    "nbgrader's own (formgrader, generate_feedback) will find nothing: rename the folder."
)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m helpers.grading", description=ABOUT)
    commands = parser.add_subparsers(required=True, metavar="command")

    releasing = commands.add_parser("release", help="make the assignments from the solutions")
    releasing.add_argument(
        "names", nargs="*", metavar="assignment", help="all of them where none is named"
    )
    releasing.add_argument(
        "--record",
        action="store_true",
        help="record them in the course's gradebook too, as grading needs",
    )
    releasing.set_defaults(run=_release)

    enrolling = commands.add_parser("roster", help="enrol the students of a table (CSV)")
    enrolling.add_argument("file", type=Path)
    enrolling.set_defaults(run=_roster)

    collecting.register(commands)
    deadlines.register(commands)
    reporting.register(commands)
    similarity.register(commands)
    upkeep_commands.register(commands)

    grading = commands.add_parser(
        "autograde", help="grade a class; takes the options of nbgrader autograde", add_help=False
    )
    grading.set_defaults(run=_autograde)

    feedback.register(commands)
    exporting.register(commands)

    chosen, rest = parser.parse_known_args(arguments)
    if rest and chosen.run is not _autograde:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    chosen.rest = rest
    if is_pattern(Path.cwd()):
        print(PATTERN.format(course=Path.cwd()), file=sys.stderr)
    return chosen.run(chosen)


def _autograde(chosen: argparse.Namespace) -> int:
    # late, because the grader imports Dask and the other commands do not need it
    from helpers.grading.batch.command import GradeClassApp  # noqa: PLC0415

    GradeClassApp.launch_instance(chosen.rest)
    return 0


def _roster(chosen: argparse.Namespace) -> int:
    coursedir = course_directory(Path.cwd())
    try:
        back_up(coursedir)
        print(enrol(chosen.file, coursedir))
    except (BackupError, RosterError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _release(chosen: argparse.Namespace) -> int:
    course = Path.cwd()
    found = assignments(course)
    if unknown := sorted(set(chosen.names) - set(found)) or (not found and ["any assignment"]):
        print(f"no solution of {', '.join(unknown)} in {solutions(course)}", file=sys.stderr)
        return 1
    names = tqdm(chosen.names or found, desc="release", unit="set", leave=False)
    for name in names:
        try:
            made = release(course, name, record=chosen.record)
        except (BackupError, RuntimeError) as error:
            names.close()
            print(error, file=sys.stderr)
            return 1
        with names.external_write_mode():
            print(f"{name}: " + ", ".join(map(str, made.files)))
            if made.to_grade_anew:
                print(
                    f"{name}: {counted(made.to_grade_anew, 'submission')} graded before with "
                    "another release. Grade anew before you export: "
                    f"python -m helpers.grading autograde {name}"
                )
    return 0
