"""Reading the notebooks of students, whatever program saved them."""

from __future__ import annotations

import re
from json import JSONDecodeError

import nbformat
from nbformat import NotebookNode, ValidationError
from nbformat.reader import NotJSONError
from nbformat.v4.nbbase import random_cell_id

from helpers.grading.encodings import WINDOWS, decoded, encoding_of

_CELL_ID = re.compile("[a-zA-Z0-9_-]{1,64}")


def parsed(content: bytes, name: str, notes: list[str]) -> NotebookNode:
    """Read a notebook in UTF-8, in UTF-16 or UTF-32, or, with a note, in Windows' own encoding.

    Parameters
    ----------
    content
        The file.
    name
        What it is called in a note.
    notes
        Gets one sentence where its characters were guessed.

    Raises
    ------
    Exception
        If it is no notebook; nbformat raises errors of many kinds, also one at half a character,
        which no file and no gradebook takes.
    """
    text = decoded(content)
    notebook = nbformat.reads(text, as_version=4)
    if encoding_of(content) == WINDOWS:
        notes.append(
            f"{name} is not in UTF-8 and was read as {WINDOWS}: look at its umlauts, or have it "
            "saved in JupyterLab and handed in again"
        )
    if "\\ud" in text.lower():
        nbformat.writes(notebook).encode()
    for cell in notebook.cells:
        if "id" in cell and not _CELL_ID.fullmatch(str(cell.id)):
            cell.id = random_cell_id()
    return notebook


def why_unreadable(error: Exception, content: bytes) -> str:
    """Why a file is not taken for a notebook, in words that quote nothing of it.

    Parameters
    ----------
    error
        What reading it raised.
    content
        The file.
    """
    if isinstance(error, NotJSONError):
        text = decoded(content).strip()
        if not text.startswith("{"):
            return "it is a file of another kind" if text else "it is empty"
        if not text.endswith("}"):
            return "the file ends in the middle, as if it had been cut off"
        cause = error.__cause__
        line = f" in line {cause.lineno}" if isinstance(cause, JSONDecodeError) else ""
        return f"it is damaged{line}"
    said = str(error).strip().split("\n")[0]
    if type(error) is ValueError:  # the grader's own words
        return said
    if isinstance(error, ValidationError) and said[:1] in set("{['\""):
        return "a part of it is not as in a notebook"
    return f"it is not built as a notebook ({type(error).__name__}: {said})"
