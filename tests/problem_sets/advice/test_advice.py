"""The advice that a test cell gives: right answers pass, wrong ones hear which slip they fit."""

import functools

import pytest
from hypothesis import given
from hypothesis import strategies as st

import helpers.convolution
from helpers.convolution import geometry
from helpers.networks.specs import Conv2D, MaxPooling2D, Network, ZeroPadding2D
from helpers.problem_sets.advice import (
    LEFTOVER,
    OUTPUT_SIZE,
    SAME_PADDING,
    SAME_SIZE,
    advise,
    advise_own_work,
    calls,
)
from helpers.problem_sets.ps2_output_shapes.layers import advise_padding, advise_stride
from helpers.problem_sets.ps2_output_shapes.tables import advise_form, advise_shape

LAYER = {"n": 31, "k": 4, "padding": 2, "stride": 3, "dilation": 3}


@st.composite
def layers(draw):
    layer = {
        "k": draw(st.integers(1, 9)),
        "padding": draw(st.integers(0, 5)),
        "stride": draw(st.integers(1, 6)),
        "dilation": draw(st.integers(1, 4)),
    }
    reach = layer["dilation"] * (layer["k"] - 1) + 1
    return dict(n=draw(st.integers(max(1, reach - 2 * layer["padding"]), 80)), **layer)


@given(layers())
def test_counting_places_agrees_with_the_formulas_of_the_course(layer):
    n, k, options = layer["n"], layer["k"], {x: layer[x] for x in ("padding", "stride", "dilation")}
    assert OUTPUT_SIZE.right(**layer) == geometry.output_size(n, k, **options)
    assert LEFTOVER.right(**layer) == geometry.leftover(n, k, **options)
    stride = layer["stride"]
    assert SAME_PADDING.right(n, k, stride) == geometry.same_padding(n, k, stride=stride)
    same = geometry.output_size(n, k, padding="same", stride=stride)
    assert SAME_SIZE.right(n, stride) == same


@given(layers(), layers())
def test_the_words_of_advice_do_not_depend_on_the_answer(one, other):
    for quantity in (OUTPUT_SIZE, LEFTOVER):
        assert list(quantity.slips(**one)) == list(quantity.slips(**other))


SLIPS = {
    "rounded up": lambda n, k, p, s, d: -(-(n + 2 * p - d * (k - 1) - 1) // s) + 1,
    "not rounded": lambda n, k, p, s, d: (n + 2 * p - d * (k - 1) - 1) / s + 1,
    "first place": lambda n, k, p, s, d: (n + 2 * p - d * (k - 1) - 1) // s,
    "padding is left out": lambda n, k, p, s, d: (n - d * (k - 1) - 1) // s + 1,
    "two sides": lambda n, k, p, s, d: (n + p - d * (k - 1) - 1) // s + 1,
    "dilation is left out": lambda n, k, p, s, d: (n + 2 * p - k) // s + 1,
    "d · k long": lambda n, k, p, s, d: (n + 2 * p - d * k) // s + 1,
    "stride is left out": lambda n, k, p, s, d: n + 2 * p - d * (k - 1),
}


@pytest.mark.parametrize("words", SLIPS)
def test_a_wrong_size_hears_its_slip(words):
    def output_size(n, k, padding=0, stride=1, dilation=1):
        return SLIPS[words](n, k, padding, stride, dilation)

    every_layer = calls(n=range(30, 34), k=[4], padding=[2], stride=[3], dilation=[3])
    assert words in advise(output_size, OUTPUT_SIZE, every_layer)


def test_advice_for_a_hidden_test_does_not_name_the_call():
    wrong = SLIPS["rounded up"]

    def output_size(n, k, padding, stride, dilation):
        return wrong(n, k, padding, stride, dilation)

    layer = LAYER | {"n": 32}
    assert "n=32" in advise(output_size, OUTPUT_SIZE, [layer])
    hidden = advise(output_size, OUTPUT_SIZE, [layer], name_the_call=False)
    assert hidden.startswith("output_size goes wrong for some other layer.")
    assert "32" not in hidden


@pytest.mark.parametrize(
    ("value", "words"), [(None, "return"), ("24", "not a number"), (7, "not the right")]
)
def test_a_value_that_fits_no_slip_is_still_wrong(value, words):
    assert words in advise(lambda **layer: value, OUTPUT_SIZE, [LAYER])


def test_an_exception_of_the_student_is_passed_on():
    def output_size(**layer):
        raise NotImplementedError

    with pytest.raises(NotImplementedError, match="output_size is not written yet"):
        advise(output_size, OUTPUT_SIZE, [LAYER])


def test_calls_leave_out_kernels_that_do_not_fit():
    assert list(calls(n=[3], k=[3, 4, 5], padding=[0, 1])) == [
        {"n": 3, "k": 3, "padding": 0},
        {"n": 3, "k": 3, "padding": 1},
        {"n": 3, "k": 4, "padding": 1},
        {"n": 3, "k": 5, "padding": 1},
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ((1, 0), "stands in front"),
        ((1, 1), "same on both sides"),
        (1, "the total"),
        ([0, 1], ""),
    ],
)
def test_the_odd_zero_of_same_belongs_behind(value, words):
    advice = advise(lambda **layer: value, SAME_PADDING, [{"n": 28, "k": 3, "stride": 2}])
    assert words in advice and bool(advice) == bool(words)


