"""Pictures made to order: the one case whose answer is known, and what the others must keep."""

import numpy as np
import pytest

from helpers.start.quiet_start import quiet_start
from helpers.training.activation_maximization import made_to_order

with quiet_start():
    import keras
    from keras import layers


@pytest.fixture(scope="module")
def model():
    made = keras.Sequential(
        [
            keras.Input((12, 12, 1)),
            layers.Conv2D(4, 3, activation="relu", name="first"),
            layers.MaxPooling2D(2),
            layers.Conv2D(3, 3, activation="relu", use_bias=False, name="second"),
        ]
    )
    random = np.random.default_rng(3)
    for one in made.weights:  # none so near to 0 that its pixel would take long
        one.assign(random.choice([-1, 1], one.shape) * random.uniform(0.3, 1, one.shape))
    return made


def test_a_kernel_on_one_channel_asks_for_ink_where_its_weights_are_positive(model):
    kernel, bias = model.get_layer("first").get_weights()
    made = made_to_order(model, "first", range(4))
    for channel in range(4):
        weights = kernel[:, :, 0, channel]
        assert np.array_equal(made.patches[channel], weights > 0)
        expected = weights[weights > 0].sum() + bias[channel]
        assert made.sums[channel] == pytest.approx(expected, rel=1e-5)


def test_no_picture_of_many_at_random_excites_a_deeper_channel_as_much(model):
    made = made_to_order(model, "second", [2, 0], steps=50)
    assert made.patches.shape == (2, 8, 8)
    assert made.patches.min() >= 0 and made.patches.max() <= 1
    random = np.random.default_rng(1).random((500, 12, 12, 1)) > 0.5
    best = np.asarray(model(random.astype("float32"))).max(axis=(0, 1, 2))
    assert np.all(made.sums > best[[2, 0]])


def test_the_sum_is_what_the_layer_answers_to_the_patch_alone(model):
    made = made_to_order(model, "second", [1], steps=20)
    picture = np.zeros((1, 12, 12, 1), "float32")
    picture[0, 2:10, 2:10, 0] = made.patches[0]  # unit (1, 1) of 3 × 3: jump 2, field 8
    answer = float(np.asarray(model(picture))[0, 1, 1, 1])
    assert answer > 0
    assert answer == pytest.approx(made.sums[0], rel=1e-5)


def test_blurred_steps_make_a_smoother_picture(model):
    def roughness(patches):
        return np.abs(np.diff(patches, axis=1)).mean() + np.abs(np.diff(patches, axis=2)).mean()

    plain, blurred = (
        made_to_order(model, "second", range(3), blur=blur, steps=30) for blur in (0, 1.5)
    )
    assert roughness(blurred.patches) < roughness(plain.patches)


def test_a_start_gives_the_same_picture_again_and_another_start_another(model):
    first, again, other = (
        made_to_order(model, "second", [0], seed=one, steps=5) for one in (4, 4, 5)
    )
    assert np.array_equal(first.patches, again.patches)
    assert not np.array_equal(first.patches, other.patches)


def test_what_has_no_such_channel_is_refused(model):
    with pytest.raises(ValueError, match=r"layer .max_pooling2d.* is a MaxPooling2D"):
        made_to_order(model, model.layers[1].name, [0])
    with pytest.raises(ValueError, match="'second' has no channel 3; choose 0 to 2"):
        made_to_order(model, "second", [0, 3])
