"""Cross-correlation written as it is defined: loops, one product at a time.

Slow, and meant to be read. Everything faster in this package must give the same numbers.
Each function takes its input padded already.
"""

import numpy as np
from numpy.typing import NDArray

from .axes import Pair
from .geometry import output_size


def correlate_signal(x: NDArray, kernel: NDArray, stride: int = 1, dilation: int = 1) -> NDArray:
    """Slide a kernel (k,) over a signal (n,): y[i] = Σ_a x[i·s + a·d] · kernel[a].

    Parameters
    ----------
    x, kernel : array of shape (n,) and (k,)
        Signal, padded already, and kernel.
    stride, dilation : int
        Step of the kernel; distance of its taps.

    Returns
    -------
    array of shape (n',)
    """
    positions = output_size(len(x), len(kernel), stride=stride, dilation=dilation)
    y = np.zeros(positions, np.result_type(x, kernel))
    for i in range(positions):
        for a in range(len(kernel)):
            y[i] += x[i * stride + a * dilation] * kernel[a]
    return y


def correlate_image(
    x: NDArray, kernel: NDArray, stride: Pair = (1, 1), dilation: Pair = (1, 1)
) -> NDArray:
    """Slide a kernel (kh, kw) over an image (h, w).

    y[i, j] = Σ_a Σ_b x[i·s + a·d, j·s + b·d] · kernel[a, b]

    Parameters
    ----------
    x, kernel : array of shape (h, w) and (kh, kw)
        Image, padded already, and kernel.
    stride, dilation : (vertical, horizontal)
        Step of the kernel; distance of its taps.

    Returns
    -------
    array of shape (h', w')
    """
    (h, w), (kh, kw), (sv, sh), (dv, dh) = x.shape, kernel.shape, stride, dilation
    rows = output_size(h, kh, stride=sv, dilation=dv)
    columns = output_size(w, kw, stride=sh, dilation=dh)
    y = np.zeros((rows, columns), np.result_type(x, kernel))
    for i in range(rows):
        for j in range(columns):
            for a in range(kh):
                for b in range(kw):
                    y[i, j] += x[i * sv + a * dv, j * sh + b * dh] * kernel[a, b]
    return y


def correlate_volume(
    x: NDArray,
    kernel: NDArray,
    stride: Pair = (1, 1),
    dilation: Pair = (1, 1),
    groups: int = 1,
) -> NDArray:
    """Slide f filters over an image with c channels.

    Each filter has a slice of its own for every channel that it reads. The slices answer
    separately and their answers are added up; that sum is one feature map.

    Parameters
    ----------
    x, kernel : array of shape (h, w, c) and (kh, kw, c/groups, f)
        Image, padded already, and filters.
    stride, dilation : (vertical, horizontal)
        Step of the kernel; distance of its taps.
    groups : int
        A filter reads the c/groups channels of its own group.

    Returns
    -------
    array of shape (h', w', f)
    """
    channels_read, filters = kernel.shape[2:]
    feature_maps = []
    for f in range(filters):
        first_channel = f // (filters // groups) * channels_read
        feature_maps.append(
            sum(
                correlate_image(x[:, :, first_channel + c], kernel[:, :, c, f], stride, dilation)
                for c in range(channels_read)
            )
        )
    return np.stack(feature_maps, axis=-1)


def correlate_batch(
    x: NDArray, kernel: NDArray, stride: Pair, dilation: Pair, groups: int
) -> NDArray:
    """Treat the images of a batch (b, h, w, c) one by one; gives (b, h', w', f)."""
    with np.errstate(over="ignore"):  # small integers wrap around silently, as in NumPy's products
        return np.stack([correlate_volume(image, kernel, stride, dilation, groups) for image in x])
