"""The explorers of layer geometry: what Python and the browser compute, say and draw."""

import itertools

import numpy as np
import pytest
from scipy.signal import correlate2d

from helpers.convolution import cross_correlate, im2col
from helpers.drawing import volumes
from helpers.explorers.im2col import explorer as im2col_explorer
from helpers.explorers.im2col import picture as drawing_im2col
from helpers.explorers.kit.view import View
from helpers.explorers.layer_geometry import explorer as layer_geometry
from helpers.explorers.layer_geometry import picture as geometry
from helpers.explorers.layer_geometry.picture import (
    Direction,
    draw_geometry,
    draw_windows,
    shown_lines,
)
from helpers.explorers.memory import explorer as memory_calculator
from helpers.explorers.memory import picture as drawing_memory
from helpers.explorers.memory.picture import Stack, in_units, parts, remedies
from helpers.explorers.padding import explorer as padding_modes
from helpers.explorers.padding import picture as drawing_padding
from helpers.explorers.padding.picture import Padded
from helpers.explorers.pooling import explorer as pooling_explorer
from helpers.explorers.pooling import picture as pooling
from helpers.explorers.pooling.picture import KINDS, Pooling
from helpers.networks import Conv2D, Network, memory

LAYERS = [
    Direction(*settings)
    for settings in itertools.product(
        (1, 2, 5, 11, 28), (1, 2, 3, 5), (0, 1, 3, "same"), (1, 2, 3, 4), (1, 2, 3)
    )
]
FITTING = [layer for layer in LAYERS if layer.fits]
NUMBERS = np.random.default_rng(7)


@pytest.fixture
def shown(monkeypatch):
    """What an explorer shows: [(widget, figure, text)], instead of a display."""
    calls = []
    for module in (
        layer_geometry,
        pooling_explorer,
        padding_modes,
        im2col_explorer,
        memory_calculator,
    ):
        monkeypatch.setattr(module, "show", lambda *bundle: calls.append(bundle))
    return calls


def as_matrix(array):
    array = np.asarray(array, float)
    return {"rows": array.shape[0], "columns": array.shape[1], "values": array.ravel().tolist()}


def as_settings(layer):
    return {name: getattr(layer, name) for name in ("n", "k", "padding", "stride", "dilation")}


def view_of(box):
    return next(child for child in box.children if isinstance(child, View))


# Layer geometry


def test_a_pixel_is_visited_as_often_as_windows_of_an_all_ones_kernel_say():
    """Each output of a transposed pass over ones counts one window: Σ over outputs of its taps."""
    for layer in FITTING:
        taps = np.zeros((layer.size, layer.padded), int)
        for window in range(layer.size):
            for tap in range(layer.k):
                taps[window, window * layer.stride + tap * layer.dilation] += 1
        assert layer.visits.tolist() == taps.sum(axis=0).tolist()
        assert tuple(np.flatnonzero(layer.visits == 0)) == layer.unreached


def test_rows_left_over_are_split_into_lost_ones_and_padding():
    for layer in FITTING:
        before, _after = layer.sides
        tail = range(layer.padded - layer.leftover, layer.padded)
        of_the_picture = [row for row in tail if before <= row < before + layer.n]
        assert layer.lost == len(of_the_picture)
        assert layer.gaps == sum(row < layer.padded - layer.leftover for row in layer.unreached)


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        (Direction(28, 3, 0, 2), "Nobody looks at the last row of the picture."),
        (Direction(11, 5, 0, 4), "Nobody looks at the last 2 rows of the picture."),
        (Direction(224, 7, 3, 2), "What is left over is padding: no row of the picture is lost."),
        (Direction(8, 3, 1, 4), "Of these 3, 2 are of the picture: nobody looks there."),
        (Direction(16, 2, 0, 3), "Further inside, 4 rows lie between the taps of every window."),
        (Direction(5, 3, 0, 1, 3), "no output. The kernel covers 7, the padded input has 5. "
         "It would fit with a kernel of 2 or dilation 2 or padding 1."),
        (Direction(6, 3, "same", 2), "padding same (0 before, 1 after)"),
    ],
)  # fmt: skip
def test_the_fate_of_the_rest_is_said_in_words(layer, words):
    assert words in geometry.describe(layer)


