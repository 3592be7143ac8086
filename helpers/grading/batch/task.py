"""One submission on its way to a worker and back. Nothing here opens the gradebook."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.preprocessors import Execute
from traitlets.config import Config

from helpers.grading.box.folders import folder_for_work
from helpers.grading.box.policy import LEFT_OUT
from helpers.grading.preprocessors.execution import MOST_NEW_BYTES

MOST_NEW_FILES = 200
MOST_OF_A_REASON = 80  # characters
_OF_THE_BOX = ("OSError", "ConnectionError", "gaierror", "URLError")
# How Linux says that there is no network, that a folder is read-only, and that a call is forbidden.
_REFUSED = re.compile(
    r"\[Errno[^\n]*(Read-only|unreachable|resolution|permitted|Permission denied)"
)


@dataclass(frozen=True)
class Task:
    """What a worker needs to run one submission.

    Attributes
    ----------
    assignment, student
        Names; the working folder ends in ``<student>/<assignment>``.
    notebooks
        Name → the notebook to run, as JSON.
    files
        Path in the working folder → content: what was handed in and what the course provides.
    execute
        The preprocessor that runs a notebook, and the part of the configuration that it reads.
    """

    assignment: str
    student: str
    notebooks: Mapping[str, str]
    files: Mapping[str, bytes]
    execute: type[Execute]
    config: Mapping[str, Mapping[str, object]]

    def __repr__(self) -> str:  # Dask logs it
        return f"Task({self.assignment!r}, {self.student!r})"

    def key(self) -> str:
        """SHA-256 of all that the result depends on, in hexadecimal digits."""
        content = {
            "names": [self.assignment, self.student],
            "notebooks": {n: _without_ids(text) for n, text in sorted(self.notebooks.items())},
            "files": {n: hashlib.sha256(c).hexdigest() for n, c in sorted(self.files.items())},
            "run by": [self.execute.__module__, self.execute.__qualname__],
            "config": self.config,
        }
        text = json.dumps(content, sort_keys=True, default=repr)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Result:
    """What came of it.

    Attributes
    ----------
    notebooks
        Name → the executed notebook, as JSON.
    files
        Path → content of the files that the notebooks made or changed.
    incidents
        What an instructor should look at, one sentence each.
    seconds
        Wall time.
    """

    notebooks: Mapping[str, str]
    files: Mapping[str, bytes] = field(default_factory=dict)
    incidents: tuple[str, ...] = ()
    seconds: float = 0.0

    def to_json(self) -> str:
        files = {name: base64.b64encode(content).decode() for name, content in self.files.items()}
        return json.dumps({**vars(self), "files": files})

    @classmethod
    def from_json(cls, text: str) -> Result:
        found = json.loads(text)
        files = {name: base64.b64decode(content) for name, content in found["files"].items()}
        return cls(**{**found, "files": files, "incidents": tuple(found["incidents"])})


def _without_ids(notebook: str) -> dict:
    """A notebook without the ids of its cells: one that was put back has another in every run."""
    content = json.loads(notebook)
    for cell in content["cells"]:
        cell.pop("id", None)
    return content


def run(task: Task) -> Result:
    """Run the notebooks of a submission in a folder of their own.

    Raises
    ------
    Exception
        Where the machine, not the student, is at fault: no kernel starts, the disk is full.
    """
    started = time.monotonic()
    with folder_for_work() as top:
        folder = top / task.student / task.assignment
        for name, content in task.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        folder.mkdir(parents=True, exist_ok=True)
        notebooks, incidents = {}, []
        for name, text in task.notebooks.items():
            notebook, found = _run_notebook(task, name, text, folder)
            # a kernel may send half a character, which no file takes
            notebooks[name] = nbformat.writes(notebook).encode(errors="replace").decode()
            incidents += found
        files, left_out = _new_files(folder, task.files, task.notebooks)
    if left_out:
        incidents.append(f"{left_out} files that it made were not kept: too many or too large")
    return Result(notebooks, files, tuple(incidents), time.monotonic() - started)


def _run_notebook(task: Task, name: str, text: str, folder: Path):
    notebook = nbformat.reads(text, as_version=4)
    resources = {
        "metadata": {"path": str(folder)},
        "nbgrader": {
            "student": task.student,
            "assignment": task.assignment,
            "notebook": name,
            "handed_in": True,  # what lies in the folder; no hidden test is in it
        },
    }
    execute = task.execute(config=Config(task.config))
    # the kernel must see it; a worker does nothing else, so it may stay
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    notebook, _ = execute.preprocess(notebook, resources)
    found = [_incident(execute), _timeouts(notebook), _refusals(notebook), _left_out(notebook)]
    return notebook, list(itertools.chain.from_iterable(found))


def _incident(execute: Execute) -> list[str]:
    incident = getattr(execute, "incident", "")
    return [incident] if incident else []


def _errors(notebook):
    for index, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                yield index, output.ename, output.evalue


def _timeouts(notebook) -> list[str]:
    return [
        f"cell {index} took too long"
        for index, name, reason in _errors(notebook)
        if name == "CellTimeoutError" and not reason.startswith("stopped in cell")
    ]


def _left_out(notebook) -> list[str]:
    """The first cell whose output was too much; from there on all are cut."""
    note = re.compile(re.escape(LEFT_OUT.strip()).replace(re.escape("{mb}"), r"(\d+)"))
    for index, cell in enumerate(notebook.cells, start=1):
        texts = (one.text for one in cell.get("outputs", []) if one.output_type == "stream")
        if told := next(filter(None, map(note.search, texts)), None):
            said = f"cell {index} showed more than {told[1]} MB: the rest is left out"
            return [f"{said}, which costs no points"]
    return []


def _refusals(notebook) -> list[str]:
    """What the box refused, raised or printed: it looks as if something forbidden was tried."""
    raised = [
        (index, f"{name}: {reason[:MOST_OF_A_REASON]}")
        for index, name, reason in _errors(notebook)
        if name == "PermissionError" or (name in _OF_THE_BOX and _REFUSED.search(reason))
    ]
    printed = [
        (index, f"it showed '{line.strip()[:MOST_OF_A_REASON]}'")
        for index, cell in enumerate(notebook.cells, start=1)
        if (line := _refused_line(cell))
    ]
    told = sorted(dict([*printed, *raised]).items())
    return [f"cell {index} may have tried something forbidden: {said}" for index, said in told]


def _refused_line(cell) -> str:
    """The first line of what a cell printed that tells of a refusal, or ""."""
    texts = (one.text for one in cell.get("outputs", []) if one.output_type == "stream")
    lines = (line for text in texts for line in text.splitlines() if "[Errno" in line)
    return next(filter(_REFUSED.search, lines), "")


def _new_files(
    folder: Path, given: Mapping[str, bytes], notebooks: Mapping[str, str]
) -> tuple[dict[str, bytes], int]:
    """Files in the folder that are new or changed, and how many were left out."""
    found: dict[str, bytes] = {}
    size = left_out = 0
    for place, folders, names in os.walk(folder):  # it follows no links
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place) / name
            relative = path.relative_to(folder).as_posix()
            if relative.endswith(".ipynb") and relative[:-6] in notebooks:
                continue
            if relative == "timestamp.txt":  # when it was handed in is not for a notebook to say
                continue
            try:
                length = path.lstat().st_size
                if path.is_symlink() or not path.is_file():
                    raise OSError("not a regular file")
                if len(found) == MOST_NEW_FILES or size + length > MOST_NEW_BYTES:
                    raise OSError("too much")
                content = path.read_bytes()
            except OSError:
                left_out += 1
                continue
            if given.get(relative) != content:
                found[relative] = content
                size += length
    return found, left_out
