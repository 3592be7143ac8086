"""The explorer of a chain: its controls and what it refuses."""

import numpy as np
import pytest

from helpers.explorers.chain import chain_explorer
from helpers.explorers.chain.picture import KINDS
from tests.explorers.boxes import controls_of, view_of

PICTURE = np.linspace(0, 1, 100).reshape(10, 10)


def test_the_explorer_starts_where_it_is_told(shown):
    box, _, text = shown(
        chain_explorer, PICTURE, "sharpen", bias=0.3, relu=False, kind="average", p=4, cell=(1, 0)
    )
    view = view_of(box)
    assert view.kernels[view.kernel]["name"] == "sharpen"
    assert (view.bias, view.relu, KINDS[view.kind], view.p) == (0.3, False, "average", 4)
    assert (view.row, view.column) == (1, 0)
    assert list(controls_of(box)) == ["kernel", "bias", "ReLU before the pool", "pool", "pool size"]
    assert "No ReLU, average pool of 4: 2 by 2." in text


@pytest.mark.parametrize(
    ("picture", "settings", "message"),
    [
        (PICTURE[:5], {}, r"\(5, 10\); it must be \(h, w\), both 6 or more"),
        (PICTURE, {"kernel": "cat"}, "'cat'.*Sobel X"),
        (PICTURE, {"bias": 2.1}, "bias is 2.1; it must be from −2 to 2"),
        (PICTURE, {"kind": "min"}, "'min'.*average"),
        (PICTURE, {"p": 5}, "p is 5"),
        (PICTURE, {"cell": (4, 0)}, r"the output has the shape \(4, 4\)"),
    ],
)
def test_a_chain_that_the_controls_cannot_show_is_refused(picture, settings, message):
    with pytest.raises(ValueError, match=message):
        chain_explorer(picture, **settings)
