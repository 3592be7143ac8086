"""nbgrader's two lists of preprocessors, split at the step that runs a notebook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets.utils.importstring import import_item

from helpers.grading.batch.handed_in import HandedInNotebook
from helpers.grading.batch.notebooks import parsed, why_unreadable
from helpers.grading.batch.submission import Submission
from helpers.grading.gradebook.released_cells import Releases
from helpers.grading.gradebook.submission_record import NotebookRecord
from helpers.grading.preprocessors.execution import ExecuteInBox, leave_out
from helpers.grading.preprocessors.notes import TOLD
from helpers.grading.preprocessors.restored_cells import RestoreCells


class Pipeline:
    """What one notebook goes through: put in order, run elsewhere, graded.

    Parameters
    ----------
    grader
        Whose lists of preprocessors they are.
    releases
        The released cells of the assignment.

    Attributes
    ----------
    execute : type[Execute] or None
        The step that runs a notebook, None where the lists have none that is switched on.
    settings : dict
        The part of the configuration that this step reads.
    made : str
        Folder within a graded one for files that a run makes or changes; "" is none.
    can_restore : bool
        Whether a notebook that cannot be read gets the released cells in its place.

    Raises
    ------
    NbGraderException
        If a step would run students' code in the open.
    """

    def __init__(self, grader: Autograde, releases: Releases) -> None:
        classes = list(map(_as_class, grader.autograde_preprocessors))
        at = next((i for i, cls in enumerate(classes) if issubclass(cls, Execute)), len(classes))
        self._db_url, self._releases = grader.coursedir.db_url, releases
        self._sanitizers = [_as_class(cls)(parent=grader) for cls in grader.sanitize_preprocessors]
        self._before_running = [cls(parent=grader) for cls in classes[:at]]
        self._after_running = [cls(parent=grader) for cls in classes[at + 1 :]]
        enabled = [cls for cls in classes[at : at + 1] if cls(parent=grader).enabled]
        self.execute: type[Execute] | None = enabled[0] if enabled else None
        self.made = getattr(enabled[0](parent=grader), "made", "") if enabled else ""
        if self.execute is not None and not issubclass(self.execute, ExecuteInBox):
            raise NbGraderException(
                f"{self.execute.__name__} in c.Autograde.autograde_preprocessors runs students' "
                f"code in the open; put {ExecuteInBox.__module__}.{ExecuteInBox.__name__} in its "
                "place"
            )
        self.settings = {
            name: dict(grader.config[name])
            for name in _config_sections(classes[at : at + 1])
            if name in grader.config
        }
        self.can_restore = any(
            isinstance(step, RestoreCells) and step.add_missing_cells for step in self._sanitizers
        )

    def prepare(self, submission: Submission, name: str, notebook: HandedInNotebook) -> str | None:
        """A notebook with the released cells in it, as JSON, or None where it cannot be read.

        Then `Submission.unreadable` has it, with the reason in its first cell.

        Raises
        ------
        OSError
            If the disk fails, which is not the student's fault.
        """
        noted = len(submission.notes)
        try:
            if notebook.fault:
                raise ValueError(notebook.fault)
            read = parsed(notebook.content, notebook.path, submission.notes)
            ready = self._apply(self._sanitizers, submission, name, read)
            nbformat.validate(ready, relax_add_props=True)  # else there would be no feedback
        except OSError:
            raise
        except Exception as error:
            if not self.can_restore:
                raise
            why = why_unreadable(error, notebook.content)
            reason = f"{notebook.path or name} could not be read: {why}"
            del submission.notes[noted:]  # that every cell was missing is no news
            submission.notes.append(reason.splitlines()[0][:200])
            self.stand_in(submission, name, "UnreadableNotebook", submission.notes[-1])
            return None
        return nbformat.writes(self._apply(self._before_running, submission, name, ready))

    def stand_in(self, submission: Submission, name: str, error: str, reason: str) -> None:
        """Put the released cells into the place of a notebook that is not there to be run.

        It earns no point, and `Submission.unreadable` has it.
        """
        noted = len(submission.notes)
        notebook = self._apply(self._sanitizers, submission, name, new_notebook())
        del submission.notes[noted:]
        notebook.metadata.pop(TOLD, None)
        notebook.cells.insert(0, new_markdown_cell(f"**Not graded.** {reason}"))
        leave_out(notebook.cells, error, reason)
        submission.unreadable[name] = nbformat.writes(notebook)

    def grade(
        self, submission: Submission, name: str, text: str, record: NotebookRecord
    ) -> NotebookNode:
        """Send an executed notebook through the steps that save its grades in a record."""
        notebook = nbformat.reads(text, as_version=4)
        return self._apply(self._after_running, submission, name, notebook, record=record)

    def _apply(
        self,
        steps: Iterable[NbGraderPreprocessor],
        submission: Submission,
        name: str,
        notebook: NotebookNode,
        **more: Any,
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
                "db_url": self._db_url,
                "released_cells": self._releases[name],
                "notes": submission.notes,
                "same_work": submission.same_work,
                **more,
            },
        }
        for step in steps:
            notebook, resources = step(notebook, resources)
        return notebook


def _as_class(named: type | str) -> type:
    """A class, or one given by its full name in the configuration."""
    return import_item(named) if isinstance(named, str) else named


def _config_sections(classes: Iterable[type]) -> set[str]:
    """Names of the configuration that running a notebook reads; not the gradebook's."""
    names = {cls.__name__ for top in classes for cls in top.mro()}
    managers = {"KernelManager", "AsyncKernelManager", "GradingKernelManager"}
    return names | managers | {"BoxedKernelManager", "BoxProvisioner"}
