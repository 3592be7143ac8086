"""The feedback of a class: nbgrader's `GenerateFeedback`, with several students at a time."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from nbgrader.converters import GenerateFeedback, NbGraderException
from nbgrader.coursedir import CourseDirectory

from helpers.grading.release.course_directory import course_directory, without_patterns

WORTH_A_PROCESS = 8  # students: as many are done while another process starts


@contextmanager
def generating(
    course: Path, assignment: str, students: Sequence[str], workers: int | None = None
) -> Iterator[Iterator[tuple[str, str]]]:
    """Make the pages of all students anew, whatever is there.

    Parameters
    ----------
    course
        The course folder.
    students
        Those whose work is graded.
    workers
        Processes side by side; by default as `at_a_time` says.

    Yields
    ------
    Iterator[tuple[str, str]]
        Each student as the page is made, and why there is none, or "".
    """
    workers = at_a_time(len(students), workers)
    with without_patterns(course) as way:
        if workers < 2:
            yield (_of_student(way, assignment, student) for student in students)
            return
        with ProcessPoolExecutor(workers, mp_context=get_context(_start())) as pool:
            waiting = [pool.submit(_of_student, way, assignment, one) for one in students]
            try:
                yield (done.result() for done in as_completed(waiting))
            finally:
                pool.shutdown(cancel_futures=True)


def _start() -> str:
    """How a worker starts. Forked, it need not import anything.

    But it would take over locks that another thread of this process holds, and not every system's
    own libraries bear it.
    """
    alone = threading.active_count() == 1
    return "fork" if alone and sys.platform == "linux" else "spawn"


def at_a_time(students: int, workers: int | None = None) -> int:
    """How many processes make the pages of so many students; `workers` is the wish."""
    has_affinity = hasattr(os, "sched_getaffinity")
    cores = len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1
    return max(1, min(workers or min(cores, students // WORTH_A_PROCESS), students))


def _of_student(course: Path, assignment: str, student: str) -> tuple[str, str]:
    coursedir = _coursedir(course)
    coursedir.assignment_id, coursedir.student_id = assignment, student
    log = coursedir.parent.log
    errors = _Errors()
    log.addHandler(errors)
    try:
        GenerateFeedback(coursedir=coursedir, parent=coursedir.parent, force=True).start()
    except NbGraderException as error:
        return student, errors.reason() or str(error)
    finally:
        log.removeHandler(errors)
    return student, ""


@lru_cache(maxsize=1)  # a worker's students are of one course
def _coursedir(course: Path) -> CourseDirectory:
    return course_directory(course)


class _Errors(logging.Handler):
    """Keeps what nbgrader logs of an error: the exception that it raises says less."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(record.getMessage().strip())

    def reason(self) -> str:
        """The last line of what is most exact: a traceback, where there is one."""
        exact = [text for text in self._said if text.startswith("Traceback")] or self._said
        return exact[-1].splitlines()[-1] if exact else ""
