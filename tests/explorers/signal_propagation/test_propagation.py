"""Sums and gradients through ten layers: what Python and the browser compute and say."""

import itertools

import numpy as np
import pytest

from helpers.explorers.signal_propagation.picture import (
    BEHIND,
    HIGH,
    LOW,
    NAMES,
    describe,
    describe_layer,
    draw,
)
from helpers.explorers.signal_propagation.propagation import (
    ACTIVATIONS,
    DEPTH,
    RULES,
    STARTS,
    STEP,
    WIDTH,
    Setting,
    draws,
    propagate,
    weights,
)

SETTINGS = [Setting(*one) for one in itertools.product(RULES, ACTIVATIONS, (1.0, 0.7), (0, 2))]

# The numbers come as a list through JSON.
PROPAGATED = """
export const propagated = (draws, settings) => {
    const bytes = Int8Array.from(draws);
    return settings.map((setting) => propagate(bytes, setting));
};
"""


@pytest.fixture(scope="module")
def in_the_browser(call):
    settings = [vars(one) for one in SETTINGS]
    asked = ["propagated", draws().ravel().tolist(), settings]
    (found,) = call("signal_propagation/propagation", asked, more=PROPAGATED)
    return found


@pytest.mark.training
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("rule", ["Glorot", "He", "orthogonal"])
def test_sums_and_gradients_are_those_of_keras(rule, activation):
    import keras
    import tensorflow as tf

    setting = Setting(rule, activation, factor=1.1, start=1)
    inputs, last = draws()[1, :2] / STEP
    name = {"ReLU": "relu", "none": "linear"}.get(activation, activation)
    function = keras.activations.get(name)
    layers = [keras.layers.Dense(WIDTH, use_bias=False, dtype="float64") for _ in range(DEPTH)]
    with tf.GradientTape() as tape:
        values, sums = function(tf.constant(inputs)), []
        for layer, matrix in zip(layers, weights(setting), strict=True):
            layer.build(values.shape)
            layer.set_weights([matrix])
            sums.append(layer(values))
            tape.watch(sums[-1])
            values = function(sums[-1])
        loss = tf.reduce_sum(sums[-1] * last)
    gradients = tape.gradient(loss, sums)
    found = propagate(setting)
    for numbers, spreads in ((sums, found.sums), (gradients, found.gradients)):
        expected = [np.sqrt(np.mean(np.square(one))) for one in numbers]
        np.testing.assert_allclose(spreads, expected, rtol=1e-6)


@pytest.mark.parametrize(
    ("rule", "deviation"), [("small", 0.05), ("Glorot", (2 / 128) ** 0.5), ("He", (2 / 64) ** 0.5)]
)
def test_a_rule_says_how_far_the_weights_spread(rule, deviation):
    every = np.concatenate([weights(Setting(rule, start=start)) for start in range(STARTS)])
    assert every.std() == pytest.approx(deviation, rel=0.01)
    assert abs(every.mean()) < 0.01 * deviation
    np.testing.assert_allclose(weights(Setting(rule, factor=0.5)), 0.5 * weights(Setting(rule)))


def test_orthogonal_weights_keep_lengths_and_so_the_spread_where_no_activation_is():
    matrices = weights(Setting("orthogonal"))
    eye = np.broadcast_to(np.eye(WIDTH), matrices.shape)
    np.testing.assert_allclose(matrices @ matrices.transpose(0, 2, 1), eye, atol=1e-12)
    found = propagate(Setting("orthogonal", "none"))
    np.testing.assert_allclose(found.sums, found.sums[0])
    np.testing.assert_allclose(found.gradients, found.gradients[-1])


def test_behind_relus_he_keeps_the_sums_and_glorot_halves_their_squares_in_every_layer():
    for start in range(STARTS):
        he, glorot = (propagate(Setting(rule, start=start)) for rule in ("He", "Glorot"))
        assert 0.3 < he.sums[-1] / he.sums[0] < 3
        np.testing.assert_allclose(he.sums / glorot.sums, 2 ** (np.arange(1, DEPTH + 1) / 2))
        np.testing.assert_allclose(he.gradients / glorot.gradients, 2 ** (np.arange(9, -1, -1) / 2))


def test_weights_of_zero_pass_nothing_up_or_down():
    found = propagate(Setting("zeros"))
    assert not found.sums.any() and not found.gradients[:-1].any() and found.gradients[-1] > 0.9
    assert (found.flat == 1).all()


def test_large_weights_drive_tanh_where_it_is_flat():
    shares = [propagate(Setting("He", "tanh", factor)).flat[-1] for factor in (1, 1.5, 2)]
    assert shares == sorted(shares) and shares[0] < 0.01 and shares[-1] > 0.15


def test_the_browser_computes_the_same(in_the_browser):
    for setting, there in zip(SETTINGS, in_the_browser, strict=True):
        here = propagate(setting)
        for name in ("sums", "gradients", "flat"):
            np.testing.assert_allclose(there[name], getattr(here, name), rtol=1e-9, err_msg=name)


def test_the_browser_says_the_same(call, in_the_browser):
    asked, expected = [], []
    for at, (setting, there) in enumerate(zip(SETTINGS, in_the_browser, strict=True)):
        words = NAMES[setting.rule], BEHIND[setting.activation], setting.factor
        layer = at % DEPTH + 1
        asked += [["describe", there, *words], ["describeLayer", there, layer]]
        expected += [describe(setting), describe_layer(setting, layer)]
    assert call("signal_propagation/propagation", *asked) == expected


def test_the_picture_has_both_curves():
    (axes,) = draw(Setting("Glorot", "tanh")).axes
    found = propagate(Setting("Glorot", "tanh"))
    assert [line.get_label() for line in axes.lines] == ["sums", "gradients"]
    np.testing.assert_allclose(axes.lines[0].get_ydata(), found.sums)
    np.testing.assert_allclose(axes.lines[1].get_ydata(), found.gradients)
    assert axes.get_yscale() == "log" and axes.get_ylim() == (LOW, HIGH)
