"""Does a score depend on where the tests run, and what does a kernel of their own cost?

Run it with ``make bench-examiner``. Honest work and every mutated solution of every problem set run
twice, one after the other: with the tests in the student's kernel, and with the examiner. Each test
cell has to pass in both or in neither. Left out is work that the course's own modules do: with the
examiner those are withheld, so that it earns nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator

from rich.console import Console

from helpers.grading.environment import prepare
from tests.problem_sets.boxed import fork_server, graded, released
from tests.problem_sets.honest import HONEST, Answers
from tests.problem_sets.mutated import mutated

NOT_OWN = "the course does the work"


def submissions(name: str, step: int) -> Iterator[tuple[str, Answers]]:
    """Honest work on a set, and every so-manyth of its mutated solutions."""
    yield from HONEST[name].items()
    own = {label: code for label, code in mutated(name).items() if NOT_OWN not in label}
    yield from list(own.items())[::step]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", nargs="+", choices=HONEST, default=list(HONEST))
    parser.add_argument("--step", type=int, default=1, help="every so-manyth mutated solution")
    chosen = parser.parse_args()
    prepare(os.environ)
    os.environ |= {"NBGRADER_EXECUTION": "autograde", "CNN_COURSE_SHORT_RUN": "1"}
    os.environ.setdefault("CNN_COURSE_MNIST", "scikit-learn")

    console, differ = Console(), 0
    with fork_server(*chosen.sets):
        for name in chosen.sets:
            tests = count = 0
            seconds = {False: 0.0, True: 0.0}
            for label, answers in submissions(name, chosen.step):
                points = {}
                for examiner in (False, True):
                    points[examiner], took = graded(
                        released(name, answers), name, examiner=examiner
                    )
                    seconds[examiner] += took
                count, tests = count + 1, tests + len(points[True])
                for cell, given in points[False].items():
                    if points[True][cell] != given:
                        differ += 1
                        told = f"{given:g}, with the examiner {points[True][cell]:g}"
                        console.print(f"{name}, {label}: {cell} {told}")
            ratio = seconds[True] / seconds[False]
            console.print(f"{name}: {count} notebooks, {tests} test cells, time x {ratio:.2f}")
    console.print(f"{differ} test cells differ")
    return bool(differ)


if __name__ == "__main__":
    sys.exit(main())
