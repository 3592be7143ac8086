"""A filter, ReLU and a pool: what Python and the browser compute, say and draw."""

import itertools

import numpy as np
import pytest
from scipy import signal

from helpers.explorers.chain.explorer import weights
from helpers.explorers.chain.picture import KINDS, Chain, describe, draw_chain
from helpers.filters import PRESETS
from helpers.images import drawn
from tests.explorers.boxes import as_matrix

SEVEN = drawn.seven() / 50
SETTINGS = list(
    itertools.product(
        ("Sobel X", "Laplacian", "box"), (-0.5, 0.0, 1.2), (True, False), KINDS, (1, 2, 4)
    )
)
CHAINS = [Chain(SEVEN, weights(kernel), *rest) for kernel, *rest in SETTINGS]
NAMES = [kernel for kernel, *_ in SETTINGS]
CELL = (3, 4)


def as_settings(chain):
    return {
        "picture": as_matrix(chain.picture),
        "kernel": as_matrix(chain.kernel),
        "bias": chain.bias,
        "relu": chain.relu,
        "kind": KINDS.index(chain.kind),
        "p": chain.p,
    }


@pytest.fixture(scope="module")
def found(call):
    """The chains as the browser computes them."""
    return call("chain/chain", *(["run", as_settings(chain)] for chain in CHAINS))


def test_each_step_is_what_scipy_and_slices_make_of_the_one_before():
    for chain in CHAINS:
        answers = signal.correlate2d(SEVEN, chain.kernel, mode="valid") + chain.bias
        np.testing.assert_allclose(chain.map, answers, atol=1e-8)
        passed = np.where(answers > 0, answers, 0) if chain.relu else answers
        size = 26 // chain.p
        cut = passed[: size * chain.p, : size * chain.p]
        blocks = cut.reshape(size, chain.p, size, chain.p)
        keep = np.max if chain.kind == "max" else np.mean
        np.testing.assert_allclose(chain.pooled, keep(blocks, axis=(1, 3)), atol=1e-8)


def test_the_browser_makes_the_same_of_every_step(found):
    for chain, there in zip(CHAINS, found, strict=True):
        for name, expected in (
            ("map", chain.map),
            ("rectified", chain.rectified),
            ("pooled", chain.pooled),
        ):
            assert (there[name]["rows"], there[name]["columns"]) == expected.shape
            np.testing.assert_allclose(there[name]["values"], expected.ravel(), atol=1e-8)


def test_the_browser_says_the_same_of_every_chain(call, found):
    asked = [["describe", one, name, *CELL] for one, name in zip(found, NAMES, strict=True)]
    expected = [describe(one, name, *CELL) for one, name in zip(CHAINS, NAMES, strict=True)]
    assert call("chain/chain", *asked) == expected


def test_relu_may_stand_before_or_behind_a_max_pool_but_not_an_average_pool():
    same = {}
    for kind in KINDS:
        with_relu = Chain(SEVEN, weights("Sobel X"), kind=kind).pooled
        without = Chain(SEVEN, weights("Sobel X"), relu=False, kind=kind).pooled
        same[kind] = np.array_equal(with_relu, np.maximum(without, 0))
    assert same == {"max": True, "average": False}


def test_a_cell_of_the_output_sees_what_the_pool_and_the_kernel_cover():
    """Only those pixels change it: 4 by 4 for a pool of 2 and a kernel of 3."""
    chain = Chain(np.random.default_rng(0).uniform(size=(28, 28)), np.ones((3, 3)))
    changes = np.zeros((28, 28), bool)
    for at in np.ndindex(28, 28):
        picture = chain.picture.copy()
        picture[at] += 100
        changes[at] = Chain(picture, chain.kernel).pooled[3, 4] != chain.pooled[3, 4]
    rows, columns = np.nonzero(changes)
    seen = f"rows {rows.min()} to {rows.max()}, columns {columns.min()} to {columns.max()};"
    assert f"It sees the picture in {seen}" in describe(chain, "box", 3, 4)


def test_what_a_pool_leaves_over_is_said_and_hatched():
    chain = Chain(SEVEN, weights("Sobel Y"), p=3)
    assert "No window reaches 2 rows and 2 columns." in describe(chain, "Sobel Y", 0, 0)
    figure = draw_chain(chain, 0, 0)
    hatched = [sum(bool(patch.get_hatch()) for patch in axes.patches) for axes in figure.axes]
    assert sorted(hatched) == [0, 0, 0, 0, 4, 4]


def test_the_line_below_the_pictures_goes_from_the_products_to_the_pool(call):
    chain = Chain(SEVEN, weights("Sobel X"), bias=-0.5, p=2)
    (there,) = call("chain/chain", ["run", as_settings(chain)])
    (text,) = call("chain/chain", ["calculation", there, 5, 7])
    total = chain.products(*chain.largest_at(5, 7)).sum()
    assert text == (
        f"9 products: {total:.2f} → with the bias −0.5: {total - 0.5:.2f} → "
        f"after ReLU: {total - 0.5:.2f} → max of the 4 in the window: {total - 0.5:.2f}"
    )


def test_every_preset_can_be_chosen():
    assert all(weights(name).shape == (3, 3) for name in PRESETS)
