"""The pooling explorer: what Python and the browser compute, say and draw."""

import itertools

import numpy as np
import pytest

from helpers.explorers.pooling import explorer as pooling_explorer
from helpers.explorers.pooling import picture as pooling
from helpers.explorers.pooling.picture import KINDS, Pooling
from tests.explorers.boxes import as_matrix, view_of

MAPS = [np.array(rows, float) for rows in pooling_explorer.SMALL_MAPS.values()]


POOLINGS = [
    Pooling(values, kind, k, stride)
    for values, kind, k, stride in itertools.product(MAPS, KINDS, (1, 2, 3, 5), (1, 2, 3))
]


def blocks(pooling):
    """Pooling by hand: slices, without the code under test."""
    (high, wide), step = pooling.window, pooling.step
    rows = range(0, pooling.values.shape[0] - high + 1, step)
    columns = range(0, pooling.values.shape[1] - wide + 1, step)
    keep = np.max if pooling.kind.endswith("max") else np.mean
    return np.array(
        [[keep(pooling.values[i : i + high, j : j + wide]) for j in columns] for i in rows]
    )


def test_pooling_in_python_and_in_the_browser_keeps_what_the_slices_hold(call):
    asked = [["pool", as_matrix(p.values), KINDS.index(p.kind), p.k, p.stride] for p in POOLINGS]
    for pooling_, found in zip(POOLINGS, call("pooling/pool", *asked), strict=True):
        assert found["fits"] == pooling_.fits
        if pooling_.fits:
            expected = blocks(pooling_)
            np.testing.assert_allclose(pooling_.output, expected)
            np.testing.assert_allclose(found["output"]["values"], expected.ravel())


def test_the_browser_says_the_same_of_a_pool(call):
    asked = [["pool", as_matrix(p.values), KINDS.index(p.kind), p.k, p.stride] for p in POOLINGS]
    pooled = call("pooling/pool", *asked)
    places = [tuple(n - 1 for n in p.shape) if p.fits else (0, 0) for p in POOLINGS]
    said = call(
        "pooling/pool",
        *(["describe", one, *place] for one, place in zip(pooled, places, strict=True)),
    )
    assert said == [pooling.describe(p, *place) for p, place in zip(POOLINGS, places, strict=True)]


def test_a_two_by_two_pool_discards_three_quarters():
    assert "16 values become 4, 25 %. Every value is reached." in pooling.describe(Pooling(MAPS[0]))


def test_a_pool_on_an_odd_map_leaves_a_row_and_a_column():
    assert "No window reaches 1 row and 1 column." in pooling.describe(Pooling(MAPS[1]))
    left, _ = pooling.draw_pooling(Pooling(MAPS[1])).axes
    assert len([patch for patch in left.patches if patch.get_hatch()]) == 2


def test_the_sum_below_the_picture_is_right(call):
    values = as_matrix(MAPS[2])
    (pooled,) = call("pooling/pool", ["pool", values, 1, 2, 2])
    (text,) = call("pooling/pool", ["calculation", pooled, 0, 1])
    assert text == "(0 + 3 + 2 + 2) / 4 = 1.75"


def test_the_pooling_explorer_starts_where_it_is_told(shown):
    box, _, text = shown(
        pooling_explorer.pooling_explorer,
        {"ramp": np.arange(49).reshape(7, 7)},
        name="ramp",
        kind="average",
        k=3,
        stride=2,
    )
    view = view_of(box)
    assert (view.maps[view.map]["name"], KINDS[view.kind], view.k, view.stride) == (
        "ramp",
        "average",
        3,
        2,
    )
    assert text.startswith("Map 7 by 7, average of 3 by 3 at stride 2: output 3 by 3.")


def test_without_a_stride_the_window_steps_by_its_own_length(shown):
    box, _, text = shown(pooling_explorer.pooling_explorer, name="5 × 5", k=3)
    assert view_of(box).stride == 0 and "stride 3: output 1 by 1" in text


@pytest.mark.parametrize(
    ("settings", "message"),
    [({"kind": "min"}, "'min'.*global max"), ({"k": 6}, "k is 6"), ({"stride": 5}, "stride is 5"),
     ({"name": "9 × 9"}, "4 × 4"), ({"cell": (2, 0)}, "shape \\(2, 2\\)")],
)  # fmt: skip
def test_a_pool_that_the_controls_cannot_show_is_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        pooling_explorer.pooling_explorer(**settings)
