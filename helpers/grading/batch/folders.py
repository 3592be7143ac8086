"""Files of a folder that a student fills: no links are followed, and nothing grows without end."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import translate
from functools import partial
from pathlib import Path

LARGEST_FILES = 256 << 20  # bytes of all the files of a submission beside the notebooks
BLOCK = 4096  # what the smallest of them counts
LONGEST_PATH = 1000  # bytes, within the submission's folder; a system takes 4096 in all
NO_FILE = "is a link or no regular file"

Read = Callable[[int], bytes]  # gives so many bytes at most, and raises a ValueError where more are
Ignored = Callable[[str], object]  # says of the name of a file or folder whether it is left out


def ignoring(patterns: Iterable[str]) -> Ignored:
    """A function for names that fit one of some patterns."""
    return re.compile("|".join(map(translate, patterns))).match


def is_linked(folder: Path) -> bool:
    """Whether a submission's folder, or the student's folder above it, is a link."""
    return folder.is_symlink() or folder.parent.is_symlink()


def walk(folder: Path, ignored: Ignored) -> Iterator[tuple[str, Path]]:
    """The path in the folder, and the path, of all its files and of all links in it."""
    # nbgrader's own search reads the whole folder anew for every file in it
    for place, folders, names in os.walk(folder):  # it follows no links
        folders[:] = sorted(name for name in folders if not ignored(name))
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        for name in sorted([*names, *links]):
            if not ignored(name):
                path = Path(place, name)
                yield path.relative_to(folder).as_posix(), path


def content_of(path: Path, most: int) -> bytes:
    """What is in a file.

    Raises
    ------
    ValueError
        If it is a link or no regular file, or has more than ``most`` bytes.
    """
    if path.is_symlink() or not path.is_file():
        raise ValueError(f"it {NO_FILE}")
    if (size := path.stat().st_size) > most:
        raise ValueError(f"it has {size >> 20} MB, more than {most >> 20}")
    return path.read_bytes()


def files_of(folder: Path, ignored: Ignored, notes: list[str]) -> dict[str, bytes]:
    """Path → content of the files in a folder.

    Parameters
    ----------
    folder
        Where they lie.
    ignored
        As `ignoring` makes it.
    notes
        Gets one sentence for each file that is left out, because it is a link or too large.
    """
    found: dict[str, Read] = {}
    for name, path in walk(folder, ignored):
        if path.is_symlink() or not path.is_file():
            notes.append(f"{name} {NO_FILE}; it was left out")
        else:
            found[name] = partial(content_of, path)
    return read_all(found, notes)


def read_all(files: Mapping[str, Read], notes: list[str], *, spent: int = 0) -> dict[str, bytes]:
    """Read files, up to `LARGEST_FILES` together with the bytes that were ``spent`` before."""
    found: dict[str, bytes] = {}
    for name, read in files.items():
        if len(os.fsencode(name)) > LONGEST_PATH:
            notes.append(f"{name[:40]}... was left out: its path is too long")
            continue
        try:
            content = read(LARGEST_FILES - spent)
        except ValueError:
            notes.append(f"{name} was left out: more than {LARGEST_FILES >> 20} MB of files")
            return found
        spent += max(len(content), BLOCK)
        found[name] = content
    return found


def digest(folder: Path, ignored: Ignored) -> str:
    """SHA-256 of all that lies in a folder, in hexadecimal digits.

    What is a link, or too large to be graded, counts by its address or its size.
    """
    whole, left = hashlib.sha256(), LARGEST_FILES
    if is_linked(folder):
        return hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()
    for name, path in walk(folder, ignored):
        whole.update(os.fsencode(name) + b"\0")
        if path.is_symlink():
            whole.update(os.fsencode(os.readlink(path)))
        elif path.is_file():
            size = path.stat().st_size
            whole.update(b"%d\0" % size)
            if size <= left:
                whole.update(path.read_bytes())
                left -= size
        whole.update(b"\0")
    return whole.hexdigest()
