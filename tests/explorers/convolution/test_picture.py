"""The picture of a convolution that does not move."""

import io

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from PIL import Image
from scipy.signal import correlate2d

from helpers import filters
from helpers.drawing.colours import GREY, PINK
from helpers.drawing.picture import png
from helpers.explorers.convolution.picture import convolution_step, describe_step, draw_step

IMAGE = np.arange(48).reshape(6, 8) % 7


def rectangles(axes, colour=PINK):
    """(row, column, rows, columns) of the frames in a colour, in cells."""
    found = []
    for patch in axes.patches:
        if isinstance(patch, Rectangle) and np.allclose(patch.get_edgecolor()[:3], to_rgb(colour)):
            x, y = patch.get_xy()
            found.append((y + 0.5, x + 0.5, patch.get_height(), patch.get_width()))
    return found


def numbers(axes):
    texts = [text.get_text().replace("−", "-") for text in axes.texts]
    return [float(text) for text in texts]


def grids(step):
    return draw_step(step).axes


def test_input_kernel_and_output_stand_in_the_cells():
    step = convolution_step(IMAGE, filters.SOBEL_X)
    left, middle, right = grids(step)
    np.testing.assert_array_equal(numbers(left), IMAGE.ravel())
    np.testing.assert_array_equal(numbers(middle), filters.SOBEL_X.ravel())
    expected = correlate2d(IMAGE, filters.SOBEL_X, mode="valid")
    np.testing.assert_allclose(numbers(right), expected.ravel())
    assert [axes.get_title() for axes in (left, middle, right)] == [
        "input 6 × 8", "kernel 3 × 3", "output 4 × 6",
    ]  # fmt: skip


def test_the_window_is_where_the_cell_looks():
    step = convolution_step(IMAGE, np.ones((3, 3)), padding=1, stride=2, cell=(1, 3))
    left, _, right = grids(step)
    assert rectangles(left) == [(2, 6, 3, 3)]
    assert rectangles(right) == [(1, 3, 1, 1)]


def test_a_dilated_kernel_shows_each_of_its_taps():
    step = convolution_step(IMAGE, np.ones((2, 2)), dilation=3, cell=(1, 2))
    *taps, around = rectangles(grids(step)[0])
    assert taps == [(1, 2, 1, 1), (1, 5, 1, 1), (4, 2, 1, 1), (4, 5, 1, 1)]
    assert around == (1, 2, 4, 4)


def test_rows_and_columns_that_no_window_reaches_are_hatched():
    step = convolution_step(IMAGE, np.ones((2, 2)), stride=3)
    left = grids(step)[0]
    hatched = [
        (patch.get_y() + 0.5, patch.get_x() + 0.5, patch.get_height(), patch.get_width())
        for patch in left.patches
        if patch.get_hatch()
    ]
    assert hatched == [(2, 0, 1, 8), (5, 0, 1, 8), (0, 2, 6, 1), (0, 5, 6, 1)]


def test_padding_is_drawn_as_zeros_around_the_input():
    step = convolution_step(IMAGE, np.ones((3, 3)), padding="same")
    left = grids(step)[0]
    np.testing.assert_array_equal(np.reshape(numbers(left), (8, 10)), np.pad(IMAGE, 1))
    assert (1, 1, 6, 8) in rectangles(left, GREY)


def test_a_large_picture_is_drawn_without_numbers():
    left, middle, right = grids(convolution_step(np.eye(28), np.ones((5, 5))))
    assert not left.texts and len(middle.texts) == 25 and not right.texts


def test_a_kernel_that_does_not_fit_is_drawn_over_the_input_with_the_reason():
    figure = draw_step(convolution_step(IMAGE, np.ones((7, 7)), dilation=2))
    assert rectangles(figure.axes[0]) == [(0, 0, 13, 13)]
    reason = " ".join(figure.get_supxlabel().split())
    assert "The kernel covers 13 × 13, the padded input has 6 × 8." in reason


def test_the_formula_and_the_value_of_the_cell_stand_below():
    figure = draw_step(convolution_step(IMAGE, np.ones((3, 3)), stride=2, cell=(1, 1)))
    below = figure.get_supxlabel()
    assert "=2$" in below and "=3$" in below and "output[1, 1] = " in below
    assert below.endswith(f" {correlate2d(IMAGE, np.ones((3, 3)), mode='valid')[2, 2]:g}")


def test_words_say_the_rows_that_are_not_reached():
    words = describe_step(convolution_step(IMAGE, np.ones((3, 3)), stride=2))
    assert "output 2 by 3. No window reaches 1 row and 1 column." in words


def luminance(colour):
    part = np.array(to_rgb(colour))
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return linear @ (0.2126, 0.7152, 0.0722)


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("page", ["#ffffff", "#111111"])
def test_words_outside_the_cells_read_on_a_light_and_on_a_dark_page(page):
    assert contrast(GREY, page) > 4


def test_numbers_read_on_the_colour_of_their_cell():
    ramp = np.linspace(0, 1, 100).reshape(10, 10)
    step = convolution_step(ramp, np.array([[-1, 0.5], [0.25, 1]]))
    for axes in grids(step):
        colours = axes.images[0].get_array()
        for text in axes.texts:
            column, row = map(int, text.get_position())
            assert contrast(text.get_color(), colours[row, column]) >= 4.5


def test_numbers_stay_inside_their_cells():
    step = convolution_step(IMAGE, np.full((7, 7), -0.1234), padding=3)
    figure = draw_step(step)
    renderer = FigureCanvasAgg(figure).get_renderer()
    for axes in figure.axes:
        cell = axes.transData.transform((1, 0))[0] - axes.transData.transform((0, 0))[0]
        for text in axes.texts:
            assert text.get_window_extent(renderer).width <= cell


def test_only_cells_and_words_cover_the_page():
    picture = Image.open(io.BytesIO(png(draw_step(convolution_step(IMAGE, filters.BOX)))))
    alpha = np.asarray(picture)[..., 3]
    assert 0.3 < (alpha == 0).mean() < 0.9


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"image": np.ones(3), "kernel": np.ones((3, 3))}, r"image has shape \(3,\)"),
        ({"image": IMAGE, "kernel": np.ones((3, 3, 1))}, "kernel has shape"),
        ({"image": IMAGE, "kernel": np.ones((3, 3)), "cell": (4, 0)}, r"cell is \(4, 0\)"),
    ],
)
def test_a_wrong_argument_is_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        convolution_step(**arguments)
