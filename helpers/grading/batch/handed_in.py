"""What a student handed in: the notebooks that were asked for, and the files beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from posixpath import basename, dirname

from helpers.grading.batch.archives import members
from helpers.grading.batch.folders import (
    NO_FILE,
    Read,
    content_of,
    files_of,
    ignoring,
    is_linked,
    read_all,
    walk,
)
from helpers.grading.batch.submission import Refused

LARGEST_NOTEBOOK = 32 << 20  # bytes; a notebook with many pictures has 5 MB
NAMED = 5  # files that a note names

# What browsers, JupyterLab, file managers and learning platforms add to a name.
_COPY = re.compile(r"^(?:copy of|kopie von)\s+|(?:\s*\(\d+\)|-copy\d*|\s-\s(?:copy|kopie)|-\d+)+$")
_ENDING = re.compile(r"\.ipynb(?:\.txt|\.json)?$")
_MAY_BE_NOTEBOOK = re.compile(r"(?i)\.(?:ipynb|json|txt)$|^[^.]+$")

Holds = Callable[[str, bytes], bool]  # name of a notebook and the content of a file


@dataclass(frozen=True)
class HandedInNotebook:
    """A notebook as it was handed in.

    Attributes
    ----------
    path
        Where it lies in the submission's folder, behind the name of an archive if in one.
    content
        Its bytes.
    fault
        Why it cannot be read, or "".
    """

    path: str
    content: bytes = b""
    fault: str = ""


@dataclass
class HandedIn:
    """Notebooks by their name in the assignment, and path → content of all other files."""

    notebooks: dict[str, HandedInNotebook] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


def handed_in(
    folder: Path,
    names: Iterable[str],
    ignore: Iterable[str],
    notes: list[str],
    holds: Holds = lambda name, content: False,
) -> HandedIn:
    """Read a submission's folder.

    A notebook that is missing is sought under the names that browsers and learning platforms give
    (``sums (1).ipynb``, ``sums.ipynb.txt``), in folders within the folder, and in zip archives; and
    last by its cells, whatever it is called. Files that lie beside it there come along.

    Parameters
    ----------
    folder
        Where it was handed in.
    names
        The notebooks of the assignment, without ending.
    ignore
        Names and patterns of files and folders to leave out.
    notes
        Gets what an instructor should look at, one sentence each.
    holds
        Whether a file's content is the notebook of a name, to judge by its cells.

    Raises
    ------
    Refused
        If a notebook is there under several names and with several contents: only an instructor can
        say which one counts.
    """
    names, ignore = list(names), list(ignore)
    if is_linked(folder):
        notes.append("its folder is a link; nothing was taken from it")
        there = [name for name in names if (folder / f"{name}.ipynb").exists()]
        return HandedIn(dict.fromkeys(there, HandedInNotebook("", fault=f"it {NO_FILE}")))

    found = HandedIn(files=files_of(folder, ignoring([*ignore, "*.ipynb"]), notes))
    here: dict[str, Read] = {
        place: partial(content_of, path) for place, path in walk(folder, ignoring(ignore))
    }
    for name in names:
        if (place := f"{name}.ipynb") in here:
            found.notebooks[name] = _taken(place, here[place])
    if missing := _missing(names, found):
        _seek(missing, here, found, notes, _called)
    if missing := _missing(names, found):
        packed = _packed(folder, ignore, notes)
        _seek(missing, packed, found, notes, _called)
        by_cells = partial(_by_cells, holds)
        for places in (here, packed):
            _seek(_missing(names, found), places, found, notes, by_cells)
    _name_the_rest(_missing(names, found), here, found, notes)
    return found


def _missing(names: Iterable[str], found: HandedIn) -> list[str]:
    return [name for name in names if name not in found.notebooks]


def _taken(place: str, read: Read) -> HandedInNotebook:
    try:
        return HandedInNotebook(place, read(LARGEST_NOTEBOOK))
    except ValueError as error:
        return HandedInNotebook(place, fault=str(error))


def _called(name: str, place: str, read: Read) -> bool:
    """Whether a file is called as programs rename a notebook."""
    return plain_name(basename(place)) == plain_name(f"{name}.ipynb")


def _by_cells(holds: Holds, name: str, place: str, read: Read) -> bool:
    """Whether a file that may be a notebook has the cells of one."""
    if not _MAY_BE_NOTEBOOK.search(basename(place)):
        return False
    try:
        return holds(name, read(LARGEST_NOTEBOOK))
    except ValueError:  # too large, or it cannot be unpacked
        return False


def _seek(
    names: Iterable[str],
    places: Mapping[str, Read],
    found: HandedIn,
    notes: list[str],
    fits: Callable[[str, str, Read], bool],
) -> None:
    """Take notebooks that lie under other names or in other places, and what lies beside them."""
    for name in names:
        others = {one.path for one in found.notebooks.values()}
        alike = [p for p, read in places.items() if p not in others and fits(name, p, read)]
        if not alike:
            continue
        alike.sort(key=lambda place: (place.count("/"), len(place), place))
        notebooks = [_taken(place, places[place]) for place in alike]
        if len({(one.content, one.fault) for one in notebooks}) > 1:
            raise Refused(
                f"{name}.ipynb was handed in as {_listed(alike)}, which differ; rename the one "
                f"that counts to {name}.ipynb"
            )
        found.notebooks[name] = notebooks[0]
        notes.append(f"{alike[0]} was taken for {name}.ipynb")
        if above := dirname(alike[0]):
            _bring_along(f"{above}/", places, found, notes)


def _bring_along(above: str, places: Mapping[str, Read], found: HandedIn, notes: list[str]) -> None:
    """Put the files of a folder, or of an archive, to where the notebook will be."""
    beside = {
        place.removeprefix(above): read
        for place, read in places.items()
        if place.startswith(above) and not place.endswith(".ipynb")
    }
    spent = sum(map(len, found.files.values()))
    found.files = read_all(beside, notes, spent=spent) | found.files


def _packed(folder: Path, ignore: Sequence[str], notes: list[str]) -> dict[str, Read]:
    """What lies in the zip archives of a folder."""
    found: dict[str, Read] = {}
    for place, path in walk(folder, ignoring(ignore)):
        if place.lower().endswith(".zip") and path.is_file() and not path.is_symlink():
            found |= members(path, place, ignoring(ignore), notes)
    return found


def _name_the_rest(
    missing: Sequence[str], places: Iterable[str], found: HandedIn, notes: list[str]
) -> None:
    """Say which notebooks are missing, and what is there that nobody asked for."""
    taken = {one.path for one in found.notebooks.values()}
    others = [place for place in places if place not in taken and place != "timestamp.txt"]
    for place in others:
        if "/" not in place and place.endswith(".ipynb"):
            remedy = f"; if it is the answer, rename it to {missing[0]}.ipynb" if missing else ""
            notes.append(f"{place} belongs to no notebook of this assignment{remedy}")
    for name in missing:
        said = f"{name}.ipynb was not handed in"
        notes.append(f"{said}; its folder holds {_listed(others)}" if others else said)


def plain_name(name: str) -> str:
    """The name of a file without what other programs add, and in one form of its letters."""
    name = unicodedata.normalize("NFKC", name).casefold()
    stem = _ENDING.sub("", name)
    return f"{_COPY.sub('', stem)}.ipynb" if stem != name else name


def _listed(places: Sequence[str]) -> str:
    return ", ".join(places[:NAMED]) + (", ..." if len(places) > NAMED else "")
