"""Grading a class: nbgrader's `Autograde` with the running in between taken out.

Three steps for each submission. The notebook is put in order here, with the released cells of the
gradebook; it runs on a worker, which sees neither course folder nor gradebook; its grades are saved
here, by the one process that writes the gradebook, in one transaction.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path

from distributed import CancelledError, Client, Future
from distributed.comm import CommClosedError
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import CheckCellMetadata, IgnorePattern, LimitOutput
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError
from traitlets import Bool, Integer, List, Unicode

from helpers.grading.batch.checked_run import checked
from helpers.grading.batch.folders import digest, ignoring
from helpers.grading.batch.graded_work import GradedWork
from helpers.grading.batch.kept_results import Executed
from helpers.grading.batch.last_run import LastRun
from helpers.grading.batch.pipeline import Pipeline
from helpers.grading.batch.preparing import prepare
from helpers.grading.batch.report import Bar, Outcome, printable, show, table
from helpers.grading.batch.saving import save
from helpers.grading.batch.selection import Selection, chosen_folders, released_anew
from helpers.grading.batch.standing import Standing
from helpers.grading.batch.submission import Refused, Submission
from helpers.grading.batch.task import Result, Task
from helpers.grading.batch.workers import connected, run_all
from helpers.grading.box import BoxedKernelManager
from helpers.grading.gradebook.backup import back_up
from helpers.grading.gradebook.failing_cells import failing_cells
from helpers.grading.gradebook.released_cells import Releases, unreleased
from helpers.grading.preprocessors.execution import ExecuteInBox
from helpers.grading.preprocessors.saved_grades import SaveGrades, SaveLatePenalties
from helpers.grading.similarity import same_answers
from helpers.grading.working_folder import PROGRESS, WORK, alone, work_file


class GradeClass(Autograde):
    """`Autograde` for a whole class: boxed, side by side, and safe against being cut off.

    What it adds to nbgrader:

    - "Done" is what the gradebook holds, for work and assignment as they are now. A folder in
      ``autograded/`` appears whole, after the grades are saved; the old one stays until then.
    - All grades of a submission are saved in one transaction.
    - Whatever goes wrong with one submission costs that submission only.
    - A notebook that cannot be read gets 0 points and says why, where the cells can be restored.
    """

    writes = True  # grades and folders; a dry run does not

    workers = Integer(
        None, allow_none=True, help="Kernels side by side; by default what cores and memory allow."
    ).tag(config=True)
    scheduler = Unicode("", help="Address of a Dask scheduler, tcp://HOST:8786.").tag(config=True)
    time_solution = Bool(True, help="Time the model solution, too.").tag(config=True)
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

    def init_notebooks(self) -> None:
        """Find the folders of submissions; one without any notebook is a submission, too."""
        found = chosen_folders(self.coursedir)
        self.assignments: dict[str, list[str]] = {folder: [] for folder in found}

    def convert_notebooks(self) -> None:
        """Grade what is to be graded, and show how it went.

        Raises
        ------
        NbGraderException
            If a submission got no grade.
        """
        started = time.monotonic()
        outcomes: list[Outcome] = []
        failing: list[str] = []
        try:
            with alone(), self._opened():
                waiting = list(self._selection.submissions(self.assignments, force=self.force))
                self._gradebook.db.rollback()  # reading holds a transaction open, too
                _say(unreleased(self.coursedir, self._releases) + released_anew(waiting))
                if not waiting:
                    Console().print("Everything is graded; --force grades it again.")
                    return
                if self.writes:
                    back_up(self.coursedir)
                name = self.coursedir.assignment_id
                with Bar(name, len(waiting), told=work_file(name, PROGRESS)) as bar:
                    for outcome in self._grade(waiting, bar):
                        outcomes.append(outcome)
                        bar.ended(outcome)
                if self.writes:  # else none of it is in its place
                    _compare(self.coursedir, self._releases, outcomes)
                failing = _failing(self._gradebook, self.coursedir.assignment_id)
        finally:  # what was graded before a lost scheduler is not graded again
            if outcomes:
                _say(failing)
                self._show(outcomes, time.monotonic() - started)
        if failed := sorted(outcome.student for outcome in outcomes if outcome.failure):
            raise NbGraderException(printable(f"no grade for {', '.join(failed)}; run it again"))

    def _show(self, outcomes: list[Outcome], seconds: float) -> None:
        rows = table(self.coursedir.assignment_id, outcomes, seconds)
        show(rows, work_file(self.coursedir.assignment_id, "log"))

    @contextmanager
    def _opened(self) -> Iterator[None]:
        """The gradebook, and what of it concerns the assignment."""
        name = self.coursedir.assignment_id
        self._kept, self._tried = (Executed(Path(WORK) / store) for store in ("executed", "tried"))
        self._graded = GradedWork(work_file(name, "graded"))
        self._standing = Standing(work_file(name, "warnings"))
        self._last_run = LastRun(name, self._graded, self._standing)
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as self._gradebook:
            try:
                self._releases = Releases(self._gradebook, self.coursedir)
            except MissingEntry:
                raise NbGraderException(
                    f"No assignment with ID {name!r} exists in the database; record it with "
                    "`python -m helpers.grading release --record`"
                ) from None
            self._pipeline = Pipeline(self, self._releases)
            before = self._kept, self._graded, self._standing
            self._selection = Selection(self.coursedir, self._gradebook, self._releases, *before)
            yield

    def _grade(self, waiting: list[Submission], bar: Bar) -> Iterator[Outcome]:
        done: list[Outcome] = []  # ends found while tasks were being prepared

        def tasks() -> Iterator[tuple[tuple[Submission, Task], Task] | None]:
            """What is to be run; None for each that has ended without."""
            for submission in waiting:
                try:
                    task = self._prepare(submission)
                    result = self._without_running(task)
                except Exception as error:
                    done.append(self._failed(submission, error))
                else:
                    if result is None:
                        yield (submission, task), task
                        continue
                    done.append(_not_run(self._finish(submission, task, result), submission, task))
                yield None

        to_run = tasks()
        for first in to_run:
            if first is None:
                yield from _emptied(done)
                continue
            with _workers(self, self._pipeline, self._releases, len(waiting)) as (client, ended):
                bar.at_a_time(sum(client.nthreads().values()))
                rest = filter(None, to_run)
                for (submission, task), future in run_all(client, chain([first], rest)):
                    bar.at_a_time(sum(client.nthreads().values()))  # workers come and go
                    yield from _emptied(done)
                    yield self._received(submission, task, future)
                    ended()
        yield from _emptied(done)

    def _prepare(self, submission: Submission) -> Task:
        """Put a submission in order: what a worker has to run."""
        if submission.refusal:
            raise Refused(submission.refusal)
        if self.writes and not self._selection.whole:  # the results come into it one by one
            self._selection.target(submission).mkdir(parents=True, exist_ok=True)
        _run_hook_before(self, submission)
        return prepare(
            submission,
            coursedir=self.coursedir,
            releases=self._releases,
            pipeline=self._pipeline,
            names=self._selection.names,
            left_to_students=self.exclude_overwriting.get(submission.assignment, []),
        )

    def _without_running(self, task: Task) -> Result | None:
        """The result of a submission that needs no worker, or None."""
        if self._pipeline.execute is None or not task.notebooks:
            return Result(task.notebooks)
        return self._tried.find(task) or (None if self.force else self._kept.find(task))

    def _received(self, submission: Submission, task: Task, future: Future) -> Outcome:
        """Take a result from a worker and save it."""
        if future.status == "error":
            return self._failed(submission, future.exception())
        result = future.result()
        try:
            (self._kept if self.writes else self._tried).keep(task, result)
        except OSError as error:
            return self._failed(submission, error)
        return self._finish(submission, task, result)

    def _finish(self, submission: Submission, task: Task, result: Result) -> Outcome:
        target = self._selection.target(submission)
        try:
            outcome = save(
                submission,
                result,
                target,
                gradebook=self._gradebook,
                pipeline=self._pipeline,
                create_student=self.create_student,
                whole=self._selection.whole,
                last_run=self._last_run,
            )
            if executed := [*result.notebooks, *submission.unreadable]:
                self.set_permissions(submission.assignment, submission.student)
                self.notebooks = [str(target / f"{name}.ipynb") for name in executed]
                self.run_post_convert_hook()
            self._standing.add(outcome)  # first: else a crash in between would lose the warnings
            self._graded.add(submission.student, self._selection.marks(submission))
        except Exception as error:
            return self._failed(submission, error)
        self._kept.drop(task)
        self._tried.drop(task)
        submission.forget()
        return outcome

    def _failed(self, submission: Submission, error: Exception) -> Outcome:
        reason = _reason(error)
        student = printable(submission.student)
        self.log.error("%s, %s: %s", student, submission.assignment, printable(reason))
        self.log.debug("where it went wrong", exc_info=error)
        submission.forget()
        outcome = Outcome(submission.student, failure=reason, look_at=submission.notes)
        if self.writes:
            self._standing.add(outcome)
        return outcome


def _run_hook_before(grader: GradeClass, submission: Submission) -> None:
    if grader.pre_convert_hook:
        found = submission.folder.glob(f"{grader.coursedir.notebook_id}.ipynb")
        grader.notebooks = sorted(map(str, found))
        grader.run_pre_convert_hook()
        submission.handed_in = digest(submission.folder, ignoring(grader.coursedir.ignore))


def _not_run(outcome: Outcome, submission: Submission, task: Task) -> Outcome:
    """It took a kept result, or has nothing to run; then new work is news all the same."""
    return replace(outcome, ran=not (task.notebooks or submission.same_work))


def _cluster(grader: GradeClass, pipeline: Pipeline, releases: Releases):
    """What runs the submissions, with kernels that have imported what the notebooks import."""
    execute = ExecuteInBox(parent=grader)
    warm = pipeline.execute is not None and execute.boxed and BoxedKernelManager(parent=grader).warm
    modules = sorted({"numpy"} | releases.modules()) if warm else None
    return connected(
        grader.workers,
        grader.scheduler,
        preload=modules,
        withheld=execute.withheld if execute.examined else (),
        kernels_of_one=_kernels_of_one(grader),
    )


def _kernels_of_one(grader: GradeClass) -> int:
    """How many kernels a submission has."""
    return 2 if ExecuteInBox(parent=grader).examined else 1


def _compare(coursedir: CourseDirectory, releases: Releases, outcomes: list[Outcome]) -> None:
    """Note whose answers are another's; what a report says of it, it looks up anew."""
    said = same_answers.notes(coursedir, coursedir.assignment_id, releases)
    for one in outcomes:
        one.look_at = [*one.look_at, *filter(None, [said.get(one.student)])]


