import numpy as np
import pytest
from matplotlib.figure import Figure

from helpers.drawing.trained_network import (
    draw_heat,
    exciting_patches,
    kernel_gallery,
)
from helpers.training.exciting_patches import Excitement


def test_the_kernels_are_described_in_words():
    assert kernel_gallery(np.full((3, 3, 1, 5), -0.25)).alt == (
        "5 kernels of 3 by 3, orange for positive weights and blue for negative ones; "
        "the largest weight is 0.25."
    )


def test_kernels_on_many_channels_are_refused():
    with pytest.raises(ValueError, match=r"\(3, 3, 32, 64\)"):
        kernel_gallery(np.zeros((3, 3, 32, 64)))


def test_the_patches_are_described_by_their_answers():
    values, of = np.array([3.0, 2.5]), np.array([0, 1])
    one = Excitement(np.zeros((2, 8, 8)), values, of, np.zeros((2, 2), int))
    assert exciting_patches({"channel 4": one}).alt == (
        "The 2 patches that excite each channel most. channel 4: answers from 3.0 down to 2.5."
    )


def test_a_window_and_what_it_changes_can_be_laid_on_each_other():
    heat = np.ones((22, 22))  # a window of 7 × 7 on 28 × 28
    heat[0, 0] = 0.25
    axes = Figure().subplots()
    draw_heat(axes, heat, side=28)
    (image,) = axes.images
    assert image.get_extent() == [2.5, 24.5, 24.5, 2.5]  # its centre is from pixel 3 to 24
    assert (image.get_array()[0, 0], image.get_array()[9, 9]) == (0.75, 0)
    assert image.get_clim() == (-1, 1)
