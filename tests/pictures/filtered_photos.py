"""Photos, filters and answers that the album's pictures of lecture 3 are drawn from."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from helpers import filters
from helpers.convolution import cross_correlate
from helpers.filters.gabor import gabor, gabor_bank
from helpers.filters.spots import disc, spot_filter
from helpers.images import photos
from helpers.networks import Conv2D, MaxPooling2D, Network, receptive_fields

Named = dict[str, NDArray]


@cache
def photo() -> NDArray:
    return np.round(255 * photos.grey("astronaut"))


def edges_of_the_photo() -> Named:
    kernels = {"Sobel X": filters.SOBEL_X, "Sobel Y": filters.SOBEL_Y}
    return {name: cross_correlate(photo(), kernel) for name, kernel in kernels.items()}


def steepness() -> Named:
    return {"√(X² + Y²)": np.hypot(*edges_of_the_photo().values()) / 600}


def patch_of_the_photo() -> Named:
    patch = photo()[188:193, 134:139].astype(int)
    answer = cross_correlate(patch, filters.SOBEL_X)
    return {"patch": patch, "Sobel X": filters.SOBEL_X, "answer": answer}


def slope() -> Named:
    slope = np.tile([10, 10, 20, 30, 40, 40], (3, 1))
    answer = cross_correlate(slope, filters.LAPLACIAN)
    return {"plain, slope, plain": slope, "Laplacian": filters.LAPLACIAN, "answer": answer}


SHARPEN = filters.IDENTITY - filters.LAPLACIAN


def sharpening() -> Named:
    return {"identity": filters.IDENTITY, "Laplacian": filters.LAPLACIAN, "sharpen": SHARPEN}


def sharpened() -> Named:
    sharp = cross_correlate(photo(), SHARPEN)
    return {"photo": photo()[10:110, 60:160] / 255, "sharpened": sharp[9:109, 59:159] / 255}


def halved_and_shuffled() -> Named:
    order = np.random.default_rng(0).permutation(photo().size)
    noise = photo().ravel()[order].reshape(photo().shape)
    return {"photo × 0.5": 0.5 * photo() / 255, "shuffled × 0.5": 0.5 * noise / 255}


def edges_of_both() -> Named:
    photo, shuffled = (2 * 255 * one for one in halved_and_shuffled().values())
    both = {"edges": photo, "edges of the shuffled": shuffled}
    return {
        name: cross_correlate(one, filters.SOBEL_X, padding="same") for name, one in both.items()
    }


def wave_and_bell() -> Named:
    row, column = np.mgrid[-15:16, -15:16]
    wave, bell = np.cos(2 * np.pi * column / 8), np.exp(-(row**2 + column**2) / (2 * 5**2))
    return {"wave": wave, "bell": bell, "wave × bell": wave * bell}


def edges_of_four_angles() -> Named:
    bank = gabor_bank(6, (0, 45, 90, 135), size=19, phase=90)
    maps = cross_correlate(photo()[:, :, None] / 255, bank)
    return {f"{angle}°": maps[..., k] for k, angle in enumerate((0, 45, 90, 135))}


def coloured_filters() -> NDArray:
    """In place of learned ones: Gabor filters of 12 angles, tinted."""
    tints = np.array([[1, 1, 1], [1, -0.2, -1], [-1, 1, 0.3]])
    bank = gabor_bank(5, range(0, 180, 15), size=11)
    return np.concatenate([bank * tint[:, None] for tint in tints], axis=3)


def smallest_gabor() -> Named:
    small = gabor(wavelength=4, phase=90, bandwidth=4, size=3)
    return {"4 × Gabor": (4 * small).round(2) + 0, "Sobel X": filters.SOBEL_X}


def spots() -> Named:
    return {"spot filter × 100": np.round(100 * spot_filter(2)).astype(int)}


def spots_by_level() -> Named:
    radii = (2, 4, 8, 16)
    pyramids = [photos.pyramid(disc(r, 128, middle=64 + r / 4), 4) for r in radii]
    answers = [[cross_correlate(level, spot_filter(2)).max() for level in one] for one in pyramids]
    by_level = {f"level {k}": np.round(answers, 2)[:, k : k + 1] for k in range(4)}
    return {"radius": np.array(radii)[:, None], **by_level}


def field_sizes() -> dict[str, list[int]]:
    blocks = {
        "3 × 3": [Conv2D(1, 3)],
        "5 × 5": [Conv2D(1, 5)],
        "3 × 3, then a 2 × 2 pool": [Conv2D(1, 3), MaxPooling2D(2)],
    }
    return {
        name: [
            field.size[0]
            for field in receptive_fields(Network((1024, 1024, 1), block * 8))[1 :: len(block)]
        ]
        for name, block in blocks.items()
    }
