from itertools import product

import numpy as np
import pytest

from helpers.explorers.rolling_overlap import picture as overlap
from helpers.explorers.rolling_overlap.explorer import (
    RollingOverlapView,
    controls,
    rolling_overlap,
)

ERROR = 5e-3  # two decimals are shown


@pytest.mark.parametrize("x", [-1.2, -1.0, -0.4, 0.0, 0.7, 1.0])
def test_two_boxes_make_a_triangle(x):
    assert overlap.area("box", "box", x) == pytest.approx(max(0, 1 - abs(x)), abs=ERROR)


@pytest.mark.parametrize("x", [0.0, 0.5, 1.3, 2.0])
def test_two_bells_make_a_wider_bell(x):
    variance = 2 * 0.4**2
    expected = np.exp(-(x**2) / (2 * variance)) / np.sqrt(2 * np.pi * variance)
    assert overlap.area("bell", "bell", x) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("x", [0.2, 0.5, 1.0])
def test_a_box_smooths_a_decay_as_the_integral_says(x):
    low, high = max(0, x - 0.5), x + 0.5
    expected = (np.exp(-2 * low) - np.exp(-2 * high)) / 2
    assert overlap.area("decay", "box", x) == pytest.approx(expected, abs=ERROR)


@pytest.mark.parametrize(("f", "h"), [("box", "ramp"), ("decay", "bell"), ("ramp", "decay")])
def test_the_order_does_not_matter(f, h):
    for x in (-0.6, 0.0, 0.8):
        assert overlap.area(f, h, x) == pytest.approx(overlap.area(h, f, x), abs=1e-9)


def test_the_browser_computes_the_same_areas_as_numpy(call):
    cases = list(product(overlap.SHAPES, overlap.SHAPES, (-70, -20, 0, 35, 90), (0, 25)))
    samples = {name: overlap.sample(name).tolist() for name in overlap.SHAPES}
    calls = [["overlap", samples[f], samples[h], overlap.STEP, *at] for f, h, *at in cases]
    areas = call("rolling_overlap/overlap", *calls)
    full = {
        (f, h): np.convolve(samples[f], samples[h]) * overlap.STEP
        for f, h in product(overlap.SHAPES, repeat=2)
    }
    middle = len(overlap.GRID) - 1  # where x = 0 lies in the full convolution
    expected = [full[f, h][middle + x - move] for f, h, x, move in cases]
    np.testing.assert_allclose(areas, expected, atol=1e-9)


def test_the_controls_set_the_view_and_say_what_they_are():
    box = controls("ramp", "bell", 0.3)
    view = next(child for child in box.children if isinstance(child, RollingOverlapView))
    names = view.names[view.still], view.names[view.rolling]
    assert (*names, view.x, view.move) == ("ramp", "bell", 0.3, 0)
    samples = np.frombuffer(view.samples, np.float32).reshape(len(view.names), -1)
    np.testing.assert_allclose(samples[view.still], overlap.sample("ramp"), atol=1e-7)
    assert all(control.description for control in box.children[0].children)


def test_a_function_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(ValueError, match=r"'sine'.*box, ramp, decay, bell"):
        rolling_overlap("sine")
