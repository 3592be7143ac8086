"""Putting a finished folder or file into the place of an old one."""

from __future__ import annotations

import os
from pathlib import Path

from nbgrader.utils import rmtree


def beside(place: Path, what: str) -> Path:
    """A hidden neighbour of a folder: where the new one is made, or the old one waits."""
    return place.with_name(f".{place.name}.{what}")


def swap_in(fresh: Path, place: Path) -> None:
    """Put a folder into its place; the old one is removed last.

    Parameters
    ----------
    fresh
        A finished folder on the same disk, such as ``beside(place, "part")``.
    place
        Where it goes. A crash leaves the old folder there, or the new one, or, between two renames,
        both beside it.
    """
    old = beside(place, "old")
    if old.exists() and not place.exists():  # of a run that was cut off between the renames
        os.rename(old, place)
    remove(old)
    if place.exists():
        os.rename(place, old)
    os.rename(fresh, place)
    remove(old)


def write_whole(file: Path, text: str) -> None:
    """Write a file in UTF-8; after a crash the old one is there, or the new one."""
    part = file.with_name(f"{file.name}.part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, file)


def remove(folder: Path) -> None:
    """Remove a folder that may not be there, also where what is in it is read-only."""
    if folder.exists():
        rmtree(str(folder))
