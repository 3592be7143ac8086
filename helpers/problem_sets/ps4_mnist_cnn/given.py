"""What every student is given, as it was when the notebook began.

Whatever an answer does to its own names, to the arrays behind them or to the environment, a test
sees the same digits and the same budget.
"""

from __future__ import annotations

from functools import cache

from helpers.digits import Digits, load_digits
from helpers.problem_sets.ps4_mnist_cnn.numbers import Parts, Plan, plan, prepared


@cache
def given_digits() -> Digits:
    """The digits of this notebook, loaded once; the arrays cannot be written to."""
    digits = load_digits()
    for array in (digits.x_train, digits.y_train, digits.x_test, digits.y_test):
        array.setflags(write=False)
    return digits


@cache
def budget_of(student: str) -> Plan:
    """The student's `plan` for these digits; ``student`` as `student_id` returns it."""
    return plan(student, given_digits().source)


def parts_of(student: str) -> Parts:
    """The digits that the student's budget allows, `prepared` anew with each call."""
    return prepared(given_digits(), budget_of(student))
