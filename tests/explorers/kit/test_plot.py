import numpy as np
import pytest


@pytest.mark.parametrize(("low", "high"), [(0, 1e-3), (0, 1.05), (0, 4.2e-5), (0, 0.33)])
def test_the_lines_of_an_axis_are_few_round_and_inside(call, low, high):
    (found,) = call("kit/plot", ["ticks", low, high])
    assert 4 <= len(found) <= 9
    assert all(low <= tick <= high * 1.000001 for tick in found)
    steps = np.diff(found)
    assert steps == pytest.approx(steps[0]) and f"{steps[0]:.3e}"[:5] in ("1.000", "2.000", "5.000")


@pytest.mark.parametrize(("low", "high"), [(0.35, 1.4), (0.47, 2.1), (0.55, 2.4), (1e-5, 1e-2)])
def test_a_logarithmic_axis_has_lines_too(call, low, high):
    (found,) = call("kit/plot", ["logTicks", low, high])
    assert 3 <= len(found) <= 10 and low <= min(found) and max(found) <= high * 1.002
