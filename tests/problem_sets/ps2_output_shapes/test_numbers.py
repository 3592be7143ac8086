"""Problem set 2 drawn for ten thousand students: valid, equally hard, and each student's own."""

import itertools
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from helpers.networks import from_keras, leftovers, shapes, to_keras
from helpers.networks.specs import Conv2D, MaxPooling2D, Network, ZeroPadding2D
from helpers.problem_sets.advice.quantities import (
    FIRST_PLACE,
    NO_DILATION,
    NO_STRIDE,
    ROUNDED_UP,
    TOO_LONG,
    output_size_slips,
    same_size_slips,
)
from helpers.problem_sets.listing import listing
from helpers.problem_sets.ps2_output_shapes.layers import advise_padding, advise_stride
from helpers.problem_sets.ps2_output_shapes.numbers import (
    layers_that_keep_the_size,
    layers_that_reach_a_size,
    small_network,
    wide_network,
)
from helpers.problem_sets.ps2_output_shapes.tables import advise_shape

STUDENTS = [f"student{number}" for number in range(10_000)]


@cache
def drawn(make):
    return [make(student) for student in STUDENTS]


@cache
def all_shapes(make):
    return [shapes(network) for network in drawn(make)]


@cache
def remainders(make):
    """The leftovers (rows, columns) of each layer, for each student."""
    return [remainders_of(network) for network in drawn(make)]


def remainders_of(network):
    return [leftovers(*pair) for pair in zip(network.layers, shapes(network), strict=False)]


def table(network):
    return dict(zip([layer.name for layer in network.layers], shapes(network)[1:], strict=True))


def test_the_numbers_are_the_same_on_every_machine():
    assert listing(small_network("ada")) == (
        "Network((44, 44, 1), [\n"
        '    Conv2D(12, 7, name="conv_1"),\n'
        '    MaxPooling2D(2, name="pool_1"),\n'
        '    Conv2D(17, 5, padding="same", name="conv_2"),\n'
        '    MaxPooling2D(2, name="pool_2"),\n'
        "])"
    )
    assert wide_network("ada").input_shape == (46, 77, 3)
    assert layers_that_keep_the_size("ada")[2] == {"k": 5, "dilation": 3}
    assert layers_that_reach_a_size("ada")[0] == {"n": 77, "k": 7, "padding": 1, "size": 15}


def test_no_layer_collapses_and_no_image_is_large():
    for make, smallest in ((small_network, 4), (wide_network, 4)):
        for sizes in all_shapes(make):
            assert min(min(shape[:2]) for shape in sizes) >= smallest
            assert max(sizes[0]) <= 80


def test_the_small_network_leaves_one_row_and_one_column_in_its_last_pool_only():
    wanted = [(0, 0), (0, 0), (0, 0), (1, 1)]
    assert all(left == wanted for left in remainders(small_network))


def test_one_number_changed_in_the_small_network_leaves_nothing_over():
    for network in drawn(small_network)[:500]:
        first, *others = network.layers
        for kernel in (first.kernel_size[0] - 2, first.kernel_size[0] + 2):
            changed = Network(network.input_shape, [replace(first, kernel_size=kernel), *others])
            assert remainders_of(changed) == [(0, 0)] * 4


def test_every_wide_network_has_the_same_traps_on_one_axis_or_the_other():
    ways = Counter(map(str, remainders(wide_network)))
    one = [(0, 0), (0, 1), (0, 0), (1, 0), (0, 0)]
    other = [(0, 0), (1, 0), (0, 0), (0, 1), (0, 0)]
    assert set(ways) == {str(one), str(other)}
    assert all(abs(count - 5000) < 250 for count in ways.values())
    for network, sizes, left in everyones_wide_network():
        pad, *_, conv_3 = network.layers
        assert pad.padding[0] != pad.padding[1]
        assert all(height != width for height, width, _ in sizes)
        strided = conv_3.strides.index(2)
        assert sizes[-2][strided] % 2 == 1 and left[3][1 - strided] == 1


def everyones_wide_network():
    return zip(drawn(wide_network), all_shapes(wide_network), remainders(wide_network), strict=True)


def test_every_slip_changes_the_number_that_it_is_meant_for():
    for network, sizes, left in everyones_wide_network():
        conv_1, conv_2, _, conv_3 = network.layers[1:]
        _, padded, first, second, pooled, last = sizes
        for axis in (0, 1):
            slips = output_size_slips(padded[axis], conv_1.kernel_size[axis], stride=2)
            assert first[axis] not in (slips[FIRST_PLACE], slips[NO_STRIDE])
            if left[1][axis]:
                assert first[axis] != slips[ROUNDED_UP]
            slips = output_size_slips(first[axis], 3, dilation=conv_2.dilation_rate[axis])
            assert second[axis] not in (slips[NO_DILATION], slips[TOO_LONG], slips[FIRST_PLACE])
            if left[3][axis]:
                assert pooled[axis] != output_size_slips(second[axis], 2, stride=2)[ROUNDED_UP]
            if conv_3.strides[axis] == 2:
                assert last[axis] not in same_size_slips(pooled[axis], 2).values()


