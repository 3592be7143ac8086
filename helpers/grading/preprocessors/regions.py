"""Regions of a cell between two markers, such as BEGIN HIDDEN TESTS and END HIDDEN TESTS."""

from __future__ import annotations

from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearSolutions
from traitlets.config import Config

Markers = tuple[str, str]


def hidden_markers(config: Config) -> list[Markers]:
    """The markers of what a release leaves out of a locked cell: hidden tests and mark schemes.

    Parameters
    ----------
    config
        The configuration of nbgrader, which may have renamed them.
    """
    tests = ClearHiddenTests(config=_section(config, "ClearHiddenTests"))
    scheme = ClearMarkScheme(config=_section(config, "ClearMarkScheme"))
    return [
        (tests.begin_test_delimeter, tests.end_test_delimeter),
        (scheme.begin_mark_scheme_delimeter, scheme.end_mark_scheme_delimeter),
    ]


def solution_markers(config: Config) -> Markers:
    """The markers of a solution; ``config`` as for `hidden_markers`."""
    clear = ClearSolutions(config=_section(config, "ClearSolutions"))
    return clear.begin_solution_delimeter, clear.end_solution_delimeter


def _section(config: Config, name: str) -> Config:
    """One section alone: the others may hold options that the class of this one warns about."""
    return Config({name: config[name]}) if name in config else Config()


def cut(source: str, markers: Markers, instead: str | None = None) -> tuple[str, list[str]]:
    """Split a cell's source into what stands outside the marked regions and the lines inside them.

    As in nbgrader, any line that contains a marker is one.

    Parameters
    ----------
    source
        Text of the cell.
    markers
        What opens and what closes a region.
    instead
        A line to leave where a region was.

    Returns
    -------
    tuple[str, list[str]]
        The source without the regions, and the lines that were cut, markers excluded.
    """
    begin, end = markers
    kept: list[str] = []
    removed: list[str] = []
    inside = False
    for line in source.split("\n"):
        if begin in line:
            inside = True
            kept += [] if instead is None else [instead]
        elif end in line:
            inside = False
        else:
            (removed if inside else kept).append(line)
    return "\n".join(kept), removed


def inside(source: str, markers: Markers) -> list[list[str]]:
    """The lines of each marked region of a cell, one list per region."""
    begin, end = markers
    found: list[list[str]] = []
    open_ = False
    for line in source.split("\n"):
        if begin in line:
            found.append([])
            open_ = True
        elif end in line:
            open_ = False
        elif open_:
            found[-1].append(line)
    return found


def cut_all(
    source: str, markers: list[Markers], instead: str | None = None
) -> tuple[str, list[str]]:
    """`cut` for several kinds of region, one after the other."""
    removed = []
    for pair in markers:
        source, lines = cut(source, pair, instead)
        removed += lines
    return source, removed