def test_what_would_fit_does_fit():
    for layer in LAYERS:
        if layer.fits:
            continue
        for remedy in geometry.what_fits(layer).split("with ")[1].rstrip(".").split(" or "):
            name, value = remedy.removeprefix("a ").replace(" of", "").split(" ")
            name = {"kernel": "k"}.get(name, name)
            assert Direction(**{**as_settings(layer), name: int(value)}).fits, (layer, remedy)


def test_the_browser_computes_and_says_the_same_of_a_layer(call):
    layers = call("layer_geometry/layer", *(["layerOf", as_settings(layer)] for layer in LAYERS))
    names = {"padded": "padded", "covered": "covered", "spare": "spare", "fits": "fits"}
    more = {"size": "size", "leftover": "leftover", "lost": "lost", "gaps": "gaps"}
    for found, layer in zip(layers, LAYERS, strict=True):
        for name in names | more if layer.fits else names:
            assert found[name] == getattr(layer, name), (layer, name)
    places = [(layer.size - 1, 0) if layer.fits else (0, 0) for layer in LAYERS]
    said = call(
        "layer_geometry/layer",
        *(["describe", one, *place] for one, place in zip(layers, places, strict=True)),
    )
    assert said == [
        geometry.describe(layer, *place) for layer, place in zip(LAYERS, places, strict=True)
    ]
    fitting = [one for one in layers if one["fits"]]
    visits = call("layer_geometry/layer", *(["visits", one] for one in fitting))
    assert visits == [layer.visits.tolist() for layer in FITTING]


def test_the_steps_of_the_browser_add_up_to_the_output(call):
    layers = call("layer_geometry/layer", *(["layerOf", as_settings(layer)] for layer in FITTING))
    for layer, steps in zip(
        FITTING,
        call("layer_geometry/layer", *(["stepByStep", one] for one in layers)),
        strict=False,
    ):
        for what, equation in steps:
            if "=" in equation:
                left, right = (
                    side.replace("·", "*").replace("−", "-") for side in equation.split("=")
                )
                assert eval(left) == eval(right), (layer, what, equation)
        assert dict(steps)["output"].endswith(f" = {layer.size}")


def test_the_tape_shows_both_ends_and_the_current_window(call):
    cases = [(size, current) for size in range(1, 20) for current in range(size)]
    found = call("layer_geometry/layer", *(["lines", *case] for case in cases))
    for (size, current), lines in zip(cases, found, strict=True):
        assert lines == shown_lines(size, current)
        windows = [line for line in lines if line is not None]
        assert windows == sorted(set(windows)) and {0, current, size - 1} <= set(windows)
        assert len(lines) == min(size, 6)


def test_the_picture_hatches_every_row_and_column_that_no_window_reaches():
    layer = Direction(16, 2, 0, 3)
    figure = draw_geometry(layer)
    square, _, tape = (axes for part in figure.subfigs for axes in part.axes)
    hatches = [patch for patch in square.patches if patch.get_hatch()]
    assert len(hatches) == 2 * len(layer.unreached) == 12
    assert len([patch for patch in tape.patches if patch.get_hatch()]) == 6


def test_windows_of_two_layers_are_one_picture_with_words():
    picture = draw_windows(
        {"valid": Direction(10, 3, 0, 2), "same": Direction(10, 3, "same", 2)}, alt="Two tapes."
    )
    assert 'alt="Two tapes."' in picture._repr_html_()


def test_the_explorer_starts_where_it_is_told(shown):
    layer_geometry.layer_geometry(224, 7, padding=3, stride=2, window=(5, 6))
    ((box, _, text),) = shown
    view = view_of(box)
    assert (view.n, view.k, layer_geometry.PADDINGS[view.padding], view.stride) == (224, 7, 3, 2)
    assert list(layer_geometry.EXAMPLES)[view.example] == "ResNet: first layer"
    assert "output 112" in text and "Window row 5, column 6 covers rows 10 to 16" in text


def test_a_layer_that_is_no_example_is_the_students_own():
    box = layer_geometry.controls(Direction(9, 2))
    assert view_of(box).example == len(layer_geometry.EXAMPLES)
    assert box.children[0].children[0].value == layer_geometry.OWN


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"n": 257}, "n is 257"), ({"k": 0}, "k is 0"), ({"padding": 6}, "padding is 6.*same"),
        ({"stride": 6}, "stride is 6"), ({"window": (13, 0)}, "the output has 13 rows"),
    ],
)  # fmt: skip
def test_a_geometry_that_the_controls_cannot_show_is_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        layer_geometry.layer_geometry(**settings)


