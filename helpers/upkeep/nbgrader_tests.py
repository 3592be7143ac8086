"""A pytest plugin: nbgrader's own tests of autograding, with the course's grader in stock's place.

    python -m pytest -o addopts= -o filterwarnings=default -p helpers.upkeep.nbgrader_tests
        --pyargs nbgrader.tests.apps.test_nbgrader_autograde

`make test-nbgrader` runs it, with an empty home folder as those tests need, and without the rule of
this course that a warning is an error: nbgrader's `generate_assignment` leaves sockets to the
garbage collector where it makes tests. The tests start
nbgrader in their own process, so it is enough to name another converter there. One set of workers
serves all of them.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from functools import cache

import nbgrader.apps.autogradeapp
import pytest

from helpers.grading.batch import grade_class
from helpers.grading.batch.workers import connected
from helpers.grading.environment import prepare

_workers = contextlib.ExitStack()


@cache
def _client():
    here = os.getcwd()
    os.chdir(tempfile.gettempdir())  # each test removes its own folder, and the workers live on
    try:
        return _workers.enter_context(connected(workers=2, preload=[]))
    finally:
        os.chdir(here)


def pytest_configure(config: pytest.Config) -> None:
    prepare(os.environ)  # those tests call alembic by name
    grade_class._cluster = lambda *_: contextlib.nullcontext(_client())  # left for the next test
    nbgrader.apps.autogradeapp.Autograde = grade_class.GradeClass


def pytest_unconfigure(config: pytest.Config) -> None:
    _workers.close()
