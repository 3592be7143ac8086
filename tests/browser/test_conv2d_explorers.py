"""The explorers of lecture 09 in JupyterLab: a layer as a matrix, and its arguments."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from helpers.explorers.conv2d.layer import Conv, describe_filter
from helpers.explorers.conv2d.layer import describe as describe_conv
from helpers.explorers.weight_matrix.layer import WeightMatrix, describe, describe_place
from tests.browser.explorer import Explorer

LECTURE = "09_conv2d_in_full.ipynb"
CELLS = MATRIX, ARGUMENTS = "weight-matrix", "conv2d-explorer"


@pytest.fixture
def matrix(start: Callable[[str], Explorer]) -> Explorer:
    return start(MATRIX)


@pytest.fixture
def arguments(start: Callable[[str], Explorer]) -> Explorer:
    return start(ARGUMENTS)


def expect_place(matrix: Explorer, layer: WeightMatrix, output: int, column: int) -> None:
    """Wait until a layer and a place in its matrix are told."""
    matrix.expect(describe(layer), describe_place(layer, output, column))


def test_every_control_of_the_matrix_changes_the_layer(matrix):
    expect_place(matrix, WeightMatrix(), 4, 12)
    for form in ("dense", "local"):
        before = matrix.digests()
        matrix.choose("layer", form)
        expect_place(matrix, WeightMatrix(form), 4, 12)
        assert all(new != old for new, old in zip(matrix.digests(), before, strict=True))
    matrix.choose("layer", "im2col")
    expect_place(matrix, WeightMatrix("im2col"), 4, 8)  # its matrix has no column 12
    matrix.choose("layer", "shared")
    matrix.press("padding p", "End")
    expect_place(matrix, WeightMatrix(padding=1), 4, 12)
    matrix.press("stride s", "End")
    expect_place(matrix, WeightMatrix(stride=2, padding=1), 4, 12)
    matrix.press("kernel k", "Home")
    expect_place(matrix, WeightMatrix(k=2, stride=2, padding=1), 4, 12)
    matrix.press("input n", "Home")
    expect_place(matrix, WeightMatrix("shared", 3, 2, 2, 1), 3, 8)


def test_a_place_is_chosen_by_keys_and_by_mouse_in_both_pictures(matrix):
    sliding, product = matrix.canvas(0), matrix.canvas(1)
    matrix.lab.press(product, "Home", "PageUp", "ArrowRight", "ArrowDown")
    expect_place(matrix, WeightMatrix(), 1, 1)
    matrix.lab.press(sliding, "ArrowDown", "ArrowRight", "ArrowRight")
    expect_place(matrix, WeightMatrix(), 5, 1)
    matrix.lab.click_at(sliding, 5 / 6, 0.57)  # the middle of the output
    expect_place(matrix, WeightMatrix(), 4, 1)
    matrix.lab.click_at(product, 0.3, 0.3)
    expect(matrix.lines.last).not_to_contain_text("row 4:")


def expect_conv(arguments: Explorer, conv: Conv, chosen: int) -> None:
    """Wait until a layer and one of its filters are told."""
    arguments.expect(describe_conv(conv), describe_filter(conv, chosen))


def test_every_argument_changes_the_layer(arguments):
    expect_conv(arguments, Conv(groups=4), 3)
    before = arguments.digests()
    arguments.press("groups", "Home")
    expect_conv(arguments, Conv(), 3)
    assert arguments.digests() != before
    arguments.choose("padding", "same")
    arguments.press("strides", "ArrowRight")
    expect_conv(arguments, Conv(padding="same", strides=2), 3)
    arguments.tick("use_bias")
    arguments.press("input n", "ArrowLeft")
    arguments.press("channels", "End")
    expect_conv(arguments, Conv(27, 8, padding="same", strides=2, use_bias=False), 3)
    arguments.press("kernel_size", "End")
    arguments.press("filters", "Home")
    expect_conv(arguments, Conv(27, 8, 1, 7, 2, "same", use_bias=False), 0)


def test_what_keras_refuses_is_told_in_its_words(arguments):
    arguments.press("dilation_rate", "End")
    arguments.press("strides", "End")
    refused = Conv(strides=3, dilation_rate=3, groups=4)
    expect_conv(arguments, refused, 3)
    assert "`strides > 1` not supported" in describe_conv(refused)


def test_a_filter_is_picked_by_keys_and_by_mouse(arguments):
    canvas = arguments.canvas()
    arguments.lab.press(canvas, "Home", "ArrowDown", "ArrowDown", "ArrowLeft")
    expect_conv(arguments, Conv(groups=4), 1)
    arguments.lab.click_at(canvas, 0.9, 0.95)
    expect_conv(arguments, Conv(groups=4), 7)
