"""Giving a submission its released cells back before it is graded."""

from __future__ import annotations

import json
from itertools import takewhile

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import OverwriteCells, OverwriteKernelspec

from helpers.grading.gradebook.released_cells import ReleasedCells
from helpers.grading.preprocessors.notes import note, tell
from helpers.grading.preprocessors.recognised_cells import (
    Recognised,
    grade_id,
    recognise,
    released_text,
    same_text,
)
from helpers.grading.preprocessors.regions import hidden_markers
from helpers.grading.preprocessors.typed_id import NoteTypedId
from helpers.grading.preprocessors.unanswered import TOLD_UNANSWERED, UNANSWERED, is_unanswered

FLAGS = ("grade", "solution", "task", "points")
NAMED = 3  # cells that a note names one by one


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

    - A cell that has lost its nbgrader metadata is recognised by its id or its text.
    - A locked cell that still reads as it was released gets its hidden tests back without a word;
      nbgrader compares with the checksum of the unreleased cell and logs "checksum has changed" for
      every honest student. Line ends, and spaces at the end of lines, make no difference.
    - So does a cell of a release before this one: after a corrected test nobody has changed it.
      Its checksum tells, and the marks that are kept of each release (`earlier_releases`); without
      them the checksum alone, which a student can compute anew.
    - All nbgrader metadata comes from the gradebook, so that edited metadata costs no grade and
      stops no batch. A cell that the gradebook does not know, pasted from another assignment,
      becomes an ordinary cell.
    - With `add_missing_cells`, every locked or graded cell that was deleted is put back. nbgrader
      puts back test cells only, and fails on the whole submission when the cell before was deleted
      too or is read-only. An answer that may still be there, in a cell that nobody knows, goes to
      a reader. So does one that is as released, where a new cell stands behind it.
    """

    def preprocess(self, nb, resources):
        about = resources["nbgrader"]
        self.resources = resources
        self.told: list[str] = []
        self.notebook_id, self.assignment_id = about["notebook"], about["assignment"]
        self.gradebook = about.get("released_cells")  # a batch has read them once for everybody
        if self.gradebook is None:
            self.gradebook = self.read_released_cells(about["db_url"])
        for cell in nb.cells:
            cell.source = cell.source.replace("\r\n", "\n").replace("\r", "\n")
        self.markers = hidden_markers(self.config)
        found = recognise(nb.cells, self.gradebook, self.markers)
        self.note_recognised(found.by_id, "id")
        self.note_recognised(found.by_text, "text")
        # past OverwriteCells, whose own `preprocess` opens the gradebook anew for every notebook
        nb, resources = super(OverwriteCells, self).preprocess(nb, resources)
        if is_unanswered(nb.cells, self.gradebook, found, NoteTypedId(parent=self).name):
            note(self, resources, UNANSWERED)
            self.told.append(TOLD_UNANSWERED)
        self.look_behind_untouched_answers(nb.cells, found)
        if self.add_missing_cells:
            self.add_missing_released_cells(nb, found)
        for text in self.told:
            tell(nb, text)
        return nb, resources

    def read_released_cells(self, db_url: str) -> ReleasedCells:
        """What plain `nbgrader autograde`, which reads nothing for everybody, has to ask for."""
        coursedir, name = CourseDirectory(config=self.config), self.notebook_id
        with Gradebook(db_url) as gradebook:
            return ReleasedCells.of_course(gradebook, name, self.assignment_id, coursedir)

    def note_recognised(self, names: list[str], by: str) -> None:
        if names:
            said = ", ".join(map(repr, names[:NAMED])) + (", ..." if len(names) > NAMED else "")
            cells = "a cell" if len(names) == 1 else f"{len(names)} cells"
            note(
                self,
                self.resources,
                f"{cells} without nbgrader's metadata recognised by {by}: {said}",
            )

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
            note(self, resources, f"this assignment has no cell '{name}'; it is not graded")
            del cell.metadata["nbgrader"]
            return cell, resources

        recorded = self.gradebook.metadata(name)
        of_a_release = self.gradebook.handed_out_as(given)
        self.fits = cell.cell_type == source_cell.cell_type and _fits_its_checksum(cell)
        if self.fits and of_a_release is not False:
            cell.metadata["nbgrader"] = recorded
            if source_cell.locked:  # another text is that of a release before this one
                cell.source = source_cell.source
            return cell, resources
        for flag in () if of_a_release else FLAGS:
            if given.get(flag, False) != recorded.get(flag, False):
                self.report_change(name, flag, recorded.get(flag, False), given.get(flag, False))
        cell.metadata["nbgrader"] = recorded
        if same_text(cell.source, released_text(source_cell.source, self.markers)):
            cell.source = source_cell.source
        return super().preprocess_cell(cell, resources, index)

    def report_change(self, name, attr, old, new):
        if attr == "checksum" and self.fits:
            text = f"the locked cell '{name}' is of no release known here; it was put back"
            self.told.append(f"The cell {name!r} is not as it was released; it was put back.")
        elif attr == "checksum":
            text = f"changed the locked cell '{name}'; it was put back as released"
            self.told.append(
                f"The cell {name!r} was changed, which only answers may be; it was put back."
            )
        else:
            text = f"'{attr}' of cell '{name}' was {new!r}; it is {old!r}"
        note(self, self.resources, text)

    def look_behind_untouched_answers(self, cells: list[NotebookNode], found: Recognised) -> None:
        """Send an untouched answer to a reader where a new cell of its kind stands behind it.

        nbgrader gives it 0 points, though the answer may be in the new cell.
        """
        for index, cell in enumerate(cells):
            if not (utils.is_grade(cell) and utils.is_solution(cell)):
                continue
            if cell.metadata.nbgrader.get("checksum") != utils.compute_checksum(cell):
                continue
            behind = takewhile(lambda one: grade_id(one) is None, cells[index + 1 :])
            sought = [
                place
                for place, one in enumerate(behind, index + 2)
                if place in found.unknown and one.cell_type == cell.cell_type
            ]
            if sought:
                name = cell.metadata.nbgrader.grade_id
                cell.source = self.ask_reader(name, "is untouched", sought, cell) + cell.source

    def ask_reader(self, name: str, fault: str, places: list[int], cell) -> str:
        """Tell the instructor where an answer may be; what to write above it.

        With that the answer is not as released, so that it waits for a reader.
        """
        where = f"cell {places[0]}" if len(places) == 1 else f"cells {_listed(places)}"
        text = f"the answer '{name}' {fault}; it may be in {where}: mark it by hand"
        note(self, self.resources, text)
        self.told.append(f"The answer {name!r} {fault}; a reader looks for it in {where}.")
        notice = f"The answer `{name}` {fault}. It may be in {where} of this notebook.\n\n"
        return f"# {notice}" if cell.cell_type == "code" else notice

    def add_missing_released_cells(self, nb: NotebookNode, found: Recognised) -> None:
        """Put back every missing locked or graded cell, behind the code of its own question.

        Its place is before the next released cell that is still there, but above the text that
        introduces that one.
        """
        place = len(nb.cells)
        # the gradebook keeps the order of the notebook
        for source_cell in reversed(self.gradebook.notebook.source_cells):
            name = source_cell.name
            present = [i for i, cell in enumerate(nb.cells) if grade_id(cell) == name]
            recorded = self.gradebook.metadata(name)
            if present:
                place = present[0]
            elif recorded.solution and not (recorded.grade or source_cell.locked):
                self.told.append(f"The answer {name!r} was missing.")  # nothing could be run
            elif source_cell.locked or recorded.grade or recorded.task:
                while place and _introduces(nb.cells[place - 1]):
                    place -= 1
                sought = found.unknown if recorded.solution else []
                nb.cells.insert(
                    place, self.missing_cell(source_cell, recorded, sought, nb.nbformat_minor)
                )

    def missing_cell(
        self, source_cell, recorded: NotebookNode, sought: list[int], minor: int
    ) -> NotebookNode:
        """A cell to put back; ``sought`` are the places of cells that it may have been."""
        name, notice = source_cell.name, ""
        if sought:
            notice = self.ask_reader(name, "was not found", sought, source_cell)
        else:
            note(self, self.resources, f"deleted cell '{name}'; it was put back")
            self.told.append(f"The cell {name!r} was missing; it was put back.")
            if not recorded.solution:
                notice = self.missing_cell_notification.format(cell_id=name)
                notice = f"# {notice}" if source_cell.cell_type == "code" else notice
        new_cell = new_code_cell if source_cell.cell_type == "code" else new_markdown_cell
        cell = new_cell(
            notice + source_cell.source, metadata={"deletable": False, "nbgrader": recorded}
        )
        if utils.is_locked(cell):
            cell.metadata["editable"] = False
        if minor < 5:  # older notebook formats know no cell ids
            del cell["id"]
        return cell


def _fits_its_checksum(cell: NotebookNode) -> bool:
    """Whether a cell fits the checksum that it has: of a release, or computed by the student."""
    try:
        return cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
    except (KeyError, TypeError, ValueError):  # edited metadata
        return False


def _introduces(cell: NotebookNode) -> bool:
    """Whether a cell is text that leads to the next question."""
    return cell.cell_type == "markdown" and grade_id(cell) is None


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:-1])) + f" or {numbers[-1]}"
