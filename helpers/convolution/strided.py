"""Convolution through a strided view: the whole im2col matrix never exists.

A window of the image is only another way to step through its memory: NumPy's `sliding_window_view`
shows all patches without copying one. BLAS wants its matrix in one piece, though, so patches are
copied after all: a block at a time, small enough to stay in the cache until it is multiplied.
Within a patch a row of kw·c numbers lies in one piece and is copied as such, which is what makes it
fast. The cores share the blocks.
"""

import numpy as np
from numpy.typing import NDArray

from .axes import Pair
from .parallel import for_each
from .patches import patches_of

# Fits into a core's second-level cache; from 1/2 to 4 MiB it makes little difference.
BLOCK_BYTES = 1024**2


def correlate_batch(
    x: NDArray, kernel: NDArray, stride: Pair, dilation: Pair, groups: int
) -> NDArray:
    """Correlate a padded batch (b, h, w, c) with (kh, kw, c/groups, f); gives (b, h', w', f)."""
    kh, kw, channels, filters = kernel.shape
    patches = patches_of(np.ascontiguousarray(x), (kh, kw), stride, dilation)
    maps = [
        _multiply(
            patches[..., group * channels : (group + 1) * channels],
            own_filters.reshape(kh * kw * channels, filters // groups),
        )
        for group, own_filters in enumerate(np.split(kernel, groups, axis=3))
    ]
    return maps[0] if groups == 1 else np.concatenate(maps, axis=3)


def _multiply(patches: NDArray, weights: NDArray) -> NDArray:
    """patches · weights, block by block."""
    images, rows, columns = patches.shape[:3]
    taps, filters = weights.shape
    maps = np.empty((images, rows, columns, filters), patches.dtype)

    def multiply_block(block: tuple[slice, slice]) -> None:
        in_one_piece = patches[block].reshape(-1, taps)  # this is where patches are copied
        np.matmul(in_one_piece, weights, out=maps[block].reshape(-1, filters))

    for_each(multiply_block, _blocks(images, rows, columns * taps * patches.itemsize))
    return maps


def _blocks(images: int, rows: int, bytes_per_row: int) -> list[tuple[slice, slice]]:
    """Images and output rows to treat together: several whole images, or a part of one."""
    rows_at_once = max(1, BLOCK_BYTES // bytes_per_row)
    images_at_once = max(1, rows_at_once // rows)
    return [
        (slice(image, image + images_at_once), slice(row, row + rows_at_once))
        for image in range(0, images, images_at_once)
        for row in range(0, rows, rows_at_once)
    ]
