"""Honest work on the real problem sets earns every point, however many notebooks run at a time."""

from __future__ import annotations

import pytest

from helpers.grading.box import unavailable
from helpers.grading.release.release import assignments
from tests.grading.honest_class import HonestClass
from tests.paths import COURSE
from tests.problem_sets.honest import HONEST, PS1, PS2, PS3
from tests.problem_sets.marking import cells

pytestmark = pytest.mark.skipif(bool(unavailable()), reason="no box can be made here")

SETS = (PS1, PS2, PS3)  # `make bench-equal-scores` takes the two with trainings as well


@pytest.fixture(scope="module")
def honest(tmp_path_factory) -> HonestClass:
    return HonestClass(tmp_path_factory.mktemp("honest") / "course", SETS)


def number_of_tests(name: str) -> int:
    found = [cell.metadata.get("nbgrader", {}) for cell in cells("assignments", name).values()]
    return sum(bool(about.get("grade") and not about.get("solution")) for about in found)


@pytest.mark.parametrize("workers", [1, 8])
def test_no_test_cell_loses_a_point(honest, tmp_path, workers):
    lost, graded = honest.lost(workers, tmp_path / "course")
    assert lost == {}
    assert graded == len(honest.students) * sum(map(number_of_tests, SETS))


def test_every_problem_set_has_its_honest_work():
    assert sorted(HONEST) == sorted(assignments(COURSE))
