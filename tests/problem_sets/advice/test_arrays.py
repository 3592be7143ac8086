"""Advice on arrays: what is right agrees with SciPy and Keras, and every slip is told from it."""

from itertools import combinations

import numpy as np
import pytest
from scipy import ndimage, signal

from helpers.problem_sets.advice.arrays import Computation, advise_array, advise_size, drawn, habit
from helpers.problem_sets.ps1_convolution_by_hand import (
    computations,
    layer_computations,
    products,
    words,
)  # fmt: skip
from helpers.problem_sets.ps1_convolution_by_hand.computations import (
    CORRELATION,
    KERNEL_BEHIND,
    PADDING,
    SLIDING,
    SYMMETRIC,
    behind,
    sliding,
)  # fmt: skip
from helpers.problem_sets.ps1_convolution_by_hand.layer_computations import (
    COLUMNS,
    LAYER,
    ONE_CHANNEL,
    ONE_COLUMN,
    ONE_FILTER,
    POOLING,
    POOLING_CHANNELS,
    POOLING_STEPS,
    layered,
)

EVERY = {
    name: value
    for module in (computations, layer_computations)
    for name, value in vars(module).items()
    if isinstance(value, Computation)
}
TESTED = {  # the aspect that a test is about, and the calls in which its slips must show
    "values": SYMMETRIC,
    "flip": CORRELATION,
    "pad": PADDING,
    "stride": SLIDING,
    "leftover": sliding(leftover=True),
    "padding": sliding(padded=True),
    "channels": ONE_FILTER,
    "filters": ONE_CHANNEL,
    "bias": LAYER,
    "windows": POOLING,
    "pooled channels": POOLING_CHANNELS,
    "steps": POOLING_STEPS,
    "patches": COLUMNS,
    "order": ONE_COLUMN,
    "turn": KERNEL_BEHIND,
}


def test_cross_correlation_agrees_with_scipy():
    for computation in (CORRELATION, SYMMETRIC):
        for call in drawn(computation):
            theirs = signal.correlate2d(call["x"], call["kernel"], mode="valid")
            assert np.allclose(computation.right(**call), theirs)


def test_a_kernel_of_the_values_test_is_not_changed_by_a_flip():
    for call in drawn(SYMMETRIC):
        theirs = signal.convolve2d(call["x"], call["kernel"], mode="valid")
        assert np.allclose(SYMMETRIC.right(**call), theirs)


def test_sliding_agrees_with_scipy_on_the_padded_picture():
    for call in [*drawn(SLIDING), *drawn(sliding(padded=True, leftover=True))]:
        x, kernel, padding, stride = call.values()
        padded = np.pad(x, padding)
        theirs = signal.correlate2d(padded, kernel, mode="valid")[::stride, ::stride]
        assert np.allclose(SLIDING.right(**call), theirs)


def test_leftovers_are_drawn_where_they_are_wanted_and_only_there():
    for leftover in (False, True):
        for call in drawn(sliding(leftover=leftover)):
            spare = np.subtract(call["x"].shape, call["kernel"].shape)
            assert bool((spare % call["stride"]).any()) == leftover


def test_a_layer_agrees_with_keras():
    import keras

    for computation in (LAYER, ONE_FILTER, ONE_CHANNEL):
        for call in drawn(computation, 3):
            x, kernels, bias = (call[name].astype("float32") for name in ("x", "kernels", "bias"))
            theirs = keras.ops.conv(x[None], kernels)[0] + bias
            assert np.allclose(computation.right(**call), theirs, atol=1e-4)
            assert bias.any() == (computation is LAYER)


