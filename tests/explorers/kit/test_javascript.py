"""What the browser computes and says is what Python computes and says."""

import itertools
import json
import math
import re
from base64 import b64encode

import numpy as np
import pytest
from scipy.signal import correlate2d

from helpers.convolution import (
    cross_correlate,
    dilated_size,
    leftover,
    output_size,
    padding_sides,
    same_padding,
    unreached,
)
from helpers.drawing.words import number
from helpers.explorers.convolution.explorer import centred
from helpers.explorers.convolution.picture import convolution_step, describe_step, input_title
from helpers.explorers.kit.javascript import FOLDER, es_module

GEOMETRIES = list(
    itertools.product(
        (1, 2, 3, 5, 6, 8, 11, 28),  # n
        (1, 2, 3, 4, 5, 7),  # k
        (0, 1, 3, "valid", "same", [1, 2], [0, 3]),  # padding
        (1, 2, 3, 4),  # stride
        (1, 2, 3),  # dilation
    )
)
PLAIN = {"padding": 0, "stride": 1, "dilation": 1}
# What each of the views, by name, exports as `render`.
KINDS = """
const loaded = {};
for (const [name, address] of Object.entries(views))
    loaded[name] = (await import(address)).default;
export const kinds = () => Object.fromEntries(
    Object.entries(loaded).map(([name, view]) => [name, typeof view.render]));
"""


def as_matrix(array):
    return {"rows": array.shape[0], "columns": array.shape[1], "values": array.ravel().tolist()}


def or_none_where_it_does_not_fit(function, n, k, padding, stride, dilation):
    try:
        return function(n, k, padding=padding, stride=stride, dilation=dilation)
    except ValueError:
        return None


def test_lengths_of_kernels_and_paddings_are_those_of_python(call):
    calls, expected = [], []
    for n, k, padding, stride, dilation in GEOMETRIES:
        calls += [
            ["dilatedSize", k, dilation],
            ["samePadding", n, k, stride, dilation],
            ["paddingSides", padding, n, k, stride, dilation],
        ]
        expected += [
            dilated_size(k, dilation),
            list(same_padding(n, k, stride=stride, dilation=dilation)),
            list(padding_sides(padding, n, k, stride=stride, dilation=dilation)),
        ]
    assert call("kit/arithmetic", *calls) == expected


def test_output_sizes_are_those_of_python_and_zero_where_the_kernel_does_not_fit(call):
    calls = [
        ["outputSize", n, k, {"padding": p, "stride": s, "dilation": d}]
        for n, k, p, s, d in GEOMETRIES
    ]
    expected = [or_none_where_it_does_not_fit(output_size, *geometry) for geometry in GEOMETRIES]
    assert 0 not in expected and None in expected
    assert call("kit/arithmetic", *calls) == [size or 0 for size in expected]


def test_rows_that_no_window_reaches_are_those_of_python(call):
    fitting = [g for g in GEOMETRIES if or_none_where_it_does_not_fit(output_size, *g)]
    options = [{"padding": p, "stride": s, "dilation": d} for _, _, p, s, d in fitting]
    gaps = call(
        "kit/arithmetic",
        *(["unreached", n, k, o] for (n, k, *_), o in zip(fitting, options, strict=True)),
    )
    ends = call(
        "kit/arithmetic",
        *(["leftover", n, k, o] for (n, k, *_), o in zip(fitting, options, strict=True)),
    )
    assert gaps == [
        list(unreached(n, k, **o)) for (n, k, *_), o in zip(fitting, options, strict=True)
    ]
    assert ends == [leftover(n, k, **o) for (n, k, *_), o in zip(fitting, options, strict=True)]
    assert any(gaps) and any(ends)


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


def test_numbers_are_rounded_alike(call):
    values = [0, -0.0, 1, -1, 0.125, -0.125, 0.005, -0.004, 2.5, 1 / 3, 6600, -19.999, 1e6 + 0.25]
    values += np.random.default_rng(9).normal(scale=50, size=200).tolist()
    for digits in (0, 1, 2, 6):
        shown = call("kit/words", *(["number", value, digits] for value in values))
        assert shown == [number(value, digits) for value in values]
    assert number(-0.125) == "−0.13" and number(-0.001) == "0"


def test_a_weight_can_be_typed_in_several_ways(call):
    typed = {
        "2": 2, "-1": -1, "−1": -1, " 0,5 ": 0.5, "1/4": 0.25, "-3 / 2": -1.5, "1e2": 100,
        ".5": 0.5, "": None, "-": None, "a": None, "1/0": None, "1/": None, "1/2/3": None,
        "1..2": None,
    }  # fmt: skip
    found = call("convolution/kernel_grid", *(["parseNumber", text] for text in typed))
    assert found == list(typed.values())


def test_every_view_is_one_module_that_a_browser_can_load(call_source):
    views = [
        path.relative_to(FOLDER).with_suffix("").as_posix()
        for path in FOLDER.rglob("*.js")
        if "export default" in path.read_text(encoding="utf-8")
    ]
    assert {"convolution/view", "kit/accessibility"} <= set(views)
    modules = {view: es_module(view) for view in views}
    for view, module in modules.items():
        assert not re.search(r"^import\b", module, re.MULTILINE), view
    addresses = {
        view: f"data:text/javascript;base64,{b64encode(module.encode()).decode()}"
        for view, module in modules.items()
    }
    source = f"const views = {json.dumps(addresses)};" + KINDS
    assert call_source(source, ["kinds"]) == [dict.fromkeys(views, "function")]


def test_modules_are_joined_in_the_order_of_their_needs(call_source):
    files = {
        "page": 'import { twice as double, LIMIT } from "./middle.js";\n'
        "export const run = () => double(LIMIT);",
        "middle": 'import { base } from "./base.js";\n'
        "export const LIMIT = base();\nexport function twice(x) { return 2 * x; }",
        "base": "const hidden = 21;\nexport const base = () => hidden;",
    }
    assert call_source(es_module("page", read=files.__getitem__), ["run"]) == [42]


def test_modules_that_need_each_other_are_refused():
    files = {"a": 'import { b } from "./b.js";', "b": 'import { a } from "./a.js";'}
    with pytest.raises(ValueError, match="a → b → a"):
        es_module("a", read=files.__getitem__)


@pytest.mark.parametrize(
    "line",
    ['import x from "./b.js";', 'import "./b.js";', "export { a };", "export let a = 1;"],
)
def test_forms_of_import_and_export_that_cannot_be_joined_are_refused(line):
    with pytest.raises(ValueError, match=r"page.js has"):
        es_module("page", read={"page": f"const a = 1;\n{line}"}.__getitem__)
