"""Convolution as one matrix product: every patch becomes a column.

W_row (f × kh·kw·c) times X_col (kh·kw·c × positions) holds the answer of each filter at each
position. The patches overlap, so X_col repeats most pixels: that is the price in memory.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .axes import Pair, PerAxis, pair
from .geometry import output_size
from .padding import PaddingOfAxes, pad_sides, sides_per_axis, spatial_axes
from .patches import patches_of


def im2col(
    x: ArrayLike,
    kernel_size: PerAxis,
    *,
    padding: PaddingOfAxes = "valid",
    stride: PerAxis = 1,
    dilation: PerAxis = 1,
    padding_mode: str = "zeros",
) -> NDArray:
    """Stretch every patch of an image into a column.

    Parameters
    ----------
    x : array of shape (h, w), (h, w, c) or (b, h, w, c)
        Image or batch.
    kernel_size, stride, dilation : int or (vertical, horizontal)
        Geometry of the window.
    padding, padding_mode
        As for `cross_correlate`.

    Returns
    -------
    array of shape (kh·kw·c, positions)
        In a column: rows of the patch, in them its columns, in them its channels, the order of
        ``kernel.reshape(-1, f)``. Columns go through the positions of the first output row, then
        the second, then the next image.

    Raises
    ------
    ValueError
        If ``x`` is a signal, or the kernel is larger than the padded input.

    Examples
    --------
    AlexNet's first layer has 55² patches of 11·11·3 numbers:

    >>> im2col(np.zeros((227, 227, 3)), 11, stride=4).shape
    (363, 3025)
    """
    x = np.asarray(x)
    if x.ndim == 1:
        raise ValueError(f"x has the shape {x.shape}; give an image (h, w): x[None] has one row")
    sizes = x.shape[spatial_axes(x)]
    if x.ndim == 2:
        x = x[:, :, None]
    window, steps = pair("kernel_size", kernel_size), pair("stride", stride)
    distances = pair("dilation", dilation)
    sides = sides_per_axis(padding, sizes, window, stride=steps, dilation=distances)
    batch = x if x.ndim == 4 else x[None]
    return columns_of(pad_sides(batch, sides, mode=padding_mode), window, steps, distances)


def columns_of(x: NDArray, window: Pair, stride: Pair, dilation: Pair) -> NDArray:
    """`im2col` of a batch (b, h, w, c) that is padded already."""
    patches = patches_of(x, window, stride, dilation)
    images, rows, columns = patches.shape[:3]
    # One patch is one row here, so that it is written in one piece; .T makes the rows columns.
    return patches.reshape(images * rows * columns, -1).T


def correlate_batch(
    x: NDArray, kernel: NDArray, stride: Pair, dilation: Pair, groups: int
) -> NDArray:
    """One matrix product per group; takes a padded batch and gives (b, h', w', f)."""
    images, (kh, kw, channels, filters) = len(x), kernel.shape
    rows, columns = (
        output_size(n, k, stride=s, dilation=d)
        for n, k, s, d in zip(x.shape[1:3], (kh, kw), stride, dilation, strict=True)
    )
    products = []
    for group, own in enumerate(np.split(kernel, groups, axis=3)):
        read = x[..., group * channels : (group + 1) * channels]
        w_row = own.reshape(kh * kw * channels, filters // groups).T
        x_col = columns_of(read, (kh, kw), stride, dilation)
        products.append(w_row @ x_col)
    maps = np.concatenate(products).reshape(filters, images, rows, columns)
    return np.ascontiguousarray(np.moveaxis(maps, 0, -1))
