import numpy as np
import pytest
from scipy import ndimage

from helpers.convolution import cross_correlate
from helpers.filters.spots import disc, spot_filter
from helpers.images.photos import pyramid


@pytest.mark.parametrize("radius", [1, 2, 3, 5])
def test_a_spot_of_the_filters_own_radius_is_answered_with_1_and_a_plain_area_with_0(radius):
    kernel = spot_filter(radius)
    assert kernel.shape == (4 * radius + 1,) * 2
    assert (disc(radius, len(kernel)) * kernel).sum() == pytest.approx(1, abs=1e-5)
    assert kernel.sum() == pytest.approx(0, abs=1e-5)


def test_a_disc_covers_about_pi_r_squared_pixels():
    for radius in (8, 16, 30):
        assert disc(radius, 128).sum() == pytest.approx(np.pi * radius**2, rel=0.05)


@pytest.mark.parametrize("level", range(4))
def test_each_level_of_a_pyramid_finds_discs_twice_as_large_as_the_one_before(level):
    best = [
        cross_correlate(picture, spot_filter(2)).max()
        for picture in pyramid(disc(2 * 2**level, 128), 4)
    ]
    assert int(np.argmax(best)) == level


@pytest.mark.parametrize("radius", [0, -1, 1.5])
def test_a_radius_that_is_no_positive_integer_is_refused(radius):
    with pytest.raises(ValueError, match=f"radius is {radius}"):
        spot_filter(radius)


def test_a_picture_without_pixels_is_refused():
    with pytest.raises(ValueError, match="size is 0"):
        disc(1, 0)


def test_a_disc_lies_where_its_middle_is_asked_for():
    in_a_pixel, on_a_corner = disc(2, 16, 4.5), disc(2, 16, 5)
    for picture, middle in ((in_a_pixel, 4.5), (on_a_corner, 5)):
        assert ndimage.center_of_mass(picture) == pytest.approx((middle - 0.5, middle - 0.5))
    assert (in_a_pixel.sum(), on_a_corner.sum()) == (13, 12)
    np.testing.assert_array_equal(disc(3, 16), disc(3, 16, 8))
