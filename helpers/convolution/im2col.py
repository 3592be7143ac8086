"""Convolution as one matrix product: every patch becomes a column.

W_row (f × kh·kw·c) times X_col (kh·kw·c × positions) holds the answer of each filter at each
position. The patches overlap, so X_col repeats most pixels: that is the price in memory.
"""

import numpy as np
from numpy.typing import NDArray

from .geometry import dilated_size, output_size
from .padding import pad_sides, per_axis, sides_per_axis, spatial_axes


def im2col(
    x, kernel_size, *, padding="valid", stride=1, dilation=1, padding_mode: str = "zeros"
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
    window, stride = per_axis("kernel_size", kernel_size), per_axis("stride", stride)
    dilation = per_axis("dilation", dilation)
    sides = sides_per_axis(padding, sizes, window, stride=stride, dilation=dilation)
    batch = x if x.ndim == 4 else x[None]
    return columns_of(pad_sides(batch, sides, mode=padding_mode), window, stride, dilation)


def columns_of(x: NDArray, window, stride, dilation) -> NDArray:
    """`im2col` of a batch (b, h, w, c) that is padded already."""
    images, h, w, channels = x.shape
    (kh, kw), (sv, sh), (dv, dh) = window, stride, dilation
    rows = output_size(h, kh, stride=sv, dilation=dv)
    columns = output_size(w, kw, stride=sh, dilation=dh)
    down, across = dilated_size(kh, dv), dilated_size(kw, dh)
    # One patch is one row here, so that it is written in one piece; .T makes the rows columns.
    patches = np.empty((images, rows, columns, kh, kw, channels), x.dtype)
    for i in range(rows):
        for j in range(columns):
            top, left = i * sv, j * sh
            patches[:, i, j] = x[:, top : top + down : dv, left : left + across : dh]
    return patches.reshape(images * rows * columns, kh * kw * channels).T


def correlate_batch(x: NDArray, kernel: NDArray, stride, dilation, groups: int) -> NDArray:
    """One matrix product per group; takes a padded batch and gives (b, h', w', f)."""
    (images, h, w, _), (kh, kw, channels, filters) = x.shape, kernel.shape
    rows = output_size(h, kh, stride=stride[0], dilation=dilation[0])
    columns = output_size(w, kw, stride=stride[1], dilation=dilation[1])
    products = []
    for group in range(groups):
        read = x[..., group * channels : (group + 1) * channels]
        own = np.array_split(kernel, groups, axis=3)[group]
        w_row = own.reshape(kh * kw * channels, filters // groups).T
        x_col = columns_of(read, (kh, kw), stride, dilation)
        products.append(w_row @ x_col)
    maps = np.concatenate(products).reshape(filters, images, rows, columns)
    return np.ascontiguousarray(np.moveaxis(maps, 0, -1))
