"""Which submissions a batch has to grade."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from fnmatch import fnmatchcase
from glob import escape, glob
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.converters import NbGraderException
from nbgrader.coursedir import CourseDirectory

from helpers.grading.batch.folders import digest, ignoring
from helpers.grading.batch.graded_work import GradedWork, Mark
from helpers.grading.batch.kept_results import Executed
from helpers.grading.batch.standing import Standing, Warned
from helpers.grading.batch.submission import Refused, Submission, timestamp
from helpers.grading.counting import counted
from helpers.grading.deadlines.extensions import extensions, zone_of
from helpers.grading.gradebook.released_cells import Releases
from helpers.grading.gradebook.roster import RosterError
from helpers.grading.gradebook.students import Students, folded, is_name
from helpers.grading.gradebook.submission_record import find_record


def handed_in_folders(coursedir: CourseDirectory, student: str, assignment: str) -> list[str]:
    """Folders in which something was handed in.

    Parameters
    ----------
    coursedir
        The course. Its own path may hold what is a pattern elsewhere, such as ``[2026]``.
    student, assignment
        Patterns of names.
    """
    pattern = coursedir.directory_structure.format(
        nbgrader_step=escape(coursedir.submitted_directory),
        student_id=student,
        assignment_id=assignment,
    )
    places = (os.path.join(coursedir.root, path) for path in glob(pattern, root_dir=coursedir.root))
    return sorted(place for place in places if os.path.isdir(place))


def student_of(coursedir: CourseDirectory, folder: str) -> str:
    """The part of a submission's path that names the student."""
    pattern = coursedir.format_path(
        re.escape(coursedir.submitted_directory),
        "(?P<student>.*)",
        re.escape(coursedir.assignment_id),
        escape=True,
    )
    found = re.fullmatch(pattern, folder, re.DOTALL)
    if found is None:
        raise NbGraderException(f"{folder!r} is not of the form {pattern!r}")
    return found["student"]


def chosen_folders(coursedir: CourseDirectory) -> list[str]:
    """Folders of the assignment by the students that the command names.

    A name that fits no folder as it is written is sought without regard to capitals and to how
    letters are composed.

    Raises
    ------
    NbGraderException
        If there is none.
    """
    wanted, assignment = coursedir.student_id, escape(coursedir.assignment_id)
    if found := handed_in_folders(coursedir, wanted, assignment):
        return found
    everybody = handed_in_folders(coursedir, "*", assignment)
    form = folded(wanted)
    alike = [f for f in everybody if fnmatchcase(folded(student_of(coursedir, f)), form)]
    if alike:
        return alike
    whose = "" if wanted == "*" else f" by {wanted}"
    message = f"nothing was handed in{whose} as {coursedir.assignment_id!r}"
    if everybody:
        there = [student_of(coursedir, folder) for folder in everybody]
        close = get_close_matches(wanted, there, 1)
    else:
        others = {Path(folder).name for folder in handed_in_folders(coursedir, "*", "*")}
        close = get_close_matches(coursedir.assignment_id, others, 1, cutoff=0)
    raise NbGraderException(message + "".join(f"; did you mean {name!r}?" for name in close))


def released_anew(submissions: Iterable[Submission]) -> list[str]:
    """How many are graded because there is another release: one sentence, or none."""
    anew = sum(submission.released_anew for submission in submissions)
    return [f"{counted(anew, 'submission')} graded before with another release"] * bool(anew)


