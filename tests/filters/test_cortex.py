import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.filters.cortex import (
    BAR_WIDTH,
    CELLS,
    SIZE,
    bar,
    complex_cell,
    hypercomplex,
    simple,
    simple_weights,
)

ANGLES = st.integers(0, 179)
MACHINE_MAY_BE_BUSY = settings(deadline=None, max_examples=40)


def test_an_upright_bar_is_a_stripe_of_columns_and_a_level_one_of_rows():
    upright, level = bar(90), bar(0)
    half = int(BAR_WIDTH // 2)
    middle = SIZE // 2
    assert np.allclose(upright[:, middle - half : middle + half + 1], 1)
    assert upright.sum() == pytest.approx(BAR_WIDTH * SIZE)
    assert np.allclose(level, upright.T)


def test_a_bar_moves_right_and_down_and_has_its_length():
    assert np.allclose(bar(90, 4), np.roll(bar(90), 4, axis=1))
    assert np.allclose(bar(0, 4), np.roll(bar(0), 4, axis=0))
    for length in (5, 12, 20):
        assert bar(30, length=length).sum() == pytest.approx(length * BAR_WIDTH, rel=0.03)


@MACHINE_MAY_BE_BUSY
@given(ANGLES)
def test_a_simple_cell_answers_1_to_its_favourite_bar_and_nothing_to_a_plain_field(prefers):
    assert simple(bar(prefers), prefers) == pytest.approx(1)
    assert simple(np.ones((SIZE, SIZE)), prefers) == pytest.approx(0, abs=1e-4)


@MACHINE_MAY_BE_BUSY
@given(prefers=ANGLES, angle=ANGLES)
def test_no_cell_answers_more_to_another_angle_than_to_its_own(prefers, angle):
    for cell in CELLS.values():
        assert cell(bar(angle, length=16), prefers) <= cell(bar(prefers, length=16), prefers) + 0.02
    # Half a turn changes nothing about a bar.
    assert simple(bar(angle), prefers) == pytest.approx(simple(bar(angle + 180), prefers), abs=1e-6)


@MACHINE_MAY_BE_BUSY
@given(ANGLES)
def test_a_bar_across_the_favourite_direction_is_not_answered(prefers):
    assert simple(bar(prefers + 90), prefers) < 0.02


@MACHINE_MAY_BE_BUSY
@given(prefers=ANGLES, position=st.integers(-8, 8))
def test_a_complex_cell_forgives_a_shift_that_silences_a_simple_cell(prefers, position):
    shifted = bar(prefers, position)
    assert complex_cell(shifted, prefers) > 0.6
    if abs(position) >= 4:
        assert simple(shifted, prefers) < 0.05


def test_a_complex_cell_gives_the_largest_answer_of_its_simple_cells_by_definition():
    picture = np.random.default_rng(2).random((SIZE, SIZE))
    sums = [(picture * simple_weights(40, shift)).sum() for shift in range(-8, 9, 2)]
    assert complex_cell(picture, 40) == pytest.approx(max(0, *sums))


@MACHINE_MAY_BE_BUSY
@given(ANGLES)
def test_a_hypercomplex_cell_likes_a_bar_that_ends_and_is_silenced_by_a_long_one(prefers):
    lengths = {
        length: hypercomplex(bar(prefers, length=length), prefers) for length in (2, 16, 24, 48)
    }
    assert lengths[16] > 0.8
    assert lengths[2] < 0.3 and lengths[48] < 0.1
    assert simple(bar(prefers, length=48), prefers) > 0.95


@MACHINE_MAY_BE_BUSY
@given(prefers=ANGLES, across=st.sampled_from((-6, 0, 6)), along=st.sampled_from((-10, 0, 10)))
def test_a_moved_cell_likes_a_bar_that_has_moved_along(prefers, across, along):
    here = simple(bar(prefers, across), prefers, across, along)
    assert here == pytest.approx(1, abs=0.05)
