"""Cells that a student has copied together with their nbgrader metadata."""

from __future__ import annotations

from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor


class KeepLastCopy(NbGraderPreprocessor):
    """Grade the last of several cells with one grade id; the others become ordinary cells.

    It stands in the place of `DeduplicateIds`, which leaves empty metadata behind:
    `CheckCellMetadata` then stops the whole batch. Metadata without a grade id goes for the same
    reason. The instructor reads in the log which copy counts, and whoever reads the notebook finds
    a note above each of the others.
    """

    def preprocess(self, nb, resources):
        graded = {}  # grade id: index of the cell that counts
        for index, cell in enumerate(nb.cells):
            if (name := _grade_id(cell)) is not None:
                graded[name] = index

        cells = []
        for index, cell in enumerate(nb.cells):
            name = _grade_id(cell)
            if name is None:
                cell.metadata.pop("nbgrader", None)
            elif graded[name] != index:
                del cell.metadata["nbgrader"]
                cells.append(_note(name, nb.nbformat_minor))
                self.log.warning(
                    "%s: cell '%s' was copied. The last one, cell %d, is graded; cell %d is not.",
                    resources["nbgrader"]["student"],
                    name,
                    graded[name] + 1,
                    index + 1,
                )
            cells.append(cell)
        nb.cells = cells
        return nb, resources


def _grade_id(cell) -> str | None:
    metadata = cell.metadata.get("nbgrader")
    name = metadata.get("grade_id") if isinstance(metadata, dict) else None
    return name if isinstance(name, str) and name else None


def _note(name: str, minor: int):
    note = new_markdown_cell(
        f"**A copy.** The next cell is a copy of `{name}`; the last one in the notebook is graded."
    )
    if minor < 5:  # older notebook formats know no cell ids
        del note["id"]
    return note
