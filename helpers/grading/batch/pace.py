"""How near honest work comes to the time limits: how long the model solution takes here."""

from __future__ import annotations

import json
import logging
import math
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import nbformat
from dateutil.parser import isoparse
from distributed import Client, Future
from nbgrader.coursedir import CourseDirectory

from helpers.grading.batch.pipeline import Pipeline
from helpers.grading.batch.preparing import prepare
from helpers.grading.batch.submission import Submission
from helpers.grading.batch.task import Result, Task, run
from helpers.grading.box.policy import Limits
from helpers.grading.gradebook.released_cells import Releases
from helpers.grading.swapping import write_whole

log = logging.getLogger(__name__)

MARGIN = 4  # times as long as the model solution honest work may well take
WHO = "model-solution"
_BEGAN, _ENDED = "iopub.execute_input", "shell.execute_reply"


@dataclass(frozen=True)
class Pace:
    """What running the model solution showed.

    Attributes
    ----------
    of
        `Task.key` of what ran, and the machine.
    whole
        Seconds of the whole submission, from copying its files to the end of its kernels.
    longest
        Seconds of the cell that took longest.
    cell
        Which one that is, in words.
    incidents
        What would be told of a submission.
    """

    of: tuple[str, str]
    whole: float
    longest: float
    cell: str
    incidents: tuple[str, ...] = ()

    @classmethod
    def measured(cls, task: Task, result: Result) -> Pace:
        """Of the result of running a task here."""
        cells = [
            (seconds, f"cell {index} of {name}")
            for name, text in result.notebooks.items()
            for index, seconds in _seconds(text)
        ]
        longest, cell = max(cells, default=(0.0, ""))
        return cls(_of(task), result.seconds, longest, cell, tuple(result.incidents))

    def summary(self) -> str:
        """What it took, in one sentence."""
        longest = f"; longest: {self.cell}, {_rounded(self.longest)}" if self.cell else ""
        return f"The model solution takes {_rounded(self.whole)} here{longest}."

    def concerns(self, timeout: float | None, limits: Limits) -> list[str]:
        """Where limits are close to what honest work needs, one sentence each.

        Parameters
        ----------
        timeout
            Seconds for one cell; None or below 1 where there is no limit.
        limits
            Those of the box.
        """
        found = [f"The model solution itself: {incident}." for incident in self.incidents]
        if timeout and 0 < timeout < MARGIN * self.longest:
            found.append(
                f"{self.cell} takes the model solution {_rounded(self.longest)} here, and a cell "
                f"gets {timeout:g} s. Honest work may well take {MARGIN} times as long: set "
                f"c.Execute.timeout to {math.ceil(MARGIN * self.longest)} or more."
            )
        for name in ("wall_s", "cpu_s"):
            if (most := getattr(limits, name)) < MARGIN * self.whole:
                found.append(
                    f"The model solution takes {_rounded(self.whole)} here, and a submission gets "
                    f"{most:g} s. Honest work may well take {MARGIN} times as long: set "
                    f"Limits.{name} to {math.ceil(MARGIN * self.whole)} or more."
                )
        return found


@contextmanager
def timed(
    client: Client, task: Task | None, kept: Path, tell: Callable[[Pace], None]
) -> Iterator[Callable[[], None]]:
    """Tell how long the model solution takes: at once where it is known, else at the end.

    Then it runs beside the submissions of the context, which is how theirs run: from the call of
    what the context gives. Before the first grade is there it would keep that one waiting.

    Parameters
    ----------
    client
        Of the workers, on this machine.
    task
        The model solution; None where there is none.
    kept
        The file where it is kept for the next run.
    tell
        Given what was found.
    """
    known = None if task is None else _kept(kept, task)
    if known is not None:
        tell(known)
    if task is None or known is not None:
        yield lambda: None
        return
    begun: list[Future] = []

    def begin() -> None:
        if not begun:
            key = f"solution-{uuid4().hex}"
            begun.append(client.submit(run, task, pure=False, key=key))

    try:
        yield begin
        begin()
    except BaseException:
        for future in begun:
            future.cancel()
        raise
    (future,) = begun
    try:
        found = Pace.measured(task, future.result())
    except Exception as error:  # no submission depends on it
        log.warning("how long the model solution takes could not be measured: %s", error)
        return
    write_whole(kept, json.dumps(asdict(found) | {"at": f"{datetime.now():%Y-%m-%d %H:%M}"}))
    tell(found)


def solution(coursedir: CourseDirectory, pipeline: Pipeline, releases: Releases) -> Task | None:
    """The model solution with the released tests, as a worker runs a submission; None without."""
    name = coursedir.assignment_id
    folder = Path(coursedir.format_path(coursedir.source_directory, ".", name))
    if pipeline.execute is None or not folder.is_dir():
        return None
    submission = Submission(name, WHO, folder)
    try:
        task = prepare(
            submission,
            coursedir=coursedir,
            releases=releases,
            pipeline=pipeline,
            names=list(releases),
            left_to_students=[],
        )
    except Exception as error:  # it only helps; no submission depends on it
        log.debug("the model solution cannot be run", exc_info=error)
        return None
    whole = not submission.missing and not submission.unreadable
    return task if whole else None


def _kept(path: Path, task: Task) -> Pace | None:
    """What was found of this very task on this machine."""
    try:
        found = json.loads(path.read_text())
        found.pop("at")
        pace = Pace(**found | {name: tuple(found[name]) for name in ("of", "incidents")})
    except (OSError, ValueError, TypeError, KeyError):  # none, or of another version
        return None
    return pace if pace.of == _of(task) else None


def _of(task: Task) -> tuple[str, str]:
    return task.key(), f"{platform.node()}, {os.cpu_count()} cores"


def _seconds(text: str) -> Iterator[tuple[int, float]]:
    """Number of each code cell of an executed notebook, from 1, and how long it took."""
    for index, cell in enumerate(nbformat.reads(text, as_version=4).cells, start=1):
        told = cell.metadata.get("execution", {})
        if _BEGAN in told and _ENDED in told:
            began, ended = (isoparse(told[key]) for key in (_BEGAN, _ENDED))
            yield index, (ended - began).total_seconds()


def _rounded(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
