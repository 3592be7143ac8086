"""Pictures, signals and photos that the album's pictures are drawn from: lectures 1 to 4, and 9.

They are those of the lectures.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.fft import dctn, idctn

from helpers import filters
from helpers.convolution import cross_correlate, pad
from helpers.explorers.layer_geometry.picture import Direction
from helpers.filters.cortex import CELLS, bar, simple_weights
from helpers.filters.gabor import gabor, gabor_bank
from helpers.filters.spots import disc, spot_filter
from helpers.images import drawn, photos
from helpers.images.forest import forest, recipe
from helpers.networks import Conv2D, MaxPooling2D, Network, receptive_fields

ALT = "what the lecture says in words"
Named = dict[str, NDArray]


# Lecture 1


def cat_and_noise() -> Named:
    cat = photos.grey("chelsea", size=128)
    order = np.random.default_rng(0).permutation(cat.size)
    return {"a cat": cat, "the same pixels, shuffled": cat.ravel()[order].reshape(cat.shape)}


def fewer_waves() -> Named:
    astronaut = photos.grey("astronaut")
    waves = dctn(astronaut, norm="ortho")

    def strongest(share: float) -> NDArray:
        kept = np.abs(waves) >= np.quantile(np.abs(waves), 1 - share)
        return idctn(np.where(kept, waves, 0), norm="ortho")

    return {"all of the waves": astronaut, "5 %": strongest(0.05), "1 %": strongest(0.01)}


ANGLES, LENGTHS = np.arange(0, 181, 5), np.arange(2, 49, 2)


def misty_forest() -> Named:
    return {"": forest(recipe()) / 255}


def simple_cell() -> Named:
    return {"weights": simple_weights(prefers=90)}


def bars() -> Named:
    return {f"bar at {angle}°": bar(angle) for angle in (90, 60, 0)}


def angle_tuning() -> Named:
    return {"simple cell": np.array([CELLS["simple"](bar(angle), 90) for angle in ANGLES])}


def length_tuning() -> Named:
    stimuli = [bar(90, length=length) for length in LENGTHS]
    return {name: np.array([cell(one, 90) for one in stimuli]) for name, cell in CELLS.items()}


# Lecture 2

IMPULSE, RAMP = np.array([0, 0, 0, 1, 0, 0, 0]), np.array([1, 2, 3])
STEP = np.array([0, 0, 0, 4, 4, 4, 4, 0, 0, 0])
BUMP = np.array([0, 0, 1, 3, 2, 0, 0, 0, 0, 0, 0])
PATCH = np.array([[0, 0, 9]] * 3)
EDGE = np.array([[-1, 0, 1]] * 3)
CROSS = np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])
PICTURE = np.array(
    [[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]]
)
VOLUME = np.random.default_rng(2).integers(0, 5, size=(5, 5, 3))
WEIGHTS = np.random.default_rng(3).integers(-2, 3, size=(3, 3, 3))


def step_and_answer() -> Named:
    return {"signal": STEP, "answer to (−1, 1)": np.correlate(STEP, [-1, 1], mode="valid")}


def both_ways(signal: NDArray, kernel: NDArray) -> Named:
    return {
        "impulse": signal,
        "convolution with (1, 2, 3)": np.convolve(signal, kernel, mode="same"),
        "cross-correlation with (1, 2, 3)": np.correlate(signal, kernel, mode="same"),
    }


def shifted_answers() -> Named:
    kernel = np.array([1, 0, -1])
    return {
        "f ∗ h": np.convolve(BUMP, kernel),
        "(f shifted by 3) ∗ h": np.convolve(np.roll(BUMP, 3), kernel),
    }


BELLS_AT = np.linspace(-8, 8, 1601)


def bells() -> Named:
    def bell(sigma: float) -> NDArray:
        return np.exp(-(BELLS_AT**2) / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi))

    summed = np.convolve(bell(0.6), bell(0.8), mode="same") * (BELLS_AT[1] - BELLS_AT[0])
    return {"f, σ = 0.6": bell(0.6), "h, σ = 0.8": bell(0.8), "f ∗ h": summed}


def seven() -> Named:
    return {"seven, 28 × 28": drawn.seven()}


def mouse() -> Named:
    return {"mouse, 32 × 32": drawn.mouse()}


def blurred_seven() -> Named:
    blurred = cross_correlate(drawn.seven(), filters.preset("box", 5))
    return {"28 × 28": drawn.seven(), "24 × 24": blurred}


def products(patch: NDArray, kernel: NDArray) -> Named:
    return {"patch": patch, "kernel": kernel, "products": patch * kernel}


CROSS_AT_ITS_PLACE = {"picture": np.s_[0:3, 1:4], "feature map": [(0, 1)]}


def crossed() -> Named:
    answer = cross_correlate(PICTURE, CROSS)
    return {"picture": PICTURE, "kernel": CROSS, "feature map": answer}


def by_colour(volume: NDArray) -> Named:
    return {name: volume[..., c] for c, name in enumerate(("red", "green", "blue"))}


def summed_colours() -> Named:
    channels, slices = by_colour(VOLUME), by_colour(WEIGHTS)
    answers = {name: cross_correlate(channels[name], slices[name]) for name in channels}
    return {**answers, "sum + bias": sum(answers.values()) + 1}


def bias_once_and_thrice() -> Named:
    total = summed_colours()["sum + bias"]
    return {"bias once": total, "bias in each map": total + 2}


# Lecture 3


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
    of_photo, of_noise = (
        0.5 + cross_correlate(one, filters.SOBEL_X, padding="same") / 1000
        for one in (photo(), noise)
    )
    return {
        "photo × 0.5": 0.5 * photo() / 255,
        "edges": of_photo,
        "shuffled × 0.5": 0.5 * noise / 255,
        "edges of the shuffled": of_noise,
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
    pyramids = [photos.pyramid(disc(radius, 128), 4) for radius in (2, 4, 8, 16)]
    answers = [[cross_correlate(level, spot_filter(2)).max() for level in one] for one in pyramids]
    return {"radius 2, 4, 8, 16 (down) at level 0, 1, 2, 3 (across)": np.round(answers, 2)}


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


# Lectures 4 and 9

CORNER = np.array([[7, 8, 9], [4, 5, 6], [1, 2, 3]])
COUNTED = np.arange(1.0, 10.0).reshape(3, 3)
CONVOLUTION = {"input": (32, 32, 3), "output": (28, 28, 12)}
CIFAR = {
    "INPUT": (32, 32, 3),
    "CONV, RELU": (28, 28, 12),
    "POOL": (14, 14, 12),
    "FC": (1, 1, 10),
}


def edges_of_a_seven() -> Named:
    edges = np.maximum(cross_correlate(drawn.seven(), filters.SOBEL_X), 0)
    return {"edges of the digit, 26 × 26": edges}


INNER_CORNER = dict.fromkeys(("zeros", "edge"), np.s_[1:4, 1:4])


def padded_corner() -> Named:
    return {"zeros": pad(CORNER, 1), "edge": pad(CORNER, 1, mode="edge")}


def dilated(kernel: NDArray) -> Named:
    holes = np.zeros((5, 5), int)
    holes[::2, ::2] = kernel
    return {"kernel": kernel, "at dilation 2": holes}


def same_padding_at_stride_2() -> dict[str, Direction]:
    return {
        "same: (0, 1)": Direction(10, 3, padding="same", stride=2),
        "one on each side: (1, 1)": Direction(10, 3, padding=1, stride=2),
    }


def dilation_and_stride() -> dict[str, Direction]:
    return {"dilation 2, stride 2": Direction(15, 3, stride=2, dilation=2)}


def pool_on_11() -> dict[str, Direction]:
    return {"pool 2, stride 2, on 11": Direction(11, 2, stride=2)}


def wall_with_zeros() -> Named:
    wall = np.ones((5, 6))
    return {"input": wall, "answer": cross_correlate(wall, np.ones((3, 3)), padding="same")}


def seven_with_and_without_relu() -> Named:
    kernel = np.random.default_rng(9).normal(size=(3, 3))
    answer = cross_correlate(drawn.seven() / 50, kernel)
    return {"no activation": answer, "relu": np.maximum(answer, 0)}


def edges_of_a_digit() -> Named:
    kernels = (filters.SOBEL_X, filters.SOBEL_Y)
    return {f"map {k}": cross_correlate(drawn.seven(), one) for k, one in enumerate(kernels)}
