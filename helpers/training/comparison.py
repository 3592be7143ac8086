"""How much better is one training than another, and is that more than chance?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean, variance

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binomtest


def mean_difference(first: Sequence[float], second: Sequence[float]) -> tuple[float, float]:
    """Mean of some trainings minus mean of others, and the standard error of that.

    √(s₁²/n₁ + s₂²/n₂), with the variances s² of the trainings (B. Welch, "The generalization of
    'Student's' problem when several different population variances are involved", 1947).

    Parameters
    ----------
    first, second
        A measured value for each training, from at least two random starts each.
    """
    error = math.sqrt(variance(first) / len(first) + variance(second) / len(second))
    return fmean(first) - fmean(second), error


def only_one_right(first: ArrayLike, second: ArrayLike) -> tuple[int, int]:
    """How many pictures only the first network reads rightly, and how many only the second.

    Parameters
    ----------
    first, second : array of bool, shape (n,)
        Whether each picture was read rightly, by two networks that saw the same ones.
    """
    first, second = np.asarray(first, dtype=bool), np.asarray(second, dtype=bool)
    return int((first & ~second).sum()), int((second & ~first).sum())


def mcnemar(only_first: int, only_second: int) -> float:
    """Probability that networks of equal skill differ at least as much as these two.

    Every picture that only one of them reads is then a toss of a fair coin; the others say nothing
    (Q. McNemar, "Note on the sampling error of the difference between correlated proportions or
    percentages", 1947; in its exact form, from both sides).

    Parameters
    ----------
    only_first, only_second
        From `only_one_right`.
    """
    if only_first + only_second == 0:
        return 1.0
    return float(binomtest(only_first, only_first + only_second).pvalue)
