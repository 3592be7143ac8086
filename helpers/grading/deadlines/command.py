"""``python -m helpers.grading deadline``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from nbgrader.api import Assignment, Gradebook, MissingEntry
from nbgrader.converters import NbGraderException
from nbgrader.coursedir import CourseDirectory

from helpers.grading.batch.times import duration, utc
from helpers.grading.deadlines.extensions import extend, extensions, zone_of
from helpers.grading.gradebook.backup import back_up
from helpers.grading.gradebook.roster import RosterError
from helpers.grading.gradebook.students import Students
from helpers.grading.gradebook.submission_record import SubmissionRecord
from helpers.grading.preprocessors.saved_grades import SaveLatePenalties
from helpers.grading.release.course_directory import course_directory
from helpers.grading.working_folder import alone


def register(commands) -> None:
    """Add the command to those of ``python -m helpers.grading``."""
    parser = commands.add_parser("deadline", help="set a due date or an extension")
    parser.add_argument("assignment")
    parser.add_argument(
        "time",
        nargs="?",
        help="'2026-02-01 23:59 Europe/Berlin'; without it, penalties are computed anew",
    )
    parser.add_argument("--student", metavar="ID", help="it is an extension, for this student")
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    coursedir = course_directory(Path.cwd())
    coursedir.assignment_id = chosen.assignment
    try:
        if chosen.student and not chosen.time:
            raise ValueError("an extension needs a time: until when?")
        with alone(), Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            back_up(coursedir)
            said = deadline(coursedir, gradebook, chosen.time, chosen.student)
    except MissingEntry:
        print(f"the gradebook does not know {chosen.assignment!r}", file=sys.stderr)
        return 1
    except (ValueError, RosterError, NbGraderException) as error:
        print(f"{chosen.time or chosen.assignment}: {error}", file=sys.stderr)
        return 1
    print("\n".join(said))
    return 0


def deadline(
    coursedir: CourseDirectory, gradebook: Gradebook, time: str | None, student: str | None
) -> list[str]:
    """Set when an assignment is due, and compute the late penalties anew.

    Parameters
    ----------
    coursedir, gradebook
        The course with the name of the assignment, and its open gradebook.
    time
        When it is due, by the rule of `times`; None leaves it.
    student
        The student to whom an extension is given; None means the whole class.

    Returns
    -------
    list of str
        What was done, for the instructor.

    Raises
    ------
    ValueError
        If the time cannot be read, the student is not on the roster, or an extension would end
        before the due date.
    nbgrader.api.MissingEntry
        If the gradebook does not know the assignment.
    """
    name = coursedir.assignment_id
    assignment = gradebook.find_assignment(name)
    if time and student:
        _extend(coursedir, gradebook, assignment, time, student)
    elif time:
        assignment.duedate = utc(time, zone_of(coursedir))
    if assignment.duedate is None:
        return [f"{name} has no due date"]
    later = extensions(coursedir, name)
    said = [f"{name} is due {_shown(coursedir, assignment.duedate)}"]
    said += [f"{one}: until {_shown(coursedir, end)}" for one, end in sorted(later.items())]
    said += _penalties(coursedir, gradebook, later)
    gradebook.db.commit()
    return said


def _extend(
    coursedir: CourseDirectory,
    gradebook: Gradebook,
    assignment: Assignment,
    time: str,
    student: str,
) -> None:
    students = Students(gradebook, ())
    owner = students.owner(student)
    if owner not in students.ids:
        raise ValueError(f"{student!r} is not on the roster")
    if assignment.duedate is None:
        raise ValueError(f"{assignment.name} has no due date; set one first, without --student")
    if utc(time, zone_of(coursedir)) < assignment.duedate:
        raise ValueError(
            f"{assignment.name} is due {_shown(coursedir, assignment.duedate)}; an extension "
            "ends later"
        )
    extend(coursedir, assignment.name, owner, time)


def _penalties(
    coursedir: CourseDirectory, gradebook: Gradebook, later: Mapping[str, datetime]
) -> list[str]:
    """Compute all penalties of an assignment anew; a sentence for each that changed."""
    step = SaveLatePenalties(parent=coursedir.parent)
    said, outdated = [], False
    for submission in gradebook.find_assignment(coursedir.assignment_id).submissions:
        student = submission.student_id
        record = SubmissionRecord(gradebook, submission)
        before = record.penalty
        record.extend(later.get(student))
        for notebook in record.notebooks.values():
            step.penalise(notebook, student)
        if record.penalty != before:
            seconds = submission.total_seconds_late
            late = f"{duration(seconds)} late" if seconds else "no longer late"
            said.append(f"{student}: {late}; {record.penalty:g} points less, not {before:g}")
            pages = coursedir.format_path(
                coursedir.feedback_directory, student, coursedir.assignment_id
            )
            outdated |= Path(pages).exists()
    remedy = f"python -m helpers.grading feedback {coursedir.assignment_id}"
    return sorted(said) + [f"Pages of feedback have the old points: {remedy}"] * outdated


def _shown(coursedir: CourseDirectory, moment: datetime) -> str:
    """A time of the gradebook, which is UTC, in the zone of the course."""
    local = moment.replace(tzinfo=timezone.utc).astimezone(ZoneInfo(zone_of(coursedir)))
    return f"{local:%Y-%m-%d %H:%M:%S %Z}"
