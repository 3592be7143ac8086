"""The pictures, kernels and filters of the visible tests; they cannot be written to."""

from __future__ import annotations

import numpy as np

PICTURE = np.array(
    [
        [3, 0, 1, 2, 7, 4],
        [1, 5, 8, 9, 3, 1],
        [2, 7, 2, 5, 1, 3],
        [0, 1, 3, 1, 7, 8],
    ]
)
KERNEL = np.array(
    [
        [1, 0, -1],
        [2, 1, 0],
    ]
)
COLOURS = np.stack([PICTURE, 9 - PICTURE, PICTURE[::-1]], axis=-1)
"""A picture of three channels, (4, 6, 3)."""
FILTERS = np.stack(
    [
        np.stack([KERNEL, KERNEL[::-1], -KERNEL], axis=-1),
        np.stack([3 * KERNEL, KERNEL[:, ::-1], 2 * KERNEL], axis=-1),
    ],
    axis=-1,
)
"""Two filters for it, (2, 3, 3, 2)."""
BIASES = np.array([10.0, -3.0])

for _array in (PICTURE, KERNEL, COLOURS, FILTERS, BIASES):
    _array.setflags(write=False)
