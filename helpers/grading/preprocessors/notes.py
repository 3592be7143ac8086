"""What the steps that a submission goes through say: to the instructor, and to the student."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

TOLD = "told"  # among a notebook's metadata: what feedback says of it


def note(step: NbGraderPreprocessor, resources: MutableMapping[str, Any], text: str) -> None:
    """Say something about a submission: in the log, and in the table that a batch ends with.

    Parameters
    ----------
    step
        Who says it.
    resources
        Those of the notebook; a batch lays the list ``resources["nbgrader"]["notes"]`` into them.
    text
        One sentence without the student's name.
    """
    about = resources["nbgrader"]
    step.log.warning("%s: %s", about["student"], text)
    if text not in (notes := about.setdefault("notes", [])):
        notes.append(text)


def tell(nb: NotebookNode, text: str) -> None:
    """Say something to the student, on top of the page of feedback; one sentence."""
    if text not in (told := nb.metadata.setdefault(TOLD, [])):
        told.append(text)
