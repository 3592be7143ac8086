import numpy as np
import pytest
from scipy import signal

from helpers.filters.gabor import gabor_bank
from helpers.filters.learned import gabor_likeness, independent_filters, random_patches

GENERATOR = np.random.default_rng(5)


def test_patches_are_pieces_of_their_picture_without_their_mean():
    picture = GENERATOR.random((20, 30, 3))
    patches = random_patches([picture], size=4, count=50, seed=1)
    assert patches.shape == (50, 4, 4, 3)
    windows = np.lib.stride_tricks.sliding_window_view(picture, (4, 4, 3)).reshape(-1, 4, 4, 3)
    centred = windows - windows.mean(axis=(1, 2, 3), keepdims=True)
    for patch in patches:
        assert np.abs(centred - patch).max(axis=(1, 2, 3)).min() < 1e-12


def test_every_picture_gives_equally_many_patches_and_a_seed_gives_the_same_ones():
    dark, bright = np.zeros((8, 8, 1)), GENERATOR.random((9, 9, 1))
    patches = random_patches([dark, bright], size=3, count=21, seed=2)
    assert (
        len(patches) == 20
        and np.all(patches[:10] == 0)
        and np.all(patches[10:].std(axis=(1, 2, 3)) > 0)
    )
    assert np.array_equal(patches, random_patches([dark, bright], size=3, count=21, seed=2))
    with pytest.raises(ValueError, match="size is 9, but a picture has 8 × 8 pixels"):
        random_patches([dark, bright], size=9)


def test_independent_bars_that_were_mixed_are_found_again():
    """Patches made of rows that are lit independently: each filter must single out one row."""
    lit = GENERATOR.laplace(size=(4000, 5))
    patches = np.repeat(lit[:, :, None, None], 5, axis=2)
    kernels = independent_filters(patches, count=5, seed=0)
    assert kernels.shape == (5, 5, 1, 5)
    by_row = np.abs(kernels[..., 0, :].sum(axis=1))  # (row, filter)
    assert sorted(by_row.argmax(axis=0)) == [0, 1, 2, 3, 4]
    second = np.sort(by_row, axis=0)[-2]
    assert np.all(second < 0.1 * by_row.max(axis=0))


def test_a_gabor_filter_is_like_one_and_noise_is_not():
    bank = gabor_bank(5, (0, 45, 105), size=11, phase=40)
    coloured = bank * np.array([1.0, -0.5, 0.2])[None, None, :, None]
    assert np.all(gabor_likeness(bank) > 0.99) and np.all(gabor_likeness(coloured) > 0.99)
    assert np.all(gabor_likeness(GENERATOR.normal(size=(11, 11, 3, 8))) < 0.3)


def test_a_blob_without_stripes_is_not_like_a_gabor_filter():
    row = signal.windows.gaussian(11, 2)
    blob = np.outer(row, row)[:, :, None, None]
    assert gabor_likeness(blob)[0] < 0.75
