"""What each explorer asks for before the first move, and that its answer is true."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit
from scipy.special import softmax as scipy_softmax

from helpers import filters
from helpers.convolution import cross_correlate, im2col
from helpers.digits.centring import like_mnist
from helpers.explorers.activations import explorer as activations
from helpers.explorers.chain.explorer import guess as chain_guess
from helpers.explorers.channels.explorer import ONE_BIAS
from helpers.explorers.conv2d.explorer import guess as conv2d_guess
from helpers.explorers.conv2d.layer import Conv
from helpers.explorers.convolution.explorer import convolution_explorer
from helpers.explorers.cortex.explorer import OFF_THE_MIDDLE
from helpers.explorers.dense_versus_conv.explorer import LARGER_PICTURE
from helpers.explorers.dense_versus_conv.picture import conv_parameters, dense_parameters
from helpers.explorers.digit_pad.explorer import IN_A_CORNER
from helpers.explorers.early_stopping.explorer import EarlyStoppingView
from helpers.explorers.early_stopping.explorer import guess as early_stopping_guess
from helpers.explorers.effective_field.explorer import MORE_LAYERS
from helpers.explorers.effective_field.field import COUNTS, SIZES, WEIGHTS, sensitivity
from helpers.explorers.fit_stepper.explorer import guess as fit_guess
from helpers.explorers.im2col.explorer import guess as im2col_guess
from helpers.explorers.kernel_learning.descent import Training, descend
from helpers.explorers.kernel_learning.explorer import FLIPPING_LAYER, kernel_learning
from helpers.explorers.layer_geometry.explorer import guess as geometry_guess
from helpers.explorers.layer_geometry.picture import Direction
from helpers.explorers.memory.explorer import HALF_A_BATCH
from helpers.explorers.memory.picture import Stack
from helpers.explorers.padding.explorer import PLAIN_PICTURE
from helpers.explorers.photos.fractal_zoom import LAST_PIXEL, PHOTO
from helpers.explorers.photos.gabor import HALF_A_TURN
from helpers.explorers.photos.photo_filter import SOBEL_Y
from helpers.explorers.photos.pyramid import guess as pyramid_guess
from helpers.explorers.pooling.explorer import MEAN_FOR_MAXIMUM
from helpers.explorers.pooling.picture import Pooling
from helpers.explorers.receptive_field.explorer import guess as tracer_guess
from helpers.explorers.rolling_overlap.explorer import F_MOVED
from helpers.explorers.rolling_overlap.picture import area
from helpers.explorers.schedule.explorer import HALVED_TWICE
from helpers.explorers.shuffling.explorer import guess as shuffling_guess
from helpers.explorers.shuffling.picture import BLOCKS, SIDE, order
from helpers.explorers.strips.explorer import NOT_TURNED
from helpers.explorers.strips.picture import Strips
from helpers.explorers.weight_matrix.explorer import guess as matrix_guess
from helpers.explorers.weight_matrix.layer import WeightMatrix
from helpers.filters import cortex
from helpers.filters.gabor import gabor
from helpers.networks import Conv2D, MaxPooling2D, Network, look_back
from helpers.start.quiet_start import quiet_start
from helpers.training.early_stopping import RECORDED
from helpers.training.fit_calls import Run
from helpers.training.recording import replay
from tests.explorers.boxes import view_of

with quiet_start():
    import keras
    from keras import layers


def parameters_in_keras(conv: Conv) -> int:
    layer = layers.Conv2D(
        conv.filters, conv.kernel_size, groups=conv.groups, use_bias=conv.use_bias
    )
    layer.build((None, conv.n, conv.n, conv.channels))
    return layer.count_params()


def test_the_steepest_place_of_the_sigmoid_and_logits_that_grow_together():
    x = np.linspace(-5, 5, 100_001)
    assert np.gradient(expit(x), x).max() == pytest.approx(activations.STEEPEST.answer, abs=1e-6)
    logits = np.array([2.0, 1, 0, -1])
    np.testing.assert_allclose(scipy_softmax(logits + 1), scipy_softmax(logits))
    assert activations.ALL_LOGITS_UP.answer == "nothing"


@pytest.mark.parametrize(("p", "other"), [(1, 3), (2, 3), (3, 2), (4, 3)])
def test_a_cell_of_another_pool(p, other):
    seen = look_back(Network((28, 28, 1), [Conv2D(1, 3), MaxPooling2D(other)]), 1, (3, 3))[-1]
    guess = chain_guess(p)
    assert guess.answer == seen.pixels
    assert f"{other} × {other}" in guess.question


def test_a_bias_moves_every_number_of_its_own_map():
    generator = np.random.default_rng(0)
    x, kernels = generator.normal(size=(5, 5, 3)), generator.normal(size=(3, 3, 3, 2))
    before, after = (cross_correlate(x, kernels, bias=(bias, 4)) for bias in (0, 1))
    np.testing.assert_allclose(after - before, np.broadcast_to([1, 0], before.shape))
    assert ONE_BIAS.answer == "all numbers of its map"


@pytest.mark.parametrize("groups", [1, 2, 4])
def test_other_groups_and_their_parameters_in_keras(groups):
    conv = Conv(groups=groups, use_bias=groups != 4)
    other = replace(conv, groups=1 if groups == 2 else 2)
    assert conv2d_guess(conv).answer == parameters_in_keras(other)


def test_groups_that_keras_refuses_are_not_asked_for():
    guess = conv2d_guess(Conv(channels=3))
    assert guess.answer == parameters_in_keras(Conv(groups=2))
    assert "on 4 channels with groups=2" in guess.question


@pytest.mark.parametrize(
    ("size", "stride", "dilation"), [(3, 1, 1), (3, 2, 1), (5, 4, 1), (3, 1, 2), (3, 2, 2)]
)
def test_what_the_window_sees_anew(size, stride, dilation):
    options = {"size": size, "stride": stride, "dilation": dilation}
    explorer = convolution_explorer({"empty": np.zeros((28, 28))}, image="empty", **options)
    seen = np.zeros((2, 28, 28))
    for place, one in enumerate(seen):
        one[: size * dilation : dilation, place * stride :][:, : size * dilation : dilation] = 1
    fresh = int(((seen[1] == 1) & (seen[0] == 0)).sum())
    assert explorer.view.guess["answer"] == fresh
    assert explorer.view.guess["unit"] == "pixels"


def test_the_complex_cell_minds_no_move_of_the_bar():
    def answers(position):
        bar = cortex.bar(90, position, 18)
        return cortex.simple(bar, 90), cortex.complex_cell(bar, 90)

    (simple, complex_cell), (simple_moved, complex_moved) = answers(0), answers(4)
    assert complex_moved == pytest.approx(complex_cell, rel=0.01)
    assert simple_moved < 0.1 * simple
    assert OFF_THE_MIDDLE.answer == "the complex cell"


def test_a_larger_picture_costs_the_dense_neuron_alone():
    assert conv_parameters(32, 3, 5, 32) == conv_parameters(64, 3, 5, 32)
    assert dense_parameters(64, 3, 1) / dense_parameters(32, 3, 1) == pytest.approx(4, rel=1e-3)
    assert LARGER_PICTURE.answer == "they stay as they are"


def test_a_small_digit_in_a_corner_reaches_the_network_large_and_in_the_middle():
    ink = np.zeros((84, 84), np.uint8)
    ink[3:15, 3:15] = 255
    rows, columns = np.nonzero(like_mnist(ink))
    for places in (rows, columns):
        assert places.max() - places.min() + 1 == 20
        assert places.mean() == pytest.approx(13.5, abs=1)
    assert IN_A_CORNER.answer == "large, in the middle"


@pytest.mark.parametrize("name", list(RECORDED))
@pytest.mark.parametrize("patience", [2, 5])
def test_where_keras_stops_with_another_patience(name, patience):
    record = RECORDED[name]
    view = EarlyStoppingView(names=[name], records=[record.metrics()], patience=patience)
    other = 2 if patience == 5 else 5
    callback = keras.callbacks.EarlyStopping(monitor="val_loss", patience=other)
    assert early_stopping_guess(view).answer == replay(callback, record.metrics())


@pytest.mark.parametrize("weights", WEIGHTS)
@pytest.mark.parametrize("k", SIZES)
def test_with_more_layers_a_smaller_share_of_the_field_counts(weights, k):
    few, many = ((sensitivity(n, k, weights) >= COUNTS).mean() for n in (4, 12))
    assert many < 0.5 * few
    assert MORE_LAYERS.answer == "it shrinks"


@pytest.mark.parametrize("run", [Run(), Run(batch_size=4), Run(epochs=1, validation=0)])
def test_the_batches_of_a_fit(run):
    size = 2 if run.batch_size == 4 else 4
    batches = math.ceil(run.examples / size) + math.ceil(run.validation / size)
    assert fit_guess(run).answer == run.epochs * batches


@pytest.mark.parametrize("channels", [1, 2])
def test_the_rows_of_x_col(channels):
    x = np.zeros((5, 5, 3 - channels))
    assert im2col_guess(3, channels).answer == im2col(x, 3).shape[0]


def test_a_layer_that_flips_learns_the_kernel_turned_round(shown):
    picture, teacher = (
        np.random.default_rng(0).normal(size=(8, 8)),
        np.arange(1.0, 10).reshape(3, 3),
    )
    training = Training(picture, teacher, rate=0.1, flips=True)
    learned = descend(training, np.zeros((3, 3)), steps=100)[-1].kernel
    assert np.abs(learned - teacher[::-1, ::-1]).max() < 0.1 < np.abs(learned - teacher).max()
    assert FLIPPING_LAYER.answer == "the teacher's, turned round"
    assert view_of(shown(kernel_learning).box).guess == FLIPPING_LAYER.for_browser()


@pytest.mark.parametrize("layer", [Direction(28, 3, 0, 2), Direction(28, 5, 2, 3, 2)])
def test_the_output_at_another_stride(layer):
    stride = 2 if layer.stride == 3 else 3
    line = np.zeros(layer.n + 2 * layer.padding)
    reach = layer.dilation * (layer.k - 1) + 1
    assert geometry_guess(layer).answer == len(range(0, len(line) - reach + 1, stride))


def test_a_kernel_that_does_not_fit_is_asked_how_far_it_reaches():
    assert geometry_guess(Direction(5, 4, 0, 1, 3)).answer == len(range(0, 3 * 3 + 1))


def test_half_a_batch_halves_the_activations_alone():
    whole, half = (Stack(batch=batch).memory for batch in (128, 64))
    assert 2 * sum(half.activations) == sum(whole.activations)
    assert half.parameters == whole.parameters
    assert half.gradients == whole.gradients
    assert HALF_A_BATCH.answer == "the activations alone"


def test_zeros_around_a_plain_picture_are_an_edge():
    found = cross_correlate(np.ones((9, 9)), filters.SOBEL_X, padding="same")
    assert abs(found[4, 0]) == np.abs(found).max() > 0 == found[4, 4]
    assert PLAIN_PICTURE.answer == "an edge"


def test_what_the_filters_of_photos_do():
    np.testing.assert_allclose(gabor(6, 30, phase=200), -gabor(6, 30, phase=20), atol=1e-9)
    assert HALF_A_TURN.answer == "it changes its sign"
    level = np.repeat([[0.0], [1.0]], 6, axis=0) * np.ones(12)
    sobel = filters.preset("Sobel Y")
    assert np.abs(cross_correlate(level, sobel)).max() > 0
    assert np.abs(cross_correlate(level.T, sobel)).max() == 0
    assert SOBEL_Y.answer == "level ones"
    assert PHOTO / 2**LAST_PIXEL.answer == 1


@pytest.mark.parametrize(("level", "pixels"), [(0, 9 * 16), (2, 9 * 16), (4, 9)])
def test_what_the_filter_covers_at_another_level(level, pixels):
    assert pyramid_guess(level).answer == pixels


@pytest.mark.parametrize(("k", "stride"), [(2, 2), (3, 1), (3, 2)])
def test_no_mean_is_above_the_maximum(k, stride):
    numbers = np.random.default_rng(0).normal(size=(9, 9))
    largest, mean = (Pooling(numbers, kind, k, stride).output for kind in ("max", "average"))
    assert (mean <= largest).all()
    assert MEAN_FOR_MAXIMUM.answer == "no, nowhere"


@pytest.mark.parametrize(("layer", "asked"), [(5, 4), (2, 1), (1, 5)])
def test_what_a_unit_of_another_layer_sees(layer, asked):
    chain = [Conv2D(2, 3), MaxPooling2D(2), Conv2D(2, 3), MaxPooling2D(2), Conv2D(2, 3)]
    network = Network((64, 64, 1), chain)
    seen = look_back(network, asked - 1, (4, 4))[-1]
    assert tracer_guess(network, layer).answer == len(seen.rows)


@pytest.mark.parametrize("f", ["box", "ramp", "bell"])
def test_the_area_moves_with_f(f):
    before, after = (
        [area(f, "box", at, move) for at in np.arange(-1, 1, 0.1) + move] for move in (0, 1)
    )
    np.testing.assert_allclose(before, after, atol=1e-6)
    assert F_MOVED.answer == "it moves by 1 to the right"


def test_a_rate_that_was_halved_twice():
    decay = keras.optimizers.schedules.ExponentialDecay(100.0, 10, 0.5, staircase=True)
    assert HALVED_TWICE.answer == pytest.approx(float(decay(20)))


@pytest.mark.parametrize("form", ["dense", "local", "shared"])
def test_the_free_weights_of_another_form(form):
    layer = WeightMatrix(form=form)
    windows = np.lib.stride_tricks.sliding_window_view(np.arange(25).reshape(5, 5), (3, 3))
    expected = 9 if form == "local" else windows.size
    assert matrix_guess(layer).answer == expected


@pytest.mark.parametrize("place", [0, 3, 5, 10])
def test_what_pairs_have_in_common_where_nothing_is_turned_round(place):
    strips = Strips("two fair dice", flips=False)
    upper, lower = np.transpose([(1 + i, strips.named[j]) for i, j in strips.pairs(place)])
    assert np.unique(upper - lower).size == 1
    assert NOT_TURNED.answer == "the difference of both"


@pytest.mark.parametrize("block", BLOCKS)
def test_pixels_that_are_still_neighbours_in_blocks_of_another_size(block):
    asked, other = shuffling_guess(block), 4 if block == 7 else 7
    assert f"{other} × {other}" in asked.question
    places = order(other)
    kept = sum(
        places[at] + 1 == places[at + 1] and places[at + 1] % SIDE > 0
        for at in range(SIDE**2)
        if at % SIDE < SIDE - 1
    )
    assert asked.answer == round(100 * kept / (SIDE * (SIDE - 1)))
