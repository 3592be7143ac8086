"""Advice on a student's answer: which common slip a wrong one fits, never what is right.

A test cell asks for advice and fails with it; "no advice" is the empty string:

    advice = advise(output_size, OUTPUT_SIZE, [dict(n=28, k=5)])
    assert not advice, advice
"""

from helpers.grading.advice.functions import advise, calls
from helpers.grading.advice.layers import advise_padding, advise_stride
from helpers.grading.advice.own_work import advise_own_work
from helpers.grading.advice.quantities import LEFTOVER, OUTPUT_SIZE, SAME_PADDING, SAME_SIZE
from helpers.grading.advice.tables import advise_form, advise_shape

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
