"""Does a score depend on how many notebooks run at a time?

Run it with ``make bench-equal-scores``, before a class is graded on a machine that is new or
short of memory. A class hands in honest work on every problem set: the model answers, and right
answers in the other ways of working that students have. It is graded with 1, 2, 4 and 8 workers.
Each test cell has to give all its points each time.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from helpers.grading.environment import prepare
from tests.grading.honest_class import HonestClass
from tests.problem_sets.honest import HONEST


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--sets", nargs="+", choices=HONEST, default=list(HONEST))
    chosen = parser.parse_args()
    prepare(os.environ)
    os.environ["CNN_COURSE_SHORT_RUN"] = "1"
    os.environ.setdefault("CNN_COURSE_MNIST", "scikit-learn")

    console = Console()
    some_lost = False
    with tempfile.TemporaryDirectory(prefix="bench-") as top:
        honest = HonestClass(Path(top) / "course", chosen.sets)
        notebooks = len(honest.students) * len(chosen.sets)
        table = Table(title=f"{notebooks} honest notebooks, {os.cpu_count()} cores")
        for column in ("workers", "seconds", "test cells", "that lost points"):
            table.add_column(column, justify="right")
        for workers in chosen.workers:
            began = time.perf_counter()
            lost, cells = honest.lost(workers, Path(top) / f"workers-{workers}")
            seconds = time.perf_counter() - began
            table.add_row(str(workers), f"{seconds:.1f}", str(cells), str(len(lost)))
            for cell, points in lost.items():
                console.print(f"{workers} workers: {cell} lost {points:g}")
            some_lost = some_lost or bool(lost)
    console.print(table)
    sys.exit(some_lost)


if __name__ == "__main__":
    main()
