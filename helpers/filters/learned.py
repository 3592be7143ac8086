"""Filters that nobody drew: found in patches of photos, and compared with Gabor's."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import FastICA
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

from helpers.filters.gabor import gabor


def random_patches(
    pictures: Sequence[NDArray], *, size: int = 11, count: int = 20_000, seed: int = 0
) -> NDArray:
    """Squares cut out of pictures at random places, equally many from each, their mean taken off.

    Parameters
    ----------
    pictures : sequence of arrays of shape (h, w, c)
    size : int
        Rows and columns of a patch.
    count : int
        How many; rounded down to a multiple of the number of pictures.
    seed : int
        Start of the random numbers.

    Returns
    -------
    array of shape (count, size, size, c)

    Raises
    ------
    ValueError
        If a picture is smaller than a patch.
    """
    generator, patches = np.random.default_rng(seed), []
    for picture in pictures:
        free = np.array(picture.shape[:2]) - size + 1
        if free.min() < 1:
            raise ValueError(
                f"size is {size}, but a picture has {picture.shape[0]} × {picture.shape[1]} pixels"
            )
        corners = generator.integers(0, free, size=(count // len(pictures), 2))
        patches += [picture[i : i + size, j : j + size] for i, j in corners]
    stacked = np.stack(patches)
    return stacked - stacked.mean(axis=(1, 2, 3), keepdims=True)


def independent_filters(patches: NDArray, *, count: int = 96, seed: int = 0) -> NDArray:
    """The filters whose answers to the patches are as independent of each other as can be.

    This is independent component analysis (Bell and Sejnowski, "The independent components of
    natural scenes are edge filters", 1997), computed with scikit-learn's `FastICA`. It is told
    nothing but the patches: no label, no shape, no angle.

    Parameters
    ----------
    patches : array of shape (n, size, size, c)
    count : int
        How many filters.
    seed : int
        Start of the random numbers.

    Returns
    -------
    array of shape (size, size, c, count), float32
        A kernel as Keras has it; the largest weight of each filter is 1 or −1.
    """
    analysis = FastICA(count, whiten="unit-variance", max_iter=100, tol=1e-3, random_state=seed)
    # Several threads would not be faster here, and on a busy machine they would be much slower.
    with warnings.catch_warnings(), threadpool_limits(limits=1, user_api="blas"):
        warnings.simplefilter("ignore", ConvergenceWarning)  # a few steps more would not be seen
        analysis.fit(patches.reshape(len(patches), -1))
    kernels = np.moveaxis(analysis.components_.reshape(count, *patches.shape[1:]), 0, -1)
    return (kernels / np.abs(kernels).max(axis=(0, 1, 2))).astype(np.float32)


def gabor_likeness(kernels: NDArray) -> NDArray:
    """How much of each filter one single Gabor filter explains, from 0 to 1.

    Colour filters are reduced to the one colour direction in which they vary most. Many Gabor
    filters are tried: wavelengths, angles, bandwidths and places; the best phase and strength
    follow by projection.

    Parameters
    ----------
    kernels : array of shape (size, size, c, f)

    Returns
    -------
    array of shape (f,)
        Largest share of a filter's squared weights that lies in the direction of a Gabor filter.
    """
    size = kernels.shape[0]
    planes = np.stack([_strongest_colour(kernels[..., f]) for f in range(kernels.shape[3])], axis=1)
    planes = planes / np.linalg.norm(planes, axis=0)
    best = np.zeros(kernels.shape[3])
    places = np.arange(-(size // 3), size // 3 + 1, 1.5)
    shapes = product((3, 4, 5, 7, 10, 15), range(0, 180, 15), (1.0, 1.6, 2.4), places, places)
    for wavelength, angle, bandwidth, row, column in shapes:
        pair = [
            gabor(
                wavelength, angle, phase=phase, bandwidth=bandwidth, centre=(row, column), size=size
            ).ravel()
            for phase in (0, 90)
        ]
        basis, _ = np.linalg.qr(np.stack(pair, axis=1))
        best = np.maximum(best, ((basis.T @ planes) ** 2).sum(axis=0))
    return best


def _strongest_colour(kernel: NDArray) -> NDArray:
    """Weights (size, size, c) as one number per pixel, along their first principal direction."""
    weights = kernel.reshape(-1, kernel.shape[2])
    _, _, directions = np.linalg.svd(weights, full_matrices=False)
    return weights @ directions[0]
