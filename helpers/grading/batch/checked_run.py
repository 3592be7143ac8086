"""What is looked at beside the submissions of a run, told above the table and kept in the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from distributed import Client
from nbgrader.converters import Autograde

from helpers.grading.batch.machine import concerns
from helpers.grading.batch.pace import Pace, solution, timed
from helpers.grading.batch.pipeline import Pipeline
from helpers.grading.batch.report import note, tell
from helpers.grading.box import BoxedKernelManager
from helpers.grading.box.policy import MB
from helpers.grading.box.users import shared
from helpers.grading.gradebook.released_cells import Releases
from helpers.grading.preprocessors.execution import ExecuteInBox
from helpers.grading.working_folder import work_file


@contextmanager
def checked(
    grader: Autograde,
    client: Client,
    pipeline: Pipeline,
    releases: Releases,
    *,
    kernels: int,
    log: bool,
    pace: bool,
) -> Iterator[Callable[[], None]]:
    """The machine and the time limits are looked at; within, submissions run.

    What it gives is to be called once one of them has ended.

    Parameters
    ----------
    grader, client, pipeline, releases
        What runs them, on this machine.
    kernels
        How many at a time.
    log
        Whether what is told is kept, too.
    pace
        Whether the model solution runs beside them, where it is not known how long it takes.
    """
    name, limits = grader.coursedir.assignment_id, BoxedKernelManager(parent=grader).limits
    told = work_file(name, "log") if log else None
    seen = concerns(kernels, floor=limits.floor_mb * MB)
    tell([*seen, *filter(None, [shared()])], told)

    def tell_pace(found: Pace) -> None:
        note([found.summary()], told)
        tell(found.concerns(ExecuteInBox(parent=grader).timeout, limits), told)

    task = solution(grader.coursedir, pipeline, releases) if pace else None
    with timed(client, task, work_file(name, "pace"), tell_pace) as begin:
        yield begin
