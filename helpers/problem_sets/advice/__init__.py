"""Advice on a student's answer: which common slip a wrong one fits, never what is right.

A test cell asks for advice and fails with it; "no advice" is the empty string:

    advice = advise(output_size, OUTPUT_SIZE, [dict(n=28, k=5)])
    assert not advice, advice
"""

from helpers.problem_sets.advice.functions import advise, calls
from helpers.problem_sets.advice.own_work import advise_own_work
from helpers.problem_sets.advice.quantities import (
    LEFTOVER,
    OUTPUT_SIZE,
    SAME_PADDING,
    SAME_SIZE,
)

__all__ = [
    "LEFTOVER",
    "OUTPUT_SIZE",
    "SAME_PADDING",
    "SAME_SIZE",
    "advise",
    "advise_own_work",
    "calls",
]
