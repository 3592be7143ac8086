"""Giving a submission its released cells back before it is graded."""

from __future__ import annotations

import json

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import OverwriteCells, OverwriteKernelspec

from helpers.grading.gradebook.released_cells import ReleasedCells
from helpers.grading.preprocessors.regions import cut_all, hidden_markers

FLAGS = ("grade", "solution", "task", "points")


class RestoreKernelspec(OverwriteKernelspec):
    """`OverwriteKernelspec` that uses the released cells which a batch has read already."""

    def preprocess(self, nb, resources):
        released = resources["nbgrader"].get("released_cells")
        if released is None:
            return super().preprocess(nb, resources)
        if released.notebook.kernelspec and (
            kernelspec := json.loads(released.notebook.kernelspec)
        ):
            nb.metadata["kernelspec"] = kernelspec
        return nb, resources


class RestoreCells(OverwriteCells):
    """`OverwriteCells` that believes the gradebook about a cell, and warns of real changes only.

    - A locked cell that still reads as it was released gets its hidden tests back without a word;
      nbgrader compares with the checksum of the unreleased cell and logs "checksum has changed" for
      every honest student.
    - All nbgrader metadata comes from the gradebook, so that edited metadata costs no grade and
      stops no batch. A cell that the gradebook does not know, pasted from another assignment,
      becomes an ordinary cell.
    - With `add_missing_cells`, every locked or graded cell that was deleted is put back. nbgrader
      puts back test cells only, and fails on the whole submission when the cell before was deleted
      too or is read-only.
    """

    def preprocess(self, nb, resources):
        about = resources["nbgrader"]
        self.student_id = about["student"]
        self.notebook_id, self.assignment_id = about["notebook"], about["assignment"]
        self.gradebook = about.get("released_cells")  # a batch has read them once for everybody
        if self.gradebook is None:
            with Gradebook(about["db_url"]) as gradebook:
                self.gradebook = ReleasedCells(gradebook, self.notebook_id, self.assignment_id)
        # past OverwriteCells, whose own `preprocess` opens the gradebook anew for every notebook
        nb, resources = super(OverwriteCells, self).preprocess(nb, resources)
        if self.add_missing_cells:
            nb, resources = self.add_missing_grade_cells(nb, resources)
        return nb, resources

    def preprocess_cell(self, cell, resources, index):
        given = cell.metadata.get("nbgrader")
        if given is None:
            return cell, resources
        name = given["grade_id"]
        try:
            source_cell = self.gradebook.find_source_cell(
                name, self.notebook_id, self.assignment_id
            )
        except MissingEntry:
            self.log.warning(
                "%s: this assignment has no cell '%s'; it is not graded", self.student_id, name
            )
            del cell.metadata["nbgrader"]
            return cell, resources

        recorded = self.recorded_metadata(source_cell)
        for flag in FLAGS:
            if given.get(flag, False) != recorded.get(flag, False):
                self.report_change(name, flag, recorded.get(flag, False), given.get(flag, False))
        cell.metadata["nbgrader"] = recorded
        if cell.source == self.released_source(source_cell):
            cell.source = source_cell.source
        return super().preprocess_cell(cell, resources, index)

    def report_change(self, name, attr, old, new):
        if attr == "checksum":
            self.log.warning(
                "%s changed the locked cell '%s'; it was put back as released",
                self.student_id,
                name,
            )
        else:
            self.log.warning(
                "%s: '%s' of cell '%s' was %r; it is %r", self.student_id, attr, name, new, old
            )

    def recorded_metadata(self, source_cell) -> NotebookNode:
        """The nbgrader metadata of a cell as the gradebook has it."""
        notebook, name = source_cell.notebook, source_cell.name
        points = {
            cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]
        }
        recorded = NotebookNode(
            schema_version=3,
            grade_id=name,
            grade=any(cell.name == name for cell in notebook.grade_cells),
            solution=any(cell.name == name for cell in notebook.solution_cells),
            task=any(cell.name == name for cell in notebook.task_cells),
            locked=source_cell.locked,
            cell_type=source_cell.cell_type,
        )
        if source_cell.checksum:
            recorded["checksum"] = source_cell.checksum
        if name in points:
            recorded["points"] = points[name]
        return recorded

    def released_source(self, source_cell) -> str:
        """A cell as the students got it: without hidden tests and mark scheme."""
        return cut_all(source_cell.source, hidden_markers(self.config))[0]

    def add_missing_grade_cells(self, nb, resources):
        """Put back every missing locked or graded cell, behind the code of its own question.

        Its place is before the next released cell that is still there, but above the text that
        introduces that one.
        """
        source_cells = self.gradebook.find_notebook(
            self.notebook_id, self.assignment_id
        ).source_cells
        place = len(nb.cells)
        for source_cell in reversed(source_cells):  # the gradebook keeps the order of the notebook
            present = [i for i, cell in enumerate(nb.cells) if _name(cell) == source_cell.name]
            recorded = self.recorded_metadata(source_cell)
            if present:
                place = present[0]
            elif source_cell.locked or recorded.grade or recorded.task:
                while (
                    place
                    and nb.cells[place - 1].cell_type == "markdown"
                    and _name(nb.cells[place - 1]) is None
                ):
                    place -= 1
                self.log.warning(
                    "%s deleted cell '%s'; it was put back", self.student_id, source_cell.name
                )
                nb.cells.insert(place, self._missing_cell(source_cell, recorded, nb.nbformat_minor))
        return nb, resources

    def _missing_cell(self, source_cell, recorded: NotebookNode, minor: int) -> NotebookNode:
        source = source_cell.source
        if (
            not recorded.solution
        ):  # an answer stays as released: unchanged, it scores 0 and asks for no reader
            notice = self.missing_cell_notification.format(cell_id=source_cell.name)
            source = ("# " if source_cell.cell_type == "code" else "") + notice + source
        new_cell = new_code_cell if source_cell.cell_type == "code" else new_markdown_cell
        cell = new_cell(source, metadata={"deletable": False, "nbgrader": recorded})
        if utils.is_locked(cell):
            cell.metadata["editable"] = False
        if minor < 5:  # older notebook formats know no cell ids
            del cell["id"]
        return cell


def _name(cell: NotebookNode) -> str | None:
    return cell.metadata.get("nbgrader", {}).get("grade_id")
