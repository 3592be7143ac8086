from itertools import product

import numpy as np
import pytest

from helpers.explorers.dense_versus_conv.picture import (
    SIZES,
    conv_parameters,
    dense_parameters,
    describe,
    draw,
    in_bytes,
)

GRID = list(product((8, 28, 200, 1000), (1, 3), (1, 100, 1000, 0), (1, 5, 11), (1, 32, 128)))


def test_the_browser_counts_the_weights_that_the_networks_module_counts(call):
    dense = call("dense_versus_conv/layer", *(["denseParameters", *one[:3]] for one in GRID))
    assert dense == [dense_parameters(*one[:3]) for one in GRID]
    conv = call(
        "dense_versus_conv/layer",
        *(["convParameters", k, channels, filters] for _, channels, _, k, filters in GRID),
    )
    assert conv == [conv_parameters(n, c, k, filters) for n, c, _, k, filters in GRID]


def test_a_dense_neuron_has_a_weight_for_each_number_of_the_picture_and_a_bias():
    assert dense_parameters(32, 3, 1) == 32 * 32 * 3 + 1 == 3_073
    assert dense_parameters(200, 3, 1) == 200 * 200 * 3 + 1 == 120_001


@pytest.mark.parametrize("n", [64, 100, 500])
def test_one_neuron_per_pixel_grows_with_the_fourth_power(n):
    growth = dense_parameters(2 * n, 3, 0) / dense_parameters(n, 3, 0)
    assert growth == pytest.approx(2**4, rel=1e-3)
    assert conv_parameters(2 * n, 3, 5, 32) == conv_parameters(n, 3, 5, 32)


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
    assert in_bytes(count) == size


def test_browser_and_picture_say_the_same_of_every_layer(call):
    names = ("n", "channels", "units", "kernel", "filters")
    said = call(
        "dense_versus_conv/layer",
        *(["describe", dict(zip(names, one, strict=True))] for one in GRID),
    )
    assert said == [describe(*one) for one in GRID]


def test_the_sentence_holds_the_lectures_numbers():
    assert describe(200, 3, 0, 5, 32) == (
        "A picture of 200 × 200 × 3 has 120,000 numbers; a dense neuron has a weight for each. "
        "40,000 dense neurons with their biases: 4,800,040,000 parameters, 19.2 GB. "
        "A convolutional layer with 32 filters of 5 × 5 × 3: 2,432 parameters, 9.7 kB, "
        "for any picture."
    )


def test_the_dense_curve_of_the_picture_rises_and_the_other_does_not():
    axes = draw(32, 3, 0, 5, 32).axes[0]
    dense, at_n, conv, _ = axes.lines[:4]
    assert dense.get_ydata().tolist() == [dense_parameters(n, 3, 0) for n in SIZES]
    assert np.all(conv.get_ydata() == 2_432)
    assert (at_n.get_xdata()[0], at_n.get_ydata()[0]) == (32, dense_parameters(32, 3, 0))
