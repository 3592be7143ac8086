"""Where does the time of one submission go, from "ready to run" to "result kept"?

Run it with ``make bench-submission``. A submission of a set runs several times beside a fork
server, in turns with the tests in the student's kernel and with the examiner. The steps are timed
where they happen; medians, in milliseconds. Steps of two kernels that start side by side count
both, so the sum may be above the whole.
"""

from __future__ import annotations

import argparse
import inspect
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

from rich.console import Console
from rich.table import Table

from helpers.grading.box import bubblewrap, provisioner, submission
from helpers.grading.box import fork_server as forking
from helpers.grading.box.careful_client import CarefulKernelClient
from helpers.grading.box.kernel_manager import BoxedKernelManager
from helpers.grading.environment import prepare
from helpers.grading.examiner.cells import is_test, is_test_or_given
from helpers.grading.examiner.execution import Examiner
from helpers.grading.preprocessors.execution import ExecuteInBox
from tests.problem_sets.boxed import fork_server, graded, released
from tests.problem_sets.honest import HONEST, PS2

WAYS = {False: "same process", True: "examiner"}
WHOLE, REST = "the whole", "everything else"


class Stopwatch:
    """Adds up the time of steps by name."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def on(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] += time.perf_counter() - began

    def watch(self, owner: object, method: str, name: str | Callable[..., str]) -> None:
        """From now on time the calls of a function or method."""
        called = getattr(owner, method)

        def label(arguments: tuple) -> str:
            return name if isinstance(name, str) else name(*arguments)

        if inspect.iscoroutinefunction(called):

            async def timed(*arguments, **named):
                with self.on(label(arguments)):
                    return await called(*arguments, **named)

        else:

            def timed(*arguments, **named):
                with self.on(label(arguments)):
                    return called(*arguments, **named)

        setattr(owner, method, timed)


def cell_step(step: object, cell, *_: object) -> str:
    if isinstance(step, Examiner):
        return "cells: tests and given ones at the examiner's"
    if cell.cell_type == "code" and not is_test_or_given(cell):
        return "cells: answers"
    return "cells: tests" if cell.cell_type == "code" and is_test(cell) else "cells: given"


def watched() -> Stopwatch:
    """A stopwatch on all steps that take time."""
    watch = Stopwatch()
    for owner, method, name in (
        (submission, "copy_in", "start: copy of the folder"),
        (bubblewrap.Box, "__init__", "start: box"),
        (forking.ForkedKernel, "__init__", "start: kernel forked into the box"),
        (CarefulKernelClient, "wait_for_ready", "start: until the kernel answers"),
        (BoxedKernelManager, "start_kernel", "start: all before that"),
        (ExecuteInBox, "_cleanup_kernel", "end: student's kernel"),
        (Examiner, "_cleanup_kernel", "end: examiner's kernel"),
        (provisioner.BoxProvisioner, "_close", "end: box"),
    ):
        watch.watch(owner, method, name)
    for step in (ExecuteInBox, Examiner):
        watch.watch(step, "preprocess_cell", cell_step)
    return watch


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", choices=HONEST, default=PS2)
    parser.add_argument("--times", type=int, default=9)
    chosen = parser.parse_args()
    prepare(os.environ)
    os.environ |= {"NBGRADER_EXECUTION": "autograde", "CNN_COURSE_SHORT_RUN": "1"}
    os.environ.setdefault("CNN_COURSE_MNIST", "scikit-learn")

    watch = watched()
    taken: dict[bool, list[dict[str, float]]] = {False: [], True: []}
    with fork_server(chosen.set):
        for number in range(chosen.times + 1):  # the first one also makes what is made once
            for examiner, runs in taken.items():
                watch.seconds.clear()
                _, seconds = graded(released(chosen.set, {}), chosen.set, examiner=examiner)
                if number:
                    runs.append({WHOLE: seconds, **watch.seconds})
    table = Table(title=f"{chosen.set}: median milliseconds of {chosen.times} runs")
    table.add_column("step")
    for way in WAYS.values():
        table.add_column(way, justify="right")
    names = dict.fromkeys(name for runs in taken.values() for run in runs for name in run)
    for name in [*sorted(set(names) - {WHOLE}), WHOLE]:
        row = (median(run.get(name, 0.0) for run in taken[way]) * 1000 for way in WAYS)
        table.add_row(name, *(f"{value:,.0f}" for value in row))
    console = Console()
    console.print(table)
    whole = {way: median(run[WHOLE] for run in runs) for way, runs in taken.items()}
    console.print(f"the examiner takes {whole[True] / whole[False]:.2f} times as long")
    return 0


if __name__ == "__main__":
    sys.exit(main())
