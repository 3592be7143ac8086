"""How long does grading a class anew take after a corrected test?

Run it with ``make bench-regrade``. A class is graded, a test is changed, and three commands
are timed: the dry run, which runs everybody's work; the same without ``--dry-run``, which takes
what ran; and `undo`. Processor seconds are those of the command and all that it started. Tests run
in a kernel of their own, as a course has it that configured nothing.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

from tests.grading.course import ANSWERS, NAME, Course, correct_the_test

HALF = ANSWERS | {"add": "def add(a, b):\n    return abs(a) + abs(b)"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=500)
    parser.add_argument("--same-process", action="store_true", help="without the examiner")
    chosen = parser.parse_args()
    students = chosen.students
    with tempfile.TemporaryDirectory(prefix="bench-") as top:
        course = Course(Path(top) / "course")
        if not chosen.same_process:
            course.examine()
        for number in range(students):
            course.hand_in(f"student-{number:04}", ANSWERS if number % 2 else HALF)
        timed(course, "first grading", "autograde", NAME)
        correct_the_test(course)
        course.run("-m", "helpers.grading", "release", "--record")
        tried = timed(course, "dry run", "autograde", NAME, "--dry-run")
        assert f"{students // 2} of {students} scores would change" in tried
        timed(course, "grading anew, what ran is kept", "autograde", NAME)
        scores = course.scores()
        assert len(scores) == students and set(scores.values()) == {6}
        timed(course, "undo", "undo", NAME)
        assert set(course.scores().values()) == {4, 6}


def timed(course: Course, what: str, *command: str) -> str:
    begin, used = time.monotonic(), processor()
    said = course.run("-m", "helpers.grading", *command)
    print(f"{what}: {time.monotonic() - begin:.1f} s, {processor() - used:.1f} processor seconds")
    return said


def processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
