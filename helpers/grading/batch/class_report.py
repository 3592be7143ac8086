"""How an assignment stands, at any time: late, missing, unmarked, warned."""

from __future__ import annotations

from dataclasses import dataclass
from glob import escape

from nbgrader.api import Gradebook, SubmittedAssignment
from nbgrader.coursedir import CourseDirectory

from helpers.grading.batch.selection import handed_in_folders, student_of
from helpers.grading.batch.standing import Standing, Warned
from helpers.grading.batch.times import duration
from helpers.grading.collecting.collect import collected_before
from helpers.grading.counting import counted
from helpers.grading.gradebook.failing_cells import failing_cells
from helpers.grading.gradebook.students import Students
from helpers.grading.preprocessors.saved_grades import is_of_lateness
from helpers.grading.similarity import same_answers
from helpers.grading.working_folder import work_file


@dataclass(frozen=True)
class StudentState:
    """How one student stands in an assignment.

    Attributes
    ----------
    handed_in, graded
        Whether there is work, and points for it.
    waits
        Whether a reader has to add points.
    late
        How late, and what that costs; or "".
    warned
        How the last grading ended.
    alike
        Whose answers the same text is; or "".
    """

    handed_in: bool
    graded: bool
    waits: bool
    late: str
    warned: Warned
    alike: str

    def notes(self) -> list[str]:
        """What to look at, one sentence each."""
        return [
            *([] if self.handed_in else ["nothing handed in"]),
            *(["not graded yet"] if self.handed_in and not self.graded else []),
            *(["waits for marks by hand"] if self.waits else []),
            *([self.late] if self.late else []),
            *([f"not graded: {self.warned.failure}"] if self.warned.failure else []),
            *([self.alike] if self.alike else []),
            *(note for note in self.warned.look_at if not is_of_lateness(note)),
        ]


def report(
    coursedir: CourseDirectory, gradebook: Gradebook
) -> tuple[dict[str, StudentState], list[str]]:
    """How an assignment stands.

    Returns
    -------
    tuple
        Student → how each stands; and what concerns the class.

    Raises
    ------
    nbgrader.api.MissingEntry
        If the gradebook does not know the assignment.
    """
    name = coursedir.assignment_id
    notebooks = [notebook.name for notebook in gradebook.find_assignment(name).notebooks]
    folders = handed_in_folders(coursedir, "*", escape(name))
    there = [student_of(coursedir, folder) for folder in folders]
    students = Students(gradebook, there)
    graded = {one.student.id: one for one in gradebook.assignment_submissions(name)}
    warned = Standing(work_file(name, "warnings")).read()
    said_late = {student for student, about in collected_before(name).items() if about["late"]}

    alike = same_answers.notes(coursedir, name, notebooks)
    handed_in = set(map(students.owner_or_name, there))
    states = {}
    for student in sorted({*students.ids, *handed_in, *warned}):
        one = graded.get(student)
        states[student] = StudentState(
            student in handed_in,
            one is not None,
            one is not None and one.needs_manual_grade,
            _late(one) or ("late, as the platform has it" if student in said_late else ""),
            warned.get(student, Warned()),
            alike.get(student, ""),
        )
    said = [
        f"{name}: {counted(len(students.ids), 'student')}, {len(handed_in)} handed in, "
        f"{len(graded)} graded"
    ]
    return states, said + failing_cells(gradebook, name)


def _late(graded: SubmittedAssignment | None) -> str:
    if graded is None or not graded.assignment.duedate or not graded.total_seconds_late:
        return ""
    lost = graded.late_submission_penalty or 0
    late = f"{duration(graded.total_seconds_late)} late"
    return late + (f"; {lost:g} points less" if lost else "")
