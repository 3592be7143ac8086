"""How long does Jupyter's server take to answer while a class is graded by a button?

Run it with ``make bench-formgrader``. The button above the table of submissions is pressed, and
until the class is graded the server is asked again and again, as other tabs of a browser do. What
it takes while nothing is graded stands beside it.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tests.grading.course import NAME, Course
from tests.grading.formgrader.server import Server, serving

BUTTON = f"/formgrader/api/assignment/{NAME}/autograde"
ASKED = ("/api/status", "/api/contents?content=0", "/formgrader/api/assignments")
PAUSE = 0.05  # seconds between two requests
AT_REST = 5  # seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=30)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as top:
        course = Course(Path(top) / "course")
        course.examine()
        for number in range(chosen.students):
            course.hand_in(f"student-{number:02}")
        with serving(course, Path(top) / "home") as server:
            until = time.monotonic() + AT_REST
            waited(server, lambda: time.monotonic() < until)  # pages are made for the first time
            until = time.monotonic() + AT_REST
            said("nothing is graded", waited(server, lambda: time.monotonic() < until))
            begin = time.monotonic()
            server.ask(BUTTON, "POST")
            took = waited(server, lambda: server.ask(BUTTON)["running"])
            seconds = time.monotonic() - begin
            said(f"{chosen.students} submissions are graded in {seconds:.0f} s", took)
        assert len(course.scores()) == chosen.students


def waited(server: Server, goes_on: Callable[[], bool]) -> dict[str, list[float]]:
    """Page → seconds of each answer, as long as something goes on."""
    took: dict[str, list[float]] = {page: [] for page in ASKED}
    while goes_on():
        for page in ASKED:
            begin = time.monotonic()
            server.ask(page)
            took[page].append(time.monotonic() - begin)
            time.sleep(PAUSE)
    return took


def said(when: str, took: dict[str, list[float]]) -> None:
    print(f"While {when}, milliseconds: median, 95 of 100 within, longest")
    for page, seconds in took.items():
        median, most, longest = 1000 * np.quantile(seconds, [0.5, 0.95, 1])
        print(f"  {page:<32}{median:>8.0f}{most:>8.0f}{longest:>8.0f}  ({len(seconds)} answers)")


if __name__ == "__main__":
    main()
