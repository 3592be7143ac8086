"""What the points of a class say about the questions: classical test theory, as Moodle has it.

The formulas are those of Moodle's report of a quiz
(https://docs.moodle.org/dev/Quiz_statistics_calculations), so that both can be compared. With
x a student's points in a question, T those in all questions, and cov, var over the class:

- facility: mean(x) / maximum
- discrimination index: cov(x, T − x) / √(var(x) var(T − x)), the correlation with the rest
- discriminative efficiency: cov(x, T − x) / its largest value for these points, which is reached
  where x and T − x are sorted alike
- intended weight: maximum / sum of all maxima
- effective weight: √cov(x, T) / sum of these roots, over the questions where it is no root of a
  negative number
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class QuestionStatistics:
    """What the points of a class say about one question; None where that is not defined.

    Attributes
    ----------
    maximum
        Points that can be earned.
    facility
        From 0 (nobody earned a point) to 1.
    deviation
        Standard deviation of the points, with n − 1.
    discrimination, efficiency
        From −1 to 1; None where all have the same points.
    intended_weight, effective_weight
        Shares of the whole, from 0 to 1.
    """

    maximum: float
    facility: float | None
    deviation: float | None
    discrimination: float | None
    efficiency: float | None
    intended_weight: float | None
    effective_weight: float | None


@dataclass(frozen=True)
class WholeStatistics:
    """What the points of a class say about all questions together.

    Attributes
    ----------
    mean, median, deviation
        Of the sums, in points; the deviation with n − 1.
    consistency
        Coefficient of internal consistency: Cronbach's α (L. J. Cronbach, "Coefficient alpha and
        the internal structure of tests", Psychometrika 16, 1951), at most 1.
    error
        Standard error of a sum in points: deviation · √(1 − α).
    """

    mean: float
    median: float
    deviation: float | None
    consistency: float | None
    error: float | None


def question_statistics(
    points: NDArray[np.float64], maxima: NDArray[np.float64]
) -> list[QuestionStatistics]:
    """The statistics of each question.

    Parameters
    ----------
    points
        Of shape (students, questions), at least one student.
    maxima
        Points that can be earned, of shape (questions,).

    Raises
    ------
    ValueError
        If the shapes do not fit, nobody handed in, or a point is missing (NaN).
    """
    _check(points, maxima)
    total, all_maxima = points.sum(axis=1), float(maxima.sum())
    with_total = [_covariance(x, total) for x in points.T]
    roots = [math.sqrt(c) if c is not None and c >= 0 else None for c in with_total]
    sum_of_roots = sum(root for root in roots if root is not None)
    return [
        QuestionStatistics(
            float(most),
            _ratio(float(x.mean()), float(most)),
            _deviation(x),
            *_discrimination(x, total - x),
            _ratio(float(most), all_maxima),
            None if root is None else _ratio(root, sum_of_roots),
        )
        for x, most, root in zip(points.T, maxima, roots, strict=True)
    ]


def whole_statistics(points: NDArray[np.float64]) -> WholeStatistics:
    """The statistics of all questions together; `points` as for `question_statistics`."""
    _check(points, np.zeros(points.shape[-1]))
    total, number = points.sum(axis=1), points.shape[1]
    deviation, alpha = _deviation(total), None
    if deviation and number > 1:
        shares = points.var(axis=0, ddof=1).sum() / deviation**2
        alpha = float(number / (number - 1) * (1 - shares))
    return WholeStatistics(
        float(total.mean()),
        float(np.median(total)),
        deviation,
        alpha,
        None if alpha is None or deviation is None else deviation * math.sqrt(1 - alpha),
    )


def _check(points: NDArray[np.float64], maxima: NDArray[np.float64]) -> None:
    if points.ndim != 2 or not points.size or points.shape[1:] != maxima.shape:
        raise ValueError(
            f"points of shape {points.shape} and maxima of shape {maxima.shape} do not fit: give "
            "(students, questions) and (questions,), of at least one student and question"
        )
    if not np.isfinite(points).all():
        raise ValueError("points are missing (NaN): leave those questions out")


def _deviation(values: NDArray[np.float64]) -> float | None:
    return float(values.std(ddof=1)) if len(values) > 1 else None


def _covariance(one: NDArray[np.float64], other: NDArray[np.float64]) -> float | None:
    """With n − 1; exactly 0 where one of them is constant, which rounding would hide."""
    if len(one) < 2:
        return None
    if not np.ptp(one) or not np.ptp(other):
        return 0.0
    return float((one - one.mean()) @ (other - other.mean()) / (len(one) - 1))


def _discrimination(
    x: NDArray[np.float64], rest: NDArray[np.float64]
) -> tuple[float | None, float | None]:
    """Discrimination index and discriminative efficiency."""
    covariance = _covariance(x, rest)
    largest = _covariance(np.sort(x), np.sort(rest))
    if not covariance and not largest:
        return None, None
    deviations = float(x.std(ddof=1) * rest.std(ddof=1))
    return _ratio(covariance, deviations), _ratio(covariance, largest)


def _ratio(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else part / whole
