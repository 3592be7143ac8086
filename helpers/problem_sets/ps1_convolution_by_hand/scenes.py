"""Pictures in which a pattern is to be found, and what it is easily taken for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

THE_PATTERN = "the pattern"
HOOK = np.array(
    [
        [0, 1, 1, 0, 0],
        [0, 0, 1, 0, 0],
        [0, 0, 1, 1, 1],
        [0, 0, 0, 0, 1],
    ]
)
"""The pattern to detect: it changes when it is turned or mirrored."""
HOOK.setflags(write=False)


FIGURES = {
    THE_PATTERN: HOOK,
    "the pattern turned by half a turn": HOOK[::-1, ::-1],
    "the pattern in a mirror": HOOK[:, ::-1],
    "the pattern upside down": HOOK[::-1],
}
"""The pattern, and what it is easily taken for."""

Scene = tuple[NDArray, dict[str, tuple[int, int]]]


def scene(order: Iterable[str], brightness: Iterable[float] = (1, 1, 1, 1)) -> Scene:
    """A picture with four figures on a black ground, so far apart that no window sees two.

    Parameters
    ----------
    order
        Names of `FIGURES`: at the upper left, upper right, lower left, lower right.
    brightness
        Of each of them.

    Returns
    -------
    tuple
        The picture, of shape (3·kh − 1, 3·kw − 1), and name → (row, column) of each figure.
    """
    kh, kw = HOOK.shape
    picture, places = np.zeros((3 * kh - 1, 3 * kw - 1)), {}
    corners = [(row, column) for row in (0, 2 * kh - 1) for column in (0, 2 * kw - 1)]
    for name, light, (row, column) in zip(order, brightness, corners, strict=True):
        picture[row : row + kh, column : column + kw] = light * FIGURES[name]
        places[name] = (row, column)
    return picture, places


def one_scene() -> Scene:
    """The scene that students see."""
    return scene(
        [
            "the pattern in a mirror",
            "the pattern turned by half a turn",
            THE_PATTERN,
            "the pattern upside down",
        ]
    )


def random_scenes(count: int = 20) -> Iterator[Scene]:
    """Scenes with the figures in random places, the pattern as bright as the brightest."""
    generator = np.random.default_rng()
    for _ in range(count):
        order = generator.permutation(list(FIGURES)).tolist()
        light = [1.0 if name == THE_PATTERN else generator.uniform(0.7, 1) for name in order]
        yield scene(order, light)
