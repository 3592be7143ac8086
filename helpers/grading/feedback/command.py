"""``python -m helpers.grading feedback``: the pages of a class, and their way back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import NbGraderException
from nbgrader.coursedir import CourseDirectory

from helpers.grading.batch.report import Bar, Outcome, printable
from helpers.grading.collecting.collect import collected_before
from helpers.grading.counting import counted
from helpers.grading.feedback import zips
from helpers.grading.feedback.class_feedback import at_a_time, generating
from helpers.grading.release.course_directory import course_directory
from helpers.grading.working_folder import alone

UPLOAD = {
    "canvas": "Upload it in Canvas: Gradebook, the assignment's menu, Upload Submissions. Canvas "
    "calls each page as the file that was handed in.",
    "moodle": "Upload it in Moodle: the assignment, View all submissions, Upload multiple feedback "
    "files in a zip.",
}


def register(commands: argparse._SubParsersAction) -> None:
    """Add the command to those of ``python -m helpers.grading``."""
    parser = commands.add_parser("feedback", help="make the pages of feedback, of all or of some")
    parser.add_argument("assignment")
    parser.add_argument("--student", default="*", metavar="PATTERN", help="only these students")
    parser.add_argument(
        "--zip", choices=zips.PLATFORMS, help="pack them as the platform takes them back"
    )
    parser.add_argument("--workers", type=int, help="processes side by side")
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    coursedir = course_directory(Path.cwd())
    coursedir.assignment_id = chosen.assignment
    try:
        students, unread = _graded(coursedir, chosen.student)
        with alone():
            failed = _generate(coursedir, students, chosen.workers)
    except MissingEntry:
        print(f"the gradebook does not know {chosen.assignment!r}", file=sys.stderr)
        return 1
    except NbGraderException as error:
        print(error, file=sys.stderr)
        return 1
    made = [student for student in students if student not in failed]
    print(f"{coursedir.feedback_directory}/: {_counted(len(made))}")
    if waiting := len(unread & set(made)):
        print(f"{_counted(waiting)} with answers that are not read yet; the pages say so.")
    for student, reason in failed.items():
        print(f"no page for {printable(student)}: {printable(reason)}", file=sys.stderr)
    packed = not chosen.zip or _pack(coursedir, chosen.zip, made)
    return 0 if packed and not failed else 1


def _graded(coursedir: CourseDirectory, pattern: str) -> tuple[list[str], set[str]]:
    """Students with graded work, and those of them whose answers wait for a reader."""
    name = coursedir.assignment_id
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        gradebook.find_assignment(name)
        found = {
            submission.student_id: submission.needs_manual_grade
            for submission in gradebook.assignment_submissions(name)
            if fnmatchcase(submission.student_id, pattern)
            and _folder(coursedir, coursedir.autograded_directory, submission.student_id).is_dir()
        }
    if not found:
        raise NbGraderException(
            f"no graded work of {pattern!r} in {name}: python -m helpers.grading autograde {name}"
        )
    return sorted(found), {student for student, waits in found.items() if waits}


def _folder(coursedir: CourseDirectory, step: str, student: str) -> Path:
    return Path(coursedir.format_path(step, student, coursedir.assignment_id))


def _generate(
    coursedir: CourseDirectory, students: Sequence[str], workers: int | None
) -> dict[str, str]:
    """Make the pages; student → why there is none."""
    failed = {}
    name = coursedir.assignment_id
    with (
        generating(Path(coursedir.root), name, students, workers) as pages,  # before other threads
        Bar(f"feedback for {name}", len(students)) as bar,
    ):
        bar.at_a_time(at_a_time(len(students), workers))
        for student, reason in pages:
            bar.ended(Outcome(student, failure=reason))
            if reason:
                failed[student] = reason
    return failed


def _pack(coursedir: CourseDirectory, platform: str, students: Sequence[str]) -> bool:
    """Write the archive, and say who is not in it; whether anybody is."""
    name = coursedir.assignment_id
    pages = {
        student: sorted(_folder(coursedir, coursedir.feedback_directory, student).glob("*.html"))
        for student in students
    }
    packed = zips.packing(platform, pages, collected_before(name))
    if packed.students:
        archive = Path(f"{name}-feedback-{platform}.zip")
        zips.write(packed, archive)
        print(f"{archive}: {_counted(len(packed.students))}. {UPLOAD[platform]}")
    reasons: dict[str, list[str]] = {}
    for student, reason in packed.left_out.items():
        reasons.setdefault(reason, []).append(student)
    for reason, left in reasons.items():
        print(f"Not in the archive: {printable(', '.join(left))} ({reason})")
    return bool(packed.students)


def _counted(students: int) -> str:
    return f"feedback for {counted(students, 'student')}"
