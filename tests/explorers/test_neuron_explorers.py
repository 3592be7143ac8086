"""The two explorers of lecture 1: weights of layers, and cells that like bars."""

from itertools import product

import numpy as np
import pytest

from helpers.explorers.cortex import explorer as orientation_tuning
from helpers.explorers.cortex import picture as tuning
from helpers.explorers.dense_versus_conv import explorer as dense_versus_conv
from helpers.explorers.dense_versus_conv import picture as weights
from helpers.filters.cortex import CELLS, bar

# Dense against convolutional


def test_the_browser_counts_the_weights_that_the_networks_module_counts(call):
    cases = list(product((8, 28, 200, 1000), (1, 3), (1, 1000, 0), (1, 5, 11), (1, 32)))
    calls = []
    for n, channels, units, kernel, filters in cases:
        calls += [
            ["denseParameters", n, channels, units],
            ["convParameters", kernel, channels, filters],
        ]
    expected = []
    for n, channels, units, kernel, filters in cases:
        expected += [
            weights.dense_parameters(n, channels, units),
            weights.conv_parameters(n, channels, kernel, filters),
        ]
    assert call("dense_versus_conv/layer", *calls) == expected


def test_a_dense_neuron_has_a_weight_for_each_number_of_the_picture_and_a_bias():
    assert weights.dense_parameters(32, 3, 1) == 32 * 32 * 3 + 1 == 3_073
    assert weights.dense_parameters(200, 3, 1) == 200 * 200 * 3 + 1 == 120_001


@pytest.mark.parametrize("n", [64, 100, 500])
def test_one_neuron_per_pixel_grows_with_the_fourth_power(n):
    growth = weights.dense_parameters(2 * n, 3, 0) / weights.dense_parameters(n, 3, 0)
    assert growth == pytest.approx(2**4, rel=1e-3)
    assert weights.conv_parameters(2 * n, 3, 5, 32) == weights.conv_parameters(n, 3, 5, 32)


@pytest.mark.parametrize(
    ("count", "words", "size"),
    [
        (912, "912", "912 bytes"),
        (120_001, "120,001", "120.0 kB"),
        (1_000_000, "1.0 million", "1.0 MB"),
        (4_800_040_000, "4.8 billion", "4.8 GB"),
        (3_000_001_000_000, "3.0 trillion", "3.0 TB"),
    ],
)
def test_large_numbers_are_put_into_words(call, count, words, size):
    assert call("dense_versus_conv/layer", ["counted", count], ["inBytes", count]) == [words, size]


def test_the_controls_of_the_weights_set_the_view():
    box = dense_versus_conv.controls(32, 3, 1, 5, 32)
    view = next(
        child for child in box.children if isinstance(child, dense_versus_conv.DenseVersusConvView)
    )
    controls = {control.description: control for control in box.children[0].children}
    assert set(controls) == {"picture n", "channels", "neurons", "kernel k", "filters"}
    assert weights.SIZES[view.size] == 32 and (view.channels, view.units) == (3, 1)
    controls["neurons"].value, controls["channels"].value = "one per pixel", "grey, 1"
    assert (view.units, view.channels) == (0, 1)
    with pytest.raises(ValueError, match="n is 33; the choices are 8, 16, "):
        dense_versus_conv.controls(33, 3, 1, 5, 32)


def test_the_text_of_the_weights_holds_the_lectures_numbers():
    text = weights.describe(200, 3, 0, 5, 32)
    assert (
        "120,000 numbers" in text
        and "4,800,040,000 parameters" in text
        and "2,432 parameters" in text
    )


# Cells and bars


@pytest.mark.parametrize("prefers", [0, 45, 105])
def test_the_cells_in_the_browser_answer_as_those_in_python(call, prefers):
    bars = list(product((0, 33, 90, 135), (-7, 0, 4), (4, 18, 48)))
    (answers,) = call("cortex/cells", ["answersTo", orientation_tuning.FIELD, prefers, bars])
    expected = [[cell(bar(*one), prefers) for cell in CELLS.values()] for one in bars]
    assert np.allclose(answers, expected, atol=2e-5)


def test_the_bar_in_the_browser_is_the_one_in_python(call):
    bars = list(product((0, 20, 90, 170), (-3, 0, 5), (7, 30)))
    pictures = call("cortex/cells", *[["bar", orientation_tuning.FIELD, *one] for one in bars])
    for one, picture in zip(bars, pictures):
        assert np.allclose(np.reshape(picture, bar(*one).shape), bar(*one), atol=1e-9)


def test_a_sweep_changes_one_property_and_leaves_the_others(call):
    field, stimulus = orientation_tuning.FIELD, {"angle": 60, "position": 2, "length": 20}
    swept_over = (
        "export const sweptOver = (field, prefers, ...rest) =>"
        "  sweep(field, cellsFor(field, prefers), ...rest);"
    )
    called = ["sweptOver", field, 90, stimulus, "length", [6, 20, 40]]
    (found,) = call("cortex/cells", called, more=swept_over)
    expected = [[cell(bar(60, 2, length), 90) for cell in CELLS.values()] for length in (6, 20, 40)]
    assert np.allclose(found, expected, atol=2e-5)


def test_the_controls_of_the_cells_set_the_view_and_stay_on_its_steps():
    box = orientation_tuning.controls(90, 60, 0, 18)
    view = next(
        child
        for child in box.children
        if isinstance(child, orientation_tuning.OrientationTuningView)
    )
    controls = {control.description: control for control in box.children[0].children}
    titles = [one["title"] for one in orientation_tuning.PROPERTIES]
    assert list(controls) == [*titles, "cells prefer", "curve over"]
    assert tuple(controls["curve over"].options) == tuple(titles)
    for one in orientation_tuning.PROPERTIES:
        control = controls[one["title"]]
        assert control.value == getattr(view, one["name"])
        assert (control.min, control.max, control.step) == (one["first"], one["last"], one["step"])
        assert (control.value - control.min) % control.step == 0


def test_the_text_of_the_cells_says_what_they_answer():
    text = tuning.describe(90, 90, 6, 18)
    stimulus = bar(90, 6, 18)
    for name, cell in CELLS.items():
        assert f"{name} {cell(stimulus, 90):.2f}" in text
    assert "at 90°, 6 pixels off the middle, 18 long" in text


def test_the_static_pictures_show_what_they_are_asked_for():
    curves = tuning.draw(45, 45, 0, 18).axes[1].lines[:3]
    for curve in curves:
        assert curve.get_xdata()[curve.get_ydata().argmax()] == 45
    dense, _, conv, _ = weights.draw(32, 3, 0, 5, 32).axes[0].lines[:4]
    assert np.all(conv.get_ydata() == 2_432) and np.all(np.diff(dense.get_ydata()) > 0)
