"""Cross-correlation and convolution: one entrance to the three ways of computing them."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .axes import Pair, PerAxis, at_least, pair, per_axis
from .geometry import output_size
from .im2col import correlate_batch as by_im2col
from .loops import correlate_batch as by_loops
from .padding import PaddingOfAxes, pad_sides, sides_per_axis
from .strided import correlate_batch as by_strided

# Each takes a padded batch (b, h, w, c) and a kernel (kh, kw, c/groups, f) of one dtype.
METHODS = {"loops": by_loops, "im2col": by_im2col, "strided": by_strided}


def cross_correlate(
    x: ArrayLike,
    kernel: ArrayLike,
    *,
    bias: ArrayLike | None = None,
    padding: PaddingOfAxes = "valid",
    stride: PerAxis = 1,
    dilation: PerAxis = 1,
    groups: int = 1,
    padding_mode: str = "zeros",
    method: str = "strided",
) -> NDArray:
    """Slide a kernel over a signal, an image or a batch, without flipping it.

    Every output is a sum of products of the kernel with the patch under it,
    y[i, j, f] = bias[f] + Σ_a Σ_b Σ_c x[i·s + a·d, j·s + b·d, c] · kernel[a, b, c, f],
    which is what a convolution layer of Keras, TensorFlow or PyTorch computes.

    Parameters
    ----------
    x, kernel : array
        Their shapes say what is computed:

        ============  =====================  ==============
        x             kernel                 result
        ============  =====================  ==============
        (n,)          (k,)                   (n',)
        (h, w)        (kh, kw)               (h', w')
        (h, w, c)     (kh, kw, c)            (h', w')
        (h, w, c)     (kh, kw, c/groups, f)  (h', w', f)
        (b, h, w, c)  (kh, kw, c)            (b, h', w')
        (b, h, w, c)  (kh, kw, c/groups, f)  (b, h', w', f)
        ============  =====================  ==============
    bias : float or array of shape (f,), optional
        Added to each feature map.
    padding, padding_mode
        As ``padding`` and ``mode`` of `pad`.
    stride, dilation : int or (vertical, horizontal)
        Step of the kernel; distance of its taps.
    groups : int
        Channels and filters are cut into so many groups; a filter sees those of its own only.
    method : "strided", "im2col" or "loops"
        The fast way, one matrix product, or loops to read. All give the same numbers.

    Returns
    -------
    array
        Of the dtype of ``x * kernel + bias``. Integers wrap around as in NumPy: give a uint8 photo
        a kernel of a wider type.

    Raises
    ------
    ValueError
        If shapes do not fit together, or the kernel is larger than the padded input.
    """
    x, kernel = np.asarray(x), np.asarray(kernel)
    return _slide(x, kernel, bias, padding, stride, dilation, groups, padding_mode, method)


def _slide(
    x: NDArray,
    kernel: NDArray,
    bias: ArrayLike | None,
    padding: PaddingOfAxes,
    stride: PerAxis,
    dilation: PerAxis,
    groups: int,
    padding_mode: str,
    method: str,
) -> NDArray:
    """`cross_correlate` of arrays: give all axes, check, pad, compute, take axes away again."""
    batch, weights, added = _with_all_axes(x, kernel)
    _check_channels(batch, weights, at_least("groups", groups, 1))
    if method not in METHODS:
        raise ValueError(f"method is {method!r}; it must be one of {', '.join(METHODS)}")
    if x.ndim == 1:
        padding, stride, dilation = _along_a_row(padding, stride, dilation)
    steps, distances = pair("stride", stride), pair("dilation", dilation)
    sizes, window = batch.shape[1:3], weights.shape[:2]
    sides = sides_per_axis(padding, sizes, window, stride=steps, dilation=distances)
    for n, k, side, s, d in zip(sizes, window, sides, steps, distances, strict=True):
        output_size(n, k, padding=side, stride=s, dilation=d)  # raises where k does not fit

    if bias is not None:
        bias = _checked_bias(bias, filters=weights.shape[3])
    dtype = np.result_type(x, kernel, 0 if bias is None else bias)
    padded = pad_sides(batch.astype(dtype, copy=False), sides, mode=padding_mode)
    maps = METHODS[method](padded, weights.astype(dtype, copy=False), steps, distances, groups)
    if bias is not None:
        maps += bias
    return maps.squeeze(added)


def convolve(x: ArrayLike, kernel: ArrayLike, **options: Any) -> NDArray:
    """Flip the kernel in space, then slide it: convolution as mathematics defines it.

    The flip is along every spatial axis and leaves channels and filters in place. It is what makes
    the operation commutative. A network that learns its kernels does not need it: it would learn
    them flipped.

    Parameters
    ----------
    x, kernel, **options
        As for `cross_correlate`.

    Returns
    -------
    array
        As from `cross_correlate`.

    Examples
    --------
    >>> convolve([1, 2, 3, 4], [1, 0, -1])
    array([2, 2])
    >>> cross_correlate([1, 2, 3, 4], [1, 0, -1])
    array([-2, -2])
    """
    kernel = np.asarray(kernel)
    return cross_correlate(x, np.flip(kernel, axis=tuple(range(min(kernel.ndim, 2)))), **options)


# (axes of x, axes of kernel): axes to add to x, to add to the kernel, to take from the result
_AXES = {
    (1, 1): ((0, 1, 3), (0, 2, 3), (0, 1, 3)),
    (2, 2): ((0, 3), (2, 3), (0, 3)),
    (3, 3): ((0,), (3,), (0, 3)),
    (3, 4): ((0,), (), (0,)),
    (4, 3): ((), (3,), (3,)),
    (4, 4): ((), (), ()),
}


def _with_all_axes(x: NDArray, kernel: NDArray) -> tuple[NDArray, NDArray, tuple[int, ...]]:
    """x as (b, h, w, c), the kernel as (kh, kw, c/groups, f), and the axes that were not meant."""
    try:
        for_x, for_kernel, added = _AXES[x.ndim, kernel.ndim]
    except KeyError:
        raise ValueError(
            f"x has the shape {x.shape} and kernel {kernel.shape}; a signal (n,) takes a kernel "
            "(k,), an image (h, w) takes (kh, kw), an image (h, w, c) or a batch (b, h, w, c) "
            "takes one filter (kh, kw, c) or several (kh, kw, c, f)"
        ) from None
    if not x.size or not kernel.size:
        raise ValueError(f"x has the shape {x.shape} and kernel {kernel.shape}; one is empty")
    return np.expand_dims(x, for_x), np.expand_dims(kernel, for_kernel), added


def _check_channels(batch: NDArray, weights: NDArray, groups: int) -> None:
    channels, (per_group, filters) = batch.shape[3], weights.shape[2:]
    if channels % groups or filters % groups:
        raise ValueError(
            f"groups is {groups}; it must divide both the {channels} channels of x "
            f"and the {filters} filters of the kernel"
        )
    if per_group * groups != channels:
        raise ValueError(
            f"x has {channels} channels in {groups} group(s), the kernel reads {per_group}; "
            f"its third axis must be {channels // groups}"
        )


def _checked_bias(bias: ArrayLike, filters: int) -> ArrayLike:
    if np.shape(bias) not in ((), (filters,)):
        raise ValueError(
            f"bias has the shape {np.shape(bias)}; give one number or, for each filter, "
            f"({filters},)"
        )
    # A plain number adapts to the maps; an array brings a dtype of its own.
    return np.asarray(bias) if np.ndim(bias) else bias


def _along_a_row(
    padding: PaddingOfAxes, stride: PerAxis, dilation: PerAxis
) -> tuple[PaddingOfAxes, Pair, Pair]:
    """The options of a signal as those of an image with one row."""
    if not isinstance(padding, str):
        (side,) = sides_per_axis(padding, (1,), 1)  # the sizes matter for "same" only
        padding = ((0, 0), side)
    (step,), (distance,) = per_axis("stride", stride, 1), per_axis("dilation", dilation, 1)
    return padding, (1, step), (1, distance)
