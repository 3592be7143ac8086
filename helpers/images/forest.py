"""A picture of a forest, drawn from a recipe of a few hundred numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 660, 440
TRUNKS, BRANCHES, LEAVES = 30, 100, 3000

SKY, HAZE, GROUND = np.array([214, 228, 232]), np.array([168, 190, 178]), np.array([86, 96, 60])
BARK, GREEN = np.array([62, 48, 38]), np.array([58, 110, 44])
HORIZON = 0.72  # part of the height, from the top
GOLDEN_RATIO, GOLDEN_ANGLE = 0.618034, 2.399963  # multiples of them lie evenly and never repeat
FINER = 2  # drawn so many times as large and shrunk, for smooth edges


@dataclass(frozen=True)
class Recipe:
    """All that differs from one forest to another.

    Attributes
    ----------
    trunks : array of shape (30, 4)
        Of each: place from left (0) to right (1), nearness from far (0) to near (1), height as a
        part of the picture's, lean.
    branches : array of shape (100, 3)
        Of each: where on its trunk it grows (0 to 1), its angle from upright in degrees, its length
        as a part of the trunk's. Branch i grows on trunk i modulo 30.
    """

    trunks: NDArray
    branches: NDArray

    @property
    def numbers(self) -> int:
        """How many numbers the recipe has."""
        return self.trunks.size + self.branches.size


def recipe(seed: int = 4) -> Recipe:
    """A recipe by chance; the same seed gives the same forest."""
    generator = np.random.default_rng(seed)
    nearness = np.sort(generator.random(TRUNKS) ** 1.4)  # painted from far to near
    place = (np.arange(TRUNKS) * GOLDEN_RATIO + generator.normal(0, 0.02, TRUNKS)) % 1  # spread out
    height = generator.uniform(0.75, 1.0, TRUNKS)
    lean = generator.normal(0, 0.04, TRUNKS)
    side = np.where(np.arange(BRANCHES) // TRUNKS % 2, 1, -1)
    start = generator.uniform(0.35, 0.95, BRANCHES)
    angle = side * generator.uniform(25, 70, BRANCHES)
    length = (1.1 - start) * generator.uniform(0.45, 0.75, BRANCHES)
    # The first branch of each tree is its crown.
    start[:TRUNKS] = generator.uniform(0.86, 0.96, TRUNKS)
    length[:TRUNKS] = generator.uniform(0.14, 0.2, TRUNKS)
    angle[:TRUNKS] *= 0.3
    trunks = np.stack([place, nearness, height, lean], axis=1)
    return Recipe(trunks, branches=np.stack([start, angle, length], axis=1))


def forest(recipe: Recipe) -> NDArray:
    """Draw the recipe: trunks, branches, and thirty leaves around each branch.

    Returns
    -------
    array of shape (440, 660, 3), uint8
    """
    wide, high = WIDTH * FINER, HEIGHT * FINER
    picture = _sky_and_ground(wide, high)
    draw = ImageDraw.Draw(picture)
    for index, (place, nearness, height, lean) in enumerate(recipe.trunks):
        foot = np.array([place * wide, high * (0.74 + 0.24 * nearness)])
        tall = height * high * (0.32 + 0.62 * nearness)
        top = foot + tall * np.array([lean, -1])
        thick = tall * 0.035
        bark, green = (
            HAZE + (colour - HAZE) * (0.25 + 0.75 * nearness) for colour in (BARK, GREEN)
        )
        _stroke(draw, foot, top, thick, thick * 0.3, bark)
        for branch in range(index, len(recipe.branches), len(recipe.trunks)):
            start, angle, length = recipe.branches[branch]
            turn = np.radians(angle)
            base = foot + start * (top - foot)
            tip = base + length * tall * np.array([np.sin(turn), -np.cos(turn)])
            _stroke(draw, base, tip, thick * 0.4 * (1.2 - start), thick * 0.08, bark)
            _leaves(draw, base, tip, LEAVES // BRANCHES, tall * 0.021, green)
    return np.asarray(picture.resize((WIDTH, HEIGHT), Image.Resampling.BOX))


def _sky_and_ground(wide: int, high: int) -> Image.Image:
    down = np.linspace(0, 1, high)[:, None, None]
    sky = SKY + (HAZE - SKY) * down / HORIZON
    ground = HAZE + (GROUND - HAZE) * (down - HORIZON) / (1 - HORIZON)
    colours = np.where(down > HORIZON, ground, sky)
    return Image.fromarray(np.broadcast_to(colours, (high, wide, 3)).astype(np.uint8))


def _stroke(
    draw: ImageDraw.ImageDraw,
    start: NDArray,
    end: NDArray,
    thick: float,
    thin: float,
    colour: NDArray,
) -> None:
    """A line that gets thinner."""
    along = end - start
    across = np.array([along[1], -along[0]]) / (np.hypot(*along) or 1)
    corners = [
        start - across * thick / 2,
        start + across * thick / 2,
        end + across * thin / 2,
        end - across * thin / 2,
    ]
    draw.polygon([tuple(corner) for corner in corners], fill=_fill(colour))


def _leaves(
    draw: ImageDraw.ImageDraw, base: NDArray, tip: NDArray, count: int, size: float, colour: NDArray
) -> None:
    """Leaves around the outer part of a branch, placed by the golden angle: no number is needed."""
    along = tip - base
    for leaf in range(count):
        turn = leaf * GOLDEN_ANGLE
        away = np.sqrt((leaf + 0.5) / count) * 0.42 * np.hypot(*along)
        x, y = base + 0.8 * along + away * np.array([np.cos(turn), 0.75 * np.sin(turn)])
        shade = 0.8 + 0.45 * (leaf * GOLDEN_RATIO % 1)
        draw.ellipse(
            (x - size, y - 0.6 * size, x + size, y + 0.6 * size), fill=_fill(colour * shade)
        )


def _fill(colour: NDArray) -> tuple[int, ...]:
    return tuple(int(value) for value in np.clip(colour, 0, 255))
