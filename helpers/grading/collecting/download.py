"""The files of a download: a zip archive or a folder, read when they are asked for."""

from __future__ import annotations

import zipfile
from functools import partial
from pathlib import Path

from helpers.grading.batch.archives import members
from helpers.grading.batch.folders import Ignored, Read, content_of, walk

# Of file managers: doubles of each file, and how a folder is shown.
CLUTTER = ("__MACOSX", "._*", ".DS_Store", "Thumbs.db", "desktop.ini")


class DownloadError(ValueError):
    """A download that cannot be read; the message names it and what to do."""


def files_of_download(path: Path, ignored: Ignored, notes: list[str]) -> dict[str, Read]:
    """What a download holds.

    Archives in it stay packed: they are a student's, and grading reads them with its limits.

    Parameters
    ----------
    path
        A zip archive or a folder.
    ignored
        Says of the name of a file or folder whether it is left out.
    notes
        Gets one sentence for what cannot be taken.

    Returns
    -------
    dict
        Path in the download → a function that reads so many bytes at most.

    Raises
    ------
    DownloadError
        If it is neither, or cannot be opened, or holds nothing.
    """
    if path.is_dir():
        found: dict[str, Read] = {}
        for name, file in walk(path, ignored):
            found[name] = partial(content_of, file)
    elif zipfile.is_zipfile(path):
        prefix = f"{path.name}/"
        inside = members(path, path.name, ignored, notes)
        found = {_utf8(name.removeprefix(prefix)): read for name, read in inside.items()}
    else:
        what = "no zip archive and no folder" if path.exists() else "not there"
        raise DownloadError(f"{path} is {what}; give what the platform gave, as it came")
    if not found:
        raise DownloadError("; ".join([f"{path} holds no file", *notes]))
    return found


def _utf8(name: str) -> str:
    """A name that an archive holds in UTF-8 without saying so, as those made on macOS do."""
    try:
        return name.encode("cp437").decode("utf-8")  # zipfile takes what is not marked for cp437
    except UnicodeError:
        return name
