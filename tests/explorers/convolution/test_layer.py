"""What the browser computes of a layer, and says about it, is what Python does."""

import itertools
import math
import re

import numpy as np
import pytest
from scipy.signal import correlate2d

from helpers.convolution import cross_correlate
from helpers.explorers.convolution.explorer import centred
from helpers.explorers.convolution.picture import convolution_step, describe_step, input_title

PLAIN = {"padding": 0, "stride": 1, "dilation": 1}


def as_matrix(array):
    return {"rows": array.shape[0], "columns": array.shape[1], "values": array.ravel().tolist()}


def layers(seed=4, count=150):
    """Random images that are not square, kernels and settings, some of which do not fit."""
    generator = np.random.default_rng(seed)
    for _ in range(count):
        image = generator.integers(-3, 10, size=generator.integers(1, 12, size=2)).astype(float)
        kernel = generator.integers(-4, 5, size=[generator.integers(1, 8)] * 2) / 4
        options = {
            "padding": (0, 1, 2, 3, "same")[generator.integers(5)],
            "stride": int(generator.integers(1, 5)),
            "dilation": int(generator.integers(1, 4)),
        }
        place = generator.integers(0, 6, size=2).tolist()
        yield image, kernel, options, place


def compute_layers(call, cases):
    calls = [
        ["computeLayer", as_matrix(image), as_matrix(kernel), {**options, "place": place}]
        for image, kernel, options, place in cases
    ]
    return call("convolution/layer", *calls)


def test_feature_maps_are_those_of_python_and_of_scipy(call):
    cases = list(layers())
    computed = compute_layers(call, cases)
    fitting = 0
    for (image, kernel, options, _), layer in zip(cases, computed, strict=True):
        step = convolution_step(image, kernel, **options)
        assert layer["fits"] == step.fits
        if not step.fits:
            continue
        fitting += 1
        found = np.reshape(layer["output"]["values"], step.output_shape)
        np.testing.assert_allclose(found, cross_correlate(image, kernel, **options), atol=1e-9)
        holes = np.zeros(step.covered)  # a dilated kernel is one with zeros between its weights
        holes[:: step.dilation, :: step.dilation] = kernel
        dense = correlate2d(np.pad(image, step.sides), holes, mode="valid")
        np.testing.assert_allclose(found, dense[:: step.stride, :: step.stride], atol=1e-9)
    assert 50 < fitting < len(cases)


def test_a_place_outside_the_output_is_moved_to_its_edge(call):
    places = [[0, 0], [2, 4], [9, 9], [1, 30], [30, 1]]
    cases = [(np.ones((5, 7)), np.ones((3, 3)), PLAIN, place) for place in places]
    computed = compute_layers(call, cases)
    assert [(layer["row"], layer["column"]) for layer in computed] == [
        (0, 0), (2, 4), (2, 4), (1, 4), (2, 1),
    ]  # fmt: skip


def test_browser_and_static_picture_say_the_same(call):
    cases = list(layers(seed=5))
    computed = compute_layers(call, cases)
    said = call("convolution/layer", *(["describe", layer] for layer in computed))
    titles = call("convolution/layer", *(["captionOfInput", layer] for layer in computed))
    for case, layer, sentence, title in zip(cases, computed, said, titles, strict=True):
        image, kernel, options, _ = case
        cell = (layer["row"], layer["column"]) if layer["fits"] else (0, 0)
        step = convolution_step(image, kernel, **options, cell=cell)
        assert sentence == describe_step(step)
        assert title == input_title(step)


def test_each_remedy_for_a_kernel_that_does_not_fit_makes_it_fit(call):
    tried = 0
    for image, kernel, options, _ in layers(seed=6, count=400):
        step = convolution_step(image, kernel, **options)
        if step.fits:
            continue
        sentence = describe_step(step).split("It would fit with ")[1].rstrip(".")
        for remedy in re.split(r", | or ", sentence):
            *name, value = remedy.split()
            value = value if value == "same" else int(value)
            if name == ["kernel", "size"]:
                better = convolution_step(image, np.ones((value, value)), **options)
            else:
                better = convolution_step(image, kernel, **{**options, name[0]: value})
            assert better.fits, (remedy, describe_step(step))
            tried += 1
    assert tried > 50


def test_the_products_of_a_cell_add_up_to_its_value(call):
    cases = [case for case in layers(seed=7) if convolution_step(case[0], case[1], **case[2]).fits]
    computed = compute_layers(call, cases)
    written = call("convolution/layer", *(["products", layer] for layer in computed))
    for (_, kernel, *_), layer, sum_ in zip(cases, computed, written, strict=True):
        assert sum_["dropped"] == np.count_nonzero(kernel == 0)
        assert len(sum_["terms"]) == np.count_nonzero(kernel)
        assert sum_["exact"]  # whole pixels and quarters need no rounding
        pairs = [re.findall(r"[\d.−]+", term["text"]) for term in sum_["terms"]]
        total = sum(math.prod(float(text.replace("−", "-")) for text in pair) for pair in pairs)
        assert total == pytest.approx(layer["value"], abs=1e-9)


def test_a_rounded_number_makes_the_sum_nearly_equal(call):
    (layer,) = compute_layers(call, [(np.full((3, 3), 1 / 3), np.ones((1, 1)), PLAIN, [0, 0])])
    (sum_,) = call("convolution/layer", ["products", layer])
    assert not sum_["exact"] and sum_["terms"][0]["text"] == "0.33·1"


def test_the_formula_has_the_numbers_of_each_axis_and_the_right_result(call):
    cases = list(layers(seed=8))
    computed = compute_layers(call, cases)
    written = call("convolution/layer", *(["formulas", layer] for layer in computed))
    for layer, (_, *lines) in zip(computed, written, strict=True):
        shown = [re.sub("<[^>]*>", "", line.replace("</mrow><mn", "/<mn")) for line in lines]
        axes = [layer["vertical"], layer["horizontal"]]
        if len(shown) == 1:
            assert axes[0]["n"] == axes[1]["n"]
            axes = axes[:1]
        for text, axis in zip(shown, axes, strict=True):
            result = int(text.rsplit("=", 1)[1].replace("−", "-"))
            python = text.split("=")[1].replace("−", "-").replace("·", "*")
            python = python.replace("⌊", "((").replace("/", ")//").replace("⌋", ")")
            assert eval(python) == result  # the formula as it is read
            assert max(result, 0) == axis["size"]


def test_a_kernel_in_another_size_is_centred_as_in_python(call):
    kernels = [np.arange(1, k * k + 1).reshape(k, k) for k in range(1, 8)]
    cases = list(itertools.product(kernels, range(1, 8)))
    resized = call("convolution/layer", *(["centred", k.tolist(), size] for k, size in cases))
    for (kernel, size), found in zip(cases, resized, strict=True):
        np.testing.assert_array_equal(found, centred(kernel, size))
    np.testing.assert_array_equal(centred(kernels[2], 5)[1:4, 1:4], kernels[2])
    np.testing.assert_array_equal(centred(kernels[4], 3), kernels[4][1:4, 1:4])
