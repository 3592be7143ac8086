"""What does each submission cost the process that writes the gradebook?

Run it with ``make bench-gradebook``. Many small submissions are graded without running them: they
are put in order, their grades saved and their folders written as always. What is left is the
coordinator's own share, which must not grow with the class.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

from traitlets.config import Config

from helpers.grading.batch.command import GradeClassApp
from helpers.grading.batch.grade_class import GradeClass
from helpers.grading.environment import prepare
from tests.grading.course import NAME, Course

PRINTED = (100, 500, 1000, 1500, 2000)


class Timed(GradeClass):
    """`GradeClass` that notes the processor time after each submission."""

    def _finish(self, submission, task, result):
        outcome = super()._finish(submission, task, result)
        self.times.append(time.process_time())
        return outcome


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=2000)
    students = parser.parse_args().students
    prepare(os.environ)
    with tempfile.TemporaryDirectory(prefix="bench-") as top:
        course = Course(Path(top) / "course")
        for number in range(students):
            course.hand_in(f"student-{number:04}")
        os.chdir(course.root)
        app = GradeClassApp(
            config=Config(Execute={"enabled": False}, GradeClassApp={"log_level": 40})
        )
        app.initialize([NAME])
        super(GradeClassApp.__mro__[1], app).start()  # nbgrader's own preparation, without grading
        app.coursedir.assignment_id = NAME
        grader = Timed(coursedir=app.coursedir, parent=app)
        grader.times = [time.process_time()]
        grader.start()
        assert len(course.scores()) == students
    before = 0
    for number in (n for n in PRINTED if n <= students):
        share = (grader.times[number] - grader.times[before]) / (number - before)
        print(f"submissions {before + 1} to {number}: {1000 * share:.1f} ms each")
        before = number


if __name__ == "__main__":
    main()
