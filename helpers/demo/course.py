"""A course folder of its own, in which the invented class works through the problem sets."""

from __future__ import annotations

import csv
import os
import shlex
import shutil
import zipfile
from collections.abc import Collection, Sequence
from pathlib import Path

import nbformat
from rich.console import Console

import helpers
from helpers.demo.commands import WarmCommands
from helpers.demo.marking import mark
from helpers.demo.students import EXTENDED, LATE, Student
from helpers.demo.work import Work

COURSE = Path(helpers.__file__).parents[1]
CANVAS = "downloads/canvas-gradebook.csv"
DUE = "2026-03-01 23:59 Europe/Berlin"
_HANDED_IN_LATE = "2026-03-03 20:15:00 CET"
_UNTIL = "2026-03-04 23:59 Europe/Berlin"
_LATE_POLICY = """
# --- the demo's own -----------------------------------------------------------------------------
c.LatePolicy.share_per_day = 0.1
c.LatePolicy.grace_minutes = 15
"""


class DemoError(RuntimeError):
    """The demo cannot go on; the message says where and what to do."""


class DemoCourse:
    """The course in a folder that is not there yet.

    Every step is a command that an instructor gives, and is shown as such before it runs.

    Parameters
    ----------
    folder
        Where it goes.
    sets
        The problem sets; they are released.
    students
        The class; it is enrolled.

    Raises
    ------
    DemoError
        If the folder is there, a set is unknown, or a command fails.
    """

    def __init__(self, folder: Path, sets: Collection[str], students: Sequence[Student]) -> None:
        there = sorted(path.parent.name for path in (COURSE / "solutions").glob("*/*.ipynb"))
        if unknown := sorted(set(sets) - set(there)):
            raise DemoError(f"no problem set {', '.join(unknown)}; there are {', '.join(there)}")
        if folder.exists():
            raise DemoError(f"{folder} is there already: remove it, or name another folder")
        self._commands = WarmCommands()
        self.folder, self._students, self._console = folder.resolve(), students, Console()
        self._sets = sorted(sets)
        for name in sets:
            shutil.copytree(COURSE / "solutions" / name, folder / "solutions" / name)
        settings = (COURSE / "nbgrader_config.py").read_text()
        (folder / "nbgrader_config.py").write_text(settings + _LATE_POLICY)
        self.run("release", "--record")
        self._enrol()

    def _enrol(self) -> None:
        with (self.folder / "roster.csv").open("w", newline="", encoding="utf-8") as file:
            table = csv.writer(file)
            table.writerow(["id", "first_name", "last_name", "email", "lms_user_id"])
            for number, student in enumerate(self._students):
                address = f"{student.id}@example.org"
                table.writerow([student.id, student.first, student.last, address, 4000 + number])
        self.run("roster", "roster.csv")
        self._export_of_canvas()

    def _export_of_canvas(self) -> None:
        """The gradebook that Canvas exports: a column for each set, and no grade yet."""
        (self.folder / "downloads").mkdir()
        titles = [f"Problem set {name[2]} (700{name[2]})" for name in self._sets]
        with (self.folder / CANVAS).open("w", newline="", encoding="utf-8") as file:
            table = csv.writer(file)
            table.writerow(["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *titles])
            table.writerow(["    Points Possible", *[""] * (4 + len(titles))])
            for number, student in enumerate(self._students):
                name, login = f"{student.last}, {student.first}", f"{student.id}@example.org"
                table.writerow([name, 4000 + number, "", login, "CNN", *[""] * len(titles)])

    def hand_in(self, name: str) -> None:
        """The class hands a set in on a learning platform, and its download is collected."""
        work = Work(name, self._notebook("assignments", name), self._notebook("solutions", name))
        with zipfile.ZipFile(self.folder / "downloads" / f"{name}.zip", "w") as archive:
            for number, student in enumerate(self._students):
                late = "_LATE" * (student.habit in (LATE, EXTENDED))
                called = f"{student.last}{student.first}".lower().replace("'", "")
                for file, content in work.handed_in(student).items():
                    place = f"{called}{late}_{4000 + number}_{9000 + number}_{file}"
                    archive.writestr(place, content)
        self.run("collect", name, f"downloads/{name}.zip")
        self.run("deadline", name, DUE)
        for student in self._students:
            if student.habit in (LATE, EXTENDED):
                folder = self.folder / "submitted" / student.id / name
                (folder / "timestamp.txt").write_text(_HANDED_IN_LATE)
            if student.habit == EXTENDED:
                self.run("deadline", name, _UNTIL, "--student", student.id)

    def grade(self, name: str) -> None:
        """Grade what was handed in. A submission that cannot be graded does not end the demo."""
        self.run("autograde", name, may_fail=True)

    def mark_by_hand(self, name: str) -> None:
        """The points that a reader gives in the formgrader: those who know more get more."""
        knows = {student.id: student.knows for student in self._students}
        self._commands.call(mark, (name, knows), self.folder, self._variables())
        self.run("deadline", name)  # a penalty is a share of these points, too

    def give_feedback(self, name: str) -> None:
        self.run("feedback", name, may_fail=True)

    def report(self, *name: str) -> None:
        """The page about a set, or over all sets."""
        self.run("report", *name, "--page")

    def _notebook(self, of: str, name: str) -> nbformat.NotebookNode:
        return nbformat.read(self.folder / of / name / f"{name}.ipynb", as_version=4)

    def run(self, *arguments: str, may_fail: bool = False) -> None:
        """Show a command of the grader, and run it in the folder of the demo."""
        command = shlex.join(["python", "-m", "helpers.grading", *arguments])
        self._console.print(f"\n$ {command}", style="bold", markup=False)
        status = self._commands.run(arguments, self.folder, self._variables())
        if status and not may_fail:
            raise DemoError(f"this command failed in {self.folder}: {command}")

    def _variables(self) -> dict[str, str]:
        path = os.pathsep.join(filter(None, [str(COURSE), os.environ.get("PYTHONPATH")]))
        return {"CNN_COURSE_SHORT_RUN": "1"} | dict(os.environ) | {"PYTHONPATH": path}
