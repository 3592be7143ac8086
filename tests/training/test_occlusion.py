import numpy as np
import pytest
from scipy.special import softmax

from helpers.networks import Conv2D, MaxPooling2D, Network, look_back, receptive_fields
from helpers.training.exciting_patches import strongest_patches
from helpers.training.occlusion import answers, logit_margins, occlude

GENERATOR = np.random.default_rng(0)


class Sums:
    """Stands in for a network: the sum of the left half and of the right half."""

    def __call__(self, pictures, training):
        half = pictures.shape[2] // 2
        return np.stack(
            [pictures[:, :, :half].sum((1, 2, 3)), pictures[:, :, half:].sum((1, 2, 3))], axis=1
        )


def test_the_window_stands_at_every_place_once():
    picture = GENERATOR.random((6, 8, 1))
    covered = occlude(picture, 3, 7.0)
    assert covered.shape == (4, 6, 6, 8, 1)
    for row in range(4):
        for column in range(6):
            inside = np.zeros((6, 8), bool)
            inside[row : row + 3, column : column + 3] = True
            assert (covered[row, column][inside] == 7).all()
            assert np.array_equal(covered[row, column][~inside], picture[~inside])


def test_the_picture_itself_stays_as_it_was():
    picture = np.ones((5, 5, 1))
    occlude(picture, 2, 0.0)
    assert (picture == 1).all()


@pytest.mark.parametrize("size", [0, 6])
def test_a_window_that_does_not_fit_is_refused_with_its_size(size):
    with pytest.raises(ValueError, match=f"size is {size}"):
        occlude(np.zeros((5, 7, 1)), size)


def test_a_picture_without_channels_is_refused():
    with pytest.raises(ValueError, match=r"\(28, 28\)"):
        occlude(np.zeros((28, 28)), 3)


def test_the_answers_stand_where_the_window_stood():
    picture = np.ones((4, 4, 1))
    found = answers(Sums(), picture, 2, 0.0)
    assert found.shape == (3, 3, 2)
    assert np.array_equal(found[0], [[4, 8], [6, 6], [8, 4]])


def test_the_strongest_patch_is_what_the_unit_sees():
    field = receptive_fields(Network((28, 28, 1), [Conv2D(4, 3), MaxPooling2D(2), Conv2D(4, 3)]))[
        -1
    ]
    pictures = GENERATOR.random((5, 28, 28))
    maps = np.zeros((5, 11, 11))
    maps[3, 2, 7], maps[1, 10, 0], maps[0, 0, 0] = 9, 8, 7
    found = strongest_patches(maps, pictures, field, count=2)
    assert found.values.tolist() == [9, 8] and found.pictures.tolist() == [3, 1]
    assert found.units.tolist() == [[2, 7], [10, 0]]
    assert np.array_equal(found.patches[0], pictures[3, 4:12, 14:22])
    assert np.array_equal(found.patches[1], pictures[1, 20:28, 0:8])


def test_the_patch_agrees_with_looking_back():
    network = Network(
        (28, 28, 1), [Conv2D(4, 3), MaxPooling2D(2), Conv2D(4, 3), MaxPooling2D(2), Conv2D(4, 3)]
    )
    pictures = np.arange(28 * 28.0).reshape(1, 28, 28)
    maps = np.zeros((1, 3, 3))
    maps[0, 1, 2] = 1
    patch = strongest_patches(maps, pictures, receptive_fields(network)[-1], count=1).patches[0]
    seen = look_back(network, unit=(1, 2))[-1]
    assert np.array_equal(patch, pictures[0][np.ix_(seen.rows, seen.columns)])


def test_a_field_that_reaches_into_the_padding_shows_zeros_there():
    field = receptive_fields(Network((6, 6, 1), [Conv2D(1, 3, padding="same")]))[-1]
    maps = np.zeros((1, 6, 6))
    maps[0, 0, 5] = 1
    patch = strongest_patches(maps, np.ones((1, 6, 6)), field, count=1).patches[0]
    assert np.array_equal(patch, [[0, 0, 0], [1, 1, 0], [1, 1, 0]])


def test_more_patches_than_pictures_are_refused():
    with pytest.raises(ValueError, match="count is 3"):
        strongest_patches(
            np.zeros((2, 4, 4)),
            np.zeros((2, 6, 6)),
            receptive_fields(Network((6, 6, 1), [Conv2D(1, 3)]))[-1],
            count=3,
        )


def test_the_margin_is_the_difference_of_the_logits():
    logits = GENERATOR.normal(0, 8, (5, 4, 10))
    shares = softmax(logits, axis=-1).astype(np.float32)
    others = np.delete(logits, 3, axis=-1).max(axis=-1)
    assert np.allclose(logit_margins(shares, 3), logits[..., 3] - others, atol=1e-5)


def test_a_share_that_became_0_gives_a_large_margin_and_no_warning():
    assert logit_margins(np.array([1, 0], np.float32), 0) == pytest.approx(103.28, abs=0.01)
