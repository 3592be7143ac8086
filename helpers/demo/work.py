"""What an invented student hands in: the release, filled in rightly or with known mistakes."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

import nbformat
from nbformat.v4 import new_code_cell

from helpers.demo import students
from helpers.demo.mistakes import MISTAKES
from helpers.demo.students import CLASS, NEIGHBOUR_OF, Student

Notebook = nbformat.NotebookNode

_MARKERS = re.compile(r"^[ \t]*### (BEGIN|END) SOLUTION\n?", re.MULTILINE)
_SNOOPING = """
import os, pathlib, socket
found = [str(path) for name in ("gradebook.db", "solutions", "submitted")
         for path in pathlib.Path("/").glob(f"*/*/{name}")]
for path in ("..", "../..", "../../..", "/root", "/home"):
    try:
        found += os.listdir(path)
    except OSError as error:
        print(path, error)
try:
    socket.create_connection(("localhost", 8888), timeout=1)
except OSError as error:
    print("network:", error)
print(found)
"""


class Work:
    """The work of the class on a problem set.

    Parameters
    ----------
    name
        The set.
    release, solution
        Its notebook as students get it, and as instructors write it.
    """

    def __init__(self, name: str, release: Notebook, solution: Notebook) -> None:
        self.name, self._release = name, release
        self._answers = {
            cell.id: _MARKERS.sub("", cell.source)
            for cell in solution.cells
            if cell.metadata.get("nbgrader", {}).get("solution")
        }

    def handed_in(self, student: Student) -> dict[str, str]:
        """The files of a student: name → content. Nobody hands in more than one."""
        file, habit = f"{self.name}.ipynb", student.habit
        if habit == students.MISSING:
            return {}
        if habit == students.NO_NOTEBOOK:
            return {"answers.txt": "My answers are on paper. Where can I bring them?\n"}
        if habit == students.NEIGHBOUR:
            (student,) = (s for s in CLASS if s.id == NEIGHBOUR_OF[student.id])
        text = nbformat.writes(self._filled_in(student))
        if habit == students.BROKEN:
            text = text[: len(text) // 2]
        return {f"{self.name} (1).ipynb" if habit == students.RENAMED else file: text}

    def _filled_in(self, student: Student) -> Notebook:
        notebook = nbformat.from_dict(self._release)
        if student.habit == students.UNTOUCHED:
            return notebook
        if student.habit == students.HOSTILE:
            notebook.cells.insert(2, new_code_cell(_SNOOPING, id="snooping"))
            return notebook
        answers = self._answers_of(student)
        for cell in notebook.cells:
            cell.source = answers.get(cell.id, cell.source)
        graded = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]
        answer = next(c for c in notebook.cells if c.id == MISTAKES[self.name][0].cell)
        if student.habit == students.COPIED_CELLS:
            copy = nbformat.from_dict(answer)
            copy.id = "a-copy"
            notebook.cells.insert(notebook.cells.index(answer) + 1, copy)
        if student.habit == students.DELETED_CELLS:
            gone = [answer, *graded[:2]]
            notebook.cells = [cell for cell in notebook.cells if cell not in gone]
        return notebook

    def _answers_of(self, student: Student) -> Mapping[str, str]:
        """Each question is a draw of its own, the same in every demo."""
        draw = random.Random(f"{student.id} {self.name}")
        answers = self._answers | {"student-id": f'STUDENT_ID = "{student.id}"'}
        for cell, right, wrong in MISTAKES[self.name]:
            if draw.random() >= student.knows:
                answers[cell] = answers[cell].replace(right, wrong)
        answers["own-words"] = _in_own_words(answers["own-words"], draw.random() < student.knows)
        return {cell: _by(student, cell, text) for cell, text in answers.items()}


def _by(student: Student, cell: str, text: str) -> str:
    """An answer with a line in it that nobody else writes, as no two people write the same."""
    if cell == "own-words":
        return f"{text}\n\nThis is how {student.first} {student.last} sees it."
    return f"# {student.first} {student.last} thinks so.\n{text}"


def _in_own_words(model_answer: str, much: bool) -> str:
    """The model answer without heading and rubric, or its first paragraph only."""
    text = model_answer.partition("**Rubric**")[0].partition("\n\n")[2].strip()
    return text if much else text.partition("\n\n")[0]