def test_equal_pixels_stand_below_each_other_so_that_a_shift_of_the_windows_is_seen():
    layers = {"same": Direction(10, 3, "same", 2), "both sides": Direction(10, 3, 1, 2)}
    figure = geometry.windows_figure(layers)
    figure.draw_without_rendering()
    places = []
    for axes in figure.axes:
        cells = {text.get_text(): text for text in axes.texts}
        to_page = axes.transData.transform
        places.append([to_page(cells[str(pixel)].get_position())[0] for pixel in range(10)])
    np.testing.assert_allclose(*places)


# Pooling

MAPS = [np.array(rows, float) for rows in pooling_explorer.SMALL_MAPS.values()]
POOLINGS = [
    Pooling(values, kind, k, stride)
    for values, kind, k, stride in itertools.product(MAPS, KINDS, (1, 2, 3, 5), (1, 2, 3))
]


def blocks(pooling):
    """Pooling by hand: slices, without the code under test."""
    (high, wide), step = pooling.window, pooling.step
    rows = range(0, pooling.values.shape[0] - high + 1, step)
    columns = range(0, pooling.values.shape[1] - wide + 1, step)
    keep = np.max if pooling.kind.endswith("max") else np.mean
    return np.array(
        [[keep(pooling.values[i : i + high, j : j + wide]) for j in columns] for i in rows]
    )


def test_pooling_in_python_and_in_the_browser_keeps_what_the_slices_hold(call):
    asked = [["pool", as_matrix(p.values), KINDS.index(p.kind), p.k, p.stride] for p in POOLINGS]
    for pooling_, found in zip(POOLINGS, call("pooling/view", *asked), strict=True):
        assert found["fits"] == pooling_.fits
        if pooling_.fits:
            expected = blocks(pooling_)
            np.testing.assert_allclose(pooling_.output, expected)
            np.testing.assert_allclose(found["output"]["values"], expected.ravel())


def test_the_browser_says_the_same_of_a_pool(call):
    asked = [["pool", as_matrix(p.values), KINDS.index(p.kind), p.k, p.stride] for p in POOLINGS]
    pooled = call("pooling/view", *asked)
    places = [tuple(n - 1 for n in p.shape) if p.fits else (0, 0) for p in POOLINGS]
    said = call(
        "pooling/view",
        *(["describe", one, *place] for one, place in zip(pooled, places, strict=True)),
    )
    assert said == [pooling.describe(p, *place) for p, place in zip(POOLINGS, places, strict=True)]


def test_a_two_by_two_pool_discards_three_quarters():
    assert "16 values become 4, 25 %. Every value is reached." in pooling.describe(Pooling(MAPS[0]))


def test_a_pool_on_an_odd_map_leaves_a_row_and_a_column():
    assert "No window reaches 1 row and 1 column." in pooling.describe(Pooling(MAPS[1]))
    left, _ = pooling.draw_pooling(Pooling(MAPS[1])).axes
    assert len([patch for patch in left.patches if patch.get_hatch()]) == 2


def test_the_sum_below_the_picture_is_right(call):
    values = as_matrix(MAPS[2])
    (pooled,) = call("pooling/view", ["pool", values, 1, 2, 2])
    (window,) = call("pooling/view", ["windowOf", pooled, 0, 1])
    (text,) = call("pooling/view", ["calculation", pooled, window, pooled["output"]["values"][1]])
    assert text == "(0 + 3 + 2 + 2) / 4 = 1.75"


def test_the_pooling_explorer_starts_where_it_is_told(shown):
    pooling_explorer.pooling_explorer(
        {"ramp": np.arange(49).reshape(7, 7)}, name="ramp", kind="average", k=3, stride=2
    )
    ((box, _, text),) = shown
    view = view_of(box)
    assert (view.maps[view.map]["name"], KINDS[view.kind], view.k, view.stride) == (
        "ramp",
        "average",
        3,
        2,
    )
    assert text.startswith("Map 7 by 7, average of 3 by 3 at stride 2: output 3 by 3.")


def test_without_a_stride_the_window_steps_by_its_own_length(shown):
    pooling_explorer.pooling_explorer(name="5 × 5", k=3)
    ((box, _, text),) = shown
    assert view_of(box).stride == 0 and "stride 3: output 1 by 1" in text


