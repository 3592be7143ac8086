"""The questions of a notebook: which graded cells belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_HEADING = re.compile(r"##\s+(?P<title>.+)")
_POINTS = re.compile(r"\s*\([^()]*\bpoints?\b[^()]*\)\s*$")  # "(4 points, given by a reader)"


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes
    ----------
    title
        Its heading without the points, or the name of its answer.
    cells
        Names of its graded cells, in the order of the notebook.
    """

    title: str
    cells: tuple[str, ...]


def questions(cells: Iterable[Mapping[str, Any]]) -> list[Question]:
    """The questions of a notebook, those without a graded cell left out.

    Parameters
    ----------
    cells
        Of the notebook as it was handed out, or of a graded one. A question begins with a heading
        of the second level; where the notebook has none, with an answer.
    """
    found: list[tuple[str, list[str]]] = [("", [])]
    cells = list(cells)
    by_heading = any(map(_heading, cells))
    for cell in cells:
        about = cell.get("metadata", {}).get("nbgrader", {})
        name = about.get("grade_id", "")
        of_answer = name if about.get("solution") else ""
        if title := _heading(cell) if by_heading else of_answer:
            found.append((title, []))
        if about.get("grade") or about.get("task"):
            found[-1][1].append(name)
    return [Question(title or names[0], tuple(names)) for title, names in found if names]


def _heading(cell: Mapping[str, Any]) -> str:
    if cell.get("cell_type") != "markdown":
        return ""
    lines = "".join(cell.get("source", "")).lstrip().splitlines()
    found = _HEADING.fullmatch(lines[0].strip()) if lines else None
    return _POINTS.sub("", found["title"]) if found else ""
