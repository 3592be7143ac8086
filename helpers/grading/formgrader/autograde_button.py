"""The Autograde buttons of nbgrader's formgrader, with the course's grader behind them.

nbgrader's blocks the whole server while it grades, and grades one submission at a time. These wait
for a process of its own. The page of a whole set (`tables`) says how far it is.
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path

from nbgrader.server_extensions.formgrader.base import (
    BaseApiHandler,
    check_notebook_dir,
    check_xsrf,
)
from tornado import web

from helpers.grading.working_folder import PROGRESS, work_file

_one_at_a_time = asyncio.Lock()  # a second run in the same course would be refused


async def _graded(course: str, assignment: str, *options: str) -> dict[str, bool | str]:
    """Grade in a process of its own; the answer is that of `NbGraderAPI.autograde`."""
    async with _one_at_a_time:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "helpers.grading", "autograde"),
            *(f"--assignment={assignment}", *options),
            cwd=course,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await process.communicate()
    log = output.decode(errors="replace")
    failed = {"error": log} if process.returncode else {}
    return {"success": not failed, "log": log, **failed}


class GradeHandler(BaseApiHandler):
    """Grades one submission, whatever is there already."""

    @web.authenticated
    @check_xsrf
    @check_notebook_dir
    async def post(self, assignment: str, student: str) -> None:
        one = f"--student={escape(student)}"
        self.write(json.dumps(await _graded(self.coursedir.root, assignment, "--force", one)))


@dataclass
class _Run:
    """The last run of a set that was begun here.

    Attributes
    ----------
    task
        It ends with the answer.
    progress
        The file in which the grader says how far it is.
    """

    task: asyncio.Task[dict[str, bool | str]]
    progress: Path

    def state(self) -> dict[str, object]:
        """Whether it runs; how far it is, or how it ended."""
        if self.task.done():
            return {"running": False, **self.task.result()}
        try:
            return {"running": True, **json.loads(self.progress.read_text("utf-8"))}
        except FileNotFoundError:  # it has not begun with a submission, or has just ended
            return {"running": True}


@dataclass
class _Runs:
    """Runs by course and assignment."""

    known: dict[tuple[str, str], _Run] = field(default_factory=dict)

    def begin(self, course: str, assignment: str) -> _Run:
        """Grade what is new, unless that is being done."""
        run = self.known.get((course, assignment))
        if run is None or run.task.done():
            progress = Path(course) / work_file(assignment, PROGRESS)
            progress.unlink(missing_ok=True)  # of a run that was killed
            run = _Run(asyncio.create_task(_graded(course, assignment)), progress)
            self.known[course, assignment] = run
        return run

    def state(self, course: str, assignment: str) -> dict[str, object]:
        run = self.known.get((course, assignment))
        return run.state() if run else {"running": False}


_runs = _Runs()


class GradeSetHandler(BaseApiHandler):
    """Begins to grade what is new of a whole set, and says how far that is."""

    @web.authenticated
    @check_xsrf
    @check_notebook_dir
    def post(self, assignment: str) -> None:
        self.write(_runs.begin(self.coursedir.root, assignment).state())

    @web.authenticated
    @check_xsrf
    @check_notebook_dir
    def get(self, assignment: str) -> None:
        self.write(_runs.state(self.coursedir.root, assignment))


HANDLERS = [
    (r"/formgrader/api/submission/([^/]+)/([^/]+)/autograde", GradeHandler),
    (r"/formgrader/api/assignment/([^/]+)/autograde", GradeSetHandler),
]
