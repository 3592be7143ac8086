"""The convolution explorer without a browser: state, links, kernels, words, static picture."""

import base64
import re

import ipywidgets as widgets
import numpy as np
import pytest
from scipy.signal import correlate2d

from helpers import filters
from helpers.explorers.convolution.explorer import (
    CONTROLS,
    PADDINGS,
    SIZES,
    SMALL_PICTURES,
    ConvolutionView,
    convolution_explorer,
    plain,
)
from helpers.explorers.convolution.picture import describe_step
from helpers.explorers.kit.javascript import es_module


@pytest.fixture
def explorer():
    return convolution_explorer({"ramp": np.linspace(0, 1, 28 * 28).reshape(28, 28)})


def test_the_small_pictures_have_the_sizes_that_their_names_say():
    shapes = {name: np.shape(rows) for name, rows in SMALL_PICTURES.items()}
    assert all(f"{rows} × {columns}" in name for name, (rows, columns) in shapes.items())
    assert {(5, 5), (6, 8), (7, 7)} <= set(shapes.values())


def test_the_first_state_is_a_valid_sobel_kernel_on_the_first_small_picture(explorer):
    first = np.array(next(iter(SMALL_PICTURES.values())))
    expected = correlate2d(first, filters.SOBEL_X, mode="valid")
    np.testing.assert_allclose(explorer.step.output, expected)
    assert explorer.text == (
        "Input 5 by 5, padding 0; kernel 3 by 3, stride 1, dilation 1; output 3 by 3. "
        f"Every row and column is reached. Output row 0, column 0 is {expected[0, 0]:g}."
    )


def test_what_the_browser_sends_is_what_python_knows(explorer):
    explorer.view.set_state({"image": 1, "stride": 2, "padding": 4, "dilation": 2, "cell": 5})
    step = explorer.step
    assert (step.image.shape, step.padding, step.stride, step.dilation) == ((6, 8), "same", 2, 2)
    assert step.output_shape == (3, 4) and step.cell == (1, 1)
    assert "padding same" in explorer.text and "Output row 1, column 1" in explorer.text


def test_every_control_is_joined_to_the_picture_in_the_browser(explorer):
    joined = {link.source: link.target for link in explorer.links}
    view, controls = explorer.view, explorer.controls
    for control, trait, target in [
        ("image", "index", "image"), ("kernel", "index", "preset"),
        ("size", "value", "kernel_size"), ("stride", "value", "stride"),
        ("padding", "index", "padding"),
        ("dilation", "value", "dilation"), ("cell", "value", "cell"), ("play", "value", "cell"),
    ]:  # fmt: skip
        assert joined[getattr(controls, control), trait] == (view, target)
    ends = [link.target for link in explorer.links if link.source == (view, "last_cell")]
    assert ends == [(controls.cell, "max"), (controls.play, "max")]


def test_controls_and_picture_begin_in_the_same_state():
    explorer = convolution_explorer(
        image="slope, 6 × 8", kernel="Laplacian", stride=2, padding=1, dilation=2, cell=(1, 2)
    )
    for link in explorer.links:
        (control, ours), (target, theirs) = link.source, link.target
        assert getattr(control, ours) == getattr(target, theirs), (ours, theirs)
    assert explorer.step.cell == (1, 2)
    assert explorer.view.last_cell == np.prod(explorer.step.output_shape) - 1


def test_the_controls_reach_every_setting(explorer):
    controls = explorer.controls
    assert (controls.size.min, controls.size.max) == (1, 7)
    assert (controls.stride.min, controls.stride.max) == (1, 4)
    assert (controls.dilation.min, controls.dilation.max) == (1, 3)
    assert controls.padding.options == ("0", "1", "2", "3", "same")
    assert controls.kernel.options == (*filters.PRESETS, "custom")
    assert controls.image.options == (*SMALL_PICTURES, "ramp")


def test_the_presets_come_from_the_filters_in_every_size(explorer):
    for preset in explorer.view.presets:
        assert len(preset["kernels"]) == len(SIZES)
        for size, rows in zip(SIZES, preset["kernels"], strict=True):
            np.testing.assert_allclose(rows, filters.preset(preset["name"], size), atol=1e-6)
    short = str(explorer.view.presets)
    assert not re.search(r"\d\.\d{4}", short)  # 0.04, not the 0.03999999910593033 of a float32


def test_the_students_own_kernel_keeps_what_fits_in_another_size(explorer):
    own = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    explorer.view.set_state({"custom": own, "preset": len(filters.PRESETS)})
    np.testing.assert_array_equal(explorer.step.kernel, own)
    explorer.view.set_state({"kernel_size": 5})
    np.testing.assert_array_equal(explorer.step.kernel, np.pad(own, 1))
    explorer.view.set_state({"kernel_size": 1})
    np.testing.assert_array_equal(explorer.step.kernel, [[5]])


