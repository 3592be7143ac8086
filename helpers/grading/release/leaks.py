"""What a release must not give away.

nbgrader takes out what is marked, and nothing else. It says nothing about a marker that is
misspelt, an answer that nobody marked, what stands in metadata, or a file that lies beside the
notebook. So before a release is made it is searched, and refused with the place and the line.

1. *Secret lines.* A line of a solution, a model answer, a rubric or a hidden test stands nowhere in
   the release: not in code or text, metadata or another file. Spaces, quotes, comments behind code
   and Markdown's signs make no difference. Lines that the source also shows in a cell with a mark
   (a test, a locked cell, the open part of an answer) are not secret: who marks a cell has
   decided what students see of it. Imports and very short lines give nothing away.
2. *Solutions in one piece.* That decision covers lines, not answers: a whole solution, or three of
   its lines in a row, stands nowhere, whatever the cell is marked as.
3. *Answers without a mark.* A code cell with no mark at all defines nothing that a test uses,
   except by an import. Either it holds an answer that was never marked, which no comparison of
   lines can find, or the tests rest on something that students may change; then it must be locked.
4. *Markers*, also misspelt ones, stand neither in the release nor, misspelt, in the source.
5. *Leftovers of work*: outputs, execution counts, metadata that neither Jupyter nor nbgrader needs,
   attachments that the text no longer shows.
6. *Other files* of the folder are released only where `RefuseLeaks.files` names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Dict, List, Unicode
from traitlets.config import Config

from helpers.grading.preprocessors.regions import Markers, hidden_markers, solution_markers
from helpers.grading.release.cell_names import defined, statements, used
from helpers.grading.release.secret_lines import (
    QUOTED,
    TELLING,
    Secret,
    bare,
    is_marked,
    secret_lines,
    secrets,
)

IN_A_ROW = 3  # lines of a solution that are as good as the whole

CELL_METADATA = {"nbgrader", "deletable", "editable", "tags", "jupyter", "collapsed", "scrolled"}
NOTEBOOK_METADATA = {"kernelspec", "language_info", "title", "authors"}

MARKER = re.compile(r"(?<![A-Za-z])(BEGIN|END)([ _-]+[A-Z]{2,}|HIDDEN|SOLUTION|MARK)")
COMMENT = re.compile(r"\s*[#=<%/-]")
ALIKE = 0.8  # of 1; how much of a line's letters must be a marker's


def leaks(source: NotebookNode, release: NotebookNode, config: Config) -> list[str]:
    """What a released notebook shows that it should not, with its place, one line each.

    Parameters
    ----------
    source
        The notebook with solutions and hidden tests.
    release
        The notebook made from it for the students.
    config
        The configuration of nbgrader, which may have renamed the markers.
    """
    return list(_in_notebook(source, release, [source], config))


def _in_notebook(
    source: NotebookNode, release: NotebookNode, sources: Sequence[NotebookNode], config: Config
) -> Iterator[str]:
    markers = [*hidden_markers(config), solution_markers(config)]
    for index, cell in enumerate(source.cells):
        for number, line in enumerate(cell.source.split("\n"), start=1):
            if _is_misspelt(line, markers):
                where = f"{_place(source, index, number)} of the source"
                yield f"{where} has the marker {line.strip()!r}"

    secret = secret_lines(sources, config)
    solutions = [s for one in sources for s in secrets(one, config) if s.kind == "a solution"]
    tests = _names_of_tests(sources)
    for name, value in release.metadata.items():
        if name not in NOTEBOOK_METADATA:
            yield f"the notebook has the metadata {name!r}"
        yield from _in_text(f"the notebook's metadata {name!r}", _strings(value), secret)
    for index, cell in enumerate(release.cells):
        place = _place(release, index)
        if cell.get("outputs") or cell.get("execution_count"):
            yield f"{place} has outputs"
        yield from _in_metadata(place, cell.metadata, secret)
        for name in cell.get("attachments", {}):
            if f"attachment:{name}" not in cell.source:
                yield f"{place} has the attachment {name!r}, which its text does not show"
        lines = cell.source.split("\n")
        for number, line in enumerate(lines, start=1):
            if _is_marker(line, markers) or _is_misspelt(line, markers):
                yield f"{_place(release, index, number)} has the marker {line.strip()!r}"
        told = list(_in_text(place, lines, secret, numbered=True))
        yield from told or _whole_solution(place, lines, solutions)
        if cell.cell_type == "code" and not is_marked(cell):
            yield from _unmarked_answer(place, cell, tests)


def _in_text(
    place: str, lines: Iterable[str], secret: dict[str, str], *, numbered: bool = False
) -> Iterator[str]:
    """Rule 1."""
    for number, line in enumerate(lines, start=1):
        text = bare(line)
        origin = secret.get(text) or next(
            (origin for one, origin in secret.items() if len(one) >= QUOTED and one in text), None
        )
        if origin:
            where = f"{place}, line {number}," if numbered else place
            yield f"{where} has {_shortened(line)!r}, which belongs to {origin}"


def _whole_solution(place: str, lines: Sequence[str], solutions: Iterable[Secret]) -> Iterator[str]:
    """Rule 2."""
    numbered = [(number, bare(line)) for number, line in enumerate(lines, start=1)]
    numbered = [(number, line) for number, line in numbered if len(line) >= TELLING]
    for solution in solutions:
        length = min(IN_A_ROW, len(solution.lines))
        pieces = {solution.lines[i : i + length] for i in range(len(solution.lines) - length + 1)}
        for start in range(len(numbered) - length + 1):
            run = tuple(line for _, line in numbered[start : start + length])
            if run in pieces and len("".join(run)) >= QUOTED:
                number = numbered[start][0]
                yield (
                    f"{place}, line {number}, has {_shortened(lines[number - 1])!r} and what "
                    f"follows, which is a solution in {solution.cell!r}"
                )
                break


def _unmarked_answer(place: str, cell: NotebookNode, tests: dict[str, str]) -> Iterator[str]:
    """Rule 3."""
    code = "\n".join(statements(cell.source))
    for name in sorted(defined(code, imports=False) & set(tests)):
        lines = cell.source.split("\n")
        number = next((i for i, line in enumerate(lines) if name in line), 0)
        yield (
            f"{place}, line {number + 1}, is not marked and has {_shortened(lines[number])!r}, but "
            f"test {tests[name]!r} uses {name}: mark the cell as an answer, or lock it"
        )


def _names_of_tests(sources: Iterable[NotebookNode]) -> dict[str, str]:
    """Names that the tests use and do not define → one test that does."""
    found: dict[str, str] = {}
    for source in sources:
        for cell in source.cells:
            if cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell):
                code = "\n".join(statements(cell.source))
                for name in used(code) - defined(code):
                    found.setdefault(name, cell.get("id", "?"))
    return found


def _in_metadata(place: str, metadata: NotebookNode, secret: dict[str, str]) -> Iterator[str]:
    """Rule 5, and rule 1 for what is written there."""
    for name, value in metadata.items():
        if name not in CELL_METADATA:
            yield f"{place} has the metadata {name!r}"
        yield from _in_text(f"the metadata {name!r} of {place}", _strings(value), secret)


def _strings(value) -> Iterator[str]:
    """Every line of text in a piece of JSON."""
    if isinstance(value, str):
        yield from value.split("\n")
    elif isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)


def leaks_of_files(folder: Path, files: Iterable[Path], listed: Iterable[str], secret) -> list[str]:
    """Files beside the notebook that the assignment does not list, or that hold secret lines.

    Parameters
    ----------
    folder
        The assignment's folder.
    files
        What else is in it.
    listed
        The files that students are to get, relative to the folder.
    secret
        What `secret_lines` found.
    """
    listed, found = set(listed), []
    for path in sorted(files):
        name = path.relative_to(folder).as_posix()
        if name not in listed:
            found.append(f"the file {name} is not on the assignment's list, RefuseLeaks.files")
        text = path.read_bytes().decode("utf8", errors="replace")
        found += _in_text(f"the file {name}", text.splitlines(), secret, numbered=True)
    return found


class RefuseLeaks(NbGraderPreprocessor):
    """Last step of `nbgrader generate_assignment`: no release where something leaks."""

    files = Dict(
        value_trait=List(Unicode()),
        help="Assignment → files that students get besides its notebooks, relative to its folder.",
    ).tag(config=True)

    def preprocess(self, nb, resources):
        folder = Path(resources["metadata"]["path"])
        name = f"{resources['metadata']['name']}.ipynb"
        sources = {path.name: nbformat.read(path, 4) for path in sorted(folder.glob("*.ipynb"))}
        found = list(_in_notebook(sources[name], nb, list(sources.values()), self.config))

        ignored = CourseDirectory(config=self.config).ignore
        others = map(Path, utils.find_all_files(str(folder), [*ignored, "*.ipynb"]))
        listed = self.files.get(resources["nbgrader"]["assignment"], [])
        secret = secret_lines(sources.values(), self.config)
        found += leaks_of_files(folder, others, listed, secret)
        if found:
            raise ValueError(f"{name} is not released, it leaks:\n  " + "\n  ".join(found))
        return nb, resources


def _place(notebook: NotebookNode, index: int, line: int | None = None) -> str:
    cell = f"cell {index + 1} ({notebook.cells[index].get('id', 'no id')})"
    return cell if line is None else f"{cell}, line {line},"


def _is_marker(line: str, markers: Iterable[Markers]) -> bool:
    return any(word in line for pair in markers for word in pair)


def _is_misspelt(line: str, markers: Iterable[Markers]) -> bool:
    """Whether a line looks like a marker without being one."""
    if _is_marker(line, markers):
        return False
    if MARKER.search(line):
        return True
    if not COMMENT.match(line):
        return False
    letters = re.sub("[^A-Z]", "", line.upper())
    words = (re.sub("[^A-Z]", "", word) for pair in markers for word in pair)
    compared = (SequenceMatcher(None, letters, word) for word in words)
    return any(one.real_quick_ratio() >= ALIKE and one.ratio() >= ALIKE for one in compared)


def _shortened(line: str) -> str:
    line = line.strip()
    return line if len(line) <= 90 else f"{line[:87]}..."
