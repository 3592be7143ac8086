import numpy as np
import pytest

from helpers.drawing.colours import NEGATIVE, POSITIVE
from helpers.drawing.feature_maps import feature_maps, grey_pictures, signed_maps
from tests.drawing.pixels import ink, pixels


def test_every_layer_is_named_with_its_size_and_its_empty_maps():
    maps = np.ones((26, 26, 32))
    maps[..., [0, 7, 9]] = 0
    shown = feature_maps({"picture": np.ones((28, 28, 1)), "conv2d": maps})
    assert shown.alt == (
        "One picture on its way through the network. picture: 1 of 1 maps, 28 by 28; "
        "conv2d: 8 of 32 maps, 26 by 26, 2 of them empty."
    )


def test_the_maps_of_a_layer_are_drawn_on_one_scale():
    weak_beside_strong, strong_alone = np.ones((4, 4, 2)), np.ones((4, 4, 1))
    weak_beside_strong[..., 1] = 0.1
    assert ink(feature_maps({"a": weak_beside_strong}, count=2)) == pytest.approx(
        ink(feature_maps({"a": strong_alone}, count=2)), rel=0.02
    )


def test_an_output_that_is_no_image_is_refused_by_name():
    with pytest.raises(ValueError, match=r"'flatten' has the shape \(576,\)"):
        feature_maps({"flatten": np.zeros(576)})


def test_grey_pictures_and_signed_maps_have_the_colours_of_their_numbers():
    half = np.array([[0.0, 5.0]])
    painted = {tuple(colour) for colour in pixels(grey_pictures({"": half}, "ink")).reshape(-1, 4)}
    assert {(255, 255, 255, 255), (0, 0, 0, 255)} <= painted
    signs = np.array([[-2.0, 2.0]])
    painted = {tuple(colour) for colour in pixels(signed_maps({"": signs}, "two")).reshape(-1, 4)}
    assert {(*NEGATIVE, 255), (*POSITIVE, 255)} <= painted


def test_a_map_with_half_as_many_rows_and_columns_is_drawn_half_as_large():
    shown = pixels(grey_pictures({"picture": np.ones((8, 8)), "map": np.ones((4, 4))}, "ink"))
    black = np.all(shown == (0, 0, 0, 255), axis=2)
    # From the left the picture, a gap, and the map.
    runs = np.flatnonzero(np.diff(np.any(black, axis=0).astype(int)))
    (left, right), (left_of_map, right_of_map) = runs[[0, 1]], runs[[-2, -1]]
    assert (right_of_map - left_of_map) / (right - left) == pytest.approx(0.5, abs=0.03)
