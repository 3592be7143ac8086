"""Copied in any state, the call of an explorer opens it in that state."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import ipywidgets as widgets
import numpy as np
import pytest
import traitlets
from ipywidgets.widgets.widget import _instances as alive

from helpers.convolution import output_size
from helpers.explorers.convolution.explorer import ConvolutionExplorer
from helpers.explorers.convolution.explorer import centred as centred_kernel
from helpers.explorers.im2col.explorer import chosen as columns_of
from helpers.explorers.kit import shown as kit_shown
from helpers.explorers.kit.closed import closed_afterwards
from helpers.explorers.kit.view import View
from helpers.explorers.layer_geometry.explorer import PADDINGS as GEOMETRY_PADDINGS
from helpers.explorers.layer_geometry.picture import Direction
from helpers.explorers.strips.picture import EXAMPLES, Strips
from helpers.training.fit_calls import METHODS, STOPS, Run, calls
from tests.explorers.digit_pad.drawings import any_drawing
from tests.pictures import album

STATES = 3  # of each explorer
BARE = {
    "dense_versus_conv": "32",
    "photo_filter": '"astronaut", "Sobel X"',
    "gabor_explorer": '"astronaut"',
    "pyramid_explorer": '"chelsea", "dark spots"',
    "fractal_zoom": '"chelsea"',
    "padding_modes": '"photo"',
    "channel_explorer": "x, kernels",
    "chain_explorer": "picture",
    "convolution_explorer": "images",
    "pooling_explorer": "maps",
    "digit_pad": "model, examples",
    "receptive_field_tracer": "networks, digit",
    "shift_explorer": "models, pictures, labels",
    "feature_map_explorer": "model, pictures, labels",
    "occlusion_explorer": "model, pictures, labels",
    "saliency_explorer": "model, pictures, labels",
    "ascent_explorer": "model, pictures",
}
"""What the bare call of an explorer is given, where it takes anything."""

EXPLORERS = sorted(
    name
    for name, one in vars(album).items()
    if getattr(one, "__module__", "").startswith("helpers.explorers.")
    and callable(one)
    and not isinstance(one, type)
    and name not in ("tuning_curves", "draw_windows")
)
# What a view works out by itself, and what a page is never moved to.
DERIVED = {
    "last", "cell", "last_cell", "last_channel", "deepest", "leak_is_idle", "factor_is_idle",
    "fit_is_idle",
    "empty", "example of layer_geometry", "strongest", "custom", "preset",
}  # fmt: skip
CONSTANT = {
    "kind of activation_explorer", "kind of softmax_explorer", "activation of softmax_explorer",
    "x of softmax_explorer", "leak of softmax_explorer", "last of kernel_learning", "copies",
    "editable", "counts", "reach", "first", "frame", "size of photo", "channels of photo", "width",
    "last of ascent_explorer", "count of ascent_explorer", "side of fractal_zoom", "steps",
    "layers of saliency_explorer",
    *(f"z{at} of activation_explorer" for at in range(4)),
}  # fmt: skip


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, data) -> Iterator[Callable[[str], View]]:
    """The view of the explorer that a call opens."""
    views: list[View] = []
    monkeypatch.setattr(kit_shown, "image_tag", lambda figure, text: "")
    monkeypatch.setattr(kit_shown, "display", lambda bundle, **_: None)

    def run(call: str) -> View:
        before = set(alive)
        found = eval(call, dict(vars(album)) | data)
        if isinstance(found, ConvolutionExplorer):
            return found.view
        (view,) = (alive[one] for one in set(alive) - before if isinstance(alive[one], View))
        views.append(view)
        return view

    with closed_afterwards():
        yield run


def joined(view: View) -> dict[str, widgets.Widget]:
    """Trait → the control that is joined to it."""
    links = [one for one in alive.values() if isinstance(one, widgets.widget_link.Link)]
    return {
        link.target[1]: link.source[0]
        for link in links
        if type(link) is widgets.widget_link.Link and link.target[0] is view
    }


def any_position(control: widgets.Widget, chance: random.Random) -> Any:
    """A place that a control can be moved to."""
    if isinstance(control, widgets.Checkbox):
        return chance.random() < 0.5
    if hasattr(control, "index"):
        return chance.randrange(len(control.options))
    steps = round((control.max - control.min) / control.step)
    place = control.min + chance.randint(0, steps) * control.step
    if isinstance(control, widgets.FloatLogSlider):
        return control.base**place
    return round(place, 9) if isinstance(control, widgets.FloatSlider) else place


def any_place(name: str, view: View, chance: random.Random) -> dict[str, Any]:
    """Where clicks and arrow keys on a picture can lead, as the controls stand."""
    below = lambda end: chance.randrange(max(int(end), 1))  # noqa: E731 - read as a word
    return {
        "chain_explorer": lambda: cell(view, below, 26 // view.p),
        "channel_explorer": lambda: cell(view, below, 3),
        "conv2d_explorer": lambda: {"filter": below(view.filters)},
        "convolution_explorer": lambda: as_called(view, below),
        "digit_pad": lambda: {
            "drawing": any_drawing(np.random.default_rng(below(99))),
            "example": 0,
            "empty": False,
        },
        "early_stopping_explorer": lambda: {
            "epoch": 1 + below(len(view.records[view.record]["val_loss"]))
        },
        "fit_stepper": lambda: {"at_call": 1 + below(len(calls(run_of(view))))},
        "im2col_explorer": lambda: {
            "column": below(columns(view).x_col.shape[1]),
            "filter": below(2),
            "pixel": below(1 + columns(view).x.size) - 1,
        },
        "kernel_learning": lambda: cell(view, below, 3),
        "layer_geometry": lambda: cell(
            view, below, geometry(view).size if geometry(view).fits else 1
        ),
        "pooling_explorer": lambda: pooled_cell(view, below),
        "receptive_field_tracer": lambda: cell(
            view, below, view.networks[view.network]["sizes"][view.layer]
        ),
        "schedule_explorer": lambda: {"epoch": 1 + below(view.epochs)},
        "signal_propagation": lambda: {"layer": 1 + below(10)},
        "strip_explorer": lambda: {
            "place": below(len(Strips(list(EXAMPLES)[view.example], view.flips).sums))
        },
        "weight_matrix_explorer": lambda: {
            "output": below(out(view) ** 2),
            "column": below(view.k**2 if view.form == 3 else view.n**2),
        },
        "feature_map_explorer": lambda: picked(view, below),
        "ascent_explorer": lambda: {"channel": below(view.layers[view.layer]["channels"])},
        "occlusion_explorer": lambda: {
            "place": [below(29 - view.sizes[view.size]), below(29 - view.sizes[view.size])]
        },
    }.get(name, dict)()


def cell(view: View, below: Callable, end: int) -> dict[str, int]:
    return {"row": below(end), "column": below(end)}


def pooled_cell(view, below: Callable) -> dict[str, int]:
    if view.kind > 1:  # a global pool has one cell
        return {"row": 0, "column": 0}
    shape = np.array(view.maps[view.map]["values"]).shape
    rows, columns = ((n - view.k) // (view.stride or view.k) + 1 for n in shape)
    return {"row": below(rows), "column": below(columns)}


def run_of(view) -> Run:
    return Run(
        METHODS[view.method], view.examples, view.batch_size, view.epochs, view.validation,
        STOPS[view.stop],
    )  # fmt: skip


def columns(view):
    return columns_of(view.k, view.stride, view.padding, view.channels)


def geometry(view) -> Direction:
    return Direction(view.n, view.k, GEOMETRY_PADDINGS[view.padding], view.stride, view.dilation)


def out(view) -> int:
    return output_size(view.n, view.k, padding=view.padding, stride=view.stride)


def picked(view, below: Callable) -> dict[str, Any]:
    """A channel of the layer, and a unit of it or none: then the strongest one is shown."""
    layer, unit = view.layers[view.layer], below(2)
    place = [below(layer["size"]), below(layer["size"])] if unit else [0, 0]
    return {
        "channel": below(layer["channels"]),
        "strongest": not unit,
        "unit": place,
        "picked": place if unit else None,
    }


def as_called(view, below: Callable) -> dict[str, Any]:
    """A kernel by its name or by its numbers, and a cell by its row and column."""
    own = view.preset == len(view.presets)
    if own:
        view.custom = [[below(9) / 4 - 1 for _ in range(5)] for _ in range(5)]
    rows = centred_kernel(np.array(view.custom), view.kernel_size).tolist() if own else None
    values = np.array(view.images[view.image]["values"])
    padding = "same" if view.padding == 4 else view.padding
    step = {"padding": padding, "stride": view.stride, "dilation": view.dilation}
    sizes = [0, 0]
    if (
        padding == "same"
        or view.dilation * (view.kernel_size - 1) < min(values.shape) + 2 * padding
    ):
        sizes = [output_size(n, view.kernel_size, **step) for n in values.shape]
    row, column = (below(size) for size in sizes)
    return {
        "kernel": rows or view.presets[view.preset]["name"],
        "row": row,
        "column": column,
        "cell": row * sizes[1] + column,
        "last_cell": max(sizes[0] * sizes[1] - 1, 0),
    }


def scalars(name: str, view: View) -> set[str]:
    """The traits that may be a state: numbers, words and truths that the browser has."""
    kinds = (traitlets.Int, traitlets.Float, traitlets.Bool, traitlets.Unicode)
    found = {
        trait
        for trait, one in view.traits(sync=True).items()
        if isinstance(one, kinds) and not trait.startswith("_")
    }
    kind = name.split("_")[0] if "photo" not in type(view).__module__ else "photo"
    known = DERIVED | CONSTANT
    return {
        trait
        for trait in found - {"tabbable", "tooltip"}
        if not known & {trait, f"{trait} of {name}", f"{trait} of {kind}"}
    }


WRITTEN = "export const written = (call, traits) => callText(call, (name) => traits[name]);"


@pytest.mark.parametrize("name", EXPLORERS)
def test_a_call_copied_in_any_state_opens_the_explorer_in_that_state(name, opened, call):
    chance, states = random.Random(name), []
    view = opened(f"{name}({BARE.get(name, '')})")
    controls = joined(view)
    named = {trait for one in view.call["arguments"] for trait in one.get("traits", ())}
    assert scalars(name, view) <= named, "the call leaves out a part of the state"
    assert controls.keys() - DERIVED - {"example"} <= named | set(view.call["kept"])
    for _ in range(STATES):
        for trait, control in controls.items():
            setattr(view, trait, any_position(control, chance))
        told = any_place(name, view, chance)
        for trait, value in told.items():
            if view.has_trait(trait) and trait in view.traits(sync=True):
                setattr(view, trait, value)
        states.append({trait: getattr(view, trait, None) for trait in named} | told)
    texts = call("kit/call", *(["written", view.call, one] for one in states), more=WRITTEN)
    for state, text in zip(states, texts, strict=True):
        again = opened(text)
        for trait in named & view.traits(sync=True).keys():
            assert getattr(again, trait) == pytest.approx(state[trait]), (text, trait)
        for pseudo in set(state) & {"strongest", "unit", "cell", "last_cell"}:
            assert getattr(again, pseudo) == state[pseudo], (text, pseudo)