class Selection:
    """The submissions of one assignment that are not graded as they stand.

    Parameters
    ----------
    coursedir
        The course, with the names that the command gave.
    gradebook, releases
        The open gradebook, and what it knows of the assignment.
    kept, graded, standing
        Results on their way, what was graded before, and what was noted then.
    """

    def __init__(
        self,
        coursedir: CourseDirectory,
        gradebook: Gradebook,
        releases: Releases,
        kept: Executed,
        graded: GradedWork,
        standing: Standing,
    ) -> None:
        self.coursedir, self.gradebook, self.releases = coursedir, gradebook, releases
        self.kept, self.graded, self.zone = kept, graded, zone_of(coursedir)
        self.warned = standing.read()
        try:
            self._extensions = extensions(coursedir, coursedir.assignment_id)
        except RosterError as error:
            raise NbGraderException(str(error)) from None
        self.whole = coursedir.notebook_id == "*"
        self.names = [name for name in releases if fnmatchcase(name, coursedir.notebook_id)]
        everybody = handed_in_folders(coursedir, "*", escape(coursedir.assignment_id))
        self.students = Students(gradebook, [student_of(coursedir, f) for f in everybody])

    def submissions(self, folders: Iterable[str], *, force: bool) -> Iterator[Submission]:
        """Submissions to grade; ``force`` grades again what is graded."""
        excluded = set(filter(None, self.coursedir.student_id_exclude.split(",")))
        for folder in folders:
            submission = self._found(folder)
            if not excluded & {submission.student, student_of(self.coursedir, folder)} and (
                force or submission.refusal or self._is_due(submission)
            ):
                yield submission

    def target(self, submission: Submission) -> Path:
        """The folder of the graded work."""
        step = self.coursedir.autograded_directory
        return Path(self.coursedir.format_path(step, submission.student, submission.assignment))

    def _found(self, folder: str) -> Submission:
        name = student_of(self.coursedir, folder)
        submission = Submission(self.coursedir.assignment_id, name, Path(folder))
        try:
            if not is_name(name):
                raise Refused(
                    f"{str(submission.folder.parent)!r} cannot be the name of a student's folder; "
                    "rename it"
                )
            submission.student = self.students.owner(name)
            submission.stood = self.warned.get(submission.student, Warned()).look_at
            submission.until = self._extensions.get(submission.student)
            submission.handed_in = digest(submission.folder, ignoring(self.coursedir.ignore))
            submission.timestamp = timestamp(submission.folder, self.zone)
            marks = self.graded.marks(submission.student).values()
            submission.same_work = {mark.handed_in for mark in marks} == {submission.handed_in}
        except (OSError, ValueError) as error:
            submission.refusal = str(error)
        else:
            self._note_the_name(submission, name)
        return submission

    def _note_the_name(self, submission: Submission, name: str) -> None:
        if submission.student != name:
            submission.notes.append(
                f"its folder is called {name!r}; it is graded as that of {submission.student!r}"
            )
        elif self.students.has_roster and name not in self.students.ids:
            submission.notes.append(
                f"{name!r} is not on the roster and was added to it; if the folder has a wrong "
                f"name, rename it, and remove the student with `nbgrader db student remove`"
            )

    def _is_due(self, submission: Submission) -> bool:
        """Whether it is not graded yet, or not as it and the assignment are now."""
        if self.kept.has(submission.assignment, submission.student):
            return True  # a run was cut off before its grades and its folder were both in place
        found = find_record(self.gradebook, submission.assignment, submission.student)
        if found is None or (self.whole and not found.is_graded):
            return True
        target = self.target(submission)
        places = [f"{name}.ipynb" for name in self.names]
        if any((submission.folder / p).is_file() and not (target / p).exists() for p in places):
            return True
        return self._has_changed(submission, target)

    def _has_changed(self, submission: Submission, target: Path) -> bool:
        marks = self.graded.marks(submission.student)
        before = {name: marks[name] for name in self.names if name in marks}
        if not before:
            return self._is_later(submission, target)
        now = self.marks(submission)
        if any(mark.handed_in != now[name].handed_in for name, mark in before.items()):
            return True
        if any(mark.release != now[name].release for name, mark in before.items()):
            submission.released_anew = True
            return True
        return len(before) < len(now)

    def _is_later(self, submission: Submission, target: Path) -> bool:
        """Whether the time is a later one; nothing else can tell where another program graded."""
        try:
            then = timestamp(target, self.zone)
        except ValueError:
            then = None
        now = submission.timestamp
        return now is not None and (then is None or now > then)

    def marks(self, submission: Submission) -> dict[str, Mark]:
        """What the grades of a submission will rest on."""
        return {name: Mark(submission.handed_in, self.releases[name].digest) for name in self.names}
