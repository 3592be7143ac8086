"""The explorers of a lecture as a page holds them: what each one's widgets are at the start."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from ipywidgets import embed
from ipywidgets.widgets.widget import _instances as alive
from nbformat import NotebookNode
from traitlets.config import Config

from helpers.explorers.kit.closed import closed_afterwards
from helpers.explorers.kit.saved import WIDGET
from helpers.explorers.kit.shown import without_pictures
from helpers.upkeep.site.needed import needed, with_widgets

Models = dict[str, dict[str, Any]]
"""Id of a widget's model → what the browser makes it of."""


def explorers(cells: Sequence[NotebookNode], folder: Path) -> dict[str, tuple[str, Models]]:
    """Run the cells that the explorers of a lecture need, and read what their widgets hold.

    They run in this process: nothing is asked of a kernel afterwards, and what all lectures import
    is imported once. The static pictures are those of the saved lecture: none is made anew.

    Parameters
    ----------
    cells
        The code cells of the lecture, in order.
    folder
        Where they run.

    Returns
    -------
    dict
        Id of a cell → the id of the model that it shows, and this model with all that belong to it.

    Raises
    ------
    RuntimeError
        If a cell fails, or shows no widget where the saved lecture has one; the message names it.
    """
    wanted = with_widgets(cells)
    sources = {cell.id: cell.source for cell in cells}
    found = {}
    with closed_afterwards(), _shell() as shell, _working_in(folder), without_pictures():
        for cell in needed(cells, wanted, trainings=True):
            shown = _shown(shell, cell, sources[cell])
            if cell in wanted:
                if shown is None:
                    raise RuntimeError(f"cell {cell} shows no widget; its saved output has one")
                # Not without the defaults: JavaScript's are others, a step of 1 for one of 0.1.
                found[cell] = shown, embed.dependency_state([alive[shown]], drop_defaults=False)
    return found


@contextmanager
def _shell() -> Iterator[InteractiveShell]:
    """What runs cells; nothing of it is written to the reader's history."""
    try:
        yield InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    finally:
        InteractiveShell.clear_instance()


@contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _shown(shell: InteractiveShell, cell: str, source: str) -> str | None:
    """Run a cell; the id of the model of the widget that it shows, if it shows one."""
    with capture_output() as captured:
        done = shell.run_cell(source)
    error = done.error_before_exec or done.error_in_exec
    if error:
        raise RuntimeError(f"cell {cell} fails: {type(error).__name__}: {error}") from error
    bundles = [output.data for output in captured.outputs]
    if done.result is not None and shell.display_formatter:
        bundles.append(shell.display_formatter.format(done.result)[0])
    shown = [bundle[WIDGET]["model_id"] for bundle in bundles if WIDGET in bundle]
    return shown[-1] if shown else None
