"""Digits and budget stay what they were, whatever a student's code does."""

import numpy as np
import pytest

from helpers.problem_sets.ps4_mnist_cnn.given import budget_of, given_digits, parts_of
from helpers.problem_sets.ps4_mnist_cnn.numbers import plan, prepared


@pytest.fixture(autouse=True)
def _short_run_on_the_stand_in(monkeypatch):
    monkeypatch.setenv("CNN_COURSE_SHORT_RUN", "1")
    monkeypatch.setenv("CNN_COURSE_MNIST", "scikit-learn")
    given_digits.cache_clear()
    budget_of.cache_clear()


def test_they_are_those_of_the_plan():
    parts, digits = parts_of("ada"), given_digits()
    expected = prepared(digits, plan("ada", digits.source))
    for name, array in vars(expected).items():
        assert np.array_equal(getattr(parts, name), array), name


def test_arrays_that_are_written_to_are_nobody_elses():
    changed, untouched = parts_of("ada"), parts_of("ada")
    for name, array in vars(changed).items():
        array[:] = 7
        assert not np.array_equal(getattr(untouched, name), array), name
        assert np.array_equal(getattr(parts_of("ada"), name), getattr(untouched, name)), name


def test_the_digits_themselves_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        given_digits().x_test[:] = 0


def test_another_environment_makes_no_other_budget_and_no_other_digits(monkeypatch):
    budget, digits = budget_of("ada"), given_digits()
    monkeypatch.setenv("CNN_COURSE_SHORT_RUN", "0")
    monkeypatch.setenv("CNN_COURSE_MNIST", "/nowhere")
    assert budget_of("ada") == budget and given_digits() is digits