def test_a_cell_outside_a_smaller_output_is_moved_to_the_last_one(explorer):
    explorer.view.set_state({"image": 4, "cell": 675})
    assert explorer.step.cell == (25, 25)
    explorer.view.set_state({"image": 0})
    assert explorer.step.cell == (2, 2)


def test_a_kernel_that_does_not_fit_is_said_and_drawn(explorer):
    explorer.view.set_state({"kernel_size": 7})
    assert not explorer.step.fits
    assert "no output. The kernel covers 7 × 7, the padded input has 5 × 5." in explorer.text
    assert explorer._repr_mimebundle_()["text/plain"] == explorer.text


def test_one_output_holds_widget_picture_and_words(explorer):
    output = explorer._repr_mimebundle_()
    assert output["application/vnd.jupyter.widget-view+json"]["model_id"] == explorer.model_id
    assert output["text/plain"] == explorer.text == describe_step(explorer.step)
    alt, data = re.search(r'<img alt="([^"]*)".*base64,([^"]+)"', output["text/html"]).groups()
    assert alt == explorer.text
    assert base64.b64decode(data).startswith(b"\x89PNG")


def test_the_picture_beside_the_widget_follows_the_state(explorer):
    before = explorer._repr_mimebundle_()["text/html"]
    assert explorer._repr_mimebundle_()["text/html"] == before
    explorer.view.set_state({"stride": 2})
    assert explorer._repr_mimebundle_()["text/html"] != before


def test_only_the_controls_that_are_asked_for_are_shown():
    def shown(explorer):
        boxes, found = [explorer], []
        while boxes:
            for child in boxes.pop().children:
                (boxes if isinstance(child, widgets.Box) else found).append(child)
        return found

    full, short = convolution_explorer(), convolution_explorer(controls=("cell",))
    assert {getattr(full.controls, name) for name in (*CONTROLS, "play")} <= set(shown(full))
    sliders = [child for child in shown(short) if child.has_trait("description")]
    assert set(sliders) == {short.controls.cell, short.controls.play}
    assert not short.view.editable and full.view.editable


def test_without_a_choice_of_pictures_the_given_one_is_shown():
    explorer = convolution_explorer({"ones": np.ones((9, 9))}, controls=("cell",))
    assert explorer.step.image.shape == (9, 9)


def test_the_numbers_of_a_kernel_can_be_given():
    explorer = convolution_explorer(
        {"patch": filters.MOUSE_BACK}, image="patch", kernel=filters.CURVE
    )
    assert explorer.step.output.tolist() == [[6600]]
    assert explorer.controls.kernel.value == "custom"


def test_the_state_is_small_enough_to_be_sent_at_once(explorer):
    state = {name: value for name, value in explorer.view.get_state().items() if name[0] != "_"}
    assert len(str(state)) < 40_000


def test_shortest_decimals_name_the_same_numbers():
    values = np.array([[0.04, 1 / 3], [2.5, -7]], dtype=np.float32)
    assert plain(values) == [[0.04, 0.33333334], [2.5, -7.0]]
    np.testing.assert_array_equal(np.array(plain(values), dtype=np.float32), values)
    assert plain(np.array([[1, 2]])) == [[1, 2]]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"image": "moon"}, "image is 'moon'; the choices are spot"),
        ({"kernel": "Prewitt"}, "kernel is 'Prewitt'; the choices are identity"),
        ({"kernel": np.ones((2, 3))}, r"kernel has shape \(2, 3\)"),
        ({"kernel": np.ones((9, 9))}, "1 to 7 rows"),
        ({"size": 8}, "size is 8"),
        ({"stride": 5}, "stride is 5"),
        ({"dilation": 0}, "dilation is 0"),
        ({"padding": 4}, "padding is 4; the choices are 0, 1, 2, 3, same"),
        ({"cell": (3, 0)}, r"cell is \(3, 0\), but the output has shape \(3, 3\)"),
        ({"controls": ("zoom",)}, "controls has"),
        ({"images": {"colour": np.ones((4, 4, 3))}}, r"images\['colour'\] has shape"),
    ],
)
def test_a_wrong_argument_is_named_with_the_remedy(arguments, message):
    with pytest.raises(ValueError, match=message):
        convolution_explorer(**arguments)


def test_valid_is_padding_zero():
    assert PADDINGS[convolution_explorer(padding="valid").view.padding] == 0


def test_the_view_carries_its_script_and_style():
    view = ConvolutionView()
    assert view._esm == es_module("convolution/view")
    assert ".cnn-explorer" in view._css
