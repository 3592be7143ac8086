"""A layer learns a kernel: the slopes, the descent, and the same in the browser."""

import numpy as np
import pytest
from scipy import signal

from helpers.explorers.kernel_learning.descent import (
    LAST_STEP,
    RUN_AWAY,
    Training,
    descend,
)
from helpers.explorers.kernel_learning.explorer import COUNTED, NOISE, START, STRIPES, pictures
from tests.explorers.boxes import as_matrix
from tests.explorers.kernel_learning.trainings import TRAININGS, as_training, training

FEW = 12  # steps: more would only repeat them


@pytest.mark.parametrize("flips", [False, True])
def test_a_layer_answers_as_scipy_does(flips):
    one = training(NOISE, "Sobel X", flips=flips)
    operation = signal.convolve2d if flips else signal.correlate2d
    np.testing.assert_allclose(one.answer(START), operation(one.picture, START, mode="valid"))


@pytest.mark.training
@pytest.mark.parametrize("flips", [False, True])
@pytest.mark.parametrize("picture", pictures())
def test_slopes_are_those_of_tensorflow(picture, flips):
    import tensorflow as tf

    one = training(picture, COUNTED, flips=flips)
    weights = tf.Variable(START)
    with tf.GradientTape() as tape:
        used = weights[::-1, ::-1] if one.flips else weights
        x = tf.constant(one.picture)[None, :, :, None]
        answer = tf.nn.conv2d(x, used[:, :, None, None], strides=1, padding="VALID")
        loss = tf.reduce_mean((answer[0, :, :, 0] - one.target) ** 2)
    np.testing.assert_allclose(one.slopes(START), tape.gradient(loss, weights), rtol=1e-5)
    assert one.loss(START) == pytest.approx(float(loss))


def test_the_products_of_a_weight_add_up_to_its_slope():
    for one in TRAININGS:
        slopes = one.slopes(START)
        for at in np.ndindex(slopes.shape):
            products = one.products(START, *at)
            assert 2 / products.size * products.sum() == pytest.approx(slopes[at])


def test_a_layer_that_flips_learns_the_kernel_turned_round():
    for flips, learned in ((False, slice(None)), (True, slice(None, None, -1))):
        one = training(NOISE, COUNTED, rate=0.3, flips=flips)
        last = descend(one, START)[-1].kernel
        np.testing.assert_allclose(last, one.teacher[learned, learned], atol=1e-6)


def test_upright_stripes_teach_the_sums_of_the_columns_only():
    one = training(STRIPES, COUNTED)
    last = descend(one, START)[-1]
    assert last.loss < 1e-3
    np.testing.assert_allclose(last.kernel.sum(axis=0), one.teacher.sum(axis=0), atol=0.05)
    apart = last.kernel - START
    np.testing.assert_allclose(apart, np.broadcast_to(apart[0], apart.shape))
    assert np.abs(last.kernel - one.teacher).max() > 3


def test_a_descent_stays_quiet_just_below_the_rate_that_its_picture_bears():
    """A quadratic loss with the largest curvature c bears rates below 2/c."""
    picture = training(NOISE, COUNTED).picture
    patches = np.lib.stride_tricks.sliding_window_view(picture, (3, 3)).reshape(-1, 9)
    largest = np.linalg.eigvalsh(2 / len(patches) * patches.T @ patches).max()
    calm, wild = (training(NOISE, COUNTED, rate=part * 2 / largest) for part in (0.98, 1.1))
    assert len(descend(calm, START)) == LAST_STEP + 1
    losses = [step.loss for step in descend(wild, START)]
    assert len(losses) <= LAST_STEP and losses[-1] > RUN_AWAY * losses[0] >= losses[-2]


def test_the_browser_makes_the_same_steps(call):
    asked = [["descend", as_training(one), as_matrix(START), FEW] for one in TRAININGS]
    for one, found in zip(TRAININGS, call("kernel_learning/descent", *asked), strict=True):
        expected = descend(one, START, FEW)
        assert len(found) == len(expected)
        for step, there in zip(expected, found, strict=True):
            np.testing.assert_allclose(there["kernel"]["values"], step.kernel.ravel(), rtol=1e-9)
            assert there["loss"] == pytest.approx(step.loss, rel=1e-9)


def test_the_browser_goes_backwards_as_python_does(call):
    asked = [
        ["pass", as_training(one), as_matrix(START), as_matrix(one.target)] for one in TRAININGS
    ]
    for one, found in zip(TRAININGS, call("kernel_learning/descent", *asked), strict=True):
        answer = one.answer(START)
        for name, expected in (
            ("answer", answer),
            ("error", answer - one.target),
            ("slopes", one.slopes(START)),
        ):
            np.testing.assert_allclose(found[name]["values"], expected.ravel(), atol=1e-9)


def test_the_browser_multiplies_the_error_with_the_pixels_under_it(call):
    places = list(np.ndindex(3, 3))
    for one in TRAININGS[:4]:
        error = one.answer(START) - one.target
        asked = [["productsOf", as_training(one), as_matrix(error), *at] for at in places]
        for at, found in zip(places, call("kernel_learning/descent", *asked), strict=True):
            np.testing.assert_allclose(found["values"], one.products(START, *at).ravel())


def test_a_turned_kernel_is_laid_on_the_picture_the_other_way_round():
    one = Training(np.zeros((5, 5)), np.zeros((3, 3)), rate=0.1, flips=True)
    assert one.lies_at(0, 2) == (2, 0) and one.lies_at(1, 1) == (1, 1)
