"""What a release must not show: the lines of solutions, rubrics and hidden tests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nbformat import NotebookNode
from nbgrader import utils
from traitlets.config import Config

from helpers.grading.preprocessors.regions import (
    cut,
    cut_all,
    hidden_markers,
    inside,
    solution_markers,
)

TELLING = 12  # characters; a shorter line, such as `else:`, gives nothing away
QUOTED = 20  # characters; a line of this length is found inside another one too


@dataclass(frozen=True)
class Secret:
    """A region that the release leaves out: of which cell, what it is, its telling lines."""

    cell: str
    kind: str
    lines: tuple[str, ...]


def secrets(source: NotebookNode, config: Config) -> list[Secret]:
    """Solutions, model answers, rubrics and hidden tests of a notebook.

    Parameters
    ----------
    source
        The notebook with solutions and hidden tests.
    config
        The configuration of nbgrader, which may have renamed the markers.
    """
    found = []
    left_out, answers = hidden_markers(config), solution_markers(config)
    for cell in source.cells:
        hidden = [region for markers in left_out for region in inside(cell.source, markers)]
        rest, _ = cut_all(cell.source, left_out)
        solved = inside(rest, answers)
        if utils.is_solution(cell) and not solved:  # without markers the whole cell is the solution
            solved = [rest.split("\n")]
        for kind, regions in (("a hidden test", hidden), ("a solution", solved)):
            for region in regions:
                lines = tuple(line for line in map(bare, region) if len(line) >= TELLING)
                if lines:
                    found.append(Secret(cell.get("id", "?"), kind, lines))
    return found


def secret_lines(sources: Iterable[NotebookNode], config: Config) -> dict[str, str]:
    """The lines that no release may hold, without spaces and signs → what they belong to.

    Parameters
    ----------
    sources
        All notebooks of an assignment.
    config
        As for `secrets`.
    """
    found: dict[str, str] = {}
    shown: set[str] = set()
    left_out, answers = hidden_markers(config), solution_markers(config)
    for source in sources:
        for secret in secrets(source, config):
            found |= dict.fromkeys(secret.lines, f"{secret.kind} in {secret.cell!r}")
        for cell in filter(is_marked, source.cells):
            if cell.cell_type == "code" or utils.is_solution(cell):
                kept, solved = cut(cut_all(cell.source, left_out)[0], answers)
                if solved or not utils.is_solution(cell):
                    shown |= set(map(bare, kept.split("\n")))
    shown_text = "\n".join(shown)
    return {
        line: origin
        for line, origin in found.items()
        if line not in shown and not (len(line) >= QUOTED and line in shown_text)
    }


def is_marked(cell: NotebookNode) -> bool:
    """Whether nbgrader marks a cell in any way: who marks it has decided what students see."""
    about = cell.metadata.get("nbgrader", {})
    return any(about.get(flag) for flag in ("grade", "solution", "locked", "task"))


def bare(line: str) -> str:
    """A line without what makes no difference; "" for an import, which gives nothing away."""
    if re.match(r"\s*(import \w|from [\w.]+ import )", line):
        return ""
    without_comment = re.sub(r"(?<=\S)\s+#\s.*", "", line)
    return re.sub(r"""[\s`*_#>|"'\\]""", "", without_comment)
