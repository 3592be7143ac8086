import re

import numpy as np
import pytest

from helpers.explorers.photos.explorer import photo_traits
from helpers.explorers.photos.fractal_zoom import (
    CENTRES,
    DEEPEST,
    PHOTO,
    FractalZoomView,
    fractal_zoom,
    magnified,
    zoom_scene,
)
from tests.explorers.photos.scenes import browser_scenes, expect_every_control_to_matter


def test_a_photo_enlarged_by_4_shows_a_quarter_of_its_rows_as_squares():
    picture = np.arange(64.0).reshape(8, 8)
    closer = magnified(picture, (0.5, 0.5), 4)
    assert np.array_equal(closer, np.kron(picture[3:5, 3:5], np.ones((4, 4))))


@pytest.mark.parametrize(("centre", "corner"), [((0, 0), 0), ((1, 1), 63)])
def test_at_the_border_the_part_is_moved_inside(centre, corner):
    picture = np.arange(64.0).reshape(8, 8)
    closer = magnified(picture, centre, 8)
    assert np.all(closer == corner)


def test_the_photo_runs_out_of_pixels_and_the_fractal_does_not():
    texts, variety = [], []
    for octaves in (0, 6, 8, DEEPEST):
        scene = zoom_scene("chelsea", octaves)
        texts.append(re.search(r"Of the photo (.*) can be seen", scene.text)[1])
        variety.append([len(np.unique(panel.values)) for panel in scene.panels])
    assert texts == ["256 × 256 pixels", "4 × 4 pixels", "a single pixel", "a part of one pixel"]
    assert variety[-1][0] <= 3 and all(fractal > 400 for _, fractal in variety)


def test_the_sentence_tells_how_much_the_pictures_are_enlarged():
    assert zoom_scene("coffee", 11).text.startswith(
        "Enlarged by 2 to the power of 11, which is 2,048. Of the photo "
    )


def test_the_browser_enlarges_as_python_does(call):
    view = FractalZoomView(**photo_traits(CENTRES, size=PHOTO, colour=True))
    states = [{"photo": n % 4, "octaves": octaves} for n, octaves in enumerate((0, 1, 9, DEEPEST))]
    for state, found in zip(states, browser_scenes(call, view, states), strict=True):
        expected = zoom_scene(view.names[state["photo"]], state["octaves"])
        assert found["text"] == expected.text
        photo, fractal = (
            np.abs(np.ravel(panel.values) - own["values"])
            for panel, own in zip(expected.panels, found["panels"], strict=True)
        )
        assert photo.max() < 1e-6
        # Colours are sent as bytes; where a shade lies between two of them, a rounding error takes
        # the next one.
        assert np.mean(fractal > 0.51 / 255) < 1e-3


def test_every_control_changes_the_picture_and_its_text(shown, call):
    moves = {"photo": ("photo", "coffee"), "octaves": ("octaves", 11)}
    expect_every_control_to_matter(shown, call, fractal_zoom, moves)
