import numpy as np
import pytest

from helpers import filters
from helpers.convolution import cross_correlate
from helpers.images import drawn


def test_a_stroke_is_full_on_its_line_and_fades_to_nothing():
    picture = drawn.strokes([np.array([(2.0, 1.0), (2.0, 5.0)])], size=7, width=1.5)
    assert np.all(picture[2, 1:6] == drawn.INK)
    assert np.allclose(picture[3, 1:6], drawn.INK * (1 - 1 / 1.5))
    assert np.all(picture[4:] == 0) and np.all(picture[0] == 0)


@pytest.mark.parametrize(
    ("draw", "size"), [(drawn.mouse, 32), (drawn.seven, 28), (drawn.mouse, 64)]
)
def test_pictures_have_their_size_and_gray_values_and_a_dark_border(draw, size):
    picture = draw(size)
    assert picture.shape == (size, size)
    assert picture.min() == 0 and drawn.INK * 0.9 < picture.max() <= drawn.INK


def test_the_curve_filter_finds_the_back_of_the_mouse():
    response = cross_correlate(drawn.mouse(), filters.CURVE)
    row, column = np.unravel_index(response.argmax(), response.shape)
    assert response.shape == (26, 26)
    assert 8 <= row <= 16 and column <= 4
