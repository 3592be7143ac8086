"""Pictures, signals and photos that the album's pictures are drawn from: lectures 1, 2, 4 and 9.

They are those of the lectures.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.fft import dctn, idctn

from helpers import filters
from helpers.convolution import cross_correlate, pad
from helpers.explorers.layer_geometry.picture import Direction
from helpers.filters.cortex import CELLS, bar, simple_weights
from helpers.images import drawn, photos
from helpers.images.forest import forest, recipe

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
TWO_FILTERS = np.stack([WEIGHTS, WEIGHTS[::-1]], axis=-1)


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


def edges_with_strength() -> Named:
    edges = dict(zip(("Sobel X", "Sobel Y"), edges_of_a_digit().values(), strict=True))
    return {**edges, "√(X² + Y²)": np.hypot(*edges.values())}


def strip_over_signal() -> Named:
    strip = np.array([4, 1, 0, 0, 0, 0, 0])
    places = np.array([np.roll(strip, place) for place in range(5)])
    lying = np.array([0, 0, 1, 2, 3, 0, 0])
    sums = (places @ lying)[:, None]
    return {"signal": lying, "the kernel, turned round, place by place": places, "sums": sums}


def learned_kernels() -> Named:
    start = np.random.default_rng(1).normal(size=(3, 3)).round(1)
    learned = {"learned without a flip": COUNTED, "learned with a flip": COUNTED[::-1, ::-1]}
    return {"start": start, **learned}


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
ALEXNET = {
    "photo": (227, 227, 3),
    "conv2d": (55, 55, 96),
    "conv2d_1": (27, 27, 256),
    "conv2d_2": (13, 13, 384),
    "conv2d_3": (13, 13, 384),
    "conv2d_4": (13, 13, 256),
}


def edges_of_a_seven() -> Named:
    edges = np.maximum(cross_correlate(drawn.seven(), filters.SOBEL_X), 0)
    return {"edges of the digit, 26 × 26": edges}


def seven_in_shares() -> NDArray:
    return drawn.seven() / 50


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
