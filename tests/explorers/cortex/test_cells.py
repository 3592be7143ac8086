"""The cells in the browser are those of helpers.filters.cortex."""

from itertools import product

import numpy as np
import pytest

from helpers.explorers.cortex.explorer import FIELD
from helpers.filters.cortex import CELLS, bar


@pytest.mark.parametrize("prefers", [0, 45, 105])
def test_the_cells_in_the_browser_answer_as_those_in_python(call, prefers):
    bars = list(product((0, 33, 90, 135), (-7, 0, 4), (4, 18, 48)))
    (answers,) = call("cortex/cells", ["answersTo", FIELD, prefers, bars])
    expected = [[cell(bar(*one), prefers) for cell in CELLS.values()] for one in bars]
    assert np.allclose(answers, expected, atol=2e-5)


def test_the_bar_in_the_browser_is_the_one_in_python(call):
    bars = list(product((0, 20, 90, 170), (-3, 0, 5), (7, 30)))
    pictures = call("cortex/cells", *[["bar", FIELD, *one] for one in bars])
    for one, picture in zip(bars, pictures, strict=True):
        assert np.allclose(np.reshape(picture, bar(*one).shape), bar(*one), atol=1e-9)


def test_a_sweep_changes_one_property_and_leaves_the_others(call):
    stimulus = {"angle": 60, "position": 2, "length": 20}
    swept_over = (
        "export const sweptOver = (field, prefers, ...rest) =>"
        "  sweep(field, cellsFor(field, prefers), ...rest);"
    )
    called = ["sweptOver", FIELD, 90, stimulus, "length", [6, 20, 40]]
    (found,) = call("cortex/cells", called, more=swept_over)
    expected = [[cell(bar(60, 2, length), 90) for cell in CELLS.values()] for length in (6, 20, 40)]
    assert np.allclose(found, expected, atol=2e-5)
