"""Cells that a student has copied together with their nbgrader metadata."""

from __future__ import annotations

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor

from helpers.grading.preprocessors.notes import note, tell
from helpers.grading.preprocessors.recognised_cells import grade_id


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
            if (name := grade_id(cell)) is not None:
                graded[name] = index

        cells = []
        for index, cell in enumerate(nb.cells):
            name = grade_id(cell)
            if name is None:
                cell.metadata.pop("nbgrader", None)
            elif graded[name] != index:
                del cell.metadata["nbgrader"]
                cells.append(_remark(name, nb.nbformat_minor))
                note(
                    self,
                    resources,
                    f"cell '{name}' was copied. The last one, cell {graded[name] + 1}, is graded; "
                    f"cell {index + 1} is not.",
                )
                tell(nb, f"The cell {name!r} is there more than once; the last one was graded.")
            cells.append(cell)
        nb.cells = cells
        return nb, resources


def _remark(name: str, minor: int) -> NotebookNode:
    remark = new_markdown_cell(
        f"**A copy.** The next cell is a copy of `{name}`; the last one in the notebook is graded."
    )
    if minor < 5:  # older notebook formats know no cell ids
        del remark["id"]
    return remark
