"""An ascent and its sentence: in the browser as in Python."""

from itertools import islice

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from helpers.explorers.ascent.explorer import LAST_STEP
from helpers.explorers.ascent.layers import ascent_layers, strongest
from helpers.explorers.ascent.picture import Climb, Digits, describe
from helpers.explorers.kit.network import sent
from helpers.start.quiet_start import quiet_start
from helpers.training.activation_maximization import MadeToOrder, ascent, faint_noise
from helpers.training.trained import mnist_cnn

with quiet_start():
    import keras
    from keras import layers

# The sums of all steps and the last patch for each [layer, channel, blur].
MADE = """
const { readNetwork, sumsOf } = $kit_network_forward;
const viewOf = (bytes) => new DataView(Uint8Array.from(bytes).buffer);
export const made = (described, weights, steps, wanted) => {
    const network = readNetwork({ ...described, weights: viewOf(weights) });
    return wanted.map(([layer, channel, blur, noise]) => {
        const ascent = atFoot(layer), below = sumsOf(network, layer.place);
        const start = Float32Array.from(noise);
        while (ascent.sums.length <= steps)
            climbOn(ascent, below, { layer, channel, blur }, start);
        return [ascent.sums, ascent.patches.at(-1)];
    });
};
export const softened = (values, high, wide, deviation) =>
    blurred(Float32Array.from(values), { high, wide }, deviation);
export const said = (state, sums, patch, steps, digits) =>
    describe(state, { sums, patches: sums.map(() => patch) }, steps, digits);
"""


def of_any_geometry():
    """A network whose layers pad, step and leave gaps. Keras compiles groups anew at every step."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(6, (3, 5), padding="same", activation="elu", name="same"),
            layers.AveragePooling2D(2),
            layers.BatchNormalization(),
            layers.Conv2D(4, 3, dilation_rate=2, use_bias=False, name="dilated"),
            layers.LeakyReLU(0.2),
            layers.ZeroPadding2D(1),
            layers.Conv2D(3, 4, strides=3, padding="same", activation="tanh", name="stepping"),
            layers.Flatten(),
            layers.Dense(10, "softmax"),
        ]
    )


def with_weights(model, seed):
    random = np.random.default_rng(seed)
    for one in model.weights:
        scale = np.sqrt(2 / max(np.prod(one.shape[:-1]), 1))
        drawn = random.normal(0, scale, one.shape)
        one.assign(1 + drawn**2 if one.path.endswith("moving_variance") else drawn)
    return model


@pytest.mark.training
@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("network", [mnist_cnn, of_any_geometry])
def test_the_browser_climbs_as_tensorflow_does(call, network, seed):
    model = with_weights(network(), seed)
    found = ascent_layers(model, strongest(model, np.zeros((1, 28, 28, 1), "float32")))
    wanted, expected = [], []
    for layer in found:
        for channel, blur in ((0, 0), (2, 1)):
            way = ascent(model, layer["name"], [channel], blur=blur, seed=seed)
            expected.append(list(islice(way, LAST_STEP + 1)))
            noise = faint_noise(seed, 784).astype("float32").tolist()
            wanted.append([layer, channel, blur, noise])
    described = sent(model)
    weights = list(described.pop("weights"))
    (made,) = call("ascent/climb", ["made", described, weights, LAST_STEP, wanted], more=MADE)
    assert len(made) == 6
    for (sums, patch), way in zip(made, expected, strict=True):
        np.testing.assert_allclose(sums, [one.sums[0] for one in way], rtol=1e-4, atol=1e-4)
        assert sums[-1] > sums[0]
        last = way[-1].patches[0]
        np.testing.assert_allclose(np.reshape(patch, last.shape), last, atol=1e-4)


def test_the_browser_blurs_as_scipy_does(call):
    random = np.random.default_rng(0)
    for high, wide, deviation in ((18, 18, 1), (3, 3, 1), (1, 7, 1), (5, 2, 2.5), (9, 4, 0.4)):
        values = random.normal(size=(high, wide)).astype("float32")
        asked = ["softened", values.ravel().tolist(), high, wide, deviation]
        (found,) = call("ascent/climb", asked, more=MADE)
        expected = gaussian_filter(values, deviation)
        np.testing.assert_allclose(np.reshape(found, (high, wide)), expected, atol=1e-6)


def test_browser_and_picture_say_the_same(call):
    random = np.random.default_rng(3)
    patch = random.random((6, 5)).round(2)
    calls, expected = [], []
    for blur, step, best, count in ((0, 0, 9.0, 1), (1, 1, 0.3, 2000), (1, 3, -5.0, 10)):
        sums = (np.array([0.1, 0.25, 0.7, 1.125]) - (best < 0)).tolist()
        state = {"name": "conv2d_2", "channel": 50, "start": 2, "blur": blur}
        steps, digits = {"step": step, "last": 3}, {"best": best, "count": count}
        calls.append(["said", state, sums, patch.ravel().tolist(), steps, digits])
        way = [MadeToOrder(patch[None], np.array([one])) for one in sums]
        climb = Climb("conv2d_2", 50, 2, blur)
        expected.append(describe(climb, way, step, Digits(patch, best, count)))
    assert call("ascent/climb", *calls, more=MADE) == expected
    assert "steps not blurred" in expected[0] and "never above it." in expected[0]
    assert "each step blurred by 1 pixel. After 1 step the unit's sum is 0.25" in expected[1]
    assert "of 2000 digits has 0.30: the sum is first above it at step 2." in expected[1]
    assert expected[2].endswith("first above it at step 0.")


UNFINISHED = "conv2d, channel 0, from start 0, each step blurred by 1 pixel. "


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (
            100,
            "So far the unit's sum is 0.20; in the noise it was 0.10. 1 of 100 steps are computed.",
        ),
        (
            1,
            "After 1 step the unit's sum is 0.20; in the noise it was 0.10. 1 of 2 pixels are more "
            "ink than paper. The strongest patch of 5 digits has 3.00. "
            "1 of 100 steps are computed.",
        ),
    ],
    ids=["asked for", "there already"],
)
def test_as_long_as_steps_are_missing_the_browser_says_how_many_are_computed(call, step, sentence):
    state = {"name": "conv2d", "channel": 0, "start": 0, "blur": 1}
    given = [[0.1, 0.2], [0.4, 0.6], {"step": step, "last": 100}, {"best": 3, "count": 5}]
    (said,) = call("ascent/climb", ["said", state, *given], more=MADE)
    assert said == UNFINISHED + sentence
