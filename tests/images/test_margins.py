import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.images.margins import WAYS, margins
from helpers.images.shift import shift


def box(top, bottom, left, right, size=12):
    picture = np.zeros((1, size, size, 1))
    picture[:, top : size - bottom, left : size - right] = 0.3
    return picture


@given(st.tuples(*[st.integers(0, 5)] * 4))
def test_the_margins_of_a_box_are_those_it_was_drawn_with(sides):
    found = margins(box(*sides))
    assert [int(found[way][0]) for way in ("up", "down", "left", "right")] == list(sides)


@pytest.mark.parametrize("way", WAYS)
def test_a_move_by_the_margin_loses_no_ink_and_one_pixel_more_does(way):
    generator = np.random.default_rng(0)
    picture = np.zeros((1, 12, 12))
    picture[:, 4:9, 3:8] = generator.random((5, 5)) + 0.1
    by = int(margins(picture)[way][0])
    kept, lost = (
        shift(picture, *(step * (by + more) for step in WAYS[way])).sum() for more in (0, 1)
    )
    assert np.isclose(kept, picture.sum())
    assert lost < picture.sum()


def test_an_empty_picture_has_nothing_but_margin():
    found = margins(np.zeros((2, 5, 7)))
    assert {way: found[way].tolist() for way in found} == {
        "right": [7, 7],
        "left": [7, 7],
        "down": [5, 5],
        "up": [5, 5],
    }
