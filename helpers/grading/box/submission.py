"""The submission's folder: a copy goes into the box, and what is new in it comes back."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from helpers.grading.box.users import give

_BLOCK = 4096  # what the smallest file costs
# Bytes, below the submission's folder. Files deeper down would not fit into the course's folder.
LONGEST_PATH = 1000


def copy_in(folder: Path, copy: Path, user: int | None) -> None:
    """Copy a folder for the user of a box, who may change all of it; links stay links."""
    shutil.copytree(folder, copy, symlinks=True, ignore=_special, dirs_exist_ok=True)
    for path in [copy, *copy.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o700 if path.is_dir() else 0o600))
        give(path, user)


def _special(folder: str, names: list[str]) -> list[str]:
    """Pipes, sockets and devices, which cannot be copied."""
    kinds = {name: os.lstat(os.path.join(folder, name)).st_mode for name in names}
    known = (stat.S_ISREG, stat.S_ISDIR, stat.S_ISLNK)
    return [name for name, mode in kinds.items() if not any(is_kind(mode) for is_kind in known)]


def bring_back(copy: Path, folder: Path, most_bytes: int) -> list[Path]:
    """Copy the files that a submission has made back to its folder.

    Regular files with new names come back, nothing else: no links, and no file in place of one that
    was there, which may be the next notebook of the same submission. Call it when the box is gone.

    Parameters
    ----------
    copy, folder
        From where, to where.
    most_bytes
        Where it ends; a file with holes may be far longer than what it takes on the disk.

    Returns
    -------
    list[Path]
        The new files.
    """
    brought = []
    for source in _regular_files(copy, folder):
        target = folder / source.relative_to(copy)
        most_bytes -= max(source.stat().st_size, _BLOCK)
        if most_bytes < 0:
            break
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        brought.append(target)
    return brought


def _regular_files(copy: Path, folder: Path) -> Iterator[Path]:
    """New regular files below `copy`; not where `folder` has something else than a folder."""
    for root, folders, files in os.walk(copy):
        here = folder / Path(root).relative_to(copy)
        if len(os.fsencode(root)) - len(os.fsencode(copy)) > LONGEST_PATH - 255:  # a file's name
            folders.clear()  # `os.walk` goes on by recursion, and thousands may be nested
            continue
        folders[:] = sorted(
            name
            for name in folders
            if not os.path.lexists(here / name)
            or ((here / name).is_dir() and not (here / name).is_symlink())
        )
        for name in sorted(files):
            path = Path(root, name)
            if stat.S_ISREG(path.lstat().st_mode) and not os.path.lexists(here / name):
                yield path


def written(*folders: Path) -> int:
    """Bytes that folders take on the disk, every file and folder in them at least one block.

    Raises
    ------
    OSError
        If there are folders that cannot be looked into: closed ones, or so many in one another that
        no path reaches the last.
    """
    total = 0
    waiting = [os.fspath(folder) for folder in folders]
    while waiting:  # `os.walk` goes on by recursion, and thousands may be nested
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(waiting.pop()) as found:
            for entry in found:
                with suppress(FileNotFoundError):  # it has gone meanwhile
                    status = entry.stat(follow_symlinks=False)
                    total += max(status.st_blocks * 512, _BLOCK)
                    if stat.S_ISDIR(status.st_mode):
                        waiting.append(entry.path)
    return total


def remove(folder: Path) -> None:
    """Remove a folder and whatever a submission has made of it.

    `shutil.rmtree` recurses, and ends where a thousand folders are nested; closed ones it leaves.
    """
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except (OSError, RecursionError):
        for command in (["chmod", "-R", "u+rwX"], ["rm", "-rf"]):
            subprocess.run([*command, "--", folder], stderr=subprocess.DEVNULL, check=False)
