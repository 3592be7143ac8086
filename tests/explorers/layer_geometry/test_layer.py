"""A layer along one axis: what Python and the browser compute and say of it."""

import itertools

import numpy as np
import pytest

from helpers.explorers.layer_geometry import picture as geometry
from helpers.explorers.layer_geometry.picture import Direction, shown_lines

LAYERS = [
    Direction(*settings)
    for settings in itertools.product(
        (1, 2, 5, 11, 28), (1, 2, 3, 5), (0, 1, 3, "same"), (1, 2, 3, 4), (1, 2, 3)
    )
]


FITTING = [layer for layer in LAYERS if layer.fits]


def as_settings(layer):
    return {name: getattr(layer, name) for name in ("n", "k", "padding", "stride", "dilation")}


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