def _reason(error: Exception) -> str:
    """Why a submission got no grade, in one line."""
    cause = getattr(error, "orig", None) or error  # what the database itself said
    kind = "" if isinstance(error, Refused) else f"{type(error).__name__}: "
    return f"{kind}{cause}".strip().splitlines()[0]


def _failing(gradebook: Gradebook, assignment: str) -> list[str]:
    """As `failing_cells`; nothing of a gradebook that was lost, which the table tells."""
    try:
        return failing_cells(gradebook, assignment)
    except SQLAlchemyError:
        return []


def _say(lines: list[str]) -> None:
    """What concerns the whole class, above the table."""
    for line in lines:
        Console().print(line, style="bold", markup=False, highlight=False)


@contextmanager
def _workers(
    grader: GradeClass, pipeline: Pipeline, releases: Releases, submissions: int
) -> Iterator[tuple[Client, Callable[[], None]]]:
    """A client of the cluster, and what to call once a submission has ended.

    Where the scheduler is lost, the error says what to do.
    """
    with (
        _scheduler_needed(CommClosedError, CancelledError),
        _cluster(grader, pipeline, releases) as client,
        _scheduler_needed(OSError),  # by now it has answered once
    ):
        if grader.scheduler:  # the work is done elsewhere
            yield client, lambda: None
            return
        kernels = sum(client.nthreads().values()) * _kernels_of_one(grader)
        kept, pace = grader.writes, grader.time_solution
        check = checked(grader, client, pipeline, releases, kernels=kernels, log=kept, pace=pace)
        with check as ended:
            if submissions == 1:  # else cores would wait for it
                ended()
            yield client, ended


@contextmanager
def _scheduler_needed(*lost: type[BaseException]) -> Iterator[None]:
    try:
        yield
    except lost as error:
        raise NbGraderException(
            f"the scheduler was lost ({error}); run it again, and it goes on"
        ) from error


def _emptied(outcomes: list[Outcome]) -> Iterator[Outcome]:
    while outcomes:
        yield outcomes.pop(0)
