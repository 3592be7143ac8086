"""Grading a class: nbgrader's `Autograde` with the running in between taken out.

Three steps for each submission. The notebook is put in order here, with the released cells of the
gradebook; it runs on a worker, which sees neither course folder nor gradebook; its grades are saved
here, by the one process that writes the gradebook, in one transaction.
"""

from __future__ import annotations

import datetime
import logging
import os
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import translate
from glob import glob
from itertools import chain
from pathlib import Path
from urllib.parse import quote

import filelock
import nbformat
from distributed import CancelledError, Future
from distributed.comm import CommClosedError
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook
from nbformat.v4.nbbase import random_cell_id
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.preprocessors import CheckCellMetadata, Execute, IgnorePattern, LimitOutput
from rich.console import Console
from traitlets import Integer, List, Unicode
from traitlets.utils.importstring import import_item

from helpers.grading.batch.kept_results import Executed
from helpers.grading.batch.report import Bar, Outcome, printable, show, table
from helpers.grading.batch.task import Result, Task
from helpers.grading.batch.workers import connected, run_all
from helpers.grading.box import BoxedKernelManager
from helpers.grading.gradebook.released_cells import ReleasedCells, imported_modules
from helpers.grading.gradebook.submission_record import SubmissionRecord, find_record, record
from helpers.grading.preprocessors.execution import ExecuteInBox, leave_out
from helpers.grading.preprocessors.restored_cells import RestoreCells
from helpers.grading.preprocessors.saved_grades import SaveGrades, SaveLatePenalties

LARGEST_NOTEBOOK = 32 << 20  # bytes; a notebook with many pictures has 5 MB
LARGEST_FILES = 256 << 20  # bytes of all the files beside the notebooks
BLOCK = 4096  # what the smallest of them counts
LONGEST_PATH = 1000  # bytes, within the submission's folder; a system takes 4096 in all
LONGEST_TIMESTAMP = 100  # characters
CELL_ID = re.compile("[a-zA-Z0-9_-]{1,64}")
WORK = ".grading"  # in the course folder: the lock, the log, results on their way to the gradebook


@dataclass
class Submission:
    """One student's folder, and what becomes of it.

    Attributes
    ----------
    assignment, student, folder
        Whose it is, and where it was handed in.
    notebooks
        Name → file, only those that the gradebook knows.
    timestamp
        What timestamp.txt says.
    look_at
        What an instructor should look at, one sentence each.
    files
        Path in the folder → content, of the submission and over them of the assignment.
    task
        What a worker gets.
    unreadable
        Name of a notebook that could not be read → the released cells in its place, as JSON.
    """

    assignment: str
    student: str
    folder: Path
    notebooks: dict[str, Path]
    timestamp: str | None = None
    unreadable: dict[str, str] = field(default_factory=dict)
    look_at: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    task: Task | None = None

    def forget(self) -> None:
        """Drop what is large."""
        self.files, self.unreadable, self.task = {}, {}, None


