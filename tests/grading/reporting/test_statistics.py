"""The statistics are Moodle's, and those of the formulas in the books."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from helpers.grading.reporting.statistics import question_statistics, whole_statistics
from tests.grading.reporting import moodle_example as moodle

CLASSES = arrays(
    float, st.tuples(st.integers(2, 12), st.integers(2, 6)), elements=st.integers(0, 4)
)


def column(name):
    found = question_statistics(moodle.marks(), moodle.MAXIMA)
    return [getattr(question, name) for question in found]


def test_the_example_is_read_as_moodle_has_it():
    assert moodle.marks().sum(axis=1) == pytest.approx([*map(float, moodle.SUMS.split())])


@pytest.mark.parametrize(
    ("name", "expected", "unit"),
    [
        ("facility", moodle.FACILITY, 100),
        ("deviation", moodle.DEVIATION, 1000),
        ("effective_weight", moodle.EFFECTIVE_WEIGHT, 100),
        ("discrimination", moodle.DISCRIMINATION, 100),
        ("efficiency", moodle.EFFICIENCY, 100),
    ],
)
def test_every_figure_is_moodles(name, expected, unit):
    got = [None if value is None else value * unit for value in column(name)]
    assert [value is None for value in got] == [value is None for value in expected]
    pairs = [(g, e) for g, e in zip(got, expected, strict=True) if e is not None]
    assert [g for g, _ in pairs] == pytest.approx([e for _, e in pairs], abs=1e-6)


def test_the_intended_weight_is_the_share_of_the_points():
    assert column("intended_weight") == pytest.approx(moodle.MAXIMA / 24)


@settings(max_examples=60, deadline=None)
@given(CLASSES)
def test_discrimination_is_the_correlation_with_the_rest_and_efficiency_no_smaller(points):
    found = question_statistics(points, np.full(points.shape[1], 4.0))
    for at, question in enumerate(found):
        x, rest = points[:, at], points.sum(axis=1) - points[:, at]
        if np.ptp(x) and np.ptp(rest):
            r = stats.pearsonr(x, rest).statistic
            assert question.discrimination == pytest.approx(r, abs=1e-9)
            assert abs(question.efficiency) >= abs(question.discrimination) - 1e-9
            assert question.efficiency <= 1 + 1e-9
        else:
            assert question.discrimination is None and question.efficiency is None
    weights = [q.effective_weight for q in found if q.effective_weight is not None]
    assert not weights or sum(weights) == pytest.approx(1)


def test_a_question_that_ranks_the_class_as_the_rest_does_is_fully_efficient():
    points = np.array([[0.0, 1], [1, 5], [1, 7], [4, 8]])
    assert [q.efficiency for q in question_statistics(points, np.array([4.0, 8]))] == [1, 1]


def test_consistency_is_kuder_and_richardsons_20_where_questions_are_right_or_wrong():
    points = np.array([[1, 1, 1, 1], [1, 1, 1, 0], [1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0.0]])
    p, sums = points.mean(axis=0), points.sum(axis=1)
    kr20 = 4 / 3 * (1 - (p * (1 - p)).sum() / sums.var())  # both with n
    whole = whole_statistics(points)
    assert whole.consistency == pytest.approx(kr20)
    assert whole.error == pytest.approx(sums.std(ddof=1) * np.sqrt(1 - kr20))
    assert (whole.mean, whole.median) == (pytest.approx(2), 2)


def test_one_student_or_one_question_has_no_spread():
    alone = question_statistics(np.array([[1.0, 0]]), np.array([1.0, 1]))
    assert [q.facility for q in alone] == [1, 0]
    assert {q.deviation for q in alone} == {q.discrimination for q in alone} == {None}
    assert whole_statistics(np.array([[1.0], [0]])).consistency is None


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (np.zeros((0, 2)), "at least one student"),
        (np.zeros((3, 1)), "do not fit"),
        (np.array([[1, np.nan]]), "leave those questions out"),
    ],
)
def test_what_has_no_statistics_is_refused(points, words):
    with pytest.raises(ValueError, match=words):
        question_statistics(points, np.ones(2))