def test_nobody_gets_far_by_guessing_a_row():
    for make in (small_network, wide_network):
        for rows in list(zip(*all_shapes(make), strict=True))[1:]:
            assert max(Counter(rows).values()) < 250  # of 10,000


def paddings(student):
    """Found by trying: the padding at which 100 pixels stay 100."""
    return [
        next(p for p in range(50) if 100 + 2 * p - (task["k"] - 1) * task["dilation"] == 100)
        for task in layers_that_keep_the_size(student)
    ]


def strides(student):
    """Found by walking: every stride at which the windows that fit are as many as wanted."""
    return [
        [
            s
            for s in range(1, task["n"])
            if len(range(0, task["n"] + 2 * task["padding"] - task["k"] + 1, s)) == task["size"]
        ]
        for task in layers_that_reach_a_size(student)
    ]


def test_one_stride_alone_fits_and_it_leaves_a_remainder():
    answers = Counter()
    for student in STUDENTS:
        found = strides(student)
        assert [len(fitting) for fitting in found] == [1, 1]
        answers[tuple(fitting[0] for fitting in found)] += 1
        for task, (stride,) in zip(layers_that_reach_a_size(student), found, strict=True):
            assert (task["n"] + 2 * task["padding"] - task["k"]) % stride
    assert len(answers) == 30 and max(answers.values()) < 420
    assert all(first != second for first, second in answers)


def test_no_slip_gives_the_right_padding():
    answers = Counter()
    for student in STUDENTS:
        tasks, right = layers_that_keep_the_size(student), paddings(student)
        answers[tuple(right)] += 1
        for task, p in zip(tasks, right, strict=True):
            k, d = task["k"], task["dilation"]
            assert p > 0 and (d == 1 or p not in (k // 2, d * k // 2))
    assert max(answers.values()) < 250


def test_the_model_answers_are_found_right():
    for student in STUDENTS[:500]:
        for make in (small_network, wide_network):
            network = make(student)
            shown = table(network)
            assert not any(advise_shape(shown, network, name) for name in shown)
        assert not advise_padding(paddings(student), layers_that_keep_the_size(student))
        chosen = [fitting[0] for fitting in strides(student)]
        assert not advise_stride(chosen, layers_that_reach_a_size(student))


def test_a_neighbours_tables_and_lists_earn_next_to_nothing():
    points = Counter()
    for mine, theirs in itertools.pairwise(STUDENTS[:801]):
        earned = 0
        for make in (small_network, wide_network):
            network, shown = make(mine), table(make(theirs))
            earned += sum(not advise_shape(shown, network, name) for name in shown)
        earned += not advise_padding(paddings(theirs), layers_that_keep_the_size(mine))
        chosen = [fitting[0] for fitting in strides(theirs)]
        earned += not advise_stride(chosen, layers_that_reach_a_size(mine))
        points[earned] += 1
    assert max(points) <= 5  # of 11
    assert sum(earned * count for earned, count in points.items()) / 800 < 0.5
    assert points[0] > 560


def test_networks_of_neighbours_differ():
    for make in (small_network, wide_network, layers_that_keep_the_size, layers_that_reach_a_size):
        same = sum(one == other for one, other in zip(drawn(make), drawn(make)[1:], strict=False))
        assert same <= 200, make.__name__  # of 10,000
    pairs = zip(drawn(small_network), drawn(wide_network), strict=True)
    assert len(set(pairs)) == len(STUDENTS)


@pytest.mark.parametrize("make", [small_network, wide_network])
def test_the_listing_is_the_python_that_makes_the_network(make):
    names = {kind.__name__: kind for kind in (Conv2D, MaxPooling2D, Network, ZeroPadding2D)}
    for network in drawn(make)[:200]:
        assert eval(listing(network), names) == network


@pytest.mark.parametrize("student", ["ada", "bob", "cleo"])
def test_keras_builds_the_networks_and_agrees_about_the_shapes(student):
    for network in (small_network(student), wide_network(student)):
        model = to_keras(network)
        assert [layer.output.shape[1:] for layer in model.layers] == list(shapes(network)[1:])
        assert from_keras(model) == network
