"""The outputs that a notebook had when it was handed in; feedback gives them back."""

from __future__ import annotations

import nbformat
from nbformat import NotebookNode, ValidationError
from nbgrader.preprocessors import ClearOutput

from helpers.grading.preprocessors.notes import TOLD

HANDED_IN = "handed_in"  # among a cell's metadata


class SetOutputsAside(ClearOutput):
    """`ClearOutput` that keeps the outputs of each code cell in the cell's metadata.

    What the grader's run puts in their place can hold hidden tests: IPython keeps the source of
    every cell where a student's code can read it.
    """

    def preprocess(self, nb, resources):
        nb.metadata.pop(TOLD, None)  # the steps behind this one say it
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell, resources, index):
        cell.metadata.pop(HANDED_IN, None)
        if cell.cell_type == "code":
            cell.metadata[HANDED_IN] = list(filter(_is_valid, cell.outputs))
        return super().preprocess_cell(cell, resources, index)


def _is_valid(output: NotebookNode) -> bool:
    try:
        nbformat.v4.nbbase.validate(output, ref="output")
    except ValidationError:  # it would end the feedback of the whole notebook
        return False
    return True
