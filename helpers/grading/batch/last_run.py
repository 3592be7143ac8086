"""What the last run of the grader replaced, so that it can be taken back."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from nbgrader.api import Gradebook

from helpers.grading.batch.graded_work import GradedWork
from helpers.grading.batch.report import Outcome
from helpers.grading.batch.standing import Standing, Warned
from helpers.grading.gradebook.submission_record import SubmissionRecord, find_record, record
from helpers.grading.swapping import beside, remove, swap_in
from helpers.grading.working_folder import work_file


class LastRun:
    """The submissions of one assignment as they were before the last run.

    Points of tests, what being late cost, folders, marks and warnings are kept here, and given back
    by `undo`. What a person gave, before the run or after it, is in the gradebook alone.

    Parameters
    ----------
    assignment
        Its name.
    graded, standing
        Its marks and warnings.
    """

    def __init__(self, assignment: str, graded: GradedWork, standing: Standing) -> None:
        self.assignment = assignment
        self._graded, self._standing = graded, standing
        self._folder = work_file(assignment, "before")
        self._warned: dict[str, Warned] | None = None  # before this run

    def _begin(self) -> dict[str, Warned]:
        """Forget the run before."""
        remove(self._folder)
        self._folder.mkdir(mode=0o700)
        return self._standing.read()

    def keep(self, student: str, before: SubmissionRecord, target: Path) -> None:
        """Keep a submission that is about to be graded.

        Parameters
        ----------
        before
            Its record, not changed yet.
        target
            Its graded folder, which may not be there. Its files are linked, not copied.
        """
        if self._warned is None:
            self._warned = self._begin()
        place = self._place(student)
        if target.exists():
            with suppress(FileExistsError):  # kept a moment ago; a crash followed
                shutil.copytree(target, place, copy_function=_link)
        warned = self._warned.get(student)
        kept = {
            "student": student,
            "target": str(target),
            "state": None if before.is_new else before.state(),
            "marks": self._graded.marks(student),
            "warned": [warned.failure, warned.look_at] if warned else None,
        }
        part = place.with_suffix(".part")
        part.write_text(json.dumps(kept), "utf-8")
        os.replace(part, place.with_suffix(".json"))

    def undo(self, gradebook: Gradebook) -> Iterator[tuple[str, str]]:
        """Give each submission back what it had; the student, and what was done.

        A submission that the run brought into the gradebook leaves it again, unless somebody has
        marked it since. After a crash the rest is done by the next call.
        """
        for file in sorted(self._folder.glob("*.json")):
            kept = json.loads(file.read_text("utf-8"))
            student, state = kept["student"], kept["state"]
            found = find_record(gradebook, self.assignment, student)
            if state is not None:
                with record(gradebook, self.assignment, student) as now:
                    now.set_state(state)
            elif found and found.is_marked:
                file.unlink()
                yield student, "stays, since it was marked by hand after the run"
                continue
            elif found:
                gradebook.remove_submission(self.assignment, student)
            _give_back(file.with_suffix(""), Path(kept["target"]))
            self._graded.replace(student, kept["marks"])
            failure, look_at = kept["warned"] or ("", [])
            self._standing.add(Outcome(student, failure=failure, look_at=look_at))
            file.unlink()
            yield student, "is as before" if state else "is not graded"

    def _place(self, student: str) -> Path:
        return self._folder / _name(student)


def kept_of(work: Path, student: str) -> list[Path]:
    """What any assignment's last run keeps of a student, in the grader's own folder."""
    return sorted(work.glob(f"*.before/{_name(student)}*"))


def _name(student: str) -> str:
    return sha256(student.encode()).hexdigest()[:32]


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a disk without links
        shutil.copy2(source, target)


def _give_back(old: Path, target: Path) -> None:
    if old.exists():
        part = beside(target, "part")
        remove(part)
        os.rename(old, part)
        swap_in(part, target)
    else:
        remove(target)
