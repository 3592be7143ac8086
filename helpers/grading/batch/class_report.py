"""``python -m helpers.grading report``: how an assignment stands, at any time."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from glob import escape
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from rich.table import Table
from rich.text import Text

from helpers.grading.batch.report import printable
from helpers.grading.batch.selection import handed_in_folders, student_of
from helpers.grading.batch.standing import Standing, Warned
from helpers.grading.batch.times import duration
from helpers.grading.collecting.collect import collected_before
from helpers.grading.gradebook.failing_cells import failing_cells
from helpers.grading.gradebook.students import Students
from helpers.grading.preprocessors.saved_grades import is_of_lateness
from helpers.grading.release.course_directory import course_directory
from helpers.grading.working_folder import work_file


def register(commands) -> None:
    """Add the command to those of ``python -m helpers.grading``."""
    parser = commands.add_parser("report", help="what to look at: late, missing, unmarked, warned")
    parser.add_argument("assignment")
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    coursedir = course_directory(Path.cwd())
    coursedir.assignment_id = chosen.assignment
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        try:
            rows, said = report(coursedir, gradebook)
        except MissingEntry:
            print(f"the gradebook does not know {chosen.assignment!r}", file=sys.stderr)
            return 1
    console = Console()
    for line in said:
        console.print(Text(printable(line)))
    shown = Table()
    shown.add_column("student", no_wrap=True)
    shown.add_column("look at", overflow="fold")
    for student, notes in rows.items():
        shown.add_row(Text(printable(student)), Text(printable("; ".join(notes))))
    console.print(shown if rows else "Nothing to look at.")
    return 0


def report(
    coursedir: CourseDirectory, gradebook: Gradebook
) -> tuple[dict[str, list[str]], list[str]]:
    """How an assignment stands.

    Returns
    -------
    tuple
        Student → what to look at, of all for whom there is something; and what concerns the class.

    Raises
    ------
    nbgrader.api.MissingEntry
        If the gradebook does not know the assignment.
    """
    name = coursedir.assignment_id
    gradebook.find_assignment(name)
    folders = handed_in_folders(coursedir, "*", escape(name))
    there = [student_of(coursedir, folder) for folder in folders]
    students = Students(gradebook, there)
    graded = {one.student.id: one for one in gradebook.assignment_submissions(name)}
    warned = Standing(work_file(name, "warnings")).read()
    said_late = {student for student, about in collected_before(name).items() if about["late"]}

    handed_in = set(map(students.owner_or_name, there))
    rows: dict[str, list[str]] = {}
    for student in sorted({*students.ids, *handed_in, *warned}):
        notes = list(_state(student, handed_in, graded.get(student), student in said_late))
        last = warned.get(student, Warned())
        notes += [f"not graded: {last.failure}"] if last.failure else []
        if notes := [*notes, *(note for note in last.look_at if not is_of_lateness(note))]:
            rows[student] = notes
    said = [
        f"{name}: {len(students.ids)} students, {len(handed_in)} handed in, {len(graded)} graded"
    ]
    return rows, said + failing_cells(gradebook, name)


def _state(
    student: str, handed_in: set[str], graded: SubmittedAssignment | None, said_late: bool
) -> Iterator[str]:
    if student not in handed_in:
        yield "nothing handed in"
    elif graded is None:
        yield "not graded yet"
    if graded is not None and graded.needs_manual_grade:
        yield "waits for marks by hand"
    if graded is not None and graded.assignment.duedate and graded.total_seconds_late:
        lost = graded.late_submission_penalty or 0
        late = f"{duration(graded.total_seconds_late)} late"
        yield late + (f"; {lost:g} points less" if lost else "")
    elif said_late:
        yield "late, as the platform has it"
