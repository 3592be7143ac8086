"""What a release must not give away."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Config

from helpers.grading.regions import cut, cut_all, hidden_markers, solution_markers

MARKER = re.compile(r"\b(BEGIN|END)\b[ _-]*[A-Z]{2,}")
TELLING = 12  # characters; a shorter line, such as `else:`, gives nothing away


def leaks(
    source: nbformat.NotebookNode, release: nbformat.NotebookNode, config: Config
) -> list[str]:
    """What a released notebook shows that it should not, one line each.

    Parameters
    ----------
    source
        The notebook with solutions and hidden tests.
    release
        The notebook made from it for the students.
    config
        The configuration of nbgrader, which may have renamed the markers.

    Returns
    -------
    list[str]
        Markers that stayed behind (also misspelt ones, which nbgrader passes over), outputs, and
        lines that stand in the source only where a release leaves them out: solutions, model
        answers, rubrics, hidden tests.
    """
    found = []
    secret = secret_lines(source, config)
    for index, cell in enumerate(release.cells):
        where = f"cell {index + 1} ({cell.get('id', 'no id')})"
        if cell.get("outputs") or cell.get("execution_count"):
            found.append(f"{where} has outputs")
        for line in map(str.strip, cell.source.split("\n")):
            if MARKER.search(line):
                found.append(f"{where} has the marker {line!r}")
            elif line in secret:
                found.append(f"{where} has {line!r}, which belongs to a solution or a hidden test")
    return found


def secret_lines(source: nbformat.NotebookNode, config: Config) -> set[str]:
    """Lines that stand in solutions, model answers and hidden tests only; without indentation."""
    secret, open_ = [], []
    for cell in source.cells:
        rest, hidden = cut_all(cell.source, hidden_markers(config))
        kept, solved = cut(rest, solution_markers(config))
        if utils.is_solution(cell) and not solved:  # without markers the whole cell is the solution
            kept, solved = "", rest.split("\n")
        secret += hidden + solved
        open_ += kept.split("\n")
    return {line for line in map(str.strip, secret) if len(line) >= TELLING} - set(
        map(str.strip, open_)
    )


class RefuseLeaks(NbGraderPreprocessor):
    """Last step of `nbgrader generate_assignment`: no release where something leaks."""

    def preprocess(self, nb, resources):
        path = Path(resources["metadata"]["path"]) / f"{resources['metadata']['name']}.ipynb"
        found = leaks(nbformat.read(path, as_version=4), nb, self.config)
        if found:
            raise ValueError(f"{path.name} is not released, it leaks:\n  " + "\n  ".join(found))
        return nb, resources
