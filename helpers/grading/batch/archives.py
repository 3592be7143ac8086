"""Zip archives that were handed in instead of a folder's files."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePosixPath

MOST_MEMBERS = 10_000
_OF_MACOS = "__MACOSX"  # a folder of empty doubles


def members(
    path: Path, name: str, ignored: Callable[[str], object], notes: list[str]
) -> dict[str, Callable[[int], bytes]]:
    """What an archive holds, read when it is asked for.

    Parameters
    ----------
    path
        The archive.
    name
        What it is called in the submission's folder.
    ignored
        Says of the name of a file or folder whether it is left out.
    notes
        Gets one sentence where the archive cannot be opened or a member cannot be taken.

    Returns
    -------
    dict
        ``<name>/<path in the archive>`` → a function that reads so many bytes at most and raises
        `ValueError` where there are more, or where they cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            inside = archive.infolist()
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        notes.append(f"{name} cannot be opened ({error}); unpack it and run again")
        return {}
    if len(inside) > MOST_MEMBERS:
        notes.append(f"{name} holds more than {MOST_MEMBERS:,} files; unpack it and run again")
        return {}
    found: dict[str, Callable[[int], bytes]] = {}
    for member in inside:
        place = PurePosixPath(member.filename.replace("\\", "/"))
        if place.is_absolute() or ".." in place.parts:
            notes.append(f"{name} has a file outside of it, which was left out")
        elif not member.is_dir() and not any(p == _OF_MACOS or ignored(p) for p in place.parts):
            found[f"{name}/{place}"] = partial(_content, path, member)
    return found


def _content(path: Path, member: zipfile.ZipInfo, most: int) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as file:
            content = file.read(most + 1)
    except RuntimeError as error:  # a password
        raise ValueError(str(error)) from None
    except (OSError, NotImplementedError, zipfile.BadZipFile) as error:
        raise ValueError(f"it cannot be unpacked: {error}") from None
    if len(content) > most:
        raise ValueError(f"it has more than {most >> 20} MB")
    return content
