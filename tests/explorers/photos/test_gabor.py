import numpy as np
from scipy import ndimage

from helpers.explorers.photos.explorer import photo_traits
from helpers.explorers.photos.gabor import (
    FRAME,
    LONGEST,
    NARROWEST,
    SIZE,
    GaborView,
    gabor_explorer,
    gabor_scene,
)
from helpers.filters.gabor import gabor
from tests.explorers.photos.scenes import (
    browser_scenes,
    expect_every_control_to_matter,
    expect_the_same_scene,
)


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


def test_the_browser_computes_filter_and_answer_as_python_does(call):
    view = GaborView(**photo_traits(size=SIZE))
    names = ("photo", "wavelength", "angle", "phase", "bandwidth")
    every = [
        (0, 6, 90, 90, 1.0),
        (1, LONGEST, 30, 0, NARROWEST),
        (2, 3, 0, 195, 2.5),
        (3, 4.5, 135, 45, 1.3),
        (4, 7.5, 180, 360, 1.0),
    ]
    states = [dict(zip(names, one, strict=True)) for one in every]
    for (photo, *others), found in zip(every, browser_scenes(call, view, states), strict=True):
        expect_the_same_scene(found, gabor_scene(view.names[photo], *others))


def test_every_control_changes_the_picture_and_its_text(shown, call):
    values = {"photo": "brick", "wavelength": 9.5, "angle": 30, "phase": 0, "bandwidth": 2.0}
    moves = {name: (name, value) for name, value in values.items()}
    expect_every_control_to_matter(shown, call, gabor_explorer, moves)
