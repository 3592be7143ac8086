"""What a lecture says of itself in its first cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode


@dataclass(frozen=True)
class Lecture:
    """A lecture on the site.

    Attributes
    ----------
    page : str
        File name of its page.
    title : str
        For instance "4 · Layer geometry".
    question : str
    minutes : str
        For instance "110 minutes".
    """

    page: str
    title: str
    question: str
    minutes: str


def read_title(notebook: NotebookNode, path: Path) -> Lecture:
    """Read the first cell of a lecture.

    Raises
    ------
    RuntimeError
        If it has no title, question or minutes; the message says what is wanted.
    """
    source = notebook.cells[0].source
    title = re.search(r"^# (.+)$", source, re.MULTILINE)
    question = re.search(r"^\*\*(.+\?)\*\*$", source, re.MULTILINE)
    minutes = re.search(r"^\*(\d+ minutes)", source, re.MULTILINE)
    if not (title and question and minutes):
        raise RuntimeError(
            f"{path.name}: its first cell needs a title (# …), a question (**…?**) and its time "
            "(*… minutes)"
        )
    return Lecture(path.with_suffix(".html").name, title[1], question[1], minutes[1])