@pytest.mark.parametrize(
    ("settings", "message"),
    [({"kind": "min"}, "'min'.*global max"), ({"k": 6}, "k is 6"), ({"stride": 5}, "stride is 5"),
     ({"name": "9 × 9"}, "4 × 4"), ({"cell": (2, 0)}, "shape \\(2, 2\\)")],
)  # fmt: skip
def test_a_pool_that_the_controls_cannot_show_is_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        pooling_explorer.pooling_explorer(**settings)


# Padding


@pytest.mark.parametrize("mode", ["zeros", "edge"])
@pytest.mark.parametrize("k", [3, 5, 9])
def test_padding_in_python_and_in_the_browser_is_that_of_numpy_and_scipy(call, mode, k):
    image, kernel = NUMBERS.random((6, 9)), NUMBERS.normal(size=(k, k))
    wide = np.pad(image, (k - 1) // 2, mode={"zeros": "constant", "edge": "edge"}[mode])
    expected = correlate2d(wide, kernel, mode="valid")
    padded = Padded(image, kernel, mode, ("photo", "box"))
    np.testing.assert_allclose(padded.bordered, wide)
    np.testing.assert_allclose(padded.output, expected, atol=1e-12)
    (found,) = call(
        "padding/view",
        ["filtered", as_matrix(image), as_matrix(kernel), ["zeros", "edge"].index(mode)],
    )
    np.testing.assert_allclose(found["bordered"]["values"], wide.ravel())
    np.testing.assert_allclose(found["output"]["values"], expected.ravel(), atol=1e-12)
    (said,) = call("padding/view", ["describe", found, {"image": "photo", "kernel": "box"}])
    assert said == drawing_padding.describe(padded)


def test_zeros_darken_the_border_of_a_photo_and_its_edge_does_not():
    face, box = padding_modes.face(), np.full((5, 5), 1 / 25)
    before, _ = drawing_padding.border(face)
    zeros, edge = (
        drawing_padding.border(Padded(face, box, mode, ("photo", "box")).output)[0]
        for mode in ("zeros", "edge")
    )
    assert zeros < 0.6 * before and edge == pytest.approx(before, rel=0.03)


def test_the_padding_explorer_starts_where_it_is_told(shown):
    padding_modes.padding_modes("digit", kernel="Sobel Y", k=7, mode="edge")
    ((box, _, text),) = shown
    view = view_of(box)
    assert text.startswith(
        "The digit, 28 by 28, padded with its own edge, 3 per side; Sobel Y of 7 by 7"
    )
    assert len(view.kernels[view.kernel]["kernels"][view.size]) == 7


@pytest.mark.parametrize(
    "settings", [{"image": "cat"}, {"kernel": "curve"}, {"k": 4}, {"mode": "reflect"}]
)
def test_a_padding_that_the_controls_cannot_show_is_refused(settings):
    ((name, value),) = settings.items()
    with pytest.raises(ValueError, match=f"{name} is {value!r}"):
        padding_modes.padding_modes(**settings)


# im2col

COLUMNS = [
    im2col_explorer.chosen(*settings)
    for settings in itertools.product(
        im2col_explorer.KERNELS, im2col_explorer.STRIDES, im2col_explorer.PADDINGS, (1, 2)
    )
]


def test_the_matrices_of_the_browser_are_those_of_im2col_and_their_product_is_the_convolution(call):
    asked = [
        ["matrices", c.x.tolist(), c.kernels.tolist(), {"padding": c.padding, "stride": c.stride}]
        for c in COLUMNS
    ]
    for columns, found in zip(COLUMNS, call("im2col/view", *asked), strict=True):
        options = {"padding": columns.padding, "stride": columns.stride}
        x_col = im2col(columns.x, columns.k, **options)
        assert found["xCol"]["values"] == x_col.ravel().tolist()
        assert found["wRow"]["values"] == columns.w_row.ravel().tolist()
        maps = cross_correlate(columns.x, columns.kernels, method="loops", **options)
        assert found["product"]["values"] == np.moveaxis(maps, -1, 0).ravel().tolist()
        assert found["product"]["values"] == columns.product.ravel().tolist()
        assert found["size"] == columns.size


def test_the_browser_says_the_same_of_a_column_and_of_a_pixel_and_its_copies(call):
    cases = []
    for columns in COLUMNS:
        last = columns.x_col.shape[1] - 1
        cases += [
            (columns, last, 1, -1),
            (columns, last // 2, 0, 0),
            (columns, 0, 0, columns.x.size // 2),
        ]
    made = call(
        "im2col/view",
        *(
            [
                "matrices",
                c.x.tolist(),
                c.kernels.tolist(),
                {"padding": c.padding, "stride": c.stride},
            ]
            for c, *_ in cases
        ),
    )
    said = call(
        "im2col/view",
        *(["describe", one, *rest] for one, (_, *rest) in zip(made, cases, strict=True)),
    )
    assert said == [drawing_im2col.describe(*case) for case in cases]


def test_a_middle_pixel_stands_in_nine_columns_and_a_corner_in_one():
    columns = im2col_explorer.chosen(3, 1, 0, 1)
    assert drawing_im2col.describe(columns, pixel=12).endswith(
        "row 2, column 2 stands in 9 columns."
    )
    assert drawing_im2col.describe(columns, pixel=0).endswith("row 0, column 0 stands in 1 column.")


def test_the_product_is_written_out_and_right(call):
    c = im2col_explorer.chosen(2, 2, 1, 2)
    (made,) = call(
        "im2col/view",
        ["matrices", c.x.tolist(), c.kernels.tolist(), {"padding": 1, "stride": 2}],
    )
    (text,) = call("im2col/view", ["calculation", made, 4, 1])
    left, right = text.replace("·", "*").replace("−", "-").split("=")
    assert eval(left) == int(right) == c.product[1, 4]


def test_the_im2col_explorer_starts_where_it_is_told(shown):
    im2col_explorer.im2col_explorer(2, stride=2, padding=1, channels=2, column=7)
    ((box, _, text),) = shown
    view = view_of(box)
    assert (view.k, view.stride, view.padding, view.channels, view.column) == (2, 2, 1, 2, 7)
    assert "X_col has 8 rows and 9 columns, 72 numbers from 50." in text


@pytest.mark.parametrize(
    "settings", [{"k": 4}, {"stride": 0}, {"padding": 2}, {"channels": 3}, {"column": 9}]
)
def test_an_im2col_that_the_controls_cannot_show_is_refused(settings):
    ((name, value),) = settings.items()
    with pytest.raises(ValueError, match=f"{name} is {value}"):
        im2col_explorer.im2col_explorer(**settings)


# Memory

STACKS = [
    Stack(n, layers, filters, stride, batch, policy, training)
    for n, layers, filters, stride, batch, policy, training in itertools.product(
        (28, 225), (1, 2, 7), (1, 64), (1, 2), (1, 128), memory_calculator.OFFERED, (True, False)
    )
]


def for_browser(stack):
    bytes_ = dict(memory_calculator.MemoryView().policies)[stack.policy]
    names = ("n", "layers", "filters", "stride", "batch", "training")
    return {name: getattr(stack, name) for name in names} | {"bytes": bytes_, "copies": 2}


def test_the_memory_of_a_stack_is_what_its_shapes_say():
    one = Stack(n=225, layers=3, filters=8, stride=2, batch=5)
    picture, map_ = 225 * 225 * 3, 113 * 113 * 8
    count = 9 * 3 * 8 + 8 + 2 * (9 * 8 * 8 + 8)
    assert parts(one) == {
        "activations": 4 * 5 * (picture + 3 * map_), "parameters": 4 * count,
        "gradients": 4 * count, "optimizer": 2 * 4 * count,
    }  # fmt: skip
    only_used = Stack(
        n=225, layers=3, filters=8, stride=2, batch=5, policy="mixed_float16", training=False
    )
    assert parts(only_used) == {
        "activations": 2 * 5 * (picture + map_), "parameters": 4 * count,
        "gradients": 0, "optimizer": 0,
    }  # fmt: skip


def test_the_browser_counts_and_says_the_same_bytes(call):
    policies = dict(memory_calculator.MemoryView().policies)
    settings = [for_browser(stack) for stack in STACKS]
    assert call("memory/view", *(["memory", one] for one in settings)) == [
        parts(stack) for stack in STACKS
    ]
    said = call(
        "memory/view",
        *(["describe", one, s.policy, 8] for one, s in zip(settings, STACKS, strict=True)),
    )
    assert said == [drawing_memory.describe(stack, 8) for stack in STACKS]
    changed = call("memory/view", *(["remedies", one, policies] for one in settings))
    for stack, found in zip(STACKS, changed, strict=True):
        assert dict(found) == {what: for_browser(one) for what, one in remedies(stack).items()}


def test_every_remedy_needs_less():
    for stack in STACKS:
        for what, changed in remedies(stack).items():
            if what != "one layer fewer" or stack.training:  # inference forgets the layers before
                assert sum(parts(changed).values()) < sum(parts(stack).values()), (stack, what)


def test_bytes_are_shown_with_the_unit_that_keeps_three_digits(call):
    sizes = [
        0,
        1,
        999,
        1000,
        1023,
        1024,
        10_239,
        999 * 1024,
        1000 * 1024,
        2**30,
        12.3 * 2**30,
        3 * 2**50,
    ]
    assert call("memory/view", *(["inUnits", size] for size in sizes)) == [
        in_units(size) for size in sizes
    ]
    assert [in_units(size) for size in (999, 1024, 2**30)] == ["999 B", "1 KiB", "1 GiB"]


def test_a_stack_is_the_network_it_is_drawn_for():
    stack = Stack(n=28, layers=2, filters=4, batch=1)
    network = Network((28, 28, 3), [Conv2D(4, 3, padding="same"), Conv2D(4, 3, padding="same")])
    assert stack.memory == memory(network, optimizer="adam")


def test_the_calculator_starts_where_it_is_told(shown):
    memory_calculator.memory_calculator(Stack(n=512, batch=2, training=False), device=4)
    ((box, _, text),) = shown
    view = view_of(box)
    assert (view.sides[view.n], view.powers[view.batch], view.use, view.devices[view.device]) == (
        512,
        2,
        1,
        4,
    )
    assert text.startswith("Inference, 2 images of 512 by 512 by 3 in float32") and text.endswith(
        "It fits into 4 GiB."
    )


@pytest.mark.parametrize(
    "settings",
    [{"n": 100}, {"batch": 3}, {"layers": 21}, {"filters": 3}, {"stride": 3}, {"policy": "int8"}],
)
def test_a_stack_that_the_controls_cannot_show_is_refused(settings):
    ((name, value),) = settings.items()
    with pytest.raises(ValueError, match=f"{name} is {value!r}"):
        memory_calculator.controls(Stack(**settings), 8)


# All of them


def test_every_control_of_every_explorer_has_a_name_and_the_text_is_the_alt_text(shown):
    layer_geometry.layer_geometry()
    pooling_explorer.pooling_explorer()
    padding_modes.padding_modes()
    im2col_explorer.im2col_explorer()
    memory_calculator.memory_calculator()
    assert len(shown) == 5
    for box, figure, text in shown:
        assert all(control.description for control in box.children[0].children)
        assert figure.axes or any(part.axes for part in figure.subfigs)
        assert text.endswith(".")


# Pictures


def test_zeros_around_a_photo_make_the_strongest_edge_of_the_map():
    for kernel, columns in (("Sobel X", True), ("Sobel Y", False)):
        weights = padding_modes.filters.preset(kernel, 3).astype(float)
        strongest = {}
        for mode in ("zeros", "edge"):
            response = np.abs(Padded(padding_modes.face(), weights, mode, ("photo", kernel)).output)
            at = np.unravel_index(response.argmax(), response.shape)[1 if columns else 0]
            strongest[mode] = at in (0, 31)
        assert strongest == {"zeros": True, "edge": False}


def test_a_dense_neuron_is_drawn_with_all_inputs_and_a_convolutional_one_with_its_window():
    figure = volumes.connections_figure(10, 3)
    dense, local = figure.axes
    assert (len(dense.lines), len(local.lines)) == (8 * 10, 8 * 3)


def test_volumes_are_drawn_in_one_scale():
    figure = volumes.volumes_figure({"input": (32, 32, 3), "output": (28, 28, 12)})
    fronts = [patch.get_xy() for patch in figure.axes[0].patches[::6]]
    assert [np.ptp(front[:, 0]) for front in fronts] == [3, 12]
    assert [np.ptp(front[:, 1]) for front in fronts] == [32, 28]
    assert [text.get_text() for text in figure.axes[0].texts] == [
        "input\n32 × 32 × 3",
        "output\n28 × 28 × 12",
    ]


def test_a_depth_column_is_drawn_with_the_patch_it_looks_at():
    bare = volumes.volumes_figure({"a": (32, 32, 3), "b": (28, 28, 12)})
    marked = volumes.volumes_figure({"a": (32, 32, 3), "b": (28, 28, 12)}, column=(8, 14), kernel=5)
    assert len(marked.axes[0].patches) == len(bare.axes[0].patches) + 1
    assert len(marked.axes[0].lines) == 4 + 1  # to the corners of the patch, and the needle