def test_pooling_agrees_with_scipy():
    for call in [*drawn(POOLING), *drawn(POOLING_STEPS)]:
        x, size, stride = call.values()
        windows = ndimage.maximum_filter(x[:, :, 0], size, origin=-(size // 2))
        places = [range(0, n - size + 1, stride) for n in x.shape[:2]]
        assert np.array_equal(POOLING.right(**call)[:, :, 0], windows[np.ix_(*places)])


def test_columns_agree_with_numpys_windows():
    for call in drawn(COLUMNS):
        x, kh, kw = call.values()
        windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(0, 1))
        theirs = np.moveaxis(windows, 2, -1).reshape(-1, kh * kw * x.shape[2]).T
        assert np.array_equal(COLUMNS.right(**call), theirs)


def test_the_kernel_behind_an_answer_gives_that_answer():
    for call in drawn(KERNEL_BEHIND):
        answer = call["answer"]
        impulse = np.zeros(np.multiply(answer.shape, 2) - 1)
        impulse[answer.shape[0] - 1, answer.shape[1] - 1] = 1
        kernel = KERNEL_BEHIND.right(**call)
        assert np.allclose(signal.correlate2d(impulse, kernel, mode="valid"), answer)


@pytest.mark.parametrize("name", EVERY)
def test_no_picture_and_no_kernel_of_a_hidden_test_is_square(name):
    for call in drawn(EVERY[name]):
        for array in call.values():
            if isinstance(array, np.ndarray) and array.ndim > 1:
                assert array.shape[0] != array.shape[1]


@pytest.mark.parametrize("tested", TESTED)
def test_in_a_hidden_test_each_slip_that_it_is_about_shows_and_differs_from_those_forgiven(tested):
    computation, about = TESTED[tested], {"pad": "values", "pooled channels": "channels"}.get(
        tested, tested)  # fmt: skip
    charged = [slip for slip in computation.slips if about in slip.spoils]
    forgiven = [slip for slip in computation.slips if about not in slip.spoils]
    assert charged
    for slip in charged:
        if all(slip.computes(**call) is None for call in drawn(computation, 3)):
            continue  # it means nothing for these calls

        def student(_slip=slip, **call):
            return _slip.computes(**call)

        advice = advise_array(student, computation, drawn(computation), about=about)
        assert slip.words in advice
    for slip in forgiven:

        def other(_slip=slip, **call):
            return _slip.computes(**call)

        if all(slip.computes(**call) is not None for call in drawn(computation)):
            assert advise_array(other, computation, drawn(computation), about=about) == ""


@pytest.mark.parametrize("name", EVERY)
def test_each_aspect_of_a_slip_is_one_that_a_test_is_about(name):
    aspects = {aspect for slip in EVERY[name].slips for aspect in slip.spoils}
    assert aspects <= {*TESTED, "size"}


@pytest.mark.parametrize("computation", [CORRELATION, PADDING])
def test_a_habit_is_found_and_two_slips_are_none(computation):
    for slip in computation.slips:
        way = habit(lambda _slip=slip, **call: _slip.computes(**call), computation)
        call = computation.draw()
        wrong = slip.computes(**call)
        assert way is slip.computes or np.array_equal(way(**call), wrong) or wrong is None
    assert habit(lambda **call: 2 * computation.right(**call), computation) is computation.right
    assert habit(lambda **call: 1 / 0, computation) is computation.right
    assert habit(computation.right, computation) is computation.right


def test_a_flip_is_followed_into_later_questions():
    flip = habit(lambda x, kernel: signal.convolve2d(x, kernel, mode="valid"), CORRELATION)
    for step, first in ((sliding, SLIDING), (layered, LAYER), (behind, KERNEL_BEHIND)):
        follows = step(flip)
        calls = list(drawn(first))

        def student(_follows=follows, **call):
            return _follows.right(**call)

        assert advise_array(student, first, calls)
        assert advise_array(student, first, calls, also=follows) == ""
        assert advise_array(first.right, first, calls, also=follows) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "return"),
        ("24", "not return an array"),
        ([[1, 2], [3]], "not return an array"),
        ([[1j, 2]], "not return an array"),
        (7, "Axes: 0 in place of 2"),
        (np.zeros((4, 3)), "Height and width are swapped"),
        (np.full((3, 4), np.nan), "12 of 12 numbers are not, the first at [0, 0]"),
    ],
)
def test_a_value_that_fits_no_slip_is_still_wrong(value, words):
    call = {"x": np.arange(20.0).reshape(4, 5) ** 2, "kernel": np.array([[1.0, 3.0], [0.0, 2.0]])}
    assert words in advise_array(lambda **call: value, CORRELATION, [call])


def test_float32_and_lists_are_as_good():
    calls = list(drawn(LAYER))
    for form in (lambda y: y.astype("float32"), lambda y: y.tolist()):
        right = lambda **call: form(LAYER.right(**call))  # noqa: B023, E731
        assert advise_array(right, LAYER, calls) == ""


def test_an_exception_of_the_student_is_passed_on():
    def cross_correlate(**call):
        raise NotImplementedError

    with pytest.raises(NotImplementedError, match="cross_correlate is not written yet"):
        advise_array(cross_correlate, CORRELATION, drawn(CORRELATION))
    with pytest.raises(NotImplementedError, match="cross_correlate is not written yet"):
        advise_size(cross_correlate, CORRELATION, drawn(CORRELATION))


def test_a_function_that_writes_to_its_arguments_is_judged_by_the_picture_as_it_was():
    def cross_correlate(x, kernel):
        kernel[:] = kernel[::-1, ::-1].copy()
        return CORRELATION.right(x, kernel)

    assert words.FLIPPED in advise_array(cross_correlate, CORRELATION, drawn(CORRELATION))


def test_advice_for_a_hidden_test_shows_no_shape():
    for wrong in (lambda y: None, lambda y: y[1:], lambda y: y + 1, np.transpose, np.ravel):

        def cross_correlate(x, kernel, wrong=wrong):
            return wrong(CORRELATION.right(x, kernel))

        advice = advise_array(cross_correlate, CORRELATION, drawn(CORRELATION), name_the_call=False)
        assert advice.startswith("cross_correlate goes wrong for some other picture.")
        assert "(" not in advice and "[" not in advice


def test_slips_with_the_same_words_cost_the_same_points():
    for computation in EVERY.values():
        for one, other in combinations(computation.slips, 2):
            assert one.words != other.words or one.spoils == other.spoils


# --- one matrix product -----------------------------------------------------------------------


def rows(kernels):
    return kernels.reshape(-1, kernels.shape[3]).T


def test_rows_go_with_the_columns_of_the_student_in_any_order():
    def backwards(x, kh, kw):
        return COLUMNS.right(x, kh, kw)[::-1]

    def as_rows(x, kh, kw):
        return COLUMNS.right(x, kh, kw).T

    assert products.advise_product(rows, COLUMNS.right, products.random_layers()) == ""
    assert products.advise_product(rows, as_rows, products.random_layers()) == ""
    assert products.advise_product(
        lambda k: rows(k)[:, ::-1], backwards, products.random_layers()) == ""  # fmt: skip
    advice = products.advise_product(rows, backwards, products.random_layers())
    assert advice == products.OTHER_ORDER


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda kernels: rows(kernels).T, products.FILTERS_AS_COLUMNS),
        (lambda kernels: kernels.reshape(kernels.shape[3], -1), products.MIXED),
        (lambda kernels: kernels, "a row for each filter"),
    ],
)
def test_wrong_rows_hear_what_is_wrong(wrong, words):
    assert words in products.advise_product(wrong, COLUMNS.right, products.random_layers())


def test_columns_of_another_length_are_no_columns():
    def one_channel(x, kh, kw):
        return COLUMNS.right(x[:, :, :1], kh, kw)

    advice = products.advise_product(rows, one_channel, products.random_layers())
    assert "not as long" in advice
