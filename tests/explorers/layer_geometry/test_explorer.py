"""The layer-geometry explorer: its controls, and the picture that stands still."""

import numpy as np
import pytest

from helpers.explorers.layer_geometry import explorer as layer_geometry
from helpers.explorers.layer_geometry import picture as geometry
from helpers.explorers.layer_geometry.picture import Direction, draw_geometry, draw_windows
from tests.explorers.boxes import view_of


def test_the_picture_hatches_every_row_and_column_that_no_window_reaches():
    layer = Direction(16, 2, 0, 3)
    figure = draw_geometry(layer)
    square, _, tape = (axes for part in figure.subfigs for axes in part.axes)
    hatches = [patch for patch in square.patches if patch.get_hatch()]
    assert len(hatches) == 2 * len(layer.unreached) == 12
    assert len([patch for patch in tape.patches if patch.get_hatch()]) == 6


def test_windows_of_two_layers_are_one_picture_with_words():
    picture = draw_windows(
        {"valid": Direction(10, 3, 0, 2), "same": Direction(10, 3, "same", 2)}, alt="Two tapes."
    )
    assert 'alt="Two tapes."' in picture._repr_html_()


def test_the_explorer_starts_where_it_is_told(shown):
    box, _, text = shown(layer_geometry.layer_geometry, 224, 7, padding=3, stride=2, window=(5, 6))
    view = view_of(box)
    assert (view.n, view.k, layer_geometry.PADDINGS[view.padding], view.stride) == (224, 7, 3, 2)
    assert list(layer_geometry.EXAMPLES)[view.example] == "ResNet: first layer"
    assert "output 112" in text and "Window row 5, column 6 covers rows 10 to 16" in text


def test_a_layer_that_is_no_example_is_the_students_own():
    box = layer_geometry.controls(Direction(9, 2))
    assert view_of(box).example == len(layer_geometry.EXAMPLES)
    assert box.children[0].children[0].value == layer_geometry.OWN


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"n": 257}, "n is 257"), ({"k": 0}, "k is 0"), ({"padding": 6}, "padding is 6.*same"),
        ({"stride": 6}, "stride is 6"), ({"window": (13, 0)}, "the output has 13 rows"),
    ],
)  # fmt: skip
def test_a_geometry_that_the_controls_cannot_show_is_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        layer_geometry.layer_geometry(**settings)


def test_equal_pixels_stand_below_each_other_so_that_a_shift_of_the_windows_is_seen():
    layers = {"same": Direction(10, 3, "same", 2), "both sides": Direction(10, 3, 1, 2)}
    figure = geometry.windows_figure(layers)
    figure.draw_without_rendering()
    places = []
    for axes in figure.axes:
        cells = {text.get_text(): text for text in axes.texts}
        to_page = axes.transData.transform
        places.append([to_page(cells[str(pixel)].get_position())[0] for pixel in range(10)])
    np.testing.assert_allclose(*places)