class GradeClass(Autograde):
    """`Autograde` for a whole class: boxed, side by side, and safe against being cut off.

    What it adds to nbgrader:

    - "Done" is what the gradebook holds. A folder in ``autograded/`` appears whole, after the grades
      are saved; the old one stays until then.
    - All grades of a submission are saved in one transaction.
    - Whatever goes wrong with one submission costs that submission only.
    - A notebook that cannot be read gets 0 points and says why, where the cells can be restored.
    """

    workers = Integer(
        None, allow_none=True, help="Kernels side by side; by default what cores and memory allow."
    ).tag(config=True)
    scheduler = Unicode("", help="Address of a Dask scheduler, tcp://HOST:8786.").tag(config=True)
    autograde_preprocessors = List(
        [
            ExecuteInBox,
            IgnorePattern,
            ClearMetadataPreprocessor,
            LimitOutput,
            SaveGrades,
            SaveLatePenalties,
            CheckCellMetadata,
        ]
    ).tag(config=True)

    def convert_notebooks(self) -> None:
        """Grade what is to be graded, and show how it went.

        Raises
        ------
        NbGraderException
            If a submission got no grade.
        """
        started = time.monotonic()
        outcomes: list[Outcome] = []
        try:
            with self._alone(), self._opened_gradebook():
                waiting = list(self._submissions())
                self._gradebook.db.rollback()  # reading holds a transaction open, too
                if not waiting:
                    Console().print("Everything is graded; --force grades it again.")
                with Bar(self.coursedir.assignment_id, len(waiting)) as bar:
                    for outcome in self._grade(waiting, bar):
                        outcomes.append(outcome)
                        bar.ended(outcome)
        finally:  # what was graded before a lost scheduler is not graded again
            if outcomes:
                name = self.coursedir.assignment_id
                rows = table(name, outcomes, time.monotonic() - started)
                show(rows, Path(WORK) / f"{quote(name, safe='')}.log")
        if failed := [outcome.student for outcome in outcomes if outcome.failure]:
            raise NbGraderException(printable(f"no grade for {', '.join(failed)}; run it again"))

    # --- what is to be graded -------------------------------------------------------------------

    def init_notebooks(self) -> None:
        """Find the submissions; a folder without any notebook is one, too."""
        pattern = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        folders = [folder for folder in glob(pattern) if os.path.isdir(folder)]
        try:
            super().init_notebooks()
        except NbGraderException:
            if not folders or self.coursedir.notebook_id != "*":
                raise
        if self.coursedir.notebook_id == "*":
            for folder in folders:
                self.assignments.setdefault(folder, [])

    def _submissions(self) -> Iterator[Submission]:
        pattern = self._format_source("(?P<assignment>.*)", "(?P<student>.*)", escape=True)
        excluded = set(filter(None, self.coursedir.student_id_exclude.split(",")))
        for folder in sorted(self.assignments):
            names = re.match(pattern, folder, re.DOTALL)
            if names is None:
                raise NbGraderException(f"{folder!r} is not of the form {pattern!r}")
            if names["student"] in excluded:
                continue
            paths = [Path(path) for path in sorted(self.assignments[folder])]
            submission = Submission(
                names["assignment"], names["student"], Path(folder), {p.stem: p for p in paths}
            )
            try:
                submission.timestamp = _timestamp(submission.folder)
                due = self._is_due(submission)
            except OSError as error:
                self.log.warning("%s: %s", folder, error)
                due = True  # and it will be reported as not graded
            if due:
                yield submission
            else:
                self.log.info("%s is graded; --force grades it again", folder)

    def _is_due(self, submission: Submission) -> bool:
        """Whether it has to be graded: by force, not graded yet, or handed in anew since."""
        if self.force or not _is_name(submission.student):
            return True
        if self._executed.has(submission.assignment, submission.student):
            return True  # a run was cut off before its grades and its folder were both in place
        target = self._target(submission)
        known = [name for name in submission.notebooks if self._known(submission, name)]
        found = find_record(self._gradebook, submission.assignment, submission.student)
        if found is None or (known and not target.is_dir()):
            return True
        if self.coursedir.notebook_id == "*":
            if not found.is_graded:
                return True
        elif not all((target / f"{name}.ipynb").exists() for name in known):
            return True
        before, now = (_parsed(text) for text in (_timestamp(target), submission.timestamp))
        return now is not None and before is not None and now > before

    def _target(self, submission: Submission) -> Path:
        return Path(
            self.coursedir.format_path(
                self.coursedir.autograded_directory, submission.student, submission.assignment
            )
        )

    # --- the three steps ------------------------------------------------------------------------

    def _grade(self, waiting: list[Submission], bar: Bar) -> Iterator[Outcome]:
        done: list[Outcome] = []  # ends found while tasks were being prepared

        def tasks() -> Iterator[tuple[Submission, Task]]:
            for submission in waiting:
                try:
                    with self._noted(submission):
                        self._prepare(submission)
                        result = self._without_running(submission)
                except Exception as error:
                    done.append(self._failed(submission, error))
                    continue
                if result is None:
                    yield submission, submission.task
                else:
                    done.append(self._finish(submission, result))

        to_run = tasks()
        first = next(to_run, None)
        if first is not None:
            with _scheduler_needed(), self._cluster() as client:
                bar.at_a_time(sum(client.nthreads().values()))
                for submission, future in run_all(client, chain([first], to_run)):
                    bar.at_a_time(sum(client.nthreads().values()))  # workers come and go
                    yield from _emptied(done)
                    yield self._received(submission, future)
        yield from _emptied(done)

    def _received(self, submission: Submission, future: Future) -> Outcome:
        """Take a result from a worker and save it."""
        if future.status == "error":
            return self._failed(submission, future.exception())
        result = future.result()
        try:
            self._executed.keep(submission.task, result)
        except OSError as error:
            return self._failed(submission, error)
        return self._finish(submission, result)

    def _without_running(self, submission: Submission) -> Result | None:
        """The result of a submission that needs no worker, or None."""
        if not self._run_by or not submission.task.notebooks:
            return Result(submission.task.notebooks)
        return None if self.force else self._executed.find(submission.task)

    def _finish(self, submission: Submission, result: Result) -> Outcome:
        try:
            with self._noted(submission):
                outcome = self._save(submission, result)
        except Exception as error:
            return self._failed(submission, error)
        self._executed.drop(submission.task)
        submission.forget()
        return outcome

    def _failed(self, submission: Submission, error: Exception) -> Outcome:
        reason = f"{type(error).__name__}: {error}".strip().splitlines()[0]
        student = printable(submission.student)
        self.log.error("%s, %s: %s", student, submission.assignment, printable(reason))
        self.log.debug("where it went wrong", exc_info=error)
        submission.forget()
        return Outcome(submission.student, failure=reason, look_at=submission.look_at)

    # --- first: put it in order -----------------------------------------------------------------

    def _prepare(self, submission: Submission) -> None:
        if not _is_name(submission.student):
            raise ValueError(
                f"{str(submission.folder.parent)!r} cannot be the name of a student's folder; rename it"
            )
        if submission.timestamp is not None and _parsed(submission.timestamp) is None:
            raise ValueError(
                f"{submission.folder / 'timestamp.txt'} holds {submission.timestamp!r}, which is no "
                "time; correct it or remove it"
            )
        if self.coursedir.notebook_id != "*":  # the results come into it one by one
            self._target(submission).mkdir(parents=True, exist_ok=True)
        self.notebooks = [str(path) for path in submission.notebooks.values()]
        self.run_pre_convert_hook()
        submission.files = self._handed_in(submission)
        unknown = [n for n in submission.notebooks if not self._known(submission, n)]
        for name in unknown:
            del submission.notebooks[name]
            self.log.warning("%s.ipynb belongs to no notebook of this assignment", name)
        notebooks = {}
        for name, path in submission.notebooks.items():
            notebook = self._sanitized(submission, name, path)
            if notebook is not None:
                notebook = self._apply(self._before_running, submission, name, notebook)
                notebooks[name] = nbformat.writes(notebook)
                # beside it lies what was handed in, not the notebook with the hidden tests
                submission.files[path.name] = path.read_bytes()
        submission.task = Task(
            submission.assignment,
            submission.student,
            notebooks,
            submission.files,
            self._run_by[0] if self._run_by else Execute,
            self._settings_of_execution,
        )

    def _sanitized(self, submission: Submission, name: str, path: Path) -> NotebookNode | None:
        """The notebook with the released cells in it, or None where it cannot be read."""
        noted = len(submission.look_at)
        try:
            notebook = self._apply(self._sanitizers, submission, name, _read(path))
            nbformat.validate(notebook, relax_add_props=True)  # else there would be no feedback
            return notebook
        except OSError:
            raise  # a fault of the disk is not the student's
        except Exception as error:
            if not self._can_restore:
                raise
            reason = f"{path.name} could not be read: {type(error).__name__}: {error}"
        reason = reason.splitlines()[0][:200]
        notebook = self._apply(self._sanitizers, submission, name, new_notebook())
        notebook.cells.insert(0, new_markdown_cell(f"**Not graded.** {reason}"))
        leave_out(notebook.cells, "UnreadableNotebook", reason)
        submission.look_at[noted:] = [reason]  # that every cell was missing is no news
        submission.unreadable[name] = nbformat.writes(notebook)
        return None

    def _handed_in(self, submission: Submission) -> dict[str, bytes]:
        """Files of the submission, and over them those of the assignment."""
        own = {}
        if submission.folder.is_symlink() or submission.folder.parent.is_symlink():
            submission.look_at.append("its folder is a link; nothing was taken from it")
        else:
            own = _files_of(submission.folder, self.coursedir.ignore, submission.look_at)
        source = Path(
            self.coursedir.format_path(self.coursedir.source_directory, ".", submission.assignment)
        )
        kept = set(self.exclude_overwriting.get(submission.assignment, []))
        given = (
            _files_of(source, self.coursedir.ignore, submission.look_at) if source.is_dir() else {}
        )
        given = {name: content for name, content in given.items() if name not in kept}
        for name in [own_name for own_name in own if _collides(own_name, given)]:
            submission.look_at.append(
                f"{name} was left out: the assignment has a folder of that name"
            )
            del own[name]
        return own | given

    # --- last: save it --------------------------------------------------------------------------

    def _save(self, submission: Submission, result: Result) -> Outcome:
        """Write the folder aside, save the grades, put the folder in place."""
        executed = {**result.notebooks, **submission.unreadable}
        submission.look_at += result.incidents
        target = self._target(submission)
        stage = target.with_name(f".{target.name}.part")
        _remove(stage)  # of a run that was cut off
        try:
            if executed:
                stage.mkdir(parents=True)
                names = {f"{name}.ipynb" for name in executed}
                made = {n: c for n, c in result.files.items() if not _collides(n, names)}
                for name, content in {**submission.files, **made}.items():
                    (stage / name).parent.mkdir(parents=True, exist_ok=True)
                    (stage / name).write_bytes(content)
            with record(
                self._gradebook,
                submission.assignment,
                submission.student,
                submission.timestamp,
                create_student=self.create_student,
            ) as saved:
                for name, text in executed.items():
                    notebook = self._apply(
                        self._after_running,
                        submission,
                        name,
                        nbformat.reads(text, as_version=4),
                        record=saved.notebooks[name],
                    )
                    nbformat.write(notebook, stage / f"{name}.ipynb")
                self._mark_missing(submission, saved)
                outcome = self._outcome(submission, saved, result.seconds)
            if executed:
                self._publish(stage, target)
        finally:
            _remove(stage)
        if not executed:
            return outcome
        self.set_permissions(submission.assignment, submission.student)
        self.notebooks = [str(target / f"{name}.ipynb") for name in executed]
        self.run_post_convert_hook()
        return outcome

    def _mark_missing(self, submission: Submission, saved: SubmissionRecord) -> None:
        for name, notebook in saved.notebooks.items():
            if not (submission.folder / f"{name}.ipynb").exists():
                submission.look_at.append(f"{name}.ipynb was not handed in")
                for grade in notebook.grades:
                    grade.auto_score = 0
                    grade.needs_manual_grade = False

    def _outcome(self, submission: Submission, saved: SubmissionRecord, seconds: float) -> Outcome:
        penalties = [n.submitted.late_submission_penalty or 0 for n in saved.notebooks.values()]
        score = saved.score - sum(penalties)
        most = sum(
            cell.max_score
            for notebook in saved.notebooks.values()
            for cell in [
                *notebook.submitted.notebook.grade_cells,
                *notebook.submitted.notebook.task_cells,
            ]
        )
        return Outcome(
            submission.student,
            score,
            most,
            saved.needs_manual_grade,
            seconds,
            look_at=submission.look_at,
        )

    def _publish(self, stage: Path, target: Path) -> None:
        if self.coursedir.notebook_id == "*" or not target.exists():
            old = target.with_name(f".{target.name}.old")
            _remove(old)
            if target.exists():
                os.rename(target, old)
            os.rename(stage, target)
            _remove(old)
        else:  # some notebooks only: the others keep their place
            for path in sorted(stage.rglob("*")):
                place = target / path.relative_to(stage)
                if path.is_file():
                    place.parent.mkdir(parents=True, exist_ok=True)
                    os.replace(path, place)

    # --- nbgrader's preprocessors ---------------------------------------------------------------

    def _apply(
        self, preprocessors: list, submission: Submission, name: str, notebook: NotebookNode, **more
    ) -> NotebookNode:
        """Send a notebook through preprocessors as nbconvert's exporter does."""
        resources = {
            "unique_key": name,
            "output_files_dir": f"{name}_files",
            "metadata": {"name": name, "path": str(submission.folder)},
            "nbgrader": {
                "student": submission.student,
                "assignment": submission.assignment,
                "notebook": name,
                "db_url": self.coursedir.db_url,
                "released_cells": self._released(submission.assignment, name),
                **more,
            },
        }
        for preprocessor in preprocessors:
            notebook, resources = preprocessor(notebook, resources)
        return notebook

    def _init_lists(self) -> None:
        """Split nbgrader's two lists at the step that runs the notebook."""
        classes = list(map(_as_class, self.autograde_preprocessors))
        at = next((i for i, cls in enumerate(classes) if _is_execute(cls)), len(classes))
        self._sanitizers = [_as_class(cls)(parent=self) for cls in self.sanitize_preprocessors]
        self._before_running = [cls(parent=self) for cls in classes[:at]]
        self._run_by = [cls for cls in classes[at : at + 1] if cls(parent=self).enabled]
        self._after_running = [cls(parent=self) for cls in classes[at + 1 :]]
        if self._run_by and not issubclass(self._run_by[0], ExecuteInBox):
            raise NbGraderException(
                f"{self._run_by[0].__name__} in c.Autograde.autograde_preprocessors runs students' "
                "code in the open; put helpers.grading.preprocessors.execution.ExecuteInBox in its place"
            )
        self._settings_of_execution = {
            name: dict(self.config[name])
            for name in _config_sections(classes[at : at + 1])
            if name in self.config
        }
        self._can_restore = any(
            isinstance(step, RestoreCells) and step.add_missing_cells for step in self._sanitizers
        )

    # --- the gradebook --------------------------------------------------------------------------

    @contextmanager
    def _opened_gradebook(self) -> Iterator[None]:
        self._init_lists()
        self._executed = Executed(Path(WORK) / "executed")
        self._releases: dict[tuple[str, str], ReleasedCells | None] = {}
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as self._gradebook:
            try:
                self._gradebook.find_assignment(self.coursedir.assignment_id)
            except MissingEntry:
                raise NbGraderException(
                    f"No assignment with ID {self.coursedir.assignment_id!r} exists in the "
                    "database; record it with `python -m helpers.grading release --record`"
                ) from None
            yield

    def _released(self, assignment: str, name: str) -> ReleasedCells | None:
        key = assignment, name
        if key not in self._releases:
            try:
                self._releases[key] = ReleasedCells(self._gradebook, name, assignment)
            except (MissingEntry, UnicodeEncodeError):  # a file name that is not UTF-8
                self._releases[key] = None
        return self._releases[key]

    def _known(self, submission: Submission, name: str) -> bool:
        return self._released(submission.assignment, name) is not None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two runs at a time would grade the same submissions."""
        Path(WORK).mkdir(exist_ok=True, mode=0o700)
        try:
            with filelock.FileLock(Path(WORK) / "lock", timeout=0):
                yield
        except filelock.Timeout:
            raise NbGraderException(
                f"another run is grading in {Path.cwd()}; wait until it has ended"
            ) from None

    def _cluster(self):
        warm = (
            self._run_by
            and ExecuteInBox(parent=self).boxed
            and BoxedKernelManager(parent=self).warm
        )
        return connected(self.workers, self.scheduler, preload=self._imports() if warm else None)

    def _imports(self) -> list[str]:
        """Modules that the released cells import, solutions and hidden tests included."""
        names = {"numpy"}
        for released in filter(None, self._releases.values()):
            for cell in released.notebook.source_cells:
                if cell.cell_type == "code":
                    names |= imported_modules(cell.source)
        return sorted(names)

    @contextmanager
    def _noted(self, submission: Submission) -> Iterator[None]:
        """What the preprocessors warn of goes into the table, too."""
        handler = _Notes(submission)
        self.log.addHandler(handler)
        try:
            yield
        finally:
            self.log.removeHandler(handler)


@contextmanager
def _scheduler_needed() -> Iterator[None]:
    try:
        yield
    except (CommClosedError, CancelledError) as error:
        raise NbGraderException(
            f"the scheduler was lost ({error}); run it again, and it goes on"
        ) from error


class _Notes(logging.Handler):
    def __init__(self, submission: Submission) -> None:
        super().__init__(logging.WARNING)
        self.submission = submission

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage().removeprefix(f"{self.submission.student}").lstrip(": ")
        if record.levelno == logging.WARNING and text not in self.submission.look_at:
            self.submission.look_at.append(text)


def _collides(name: str, names: Iterable[str]) -> bool:
    """Whether a file of this name would be a folder of one of the names, or lie below one."""
    return any(name.startswith(f"{other}/") or other.startswith(f"{name}/") for other in names)


def _timestamp(folder: Path) -> str | None:
    """What timestamp.txt says; None where there is none, or nothing in it."""
    path = folder / "timestamp.txt"
    if path.is_symlink() or not path.is_file():
        return None
    with path.open(errors="replace") as file:
        return file.read(LONGEST_TIMESTAMP).strip() or None


def _parsed(timestamp: str | None) -> datetime.datetime | None:
    """A timestamp as a time; None where it is none."""
    try:
        return None if timestamp is None else utils.parse_utc(timestamp)
    except (ValueError, OverflowError):
        return None


def _read(path: Path) -> NotebookNode:
    if not _is_plain(path):
        raise ValueError("it is a link or no regular file")
    if (size := path.stat().st_size) > LARGEST_NOTEBOOK:
        raise ValueError(f"it has {size >> 20} MB, more than {LARGEST_NOTEBOOK >> 20}")
    content = path.read_bytes()
    notebook = nbformat.reads(content.decode(), as_version=4)
    if b"\\ud" in content.lower():
        nbformat.writes(notebook).encode()  # half a character, which no file and no gradebook takes
    for cell in notebook.cells:
        if "id" in cell and not CELL_ID.fullmatch(str(cell.id)):
            cell.id = random_cell_id()
    return notebook


def _is_plain(path: Path) -> bool:
    """Whether it is a regular file, and neither it nor the two folders above it are links."""
    return path.is_file() and not any(
        place.is_symlink() for place in (path, path.parent, path.parent.parent)
    )


def _files_of(folder: Path, ignore: list[str], look_at: list[str]) -> dict[str, bytes]:
    """Path → content of the files in a folder, without notebooks and what is ignored."""
    # nbgrader's own search reads the whole folder anew for every file in it
    ignored = re.compile("|".join(map(translate, [*ignore, "*.ipynb"]))).match
    found, size = {}, 0
    for place, folders, names in os.walk(folder):  # it follows no links
        folders[:] = sorted(name for name in folders if not ignored(name))
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        for path in (Path(place, name) for name in sorted([*names, *links]) if not ignored(name)):
            name = path.relative_to(folder).as_posix()
            if len(os.fsencode(name)) > LONGEST_PATH:
                look_at.append(f"{name[:40]}... was left out: its path is too long")
            elif path.is_symlink() or not path.is_file():
                look_at.append(f"{name} is a link or no regular file; it was left out")
            elif (size := size + max(path.stat().st_size, BLOCK)) > LARGEST_FILES:
                look_at.append(f"{name} was left out: more than {LARGEST_FILES >> 20} MB of files")
                return found
            else:
                found[name] = path.read_bytes()
    return found


def _is_name(student: str) -> bool:
    """Whether a folder's name can be a student's; it may be any bytes.

    Gradebooks hold text. nbgrader takes folders for patterns, so * would get everybody's work, and
    feedback ends at a name of two lines.
    """
    return student.isprintable() and not set(student) & set("*?[")


def _remove(folder: Path) -> None:
    if folder.exists():
        utils.rmtree(str(folder))


def _as_class(named: type | str) -> type:
    """A class, or one given by its full name in the configuration."""
    return import_item(named) if isinstance(named, str) else named


def _is_execute(cls) -> bool:
    return issubclass(cls, Execute)


def _config_sections(classes) -> set[str]:
    """Names of the configuration that running a notebook reads; the gradebook's is not among them."""
    names = {cls.__name__ for top in classes for cls in top.mro()}
    return names | {"KernelManager", "AsyncKernelManager", "BoxedKernelManager", "BoxProvisioner"}


def _emptied(outcomes: list[Outcome]) -> Iterator[Outcome]:
    while outcomes:
        yield outcomes.pop(0)
