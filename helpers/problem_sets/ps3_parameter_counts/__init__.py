"""Problem set 3: personal networks and advice, as its cells import them."""

from helpers.problem_sets.advice import advise, advise_own_work
from helpers.problem_sets.advice.entries import advise_number
from helpers.problem_sets.listing import listing
from helpers.problem_sets.ps3_parameter_counts.costs import advise_bytes, advise_multiply_adds
from helpers.problem_sets.ps3_parameter_counts.counts import (
    CONV_PARAMETERS,
    DENSE_PARAMETERS,
    advise_average,
    advise_parameters,
    advise_partly_connected,
    combinations,
)
from helpers.problem_sets.ps3_parameter_counts.fields import (
    RECEPTIVE_FIELD,
    advise_field,
    advise_pair,
)
from helpers.problem_sets.ps3_parameter_counts.flattening import advise_flat
from helpers.problem_sets.ps3_parameter_counts.numbers import (
    batch_size,
    busy_network,
    counted_network,
    deep_network,
    own_photos,
)
from helpers.problem_sets.ps3_parameter_counts.totals import advise_total
from helpers.problem_sets.student import student_id

__all__ = [
    "CONV_PARAMETERS",
    "DENSE_PARAMETERS",
    "RECEPTIVE_FIELD",
    "advise",
    "advise_average",
    "advise_bytes",
    "advise_field",
    "advise_flat",
    "advise_multiply_adds",
    "advise_number",
    "advise_own_work",
    "advise_pair",
    "advise_parameters",
    "advise_partly_connected",
    "advise_total",
    "batch_size",
    "busy_network",
    "combinations",
    "counted_network",
    "deep_network",
    "listing",
    "own_photos",
    "student_id",
]
