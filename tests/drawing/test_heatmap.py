import numpy as np
import pytest
from matplotlib.figure import Figure

from helpers.drawing.colours import INK, MIDDLE, NEGATIVE, PAPER, POSITIVE
from helpers.drawing.heatmap import diverging, draw_cells, grey, hatch_lines, readable
from tests.drawing.pixels import contrast


def test_ink_is_dark_in_proportion_and_nothing_is_darker_than_ink():
    painted = grey([0, 5, 10, 20], high=10)
    np.testing.assert_array_equal(painted[[0, 2, 3]], [PAPER, INK, INK])
    np.testing.assert_allclose(painted[1], np.mean([PAPER, INK], axis=0))


def test_signs_have_their_colours_in_proportion_and_zero_has_neither():
    painted = diverging(np.array([-4, -2, 0, 4]))
    np.testing.assert_array_equal(painted[[0, 2, 3]], [NEGATIVE, MIDDLE, POSITIVE])
    np.testing.assert_allclose(painted[1], np.mean([NEGATIVE, MIDDLE], axis=0))


@pytest.mark.parametrize("paint", [lambda zeros: grey(zeros, 0), diverging])
def test_an_array_of_zeros_is_painted_without_a_division_by_zero(paint):
    assert np.isfinite(paint(np.zeros((2, 2)))).all()


def test_numbers_are_black_or_white_whichever_reads_better():
    for colour in np.random.default_rng(0).integers(0, 256, size=(200, 3)):
        chosen = readable(colour)
        other = {"#000000": "#ffffff", "#ffffff": "#000000"}[chosen]
        assert contrast(chosen, colour / 255) >= contrast(other, colour / 255) - 0.01


@pytest.mark.parametrize(
    ("shape", "numbered", "numbers"), [((3, 4), True, 12), ((3, 4), False, 0), ((3, 13), True, 0)]
)
def test_numbers_stand_in_the_cells_where_they_fit(shape, numbered, numbers):
    axes, values = Figure().subplots(), np.arange(np.prod(shape)).reshape(shape)
    draw_cells(axes, values, grey(values, 40), numbered=numbered)
    assert [text.get_text() for text in axes.texts] == [str(n) for n in range(numbers)]


def test_whole_rows_and_columns_are_hatched():
    axes = Figure().subplots()
    hatch_lines(axes, [(4,), (0, 2)], (5, 3))
    boxes = [(*box.get_xy(), box.get_width(), box.get_height()) for box in axes.patches]
    assert boxes == [(-0.5, 3.5, 3, 1), (-0.5, -0.5, 1, 5), (1.5, -0.5, 1, 5)]
    assert all(box.get_hatch() for box in axes.patches)
