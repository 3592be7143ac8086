"""Collecting a download: `zip_collect` sorts it aside, then each folder is swapped in."""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from glob import escape
from pathlib import Path, PurePosixPath

from nbgrader.api import Gradebook
from nbgrader.apps.zipcollectapp import ZipCollectApp
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import FileNameCollectorPlugin

from helpers.grading.batch.folders import Read, digest, ignoring
from helpers.grading.batch.handed_in import handed_in
from helpers.grading.batch.selection import handed_in_folders, student_of
from helpers.grading.batch.submission import Refused, timestamp
from helpers.grading.collecting.download import CLUTTER, files_of_download
from helpers.grading.collecting.owners import FILE, Owners
from helpers.grading.collecting.plan import Plan, Received, contents, planned
from helpers.grading.deadlines.extensions import zone_of
from helpers.grading.gradebook.released_cells import Releases
from helpers.grading.gradebook.students import Students
from helpers.grading.swapping import beside, remove, swap_in, write_whole
from helpers.grading.working_folder import WORK, alone, work_file

KEPT = "kept what is there"
_SCRATCH = "collecting-"


@dataclass
class Collected:
    """What became of one student's work.

    Attributes
    ----------
    student, name
        Her id, and what the download calls her.
    change
        ``"new"``, ``"replaced"``, ``"unchanged"`` or `KEPT`.
    look_at
        What an instructor should look at, one sentence each.
    """

    student: str
    name: str
    change: str
    look_at: list[str]


@dataclass
class Collection:
    """What became of a download.

    Attributes
    ----------
    students
        One for each student of whom something came.
    of_nobody
        Place in the download → why nobody gets it.
    notes
        What could not be taken from the download at all.
    absent
        The students of the roster of whom nothing came.
    """

    students: list[Collected]
    of_nobody: dict[str, str]
    notes: list[str]
    absent: list[str]


def collect(coursedir: CourseDirectory, download: Path, *, dry_run: bool = False) -> Collection:
    """Sort a download into ``submitted/<student>/<assignment>``.

    Parameters
    ----------
    coursedir
        The course, with the assignment's name.
    download
        The zip archive or the folder that the platform gave.
    dry_run
        Only say what would be done.

    Raises
    ------
    DownloadError, RosterError
        If the download or the file of names cannot be read.
    nbgrader.api.MissingEntry
        If the gradebook does not know the assignment.
    nbgrader.converters.NbGraderException
        If another command is at work in the course.
    """
    notes: list[str] = []
    ignored = ignoring([*coursedir.ignore, *CLUTTER])
    files = files_of_download(download, ignored, notes)
    with (
        alone(),
        _scratch() as scratch,
        Gradebook(coursedir.db_url, coursedir.course_id) as gradebook,
    ):
        owners = Owners(gradebook, Path(coursedir.root, FILE))
        plan = planned(files, owners, coursedir.assignment_id)
        places = _Places(coursedir, gradebook)
        fresh = _laid_out(coursedir, plan, files, Path(scratch).resolve())
        done = [
            places.put(student, received, fresh / student / coursedir.assignment_id, dry_run)
            for student, received in sorted(plan.received.items())
        ]
        if not dry_run:
            owners.keep(plan.unknown)
            places.remember()
    return Collection(done, plan.of_nobody, notes, sorted(owners.ids - set(plan.received)))


def _scratch() -> tempfile.TemporaryDirectory:
    """A folder for the time of the command; those of commands that were killed go."""
    for old in Path(WORK).glob(f"{_SCRATCH}*"):
        remove(old)
    return tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=WORK)


