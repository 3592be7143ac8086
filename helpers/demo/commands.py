"""Commands of the grader that need not start from nothing.

A command spends one to two seconds of processor time on imports, most of them longer than on its
work. Here it is forked from a process that has its modules (`multiprocessing`'s fork server); where
the system has no fork, it starts as any other.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

# What the commands and nbgrader_config.py import.
MODULES = (
    "helpers.grading.lean_imports",  # before all others
    *("helpers.grading.commands", "helpers.grading.batch.command", "nbgrader.apps.nbgraderapp"),
    *("helpers.grading.collecting.by_folder", "helpers.grading.collecting.exchange"),
    *("helpers.grading.exporting.plugins", "helpers.grading.feedback.page"),
    *("helpers.grading.feedback.clean_page", "helpers.demo.marking"),
    *("helpers.grading.preprocessors.copied_cells", "helpers.grading.preprocessors.typed_id"),
    *("helpers.grading.preprocessors.handed_in_outputs", "helpers.grading.release.leaks"),
    *("IPython.core.completer", "jsonschema.validators"),
)


class WarmCommands:
    """The commands of ``python -m helpers.grading``, each in a process of its own.

    The modules are imported from now on, beside what this process does.
    """

    def __init__(self) -> None:
        warm = "forkserver" in multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context("forkserver" if warm else "spawn")
        if warm:
            self._context.set_forkserver_preload(list(MODULES))
            forkserver.ensure_running()

    def run(self, arguments: Sequence[str], folder: Path, variables: Mapping[str, str]) -> int:
        """Run a command in a folder, with these variables; its status."""
        return self.call(_grade, (list(arguments),), folder, variables)

    def call(
        self, function: Callable, arguments: tuple, folder: Path, variables: Mapping[str, str]
    ) -> int:
        """The same with a function of a module; the status is 0 where it raises nothing."""
        process = self._context.Process(
            target=in_its_place, args=(function, arguments, folder, dict(variables))
        )
        process.start()
        process.join()
        assert process.exitcode is not None, "it has ended"
        return process.exitcode


def in_its_place(
    function: Callable, arguments: tuple, folder: Path, variables: Mapping[str, str]
) -> Any:
    """Call a function as if this process had been started in a folder, with these variables."""
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    os.environ.clear()
    os.environ.update(variables)
    try:
        return function(*arguments)
    finally:
        atexit._run_exitfuncs()  # a process that multiprocessing forks ends without


def _grade(arguments: list[str]) -> None:
    from helpers.grading.commands import main  # noqa: PLC0415  (the process may have it already)

    sys.argv = ["python -m helpers.grading", *arguments]
    sys.exit(main(arguments))
