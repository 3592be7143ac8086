from importlib.metadata import files
from itertools import pairwise

import numpy as np
import pytest
from skimage import color, data, transform

from helpers.images import photos


@pytest.mark.parametrize("name", photos.PHOTOS)
def test_every_photo_ships_with_scikit_image_and_needs_no_download(name):
    installed = {str(file) for file in files("scikit-image")}
    assert f"skimage/data/{name}.png" in installed
    assert photos.colour(name, size=32).shape == (32, 32, 3)


def test_the_astronaut_is_scikit_images_own_shrunk_by_2():
    ours = photos.colour("astronaut")
    theirs = transform.downscale_local_mean(data.astronaut(), (2, 2, 1))
    assert np.abs(255 * ours - theirs).max() <= 1  # rounded twice, along rows and along columns


def test_a_wide_photo_loses_as_much_on_the_left_as_on_the_right():
    whole = data.coffee()  # 400 × 600
    assert np.array_equal(np.round(255 * photos.colour("coffee", size=400)), whole[:, 100:500])


def test_grey_is_the_luminance_that_scikit_image_computes():
    grey = photos.grey("chelsea", size=100)
    assert grey.dtype == np.float32 and grey.shape == (100, 100)
    assert (
        np.abs(grey - color.rgb2gray(photos.colour("chelsea", size=100))).max() <= 0.5 / 255 + 1e-6
    )


def test_a_pyramid_halves_its_sides_and_keeps_its_mean():
    levels = photos.pyramid(photos.grey("camera"), 5)
    assert [level.shape for level in levels] == [(n, n) for n in (256, 128, 64, 32, 16)]
    for larger, smaller in pairwise(levels):
        assert np.allclose(smaller, transform.downscale_local_mean(larger, (2, 2)), atol=1e-6)
        assert smaller.mean() == pytest.approx(larger.mean(), abs=1e-5)


def test_rows_that_fill_no_whole_square_are_left_out():
    picture = np.arange(35.0).reshape(5, 7)
    assert np.array_equal(
        photos.shrink(picture, 3), [[picture[:3, :3].mean(), picture[:3, 3:6].mean()]]
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: photos.colour("lena"), "there is no photo 'lena'; choose from astronaut, "),
        (lambda: photos.grey("chelsea", size=400), "size is 400; the photo 'chelsea' has 300 rows"),
        (lambda: photos.grey("camera", size=0), "size is 0;"),
        (
            lambda: photos.shrink(np.zeros((3, 9)), 4),
            "factor is 4, but the picture has 3 × 9 pixels",
        ),
    ],
)
def test_what_cannot_be_shown_is_refused_with_its_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()
