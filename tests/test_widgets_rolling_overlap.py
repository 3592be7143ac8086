import json
import shutil
import subprocess

import numpy as np
import pytest

from helpers.drawing import overlap
from helpers.widgets.javascript import es_module
from helpers.widgets.rolling_overlap import RollingOverlapView, controls, rolling_overlap

ERROR = 3e-2  # one sample of a jump of height 1 is 0.02 wide


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
    assert overlap.area("decay", "box", x) == pytest.approx((np.exp(-2 * low) - np.exp(-2 * high)) / 2, abs=ERROR)


@pytest.mark.parametrize("f, h", [("box", "ramp"), ("decay", "bell"), ("ramp", "decay")])
def test_the_order_does_not_matter(f, h):
    for x in (-0.6, 0.0, 0.8):
        assert overlap.area(f, h, x) == pytest.approx(overlap.area(h, f, x), abs=1e-9)


def test_the_browser_computes_the_same_areas_as_numpy():
    node = shutil.which("node")
    if not node:
        pytest.skip("nodejs is missing: apt install nodejs")
    cases = [(f, h, x, move) for f in overlap.SHAPES for h in overlap.SHAPES for x in (-70, -20, 0, 35, 90) for move in (0, 25)]
    samples = {name: overlap.sample(name).tolist() for name in overlap.SHAPES}
    script = es_module("rolling_overlap").replace("export default", "globalThis.unused =")
    script += f"\nconst samples = {json.dumps(samples)}, cases = {json.dumps(cases)};"
    script += f"\nconsole.log(JSON.stringify(cases.map(([f, h, x, move]) => overlap(samples[f], samples[h], {overlap.STEP}, x, move))));"
    done = subprocess.run([node, "--input-type=module"], input=script, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    full = {
        (f, h): np.convolve(samples[f], samples[h]) * overlap.STEP for f in overlap.SHAPES for h in overlap.SHAPES
    }
    middle = len(overlap.GRID) - 1  # where x = 0 lies in the full convolution
    expected = [full[f, h][middle + x - move] for f, h, x, move in cases]
    np.testing.assert_allclose(json.loads(done.stdout), expected, atol=1e-9)


def test_the_controls_set_the_view_and_say_what_they_are():
    box = controls("ramp", "bell", 0.3)
    view = next(child for child in box.children if isinstance(child, RollingOverlapView))
    assert (view.names[view.still], view.names[view.rolling], view.x, view.move) == ("ramp", "bell", 0.3, 0)
    samples = np.frombuffer(view.samples, np.float32).reshape(len(view.names), -1)
    np.testing.assert_allclose(samples[view.still], overlap.sample("ramp"), atol=1e-7)
    assert all(control.description for control in box.children[0].children)


def test_a_function_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(ValueError, match="'sine'.*box, ramp, decay, bell"):
        rolling_overlap("sine")
