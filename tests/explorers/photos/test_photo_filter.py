import numpy as np
import pytest
from scipy import ndimage

from helpers.explorers.photos.explorer import photo_traits
from helpers.explorers.photos.photo_filter import (
    FILTERS,
    SIDE,
    SIZES,
    PhotoFilterView,
    filter_scene,
    filtered,
    mixed_kernel,
    photo_filter,
)
from helpers.filters.kernels import SHARPEN, SOBEL_X
from helpers.images import photos
from tests.explorers.photos.scenes import (
    browser_scenes,
    expect_every_control_to_matter,
    expect_the_same_scene,
)


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("strength", [0.0, 0.3, 1.0, 2.0])
def test_a_filtered_photo_is_scipys_and_mid_grey_stays_mid_grey(name, strength):
    kernel = mixed_kernel(name, 5, strength)
    photo = photos.grey("camera", size=64)
    expected = ndimage.correlate(photo, kernel, mode="nearest") + (1 - kernel.sum()) / 2
    assert np.allclose(filtered(photo, kernel), expected, atol=1e-5)
    plain = np.full((9, 9), 0.5)
    assert np.allclose(filtered(plain, kernel), 0.5, atol=1e-6)


def test_strength_0_shows_the_photo_and_strength_1_the_named_kernel():
    assert np.array_equal(mixed_kernel("Sobel X", 3, 1.0), SOBEL_X)
    assert np.array_equal(mixed_kernel("sharpen", 3, 1.0), SHARPEN)
    for name in FILTERS:
        photo, _, result = filter_scene("coffee", name, 3, 0.0).panels
        assert np.allclose(result.values, photo.values, atol=1e-6)


def test_the_sentence_tells_the_sum_of_the_kernel_and_what_is_cut_off():
    kernel = 2 * SOBEL_X
    kernel[1, 1] -= 1  # twice the filter less the photo
    answer = ndimage.correlate(photos.grey("grass"), kernel, mode="nearest") + 1
    outside = np.mean((answer < 0) | (answer > 1))
    assert filter_scene("grass", "Sobel X", 3, 2.0).text == (
        "Sobel X, 3 × 3, strength 2.0, on a lawn from above. The kernel adds up to −1.00; "
        f"{100 * outside:.0f} % of the pixels are cut off at black or white."
    )
    assert "adds up to 0.00;" in filter_scene("grass", "Laplacian", 7, 1.0).text


def test_the_browser_filters_as_python_does(call):
    view = PhotoFilterView(**photo_traits(size=SIDE))
    states = [
        {"photo": number % 7, "filter": number % 6, "side": number % 3, "strength": strength}
        for number, strength in enumerate((1.0, 0.0, 0.3, 1.0, 0.7, 2.0, 1.4, 1.0, 1.9, 0.1))
    ]
    for state, found in zip(states, browser_scenes(call, view, states), strict=True):
        photo, size = view.names[state["photo"]], SIZES[state["side"]]
        expected = filter_scene(photo, FILTERS[state["filter"]], size, state["strength"])
        result = found["panels"][2]
        result["values"] = np.clip(result["values"], 0, 1)
        expect_the_same_scene(found, expected)


def test_every_control_changes_the_picture_and_its_text(shown, call):
    moves = {
        "photo": ("photo", "brick"),
        "filter": ("filter", "box"),
        "kernel size": ("side", "7"),
        "strength": ("strength", 1.5),
    }
    expect_every_control_to_matter(shown, call, photo_filter, moves)