NETWORK = Network(
    (20, 31, 3),
    [
        ZeroPadding2D((2, 1), name="pad"),
        Conv2D(8, 3, strides=2, dilation_rate=2, name="conv"),
        MaxPooling2D(2, name="pool"),
        Conv2D(4, 3, strides=2, padding="same", name="last"),
    ],
)
SHAPES = {"pad": (24, 33, 3), "conv": (10, 15, 8), "pool": (5, 7, 8), "last": (3, 4, 4)}


def test_the_right_table_hears_nothing():
    assert [advise_shape(SHAPES, NETWORK, name) for name in SHAPES] == [""] * 4
    assert advise_shape({"pad": [24.0, 33.0, 3.0]}, NETWORK, "pad") == ""


def test_a_shape_that_follows_from_a_wrong_one_is_right():
    shapes = SHAPES | {"conv": (11, 16, 8), "pool": (5, 8, 8)}
    assert advise_shape(shapes, NETWORK, "conv")
    assert advise_shape(shapes, NETWORK, "pool") == ""
    assert advise_shape(shapes, NETWORK, "last") == ""


@pytest.mark.parametrize(
    ("conv", "follows"),
    [
        ((11, 16, 8), True),  # a slip
        ((17, 4, 8), True),  # no slip that has a name, but the filters of this network
        ((10, 15, 3), True),  # the size is right, the channels are those of the input
        ((15, 10, 24), True),  # swapped, and the channels multiplied
        ((10, 15, 9), False),  # the filters of another network
        ((17, 4, 3), False),
        ("unknown", False),
    ],
)
def test_something_follows_from_a_slip_but_not_from_a_row_of_another_network(conv, follows):
    given = conv if isinstance(conv, tuple) else (4, 4, 4)
    pool = (given[0] // 2, given[1] // 2, given[2])
    shapes = SHAPES | {"conv": conv, "pool": pool}
    advice = advise_shape(shapes, NETWORK, "pool")
    assert (advice == "") == follows
    assert ("drawn from your id" in advice) == (not follows and pool[2] != 8)
    assert advise_shape(shapes | {"pool": SHAPES["pool"]}, NETWORK, "pool") == ""


def test_nothing_follows_from_the_padding_of_another_image():
    shapes = SHAPES | {"pad": (40, 50, 3), "conv": (18, 23, 8)}
    assert "drawn from your id" in advise_shape(shapes, NETWORK, "pad")
    assert advise_shape(shapes, NETWORK, "conv") and not advise_shape(SHAPES, NETWORK, "conv")


@pytest.mark.parametrize(
    ("name", "shape", "words"),
    [
        ("pad", (22, 32, 3), "one side only"),
        ("pad", (22, 35, 3), "the other axis"),
        ("conv", (15, 10, 8), "swapped"),
        ("conv", (11, 16, 8), "dilation is left out"),
        ("conv", (10, 15, 3), "channels"),
        ("pool", (5, 8, 8), "The width is 8. This fits a common slip: it is rounded up"),
        ("last", (2, 3, 4), "without padding"),
        ("last", (5, 7, 4), "the size of the input"),
        ("last", (3, 4), "is not a shape"),
        ("last", (3, float("nan"), 4), "is not a shape"),
        ("last", None, "is not a shape"),
    ],
)
def test_a_wrong_shape_hears_its_slip(name, shape, words):
    assert words in advise_shape(SHAPES | {name: shape}, NETWORK, name)


def test_a_missing_row_is_named():
    assert advise_form({}, "conv") == "There is no entry for 'conv' yet."
    assert advise_shape({"conv": (10, 15, 8)}, NETWORK, "conv") == ""


PADDINGS = [{"k": 7, "dilation": 1}, {"k": 3, "dilation": 4}]
STRIDES = [{"n": 63, "k": 5, "padding": 2, "size": 21}, {"n": 10, "k": 1, "padding": 0, "size": 2}]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([3, 4], ""),
        ([6, 4], "both sides"),
        ([3, 1], "dilation"),
        ([3], "one padding"),
        (3, "a list"),
    ],
)
def test_paddings_that_keep_the_size(answers, words):
    advice = advise_padding(answers, PADDINGS)
    assert words in advice and bool(advice) == bool(words)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([3, 5], ""),
        ([3, 9], ""),  # several strides may do
        ([3, 4], "does not give 2"),
        ([2, 5], "does not give 21"),
        ([3, 9.0], "whole number"),
        ([3, 0], "whole number"),
    ],
)
def test_strides_that_reach_a_size(answers, words):
    advice = advise_stride(answers, STRIDES)
    assert words in advice and bool(advice) == bool(words)


def borrowed_by_name(n, k):
    return geometry.output_size(n, k)


def borrowed_through_another(n, k):
    return borrowed_by_name(n, k)


def borrowed_inside(n, k):
    from helpers.convolution import output_size

    return output_size(n, k)


def honest(n, k):
    return own_step(n, k) + 1


def own_step(n, k):
    return n - k


@pytest.mark.parametrize(
    "function",
    [
        helpers.convolution.output_size,
        borrowed_by_name,
        borrowed_through_another,
        borrowed_inside,
        functools.partial(geometry.output_size, padding=0),
    ],
)
def test_a_borrowed_function_is_found(function):
    assert "rite" in advise_own_work(function)


def test_own_functions_may_call_each_other():
    assert advise_own_work(honest) == ""
