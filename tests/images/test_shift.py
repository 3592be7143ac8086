import numpy as np
import pytest
from scipy import ndimage

from helpers.images.shift import shift

PICTURES = np.random.default_rng(0).random((3, 28, 28, 1)).astype("float32")


@pytest.mark.parametrize(("right", "down"), [(0, 0), (4, 0), (0, -3), (-6, 7), (27, -27)])
def test_a_shift_is_scipys_shift(right, down):
    expected = ndimage.shift(PICTURES, (0, down, right, 0), order=0, cval=0)
    np.testing.assert_array_equal(shift(PICTURES, right, down), expected)


def test_a_shift_leaves_the_original_alone():
    before = PICTURES.copy()
    shift(PICTURES, 2)[:] = 5
    np.testing.assert_array_equal(PICTURES, before)


def test_a_picture_is_not_moved_out_of_its_frame():
    with pytest.raises(ValueError, match=r"right=28.*28 × 28"):
        shift(PICTURES, right=28)
