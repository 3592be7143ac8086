import pytest

from helpers.explorers.dense_versus_conv.explorer import CHANNELS, NEURONS, dense_versus_conv
from helpers.explorers.dense_versus_conv.picture import SIZES, describe
from tests.explorers.boxes import controls_of, view_of


def test_the_names_in_the_lists_are_those_of_the_counts(shown):
    box, _, _ = shown(dense_versus_conv)
    view, labelled = view_of(box), controls_of(box)
    assert list(labelled) == ["picture n", "channels", "neurons", "kernel k", "filters"]
    for label, named, counts, position in (
        ("channels", CHANNELS, view.channel_counts, view.channels),
        ("neurons", NEURONS, view.unit_counts, view.units),
    ):
        control = labelled[label]
        assert control.index == position
        assert [named[option] for option in control.options] == counts


def test_a_size_that_is_not_on_the_slider_is_refused():
    with pytest.raises(ValueError, match="n is 33; the choices are 8, 16, "):
        dense_versus_conv(33)


def test_picture_and_text_show_the_layers_that_the_view_begins_with(shown):
    explorer, options = dense_versus_conv, {"channels": 1, "units": 0, "kernel": 99}
    box, figure, text = shown(explorer, 200, **options)
    view = view_of(box)
    assert text == describe(
        view.sizes[view.size],
        view.channel_counts[view.channels],
        view.unit_counts[view.units],
        view.kernel,
        view.filters,
    )
    assert text == describe(200, 1, 0, 11, 32)
    assert figure.axes[0].lines[1].get_xdata()[0] == SIZES[view.size] == 200
