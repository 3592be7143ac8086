"""What whoever marks by hand needs beside an answer: the rubric, and comments given before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.api import BaseCell, Comment, Gradebook, Notebook
from nbgrader.utils import is_grade, is_solution, is_task
from sqlalchemy import func

MOST_COMMENTS = 8  # shown for a cell, those given most often
_RUBRIC = re.compile(r"^[#*_ ]*Rubric\b", re.MULTILINE)


@dataclass
class Beside:
    """What stands beside the answer to one cell; the texts are Markdown."""

    rubric: str = ""
    model_answer: str = ""
    comments: list[str] = field(default_factory=list)


def beside_answers(source: Path, gradebook: Gradebook, notebook: Notebook) -> dict[str, Beside]:
    """For each cell that a person marks, its rubric, its model answer, and comments given before.

    Parameters
    ----------
    source
        The instructor's notebook. Where it is missing, there are comments alone.
    notebook
        The same in the gradebook.

    Notes
    -----
    In the instructor's notebook the rubric follows the model answer in the same cell, below a line
    that begins with "Rubric". A cell without such a line is all rubric.
    """
    found: dict[str, Beside] = {}
    if source.is_file():
        for cell in nbformat.read(source, as_version=4).cells:
            by_hand = is_task(cell) or (is_grade(cell) and is_solution(cell))
            if by_hand and cell.cell_type == "markdown":
                begins = _RUBRIC.search(cell.source)
                cut = begins.start() if begins else 0
                found[cell.metadata.nbgrader["grade_id"]] = Beside(
                    cell.source[cut:].strip(), cell.source[:cut].strip()
                )
    for name, comment in _comments(gradebook, notebook):
        comments = found.setdefault(name, Beside()).comments
        if len(comments) < MOST_COMMENTS:
            comments.append(comment)
    return found


def _comments(gradebook: Gradebook, notebook: Notebook) -> list[tuple[str, str]]:
    """Names of cells with each comment that a person wrote there, the most frequent first."""
    return (
        gradebook.db.query(BaseCell.name, Comment.manual_comment)
        .select_from(Comment)
        .join(BaseCell, Comment.cell_id == BaseCell.id)
        .filter(BaseCell.notebook_id == notebook.id, func.trim(Comment.manual_comment) != "")
        .group_by(BaseCell.name, Comment.manual_comment)
        .order_by(func.count().desc(), Comment.manual_comment)
        .all()
    )