def _laid_out(
    coursedir: CourseDirectory, plan: Plan, files: Mapping[str, Read], scratch: Path
) -> Path:
    """Let `zip_collect` sort the files in a course of its own; where the students' folders are."""
    assignment = coursedir.assignment_id
    app = ZipCollectApp(log_level=logging.CRITICAL)
    app.coursedir = CourseDirectory(parent=app, root=str(scratch), assignment_id=assignment)
    extracted = scratch / app.downloaded_directory / assignment / app.extracted_directory
    extracted.mkdir(parents=True)
    submitted = scratch / app.coursedir.submitted_directory
    whose: dict[str, dict[str, str]] = {}
    for student, received in plan.received.items():
        (submitted / student / assignment).mkdir(parents=True)
        for name, content in contents(received, files, plan).items():
            # a number for a name: what a student wrote may be no path on this system
            path = extracted / f"{len(whose)}{PurePosixPath(name).suffix}"
            path.write_bytes(content)
            whose[str(path)] = {"student_id": student, "file_id": name}
    app.collector_plugin_inst = _AsPlanned(whose, parent=app)
    app.process_extracted_files()
    return submitted


class _AsPlanned(FileNameCollectorPlugin):
    """Whose a file is, as a plan says it."""

    def __init__(self, whose: Mapping[str, dict[str, str]], **traits) -> None:
        super().__init__(**traits)
        self._whose = whose

    def collect(self, submitted_file: str) -> dict[str, str]:
        return self._whose[submitted_file]


class _Places:
    """The folders of an assignment in ``submitted/``, and what was collected into them before."""

    def __init__(self, coursedir: CourseDirectory, gradebook: Gradebook) -> None:
        self._coursedir = coursedir
        self._releases = Releases(gradebook, coursedir)
        self._zone = zone_of(coursedir)
        self._ignored = ignoring([*coursedir.ignore, "timestamp.txt"])
        folders = handed_in_folders(coursedir, "*", escape(coursedir.assignment_id))
        students = Students(gradebook, [student_of(coursedir, folder) for folder in folders])
        self._there: dict[str, Path] = {}
        for folder in folders:
            try:
                owner = students.owner(student_of(coursedir, folder))
            except ValueError:  # grading says so
                continue
            self._there[owner] = Path(folder)
        self._record = collected_before(coursedir.assignment_id)

    def put(self, student: str, received: Received, fresh: Path, dry_run: bool) -> Collected:
        """Put a student's folder into its place, unless what is there came later."""
        notes = [*received.notes, *self._about(fresh)]
        place = self._there.get(student) or Path(
            self._coursedir.format_path(
                self._coursedir.submitted_directory, student, self._coursedir.assignment_id
            )
        )
        change = "new"
        if place.exists():
            change = self._compared(student, received, fresh, place, notes)
        if change in ("new", "replaced") and not dry_run:
            part = beside(place, "part")
            remove(part)  # of a run that was cut off
            shutil.copytree(fresh, part)
            swap_in(part, place)
        if change != KEPT:
            self._record[student] = {
                "order": received.order,
                "late": received.late,
                "files": received.files,
            }
        return Collected(student, received.name, change, notes)

    def _about(self, folder: Path) -> list[str]:
        """What grading will say of a folder's notebooks."""
        notes: list[str] = []
        ignore = [*self._coursedir.ignore, *CLUTTER]
        try:
            handed_in(folder, self._releases, ignore, notes, self._releases.holds)
        except Refused as error:
            notes.append(str(error))
        return notes

    def _compared(
        self, student: str, received: Received, fresh: Path, place: Path, notes: list[str]
    ) -> str:
        if digest(fresh, self._ignored) == digest(place, self._ignored):
            return "unchanged"
        try:
            now, then = (timestamp(folder, self._zone) for folder in (fresh, place))
        except Refused as error:
            notes.append(str(error))
            return KEPT
        order = tuple(self._record.get(student, {}).get("order", (0, 0)))
        if (now and then and now < then) or received.order < order:
            notes.append("an earlier one than what is there; to take it, remove that folder first")
            return KEPT
        if then and not now:
            notes.append("the download has no time: write one into timestamp.txt if it was late")
        return "replaced"

    def remember(self) -> None:
        """Keep what the platform said, for the next download and for `report`."""
        file = work_file(self._coursedir.assignment_id, "collected")
        write_whole(file, json.dumps(self._record))


def collected_before(assignment: str) -> dict[str, dict]:
    """Student → what the platform said when her work was collected.

    ``order``, ``late`` and ``files`` as `Received` has them.
    """
    file = work_file(assignment, "collected")
    return json.loads(file.read_text("utf-8")) if file.exists() else {}
