"""A function that is not written yet says so; every other one answers or fails as it is."""

import pytest

from helpers.problem_sets.advice.calling import answered


def test_what_is_not_written_yet_is_named_with_what_to_do():
    def same_size(n):
        raise NotImplementedError

    with pytest.raises(NotImplementedError, match="same_size is not written yet") as failed:
        answered(same_size, {"n": 3})
    assert "delete the line raise NotImplementedError()" in str(failed.value)


def test_what_is_written_answers_or_fails_as_it_is():
    assert answered(lambda n: n + 1, {"n": 3}) == 4
    with pytest.raises(ZeroDivisionError, match="division by zero"):
        answered(lambda n: n / 0, {"n": 3})
