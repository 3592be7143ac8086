import numpy as np
import pytest

from helpers.drawing.trained_network import exciting_patches, kernel_gallery, occlusion_maps
from helpers.training.exciting_patches import Excitement


def test_the_kernels_are_described_in_words():
    shown = kernel_gallery(np.full((3, 3, 1, 5), -0.25))
    assert "5 kernels of 3 by 3" in shown.alt and "0.25" in shown.alt


def test_kernels_on_many_channels_are_refused():
    with pytest.raises(ValueError, match=r"\(3, 3, 32, 64\)"):
        kernel_gallery(np.zeros((3, 3, 32, 64)))


def test_the_patches_are_described_by_their_answers():
    values, of = np.array([3.0, 2.5]), np.array([0, 1])
    one = Excitement(np.zeros((2, 8, 8)), values, of, np.zeros((2, 2), int))
    assert "channel 4: answers from 3.0 down to 2.5" in exciting_patches({"channel 4": one}).alt


def test_the_heat_is_described_by_its_range():
    shown = occlusion_maps({"7 × 7": np.array([[0.25, 1.0], [1.0, 1.0]])}, np.zeros((8, 8)))
    assert "7 × 7: from 0.25 to 1.00" in shown.alt
