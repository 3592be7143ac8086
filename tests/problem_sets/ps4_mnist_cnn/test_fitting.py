"""How many batches a training took is read off its optimizer, of whatever kind that is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.problem_sets.ps4_mnist_cnn.fitting import (
    advise_history,
    averages_weights,
    batches_seen,
)

GOOD, TOO_LARGE = 1.0, float("inf")  # gradients


def after(optimizer, gradients):
    """The optimizer, shown a batch for each gradient."""
    import keras

    weight = keras.Variable(0.0)
    for gradient in gradients:
        optimizer.apply([keras.ops.convert_to_tensor(gradient)], [weight])
    return optimizer


@given(st.integers(1, 12), st.sampled_from([None, 2, 3, 5]))
@settings(max_examples=20, deadline=None)
def test_accumulated_gradients_count_every_batch(batches, together):
    import keras

    optimizer = keras.optimizers.SGD(gradient_accumulation_steps=together)
    seen = batches_seen(after(optimizer, [GOOD] * batches))
    assert batches in seen and len(seen) == (together or 1)


@given(
    st.lists(st.sampled_from([GOOD, GOOD, TOO_LARGE]), min_size=1, max_size=16),
    st.sampled_from([None, 2]),
)
@settings(max_examples=30, deadline=None)
def test_a_batch_too_large_for_half_precision_counts_too(gradients, together):
    import keras

    inner = keras.optimizers.SGD(gradient_accumulation_steps=together)
    optimizer = keras.optimizers.LossScaleOptimizer(inner, dynamic_growth_steps=4)
    assert len(gradients) in batches_seen(after(optimizer, gradients))


@pytest.mark.parametrize("skipped", [0, 1, 5])
def test_as_keras_sets_it_up_half_precision_leaves_one_number_only(skipped):
    import keras

    optimizer = keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD())
    seen = batches_seen(after(optimizer, [TOO_LARGE] * skipped + [GOOD] * 10))
    assert seen == range(10 + skipped, 11 + skipped)


def test_every_kind_of_optimizer_says_whether_it_averages_the_weights():
    import keras

    plain, averaging = keras.optimizers.SGD(), keras.optimizers.SGD(use_ema=True)
    assert averages_weights(averaging)
    assert averages_weights(keras.optimizers.LossScaleOptimizer(averaging))
    assert not averages_weights(plain)
    assert not averages_weights(keras.optimizers.LossScaleOptimizer(plain))
    assert not averages_weights(None)


def test_who_set_the_weights_by_hand_hears_how_to_tell_what_they_reach():
    import keras

    model = keras.Sequential([keras.Input((10,)), keras.layers.Identity()])  # reads them all
    digits = np.eye(10, dtype="float32"), np.arange(10)
    history = {"accuracy": [0.3, 0.5], "val_accuracy": [0.2, 0.4]}
    assert 'append that to history["val_accuracy"]' in advise_history(
        history, model, digits, (digits[0], 9 - digits[1])
    )
    history["val_accuracy"].append(1.0)
    assert advise_history(history, model, digits, digits) == ""
