import numpy as np
import pytest
from scipy import special

from helpers.explorers.activations.picture import (
    EDGE,
    NAMES,
    activation,
    describe_activation,
    describe_softmax,
    draw_activation,
    draw_softmax,
)
from helpers.start.quiet_start import quiet_start

with quiet_start():
    import keras

SLIDER = np.linspace(-EDGE, EDGE, 81).tolist()
LOGITS = [[2, 1, 0, -1], [5, 5, 5, 5], [-5, 5, 0, 4.5], [0.5, -0.5, 3.5, -4.5]]
KERAS = {
    "sigmoid": keras.ops.sigmoid,
    "tanh": keras.ops.tanh,
    "ReLU": keras.ops.relu,
    "leaky ReLU": lambda x: keras.ops.leaky_relu(x, negative_slope=0.2),
}

# [values, slopes] of every activation, by name.
ALL = """
export const all = (xs, leak) => Object.fromEntries(
    Object.entries(ACTIVATIONS).map(([name, of]) => {
        const pairs = xs.map((x) => of(x, leak));
        return [name, [0, 1].map((at) => pairs.map((pair) => pair[at]))];
    }));
"""


@pytest.mark.parametrize("name", NAMES)
def test_the_functions_are_those_of_keras_and_the_slopes_are_their_derivatives(name):
    x, step = np.linspace(-3.95, 3.95, 40), 1e-2
    values, slopes = activation(name, x, 0.2)
    behind, here, ahead = (
        np.asarray(KERAS[name]((x + by).astype("float32")), float) for by in (-step, 0, step)
    )
    np.testing.assert_allclose(values, here, atol=1e-5)
    np.testing.assert_allclose(slopes, (ahead - behind) / (2 * step), atol=1e-3)


def test_the_browser_has_the_functions_of_python(call):
    x = [*SLIDER, -30, 30]
    (found,) = call("activations/functions", ["all", x, 0.2], more=ALL)
    assert tuple(found) == NAMES
    for name, both in found.items():
        np.testing.assert_allclose(both, activation(name, x, 0.2), atol=1e-12)


@pytest.mark.parametrize("logits", [*LOGITS, [1000, 999, 0, -1000]])
def test_softmax_in_the_browser_is_scipys_even_where_powers_overflow(call, logits):
    (found,) = call("activations/functions", ["softmax", logits])
    np.testing.assert_allclose(found, special.softmax(logits), atol=1e-12)


def test_browser_and_picture_say_the_same_of_every_activation(call):
    cases = [(name, x, leak) for name in NAMES for x in SLIDER for leak in (0.0, 0.05, 0.5)]
    said = call("activations/functions", *(["describeActivation", *case] for case in cases))
    assert said == [describe_activation(*case) for case in cases]
    assert describe_activation("leaky ReLU", -2.5, 0.1) == (
        "leaky ReLU at −2.5: value −0.25, slope 0.1."
    )


def test_browser_and_picture_say_the_same_of_every_softmax(call):
    cases = [*LOGITS, *(np.random.default_rng(1).integers(-10, 11, (50, 4)) / 2).tolist()]
    said = call("activations/functions", *(["describeSoftmax", case] for case in cases))
    assert said == [describe_softmax(case) for case in cases]
    assert describe_softmax([0, 0, 0, -5]) == (
        "Logits 0, 0, 0, −5 become 0.333, 0.333, 0.333, 0.002; they add up to 1."
    )


def test_the_picture_of_an_activation_marks_its_input():
    curve, slope, dot = draw_activation("tanh", 0.5, 0.1).axes[0].lines
    np.testing.assert_allclose(curve.get_ydata(), np.tanh(curve.get_xdata()))
    np.testing.assert_allclose(slope.get_ydata(), 1 / np.cosh(slope.get_xdata()) ** 2)
    assert (dot.get_xdata()[0], dot.get_ydata()[0]) == (0.5, np.tanh(0.5))


def test_the_picture_of_a_softmax_has_a_bar_for_every_logit_and_every_share():
    bars = [[bar.get_width() for bar in axes.patches] for axes in draw_softmax([3, 0, -1, 2]).axes]
    assert bars[0] == [3, 0, -1, 2]
    np.testing.assert_allclose(bars[1], special.softmax([3, 0, -1, 2]))
