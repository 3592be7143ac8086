"""Problem set 2: personal numbers and advice, as its cells import them."""

from helpers.problem_sets.advice import (
    LEFTOVER,
    OUTPUT_SIZE,
    SAME_PADDING,
    SAME_SIZE,
    advise,
    advise_own_work,
    calls,
)
from helpers.problem_sets.listing import listing
from helpers.problem_sets.ps2_output_shapes.layers import advise_padding, advise_stride
from helpers.problem_sets.ps2_output_shapes.numbers import (
    layers_that_keep_the_size,
    layers_that_reach_a_size,
    small_network,
    wide_network,
)
from helpers.problem_sets.ps2_output_shapes.tables import advise_form, advise_shape
from helpers.problem_sets.student import student_id

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
    "layers_that_keep_the_size",
    "layers_that_reach_a_size",
    "listing",
    "small_network",
    "student_id",
    "wide_network",
]
