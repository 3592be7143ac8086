"""Problem set 1: pictures, right computations and advice, as its cells import them."""

from helpers.problem_sets.advice import advise_own_work
from helpers.problem_sets.advice.arrays import advise_array, advise_size, drawn, habit
from helpers.problem_sets.ps1_convolution_by_hand.computations import (
    CORRELATION,
    KERNEL_BEHIND,
    PADDING,
    SLIDING,
    SYMMETRIC,
    behind,
    sliding,
)
from helpers.problem_sets.ps1_convolution_by_hand.detectors import advise_detector, advise_plain
from helpers.problem_sets.ps1_convolution_by_hand.layer_computations import (
    COLUMNS,
    LAYER,
    ONE_CHANNEL,
    ONE_COLUMN,
    ONE_FILTER,
    POOLING,
    POOLING_CHANNELS,
    POOLING_STEPS,
    layered,
)
from helpers.problem_sets.ps1_convolution_by_hand.pictures import (
    BIASES,
    COLOURS,
    FILTERS,
    KERNEL,
    PICTURE,
)
from helpers.problem_sets.ps1_convolution_by_hand.products import advise_product, random_layers
from helpers.problem_sets.ps1_convolution_by_hand.scenes import HOOK, one_scene, random_scenes

__all__ = [
    "BIASES",
    "COLOURS",
    "COLUMNS",
    "CORRELATION",
    "FILTERS",
    "HOOK",
    "KERNEL",
    "KERNEL_BEHIND",
    "LAYER",
    "ONE_CHANNEL",
    "ONE_COLUMN",
    "ONE_FILTER",
    "PADDING",
    "PICTURE",
    "POOLING",
    "POOLING_CHANNELS",
    "POOLING_STEPS",
    "SLIDING",
    "SYMMETRIC",
    "advise_array",
    "advise_detector",
    "advise_own_work",
    "advise_plain",
    "advise_product",
    "advise_size",
    "behind",
    "drawn",
    "habit",
    "layered",
    "one_scene",
    "random_layers",
    "random_scenes",
    "sliding",
]
