"""Which kernel a cell belongs to."""

from __future__ import annotations

import copy

from nbgrader import utils


def is_test_or_given(cell) -> bool:
    """Whether a cell reads as it was released, which the steps before have seen to."""
    return cell.cell_type == "code" and utils.is_locked(cell)


def is_test(cell) -> bool:
    return is_test_or_given(cell) and utils.is_grade(cell)


def without_outputs(cell):
    """A copy of a given cell; what it shows comes from the student's kernel."""
    given = copy.deepcopy(cell)
    given.outputs = []
    return given
