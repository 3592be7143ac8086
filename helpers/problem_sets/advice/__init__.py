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
from helpers.problem_sets.ps2_output_shapes.layers import advise_padding, advise_stride
from helpers.problem_sets.ps2_output_shapes.tables import advise_form, advise_shape

__all__ = [
    "LEFTOVER",
    "OUTPUT_SIZE",
    "SAME_PADDING",
    "SAME_SIZE",
    "advise",
    "advise_form",
    "advise_own_work",
    "advise_padding",
    "advise_shape",
    "advise_stride",
    "calls",
]
