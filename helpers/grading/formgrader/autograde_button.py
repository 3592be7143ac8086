"""The Autograde button of nbgrader's formgrader, with the course's grader behind it.

nbgrader's blocks the whole server while it grades; this one waits for a process of its own.
"""

from __future__ import annotations

import asyncio
import json
import sys
from glob import escape

from nbgrader.server_extensions.formgrader.base import (
    BaseApiHandler,
    check_notebook_dir,
    check_xsrf,
)
from tornado import web

_one_at_a_time = asyncio.Lock()  # a second run in the same course would be refused


class GradeHandler(BaseApiHandler):
    """Grades one submission and answers as `NbGraderAPI.autograde` does."""

    @web.authenticated
    @check_xsrf
    @check_notebook_dir
    async def post(self, assignment: str, student: str) -> None:
        async with _one_at_a_time:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "helpers.grading", "autograde", "--force"),
                *(f"--assignment={assignment}", f"--student={escape(student)}"),
                cwd=self.coursedir.root,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
            )
            output, _ = await process.communicate()
        answer = {"success": process.returncode == 0, "log": output.decode(errors="replace")}
        if not answer["success"]:
            answer["error"] = answer["log"]
        self.write(json.dumps(answer))


HANDLERS = [(r"/formgrader/api/submission/([^/]+)/([^/]+)/autograde", GradeHandler)]
