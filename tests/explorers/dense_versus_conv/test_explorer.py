import pytest

from helpers.explorers.dense_versus_conv.explorer import controls, dense_versus_conv
from helpers.explorers.dense_versus_conv.picture import SIZES, describe
from tests.explorers.boxes import controls_of, view_of


def test_the_controls_set_the_view():
    box = controls(32, 3, 1, 5, 32)
    view, shown = view_of(box), controls_of(box)
    assert set(shown) == {"picture n", "channels", "neurons", "kernel k", "filters"}
    assert SIZES[view.size] == 32 and (view.channels, view.units) == (3, 1)
    shown["neurons"].value, shown["channels"].value = "one per pixel", "grey, 1"
    assert (view.units, view.channels) == (0, 1)


def test_a_size_that_is_not_on_the_slider_is_refused():
    with pytest.raises(ValueError, match="n is 33; the choices are 8, 16, "):
        controls(33, 3, 1, 5, 32)


def test_picture_and_text_show_the_layers_that_the_view_begins_with(shown):
    box, figure, text = shown(dense_versus_conv, 200)
    view = view_of(box)
    state = view.channels, view.units, view.kernel, view.filters
    assert text == describe(SIZES[view.size], *state)
    assert figure.axes[0].lines[1].get_xdata()[0] == SIZES[view.size] == 200
