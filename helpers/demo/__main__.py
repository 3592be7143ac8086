"""A course with thirty invented students, graded: what a new instructor tries the commands on."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from helpers.demo.course import CANVAS, COURSE, DemoCourse, DemoError
from helpers.demo.mistakes import MISTAKES
from helpers.demo.students import CLASS

NEXT = """
{students} students, {sets}, {minutes} minutes. What is where in {folder}:

  solutions/  assignments/   the sets as you write them, and as students get them
  submitted/                 what they handed in
  gradebook.db               all grades; backups/ has its copies
  autograded/                their notebooks after the grader's run
  feedback/                  what they get back
  reports/                   how the class did, in each set and in all: open a page in a browser
  downloads/                 what a learning platform gave: the work, and a table for the grades

Try next:

  cd {folder}{activate}
  python -m helpers.grading report {first}          # late, missing, odd: what to look at
  jupyter lab{as_root}                     # menu Nbgrader, Formgrader: mark what needs a reader
  python -m helpers.grading autograde {first} --student bao --force
  python -m helpers.grading similarity {first}
  python -m helpers.grading feedback {first} --zip canvas
  python -m helpers.grading export canvas {first} --sheet {canvas} --column "Problem set {number}"
  nbgrader export                 # grades.csv
  python -m helpers.grading restore --list

The folder can be removed at any time.
"""


def main(arguments: list[str] | None = None) -> int:
    """Make the course; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m helpers.demo", description=__doc__)
    parser.add_argument(
        "folder", nargs="?", type=Path, default=COURSE / "demo", help="it must not be there yet"
    )
    parser.add_argument(
        "--sets", nargs="+", default=sorted(MISTAKES), help="only these problem sets"
    )
    parser.add_argument(
        "--students", type=int, default=len(CLASS), metavar="N", help="only so many of the class"
    )
    chosen = parser.parse_args(arguments)
    begun = time.monotonic()
    try:
        course = DemoCourse(chosen.folder, chosen.sets, CLASS[: chosen.students])
        for name in chosen.sets:
            course.hand_in(name)
            course.grade(name)
        course.mark_by_hand(chosen.sets[0])
        for name in chosen.sets:
            course.give_feedback(name)
            course.report(name)
        course.report()
    except DemoError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        NEXT.format(
            minutes=round((time.monotonic() - begun) / 60, 1),
            students=len(CLASS[: chosen.students]),
            sets=", ".join(chosen.sets),
            folder=course.folder,
            first=chosen.sets[0],
            number=chosen.sets[0][2],
            canvas=CANVAS,
            activate="" if os.environ.get("VIRTUAL_ENV") else _activate(),
            as_root=" --allow-root" if hasattr(os, "geteuid") and os.geteuid() == 0 else "",
        )
    )
    return 0


def _activate() -> str:
    """The line without which a terminal does not find this Python."""
    script = Path(sys.prefix, "bin", "activate")
    return f"\n  source {script}" if script.is_file() else ""


if __name__ == "__main__":
    sys.exit(main())
