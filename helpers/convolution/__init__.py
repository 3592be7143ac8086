"""The arithmetic of a convolution layer, in NumPy."""

from .correlate import convolve, cross_correlate
from .geometry import (
    dilated_size,
    leftover,
    output_size,
    padding_sides,
    same_padding,
    unreached,
)
from .im2col import im2col
from .padding import pad
from .pooling import average_pool, global_average_pool, global_max_pool, max_pool

__all__ = [
    "average_pool",
    "convolve",
    "cross_correlate",
    "dilated_size",
    "global_average_pool",
    "global_max_pool",
    "im2col",
    "leftover",
    "max_pool",
    "output_size",
    "pad",
    "padding_sides",
    "same_padding",
    "unreached",
]
