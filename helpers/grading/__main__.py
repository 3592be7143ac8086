"""Commands of the course's grader; run them in the course folder.

python -m helpers.grading release                        every assignment
python -m helpers.grading release ps2_output_shapes      one
python -m helpers.grading autograde ps2_output_shapes    grade the class
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import helpers.grading.lean_imports  # noqa: F401  first
from helpers.grading.release.release import assignments, release


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m helpers.grading", description=__doc__.splitlines()[0]
    )
    commands = parser.add_subparsers(required=True, metavar="command")

    releasing = commands.add_parser("release", help="make assignments/ from solutions/")
    releasing.add_argument(
        "names", nargs="*", metavar="assignment", help="all of them where none is named"
    )
    releasing.add_argument(
        "--record",
        action="store_true",
        help="record them in the course's gradebook too, as grading needs",
    )
    releasing.set_defaults(run=_release)

    grading = commands.add_parser(
        "autograde", help="grade a class; takes the options of nbgrader autograde", add_help=False
    )
    grading.set_defaults(run=_autograde)

    chosen, rest = parser.parse_known_args(arguments)
    if rest and chosen.run is not _autograde:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    chosen.rest = rest
    return chosen.run(chosen)


def _autograde(chosen: argparse.Namespace) -> int:
    # late, because the grader imports Dask and the release does not need it
    from helpers.grading.batch.command import GradeClassApp

    GradeClassApp.launch_instance(chosen.rest)
    return 0


def _release(chosen: argparse.Namespace) -> int:
    course = Path.cwd()
    found = assignments(course)
    if unknown := sorted(set(chosen.names) - set(found)) or (not found and ["any assignment"]):
        print(f"no solution of {', '.join(unknown)} in {course}/solutions", file=sys.stderr)
        return 1
    for name in chosen.names or found:
        try:
            released = release(course, name, record=chosen.record)
        except RuntimeError as error:
            print(error, file=sys.stderr)
            return 1
        print(f"{name}: " + ", ".join(map(str, released)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
