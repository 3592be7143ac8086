"""The small network, and how its digits are changed."""

from dataclasses import replace

import keras
import numpy as np
from scipy import ndimage

from helpers.digits import load_digits
from helpers.training.few_parameters import few_parameters_cnn, recipe, train
from helpers.training.split import split


def test_it_has_fewer_than_8000_parameters():
    model = few_parameters_cnn()
    kernels = 9 * (1 * 8 + 8 * 12 + 12 * 16 + 16 * 16 + 16 * 16)
    normalisations = 4 * (8 + 12 + 16 + 16 + 16)
    assert model.count_params() == kernels + normalisations + 16 * 16 + 16 + 16 * 10 + 10 == 7986
    assert model.output_shape == (None, 10)


def test_pictures_are_changed_as_scipy_changes_them():
    rng = np.random.default_rng(0)
    inner = ndimage.gaussian_filter(rng.normal(size=(4, 16, 16)), (0, 1, 1))
    pictures = np.pad(inner, ((0, 0), (6, 6), (6, 6))).astype("float32")[..., None]
    turn, lean, right, down = rng.uniform(-0.2, 0.2, size=(4, 4)).astype("float32")
    wide, high = rng.uniform(0.9, 1.1, size=(2, 4)).astype("float32")
    found = np.asarray(recipe.changed(pictures, turn, lean, wide, high, right, down))[..., 0]
    for n, picture in enumerate(pictures[..., 0]):
        cos, sin = np.cos(turn[n]), np.sin(turn[n])
        matrix = np.array(
            [[cos * high[n], sin * wide[n]], [lean[n] - sin * high[n], cos * wide[n]]]
        )
        offset = 13.5 - matrix @ [13.5, 13.5] + [down[n], right[n]]  # rows first
        expected = ndimage.affine_transform(picture, matrix, offset, order=1)
        np.testing.assert_allclose(found[n], expected, atol=1e-4)


def test_changes_stay_within_their_bounds(monkeypatch):
    def bounded(shape, low, high, seed):
        assert low == -high
        drawn.append(high)
        return np.zeros(shape, "float32")

    drawn = []
    monkeypatch.setattr(recipe.keras.random, "uniform", bounded)
    pictures = np.random.default_rng(0).random((3, 28, 28, 1), "float32")
    same = np.asarray(recipe.moved(pictures, None))
    np.testing.assert_allclose(same, pictures, atol=1e-6)  # nothing drawn, nothing changed
    assert sorted(drawn) == sorted(
        [recipe.TURN, recipe.LEAN, recipe.STRETCH, recipe.STRETCH, recipe.STEP, recipe.STEP]
    )


def test_it_learns_and_the_same_seed_gives_the_same_weights(monkeypatch):
    monkeypatch.setattr(recipe, "EPOCHS", 2)
    whole = split(load_digits("scikit-learn"), short=True)
    digits = replace(whole, x_train=whole.x_train[:768], y_train=whole.y_train[:768])
    rates = []

    class Rate(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            rates.append(float(self.model.optimizer.learning_rate))

    first = train(digits, seed=1, callbacks=[Rate()])
    again = train(digits, seed=1)
    for one, other in zip(first.get_weights(), again.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)
    assert 0.95 * recipe.PEAK < max(rates) <= recipe.PEAK
    assert rates[0] < max(rates) and rates[-1] < recipe.PEAK / 5
