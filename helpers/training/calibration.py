"""Is a network right as often as it is sure?"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from numpy.typing import NDArray


@dataclass(frozen=True)
class Bin:
    """The answers whose certainty lies between two values.

    Attributes
    ----------
    low, high : float
        Certainty is at least `low` and below `high`; in the last bin it may be `high`.
    count : int
        How many answers.
    sure, right : float
        How sure they are on average, and which share of them is right.
    """

    low: float
    high: float
    count: int
    sure: float
    right: float

    @property
    def wrong(self) -> int:
        """How many answers are wrong."""
        return round(self.count * (1 - self.right))

    @property
    def expected(self) -> float:
        """How many answers would be wrong if the network were right as often as it is sure."""
        return self.count * (1 - self.sure)

    @property
    def error(self) -> float:
        """Standard error of `right` if the network is right as often as it is sure: √(p(1 − p)/n).

        With `sure` for p it does not vanish where by chance all answers are right.
        """
        return math.sqrt(self.sure * (1 - self.sure) / self.count)


def reliability(probabilities: NDArray, labels: NDArray, edges: Sequence[float]) -> list[Bin]:
    """Compare certainty and accuracy, bin by bin; bins without an answer are left out.

    Parameters
    ----------
    probabilities : array of shape (n, classes)
        A network's softmax. Its certainty is the largest of a row.
    labels : array of shape (n,)
        The right classes.
    edges
        Where the bins begin and end, in rising order; certainty outside is not counted.
    """
    # In 64 bits: the mean of many 32-bit numbers near 1 would be rounded.
    certainty = probabilities.max(axis=1).astype(float)
    right = probabilities.argmax(axis=1) == labels
    found = []
    for low, high in itertools.pairwise(edges):
        below = certainty <= high if high == edges[-1] else certainty < high
        inside = (certainty >= low) & below
        if inside.any():
            sure, share = certainty[inside].mean(), right[inside].mean()
            found.append(Bin(low, high, int(inside.sum()), float(sure), float(share)))
    return found


def calibration_error(bins: Sequence[Bin]) -> float:
    """How far certainty and accuracy are apart, on average over all answers.

    Σ n_b |right_b − sure_b| / n  ("expected calibration error"; C. Guo and others, "On calibration
    of modern neural networks", 2017, equation 3).
    """
    answers = sum(one.count for one in bins)
    return sum(one.count * abs(one.right - one.sure) for one in bins) / answers
