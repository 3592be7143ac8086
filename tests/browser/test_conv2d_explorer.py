"""The explorer of a layer's arguments, lecture 09 in JupyterLab."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.explorers.conv2d.layer import Conv, describe_filter
from helpers.explorers.conv2d.layer import describe as describe_conv
from tests.browser.explorer import Explorer

LECTURE = "09_conv2d_in_full.ipynb"
CELLS = (ARGUMENTS := "conv2d-explorer",)


@pytest.fixture
def arguments(start: Callable[[str], Explorer]) -> Explorer:
    return start(ARGUMENTS)


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
