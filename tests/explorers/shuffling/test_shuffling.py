"""Blocks that change places: what Python and the browser compute and say."""

import numpy as np
import pytest
from scipy.signal import correlate2d

from helpers.explorers.shuffling import shuffle_explorer
from helpers.explorers.shuffling.picture import (
    BLOCKS,
    SIDE,
    Shuffled,
    describe,
    digit,
    draw,
    order,
    weights,
)
from tests.explorers.boxes import as_matrix, controls_of, view_of


def in_browser(block):
    return {
        "digit": as_matrix(digit()),
        "weights": as_matrix(weights()),
        "block": block,
        "order": order(block).tolist(),
    }


@pytest.mark.parametrize("block", BLOCKS)
def test_every_pixel_is_there_once_and_blocks_stay_whole(block):
    places = order(block).reshape(SIDE, SIDE)
    assert sorted(places.ravel()) == list(range(SIDE**2))
    assert (places.ravel() == np.arange(SIDE**2)).all() == (block == SIDE)
    whole = np.arange(SIDE**2).reshape(SIDE, SIDE)[:block, :block]
    for i in range(0, SIDE, block):
        for j in range(0, SIDE, block):
            tile = places[i : i + block, j : j + block]
            assert (tile - tile[0, 0] == whole).all()


@pytest.mark.parametrize("block", BLOCKS)
def test_a_dense_neuron_minds_no_order(block):
    assert Shuffled(block).answer == pytest.approx((digit() * weights()).sum())


@pytest.mark.parametrize("block", BLOCKS)
def test_the_filter_answers_as_scipy_does(block):
    shuffled = Shuffled(block)
    expected = correlate2d(shuffled.picture, [[-1, 0, 1]], mode="same")
    np.testing.assert_allclose(shuffled.map, expected, atol=1e-12)


def test_the_smaller_the_blocks_the_less_a_filter_keeps():
    kept = [Shuffled(block).together for block in BLOCKS]
    assert kept == sorted(kept, reverse=True) and kept[0] == 1
    likeness = [Shuffled(block).likeness for block in BLOCKS]
    assert likeness[0] == pytest.approx(1)
    assert likeness == sorted(likeness, reverse=True) and abs(likeness[-1]) < 0.1


def test_the_browser_computes_the_same(call):
    found = call("shuffling/shuffling", *(["shuffled", in_browser(block)] for block in BLOCKS))
    for block, theirs in zip(BLOCKS, found, strict=True):
        ours = Shuffled(block)
        for name in ("picture", "weights", "map", "wanted"):
            np.testing.assert_allclose(
                theirs[name]["values"], getattr(ours, name).ravel(), atol=1e-12
            )
        for name in ("answer", "likeness", "together"):
            assert theirs[name] == pytest.approx(getattr(ours, name), abs=1e-12)


def test_the_browser_says_the_same(call):
    made = call("shuffling/shuffling", *(["shuffled", in_browser(block)] for block in BLOCKS))
    said = call("shuffling/shuffling", *(["describe", one] for one in made))
    assert said == [describe(Shuffled(block)) for block in BLOCKS]


def test_words_tell_nothing_shuffled_from_blocks():
    assert describe(Shuffled(28)).startswith("Nothing has changed places: 100 % of the pixels")
    assert describe(Shuffled(4)).startswith("Blocks of 4 by 4 pixels have changed places: ")


def test_the_picture_has_four_panels():
    titles = [axes.get_title() for axes in draw(Shuffled(7)).axes]
    assert len(titles) == 4 and titles[0] == "picture"


def test_the_explorer_starts_where_it_is_told(shown):
    box, _, text = shown(shuffle_explorer, 7)
    view = view_of(box)
    assert view.blocks[view.block] == 7
    assert list(controls_of(box)) == ["blocks of"]
    assert text == describe(Shuffled(7))


def test_a_block_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="block is 5; the choices are 28, 14, 7, 4, 2, 1"):
        shuffle_explorer(5)
