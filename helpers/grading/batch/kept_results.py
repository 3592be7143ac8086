"""Executed submissions that are not in the gradebook yet, kept on disk."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from urllib.parse import quote

from helpers.grading.batch.task import Result, Task


class Executed:
    """A folder of results, one for each student, so that nothing runs twice when a run is cut off.

    A result counts for the very same task only: same notebook, files and settings. While one is
    here, its submission is not finished.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, assignment: str, student: str) -> bool:
        """Whether a result of this submission waits for the gradebook."""
        return self._path(assignment, student).exists()

    def find(self, task: Task) -> Result | None:
        """The kept result of a task, or None."""
        try:
            kept = json.loads(self._path(task.assignment, task.student).read_text("utf-8"))
            return Result.from_json(kept["result"]) if kept["task"] == task.key() else None
        except (FileNotFoundError, ValueError, KeyError, TypeError):  # none, or not one of ours
            return None

    def keep(self, task: Task, result: Result) -> None:
        """Write a result; after a crash there is all of it or none."""
        path = self._path(task.assignment, task.student)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_suffix(".part")
        text = json.dumps({"task": task.key(), "result": result.to_json()})
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)

    def drop(self, task: Task) -> None:
        self._path(task.assignment, task.student).unlink(missing_ok=True)

    def _path(self, assignment: str, student: str) -> Path:
        # quoted, a long name in another script is longer than the name of a file may be
        digest = hashlib.sha256(student.encode()).hexdigest()
        name = f"{quote(student, safe='')[:80]}-{digest[:16]}.json"
        return self.folder / quote(assignment, safe="") / name
