"""The channel explorer: its controls and what it refuses."""

import numpy as np
import pytest

from helpers.explorers.channels import channel_explorer
from tests.explorers.boxes import controls_of, view_of

X, KERNELS = np.arange(75).reshape(5, 5, 3), np.ones((3, 3, 3, 2), int)


def test_the_explorer_starts_where_it_is_told(shown):
    box, _, text = shown(channel_explorer, X, KERNELS, (4, -3), filter=1, cell=(2, 1))
    view = view_of(box)
    assert np.array_equal(view.x, X) and np.array_equal(view.kernels, KERNELS)
    assert (view.filter, view.bias_0, view.bias_1, view.row, view.column) == (1, 4, -3, 2, 1)
    assert list(controls_of(box)) == ["filter", "bias 0", "bias 1"]
    assert "Filter 1 has 27 weights and 1 bias. At row 2, column 1" in text


@pytest.mark.parametrize(
    ("given", "settings", "message"),
    [
        ((X[..., :2], KERNELS), {}, r"\(5, 5, 2\); it must be \(h, w, 3\)"),
        ((X, KERNELS[..., :1]), {}, r"\(3, 3, 3, 1\); they must be \(k, k, 3, 2\)"),
        ((X[:2], KERNELS), {}, "with k at most 2"),
        ((X, KERNELS, (1,)), {}, "1 biases; there are 2 filters"),
        ((X, KERNELS, (1, 10)), {}, "bias is 10"),
        ((X, KERNELS), {"filter": 2}, "filter is 2"),
        ((X, KERNELS), {"cell": (0, 3)}, r"each map has the shape \(3, 3\)"),
    ],
)
def test_what_is_no_layer_of_two_filters_on_three_channels_is_refused(given, settings, message):
    with pytest.raises(ValueError, match=message):
        channel_explorer(*given, **settings)
