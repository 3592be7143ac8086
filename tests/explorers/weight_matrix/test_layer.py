"""A layer as one matrix, in Python and in the browser."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.signal import correlate2d

from helpers.explorers.weight_matrix.explorer import RANGES
from helpers.explorers.weight_matrix.layer import (
    FORMS,
    KERNEL,
    WeightMatrix,
    describe,
    describe_place,
    numbers,
)

LAYERS = [
    WeightMatrix(*settings)
    for settings in product(FORMS, *(range(first, last + 1) for first, last in RANGES.values()))
]


def for_browser(layer):
    return {name: getattr(layer, name) for name in ("form", "n", "k", "stride", "padding")}


@pytest.fixture
def made(call):
    """The layers as the browser makes them."""
    pixels, free = numbers()
    sent = {"pixels": pixels.tolist(), "kernel": KERNEL.tolist(), "free": free.tolist()}
    return call("weight_matrix/layer", *(["layerOf", sent, for_browser(one)] for one in LAYERS))


def test_shared_weights_and_patches_give_scipys_cross_correlation():
    for layer in LAYERS:
        if layer.form not in ("shared", "im2col"):
            continue
        padded = np.pad(layer.input, layer.padding)
        scipys = correlate2d(padded, layer.kernel, "valid")[:: layer.stride, :: layer.stride]
        assert layer.result.reshape(scipys.shape).tolist() == scipys.tolist()
        assert (layer.weights @ layer.input.ravel()).tolist() == scipys.ravel().tolist()


def test_a_local_layer_is_the_dense_one_without_what_lies_outside_of_the_windows():
    for layer in LAYERS:
        if layer.form != "local":
            continue
        dense = WeightMatrix("dense", layer.n, layer.k, layer.stride, layer.padding)
        shared = WeightMatrix("shared", layer.n, layer.k, layer.stride, layer.padding)
        seen = shared.matrix != 0
        assert (layer.matrix[seen] == dense.matrix[seen]).all()
        assert not layer.matrix[~seen].any() and dense.matrix.all()


def test_with_stride_1_and_no_padding_a_weight_stands_once_in_each_row():
    layer = WeightMatrix()
    for column in range(25):
        rows = [row for row, _ in layer.copies(0, column)]
        assert rows == (list(range(9)) if layer.taps[0, column] >= 0 else [0])
    assert {at - row for row, at in layer.copies(0, 0)} == {0, 2, 4}  # a diagonal with two steps


def test_every_weight_of_the_kernel_can_be_told_from_the_others():
    assert len(set(KERNEL.ravel().tolist())) == 9 and KERNEL.all()


def test_the_browser_has_the_matrices_of_python(made):
    for found, layer in zip(made, LAYERS, strict=True):
        for name in ("input", "taps", "weights", "matrix", "vector", "result"):
            wanted = getattr(layer, name)
            assert found[name]["values"] == np.ravel(wanted).tolist(), (name, layer)
            assert found[name]["rows"] == len(wanted)
        assert found["size"] == layer.size


def places(layer):
    """Corners and the middle of the matrix."""
    rows, columns = layer.matrix.shape
    return product({0, rows // 2, rows - 1}, {0, columns // 2, columns - 1})


def test_browser_and_picture_say_the_same_and_mark_the_same_copies(call, made):
    said = call("weight_matrix/layer", *(["describe", one] for one in made))
    assert said == [describe(layer) for layer in LAYERS]
    asked = [
        (layer, one, *place)
        for layer, one in zip(LAYERS, made, strict=True)
        for place in places(layer)
    ]
    told = call("weight_matrix/layer", *(["describePlace", one, *at] for _, one, *at in asked))
    assert told == [describe_place(layer, *at) for layer, _, *at in asked]
    marked = call("weight_matrix/layer", *(["copies", one, *at] for _, one, *at in asked))
    assert marked == [[list(one) for one in layer.copies(*at)] for layer, _, *at in asked]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ("dense", "a 9 × 25 matrix: each output has a weight of its own for each pixel, 225 weigh"),
        ("local", "are 0. 81 of 225 weights are left."),
        ("shared", "the 81 places in the windows share 9 weights. This is the convolutional layer"),
        ("im2col", "a 9 × 9 matrix: the pixels stand in the matrix, a patch in each row, and the"),
    ],
)
def test_the_weights_of_each_form_are_counted(form, sentence):
    text = describe(WeightMatrix(form))
    assert text.startswith("Input 5 by 5, kernel 3, stride 1, padding 0, output 3 by 3. ")
    assert sentence in text


def test_a_place_is_told_with_its_pixel_and_its_weight():
    layer = WeightMatrix()
    assert describe_place(layer, 4, 12).endswith(
        "Its weight for pixel (2, 2) is 6, the kernel's weight (1, 1): it stands 9 times in the "
        "matrix."
    )
    assert describe_place(layer, 0, 24).endswith("It does not see pixel (4, 4): the weight is 0.")
    assert describe_place(layer, 5, 0).startswith(f"Output (1, 2), row 5: {layer.result[5]}. ")
