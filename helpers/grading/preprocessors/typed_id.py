"""Telling an instructor of a notebook that names another student."""

from __future__ import annotations

import re

from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from helpers.grading.preprocessors.notes import note
from helpers.start.identity import same_spelling


class NoteTypedId(NbGraderPreprocessor):
    """Note where the id that was typed into a notebook is not that of the folder.

    The work is graded with the numbers of the folder's student all the same. It may be a
    neighbour's notebook, a folder with the wrong name, or a slip of the keyboard.
    """

    name = Unicode("STUDENT_ID", help="the name to which a student assigns the id").tag(config=True)

    def preprocess(self, nb, resources):
        student = resources["nbgrader"]["student"]
        typed = self.typed_id(nb)
        if same_spelling(typed) not in ("", same_spelling(student)):
            note(
                self,
                resources,
                f"{self.name} is {typed!r}; it was graded with the numbers of {student!r}",
            )
        return nb, resources

    def typed_id(self, nb) -> str:
        """The last id that stands in quotes in an answer, or ""; no cell is run for it."""
        line = re.compile(rf"^\s*{re.escape(self.name)}\s*=\s*(['\"])(.*?)\1", re.MULTILINE)
        answers = (cell.source for cell in nb.cells if utils.is_solution(cell))
        found = [match[2] for source in answers for match in line.finditer(source)]
        return found[-1] if found else ""
