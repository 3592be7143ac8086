"""A pytest plugin: nbgrader's own tests of autograding, with the course's grader in stock's place.

    python -m pytest -o addopts= -p helpers.upkeep.nbgrader_tests
        --pyargs nbgrader.tests.apps.test_nbgrader_autograde

`make test-nbgrader` runs it, with an empty home folder as those tests need. The tests start
nbgrader in their own process, so it is enough to name another converter there. One set of workers
serves all of them.
"""

from __future__ import annotations

import contextlib
import os
from typing import Any

import nbgrader.apps.autogradeapp
import pytest

from helpers.grading.batch.grade_class import GradeClass
from helpers.grading.batch.workers import connected
from helpers.grading.environment import prepare

_workers = contextlib.ExitStack()


class GradeClassOnKeptWorkers(GradeClass):
    """`GradeClass` that leaves its workers running for the next test."""

    client: Any = None

    def _cluster(self):
        kept = type(self)
        if kept.client is None:
            kept.client = _workers.enter_context(connected(workers=2, preload=[]))
        return contextlib.nullcontext(kept.client)


def pytest_configure(config: pytest.Config) -> None:
    prepare(os.environ)  # those tests call alembic by name
    nbgrader.apps.autogradeapp.Autograde = GradeClassOnKeptWorkers


def pytest_unconfigure(config: pytest.Config) -> None:
    _workers.close()
