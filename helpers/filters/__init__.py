"""Filters: kernels with a name, Gabor's, learned ones, those of the visual cortex."""

from helpers.filters.kernels import (
    BOX,
    CURVE,
    GAUSSIAN,
    IDENTITY,
    LAPLACIAN,
    MOUSE_BACK,
    MOUSE_HEAD,
    PRESETS,
    SHARPEN,
    SOBEL_X,
    SOBEL_Y,
    preset,
)

__all__ = [
    "BOX",
    "CURVE",
    "GAUSSIAN",
    "IDENTITY",
    "LAPLACIAN",
    "MOUSE_BACK",
    "MOUSE_HEAD",
    "PRESETS",
    "SHARPEN",
    "SOBEL_X",
    "SOBEL_Y",
    "preset",
]
