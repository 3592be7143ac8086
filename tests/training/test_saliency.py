"""Gradient methods: against closed forms and differences, and what random weights do to them."""

import numpy as np
import pytest
from scipy.stats import rankdata

from helpers.start.quiet_start import quiet_start
from helpers.training.saliency import (
    METHODS,
    gaussian_noise,
    grad_cam,
    gradient,
    integrated_gradients,
    last_convolution,
    layers_with_weights,
    logits,
    randomised,
    rank_correlation,
    saliency,
    smooth_gradient,
)

with quiet_start():
    import keras
    from keras import layers

PICTURES = np.random.default_rng(0).random((2, 6, 6, 1)).astype("float32")
LABELS = [2, 0]


@pytest.fixture(scope="module")
def model():
    made = keras.Sequential(
        [
            keras.Input((6, 6, 1)),
            layers.Conv2D(3, 3, activation="tanh"),
            layers.Conv2D(4, 2, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(3, activation="softmax"),
        ]
    )
    random = np.random.default_rng(3)
    made.set_weights([random.normal(0, 0.7, one.shape) for one in made.weights])
    return made


def difference_of_logits(model, pictures, labels, other=1):
    """From the probabilities, whose logarithms have the same differences as the logits."""
    both = np.log(np.asarray(model(pictures), dtype="float64"))
    return both[np.arange(len(both)), labels] - both[:, other]


def test_the_logits_are_what_the_softmax_gets(model):
    found = logits(model, PICTURES)
    shares = np.exp(found) / np.exp(found).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(shares, np.asarray(model(PICTURES)), rtol=1e-5)
    features = keras.Model(model.inputs[0], model.layers[-2].output)(PICTURES)
    kernel, bias = model.layers[-1].get_weights()
    np.testing.assert_allclose(found, np.asarray(features) @ kernel + bias, rtol=1e-5)


def test_the_gradient_is_the_difference_that_a_small_change_makes(model):
    slopes = gradient(model, PICTURES, LABELS) - gradient(model, PICTURES, [1, 1])
    step = 1e-2
    for row, column in ((0, 0), (2, 3), (5, 4)):
        ends = []
        for sign in (1, -1):
            moved = PICTURES.copy()
            moved[:, row, column] += sign * step
            ends.append(difference_of_logits(model, moved, LABELS))
        expected = (ends[0] - ends[1]) / (2 * step)
        np.testing.assert_allclose(slopes[:, row, column, 0], expected, atol=2e-3)


def test_integrated_gradients_add_up_to_what_the_logit_has_gained(model):
    maps = integrated_gradients(model, PICTURES, LABELS, steps=50)
    maps = maps - integrated_gradients(model, PICTURES, [1, 1], steps=50)
    gained = [
        difference_of_logits(model, pictures, LABELS) for pictures in (PICTURES, 0 * PICTURES)
    ]
    np.testing.assert_allclose(maps.sum(axis=(1, 2, 3)), gained[0] - gained[1], atol=5e-3)


def test_noise_leaves_the_gradient_of_a_linear_network_as_it_is():
    linear = keras.Sequential([keras.Input((6, 6, 1)), layers.Flatten(), layers.Dense(3)])
    noise = gaussian_noise((6, 6, 1), samples=3)
    kernel = linear.layers[-1].kernel.numpy().reshape(6, 6, 1, 3)
    for maps in (
        gradient(linear, PICTURES, LABELS),
        smooth_gradient(linear, PICTURES, LABELS, noise=noise),
    ):
        np.testing.assert_allclose(maps, [kernel[..., one] for one in LABELS], rtol=1e-6)


def test_smoothgrad_is_the_mean_over_the_noisy_copies(model):
    noise = gaussian_noise((6, 6, 1), samples=2)
    one, other = (gradient(model, PICTURES + each, LABELS) for each in noise)
    smooth = smooth_gradient(model, PICTURES, LABELS, noise=noise)
    np.testing.assert_allclose(smooth, (one + other) / 2, rtol=1e-5)
    assert noise.std() == pytest.approx(0.2, rel=0.2)


def test_under_a_global_average_grad_cam_is_the_class_activation_map(model):
    """Selvaraju and others: there the weights are those of the dense layer, over the cells."""
    inner = keras.Model(model.inputs[0], model.layers[1].output)
    maps = np.asarray(inner(PICTURES))
    kernel = model.layers[-1].kernel.numpy()
    expected = [np.maximum(one @ kernel[:, of], 0) for one, of in zip(maps, LABELS, strict=True)]
    found = grad_cam(model, PICTURES, LABELS)
    np.testing.assert_allclose(found, np.array(expected) / maps[0, ..., 0].size, atol=1e-6)
    assert found.max() > 0


def test_guided_what_is_below_zero_stops_at_each_relu():
    """Two layers by hand: x → w·x → ReLU → v·, with one path for and one against."""
    net = keras.Sequential(
        [
            keras.Input((1, 1, 1)),
            layers.Conv2D(2, 1, activation="relu", use_bias=False),
            layers.Flatten(),
            layers.Dense(1, use_bias=False),
        ]
    )
    net.set_weights([np.array([[[[2.0, 3.0]]]]), np.array([[5.0], [-7.0]])])
    one = np.ones((1, 1, 1, 1))
    assert gradient(net, one, [0]).item() == 2 * 5 - 3 * 7
    assert gradient(net, one, [0], guided=True).item() == 2 * 5
    assert net.layers[0].activation is keras.activations.relu


def test_every_method_gives_a_map_for_each_picture_and_no_other_is_known(model):
    sides = {method: saliency(model, method, PICTURES, LABELS).shape for method in METHODS}
    assert sides == dict.fromkeys(METHODS, (2, 6, 6)) | {"Grad-CAM": (2, 3, 3)}
    with pytest.raises(ValueError, match="method is 'LIME'; the choices are gradient, Smooth"):
        saliency(model, "LIME", PICTURES, LABELS)


def test_layers_lose_what_they_learned_from_the_last_one_on(model):
    before = model.get_weights()
    one, two = (randomised(model, count, seed=4).get_weights() for count in (1, 2))
    assert [np.array_equal(a, b) for a, b in zip(one, before, strict=True)] == [True] * 4 + [
        False,
        False,
    ]
    assert [np.array_equal(a, b) for a, b in zip(two, one, strict=True)] == [
        *[True] * 2,
        *[False] * 2,
        *[True] * 2,
    ]
    assert all(np.array_equal(a, b) for a, b in zip(model.get_weights(), before, strict=True))
    limit = np.sqrt(6 / (4 + 3))  # Glorot's, for 4 inputs and 3 outputs
    assert 0.5 * limit < np.abs(one[4]).max() <= limit
    assert not one[5].any()
    another = randomised(model, 1, seed=5).get_weights()
    assert not np.array_equal(another[4], one[4])


def test_a_random_normalisation_changes_nothing_but_the_size():
    net = keras.Sequential([keras.Input((4, 4, 2)), layers.BatchNormalization()])
    net.set_weights([np.full(2, value) for value in (3.0, 1.0, 0.5, 2.0)])
    x = np.random.default_rng(0).normal(size=(1, 4, 4, 2))
    np.testing.assert_allclose(np.asarray(randomised(net, 1)(x)), x, rtol=1e-3)


def test_there_are_only_so_many_layers_to_randomise(model):
    assert len(layers_with_weights(model)) == 3
    with pytest.raises(ValueError, match=r"count is 4; .* has 3 layers with weights"):
        randomised(model, 4)


def test_without_a_convolution_there_are_no_maps_for_grad_cam(model):
    assert last_convolution(model) == 1
    dense = keras.Sequential([keras.Input((6, 6, 1)), layers.Flatten(), layers.Dense(3)])
    with pytest.raises(ValueError, match="has no Conv2D; Grad-CAM needs the maps of one"):
        last_convolution(dense)


def test_the_rank_correlation_is_that_of_the_ranks_of_the_strengths():
    random = np.random.default_rng(1)
    one, other = random.integers(-4, 5, (2, 7, 7))
    ranks = [rankdata(np.abs(each).ravel()) for each in (one, other)]
    assert rank_correlation(one, other) == pytest.approx(np.corrcoef(ranks)[0, 1])
    assert rank_correlation(one, -one) == pytest.approx(1)
    assert np.isnan(rank_correlation(one, np.ones((7, 7))))
