import numpy as np
from scipy import ndimage

from helpers.explorers.photos.gabor import (
    FRAME,
    LONGEST,
    NARROWEST,
    gabor_explorer,
    gabor_scene,
)
from helpers.filters.gabor import gabor
from tests.explorers.photos.moves import expect_every_control_to_matter


def test_the_frame_holds_the_place_of_the_strongest_answer():
    scene = gabor_scene("chelsea", 8, 45, 0, 1.0)
    photo, shown_filter, answer = scene.panels
    kernel = gabor(8, 45)
    expected = ndimage.correlate(photo.values, kernel, mode="nearest")
    assert np.allclose(answer.values, expected, atol=1e-5)
    row, column = np.unravel_index(np.abs(expected).argmax(), expected.shape)
    half = len(kernel) // 2
    assert photo.frames == ((row - half, column - half, 2 * half + 1, 2 * half + 1),)
    strongest = f"{expected[row, column]:.2f}".replace("-", "−")
    assert scene.text == (
        "Wavelength 8 pixels, stripes at 45°, phase 0°, bandwidth 1.0 octaves: "
        f"a filter of 25 × 25 numbers. Its strongest answer is {strongest}, in the frame."
    )
    assert shown_filter.values.shape == (FRAME, FRAME)
    assert np.isclose(np.abs(shown_filter.values).sum(), 2, atol=1e-4)


def test_the_largest_filter_of_the_sliders_fits_its_frame():
    largest = gabor(LONGEST, 30, bandwidth=NARROWEST)
    assert len(largest) <= FRAME


def test_every_control_changes_the_picture_and_its_text(shown):
    moves = {"photo": "brick", "wavelength": 9.5, "angle": 30, "phase": 0, "bandwidth": 2.0}
    expect_every_control_to_matter(shown, gabor_explorer, moves)
