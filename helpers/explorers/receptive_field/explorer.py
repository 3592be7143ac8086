"""The receptive-field tracer: pick a unit, see its pixels layer by layer."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets as widgets
import numpy as np
import traitlets

from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, position, slider, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.shown import Opened, show
from helpers.explorers.kit.view import View
from helpers.explorers.receptive_field.picture import describe, draw, image_layers
from helpers.networks import Network, ZeroPadding2D, receptive_fields, shapes
from helpers.networks.geometry import windows

WINDOW = ("k", "stride", "dilation", "before")
"""What the browser needs of a `helpers.networks.geometry.Window`."""


class TracerView(View):
    """The digit and the layers, with what the chosen unit sees of each.

    The browser keeps the unit inside its layer, and tells the largest ``layer`` and the largest
    ``row`` and ``column`` in ``deepest`` and ``last``.
    """

    _esm = es_module("receptive_field/view")
    networks: traitlets.List[dict] = traitlets.List().tag(sync=True)
    digit = traitlets.Bytes().tag(sync=True)
    network = traitlets.Int(0).tag(sync=True)
    layer = traitlets.Int(1).tag(sync=True)
    row = traitlets.Int(0).tag(sync=True)
    column = traitlets.Int(0).tag(sync=True)
    deepest = traitlets.Int(1).tag(sync=True)
    last = traitlets.Int(0).tag(sync=True)


def for_browser(network: Network) -> dict:
    """Names, sizes and windows along one axis of the layers whose output is an image.

    Raises
    ------
    ValueError
        If no layer puts out an image, or a layer is not the same along rows and columns, or is
        padding alone.
    """
    passed, layers = shapes(network), image_layers(network)
    if not layers:
        raise ValueError("no layer puts out an image, so there are no units to trace")
    for layer in layers:
        if isinstance(layer, ZeroPadding2D):
            raise ValueError(
                f"a unit of {layer.name} may see nothing; "
                "write the padding into the layer behind it"
            )
    for shape in passed[: len(layers) + 1]:
        if shape[0] != shape[1]:
            raise ValueError(
                f"the tracer shows square layers; this network has one of {shape[0]} × {shape[1]}"
            )
    along = []
    for layer, shape in zip(layers, passed[: len(layers)], strict=True):
        vertical, horizontal = windows(layer, shape)
        if vertical != horizontal:
            raise ValueError(
                f"the tracer shows square layers; {layer.name} is not the same along "
                "rows and columns"
            )
        along.append({name: getattr(vertical, name) for name in WINDOW})
    return {
        "names": ["input", *(layer.name for layer in layers)],
        "sizes": [shape[0] for shape in passed[: len(layers) + 1]],
        "windows": along,
    }


def receptive_field_tracer(
    networks: Mapping[str, Network],
    digit: np.ndarray,
    *,
    network: str | None = None,
    layer: int | None = None,
    unit: tuple[int, int] | None = None,
) -> None:
    """Show the tracer, with its static picture and its text.

    Parameters
    ----------
    networks
        Name → network; they begin with an image of the digit's size.
    digit
        Array of shape (28, 28), uint8.
    network
        The one to begin with; by default the first.
    layer
        How many layers up, from 1; by default the last whose output is an image.
    unit
        Row and column; by default in the middle.

    Raises
    ------
    ValueError
        If no layer puts out an image, a layer is not the same along rows and columns or is padding
        alone, or there is no such network, layer or unit.
    """
    show(*open_tracer(networks, digit, network, layer, unit))


def open_tracer(
    networks: Mapping[str, Network],
    digit: np.ndarray,
    network: str | None = None,
    layer: int | None = None,
    unit: tuple[int, int] | None = None,
) -> Opened:
    """What `receptive_field_tracer` shows."""
    names = list(networks)
    place = 0 if network is None else position("network", network, names)
    sent = [for_browser(one) for one in networks.values()]
    sizes = sent[place]["sizes"]
    deepest = len(sizes) - 1
    layer = deepest if layer is None else layer
    position("layer", layer, range(1, deepest + 1))
    last = sizes[layer] - 1
    row, column = unit or (last // 2, last // 2)
    position("row", row, range(last + 1))
    position("column", column, range(last + 1))
    view = TracerView(
        networks=sent,
        digit=digit.astype(np.uint8).tobytes(),
        network=place,
        layer=layer,
        row=row,
        column=column,
        deepest=deepest,
        last=last,
        call=call_of(
            receptive_field_tracer,
            kept=["deepest", "last"],
            network=("network", names),
            layer="layer",
            unit=["row", "column"],
        ),
    )
    shown = networks[names[place]]
    picture = draw(shown, layer - 1, (row, column), digit)
    box = controls(view, names, guess(shown, layer))
    return Opened(box, picture, describe(shown, layer - 1, (row, column)))


def guess(network: Network, layer: int) -> Guess:
    """What a unit of another layer sees: of the one below, or of the last where there is none."""
    layers = image_layers(network)
    other = layer - 1 if layer > 1 else len(layers)
    size = receptive_fields(network)[other].size[0]
    return Guess(
        f"How many pixels does a unit of {layers[other - 1].name} see along a side, "
        "where nothing is cut off?",
        answer=size,
        because="Each layer below adds what its window reaches beyond one unit, times the step.",
        unit="pixels",
    )


def controls(view: TracerView, names: list[str], guess: Guess) -> widgets.VBox:
    """The tracer with its controls."""
    return with_controls(
        view,
        {
            "network": choice("network", names, view.network),
            "layer": slider("layer", view.layer, 1, view.deepest),
            "row": slider("unit row", view.row, 0, view.last),
            "column": slider("unit column", view.column, 0, view.last),
        },
        guess=guess,
        largest={"layer": "deepest", "row": "last", "column": "last"},
    )
