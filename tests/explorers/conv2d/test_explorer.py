from dataclasses import asdict

import pytest

from helpers.explorers.conv2d import conv2d_explorer
from helpers.explorers.conv2d.layer import Conv, describe, describe_filter
from tests.explorers.boxes import controls_of, view_of


def test_it_starts_where_it_is_told(shown):
    conv = Conv(12, 6, 4, 5, 2, "same", 1, 2, use_bias=False)
    box, _, text = shown(conv2d_explorer, conv, chosen=3)
    view = view_of(box)
    found = {name: getattr(view, name) for name in asdict(conv)}
    assert found | {"padding": view.paddings[view.padding]} == asdict(conv)
    assert view.filter == 3
    assert text == f"{describe(conv)} {describe_filter(conv, 3)}"
    assert set(controls_of(box)) == {"input n", *asdict(conv)} - {"n"}


@pytest.mark.parametrize(
    ("conv", "lines", "marked"), [(Conv(), 32, 4), (Conv(groups=4), 8, 1), (Conv(groups=3), 0, 0)]
)
def test_the_picture_has_a_line_for_each_channel_that_a_filter_sees(shown, conv, lines, marked):
    _, figure, _ = shown(conv2d_explorer, conv, chosen=2)
    drawn = [line for line in figure.axes[0].lines if line.get_marker() == "None"]
    assert len(drawn) == lines
    assert sum(line.get_linewidth() > 1 for line in drawn) == marked


@pytest.mark.parametrize(
    ("conv", "chosen", "complaint"),
    [
        (Conv(33), 0, "n is 33"),
        (Conv(padding="full"), 0, "padding is 'full'; the choices are valid, same"),
        (Conv(groups=9), 0, "groups is 9"),
        (Conv(filters=4), 4, "chosen is 4"),
    ],
)
def test_what_the_controls_cannot_show_is_refused(conv, chosen, complaint):
    with pytest.raises(ValueError, match=complaint):
        conv2d_explorer(conv, chosen=chosen)
