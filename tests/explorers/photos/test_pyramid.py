import numpy as np
import pytest

from helpers.explorers.photos.explorer import photo_traits
from helpers.explorers.photos.pyramid import (
    LEVELS,
    SIZE,
    SPOTS,
    PyramidView,
    pyramid_explorer,
    pyramid_scene,
)
from helpers.filters.spots import spot_filter
from tests.explorers.photos.scenes import (
    browser_scenes,
    expect_every_control_to_matter,
    expect_the_same_scene,
)


@pytest.mark.parametrize("level", range(LEVELS))
def test_the_window_of_a_level_covers_twice_as_much_of_the_photo_as_that_of_the_level_before(level):
    photo, small, answer = pyramid_scene("astronaut", "bright spots", level).panels
    ((row, column, high, wide),) = small.frames
    assert small.values.shape == (256 // 2**level,) * 2
    assert (high, wide) == spot_filter(2).shape
    assert photo.frames == ((row * 2**level, column * 2**level, high * 2**level, wide * 2**level),)
    patch = small.values[row : row + high, column : column + wide]
    assert np.isclose((patch * spot_filter(2)).sum(), answer.values.max(), atol=1e-5)


def test_dark_spots_are_bright_ones_of_the_negative():
    bright = pyramid_scene("chelsea", "bright spots", 1).panels[2].values
    dark = pyramid_scene("chelsea", "dark spots", 1).panels[2].values
    assert np.allclose(bright, -dark, atol=1e-6)


def test_the_sentence_tells_the_level_and_the_best_answer():
    scene = pyramid_scene("chelsea", "dark spots", 2)
    assert scene.text == (
        "Level 2: 64 × 64 pixels, each the mean of 4 × 4. "
        "The filter has 9 × 9 numbers and covers 36 × 36 pixels of the photo. "
        f"Its best answer is {scene.panels[2].values.max():.2f}."
    )


def test_the_browser_finds_the_spots_that_python_finds(call):
    view = PyramidView(**photo_traits(size=SIZE))
    states = [
        {"photo": level, "spots": spots, "level": level}
        for level in range(LEVELS)
        for spots in (0, 1)
    ]
    for state, found in zip(states, browser_scenes(call, view, states), strict=True):
        photo, spots = view.names[state["photo"]], list(SPOTS)[state["spots"]]
        expect_the_same_scene(found, pyramid_scene(photo, spots, state["level"]))


def test_every_control_changes_the_picture_and_its_text(shown, call):
    moves = {
        "photo": ("photo", "coffee"),
        "filter": ("spots", "bright spots"),
        "level": ("level", 3),
    }
    expect_every_control_to_matter(shown, call, pyramid_explorer, moves)
