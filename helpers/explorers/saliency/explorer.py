"""The saliency explorer: which pixels a logit depends on, and whether training matters for it."""

from __future__ import annotations

from typing import TypedDict

import ipywidgets as widgets
import numpy as np
import traitlets
from numpy.typing import ArrayLike, NDArray

from helpers.drawing.saliency import Cells
from helpers.drawing.words import number
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, position, slider, stops, with_controls
from helpers.explorers.kit.digits import DigitsView, digit_choice, digit_traits
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.network import check_digits, sent
from helpers.explorers.kit.shown import Opened, show
from helpers.explorers.saliency.picture import describe, draw, last_layers
from helpers.networks import from_keras, receptive_fields
from helpers.training.saliency import (
    METHODS,
    STEPS,
    gaussian_noise,
    last_convolution,
    layers_with_weights,
    randomised,
    rank_correlation,
    saliency,
)

GUIDED = "guided backpropagation"


class Cam(TypedDict):
    """The convolution of Grad-CAM: its place, and the receptive fields of its units."""

    place: int
    field: int
    jump: int
    start: int


class SaliencyView(DigitsView):
    """A digit, a map of the trained network, and one with random layers.

    ``method`` is a position in ``methods``, ``count`` how many layers are random; ``random`` holds
    the weights of a network in which all are, as `helpers.explorers.kit.network.sent` packs them.
    """

    _esm = es_module("saliency/view")
    network = traitlets.Dict().tag(sync=True)
    random = traitlets.Bytes().tag(sync=True)
    noise = traitlets.Bytes().tag(sync=True)
    steps = traitlets.Int(STEPS).tag(sync=True)
    cam = traitlets.Dict().tag(sync=True)
    methods = traitlets.List(list(METHODS)).tag(sync=True)
    layers = traitlets.Int(1).tag(sync=True)
    method = traitlets.Int(0).tag(sync=True)
    of = traitlets.Int(0).tag(sync=True)
    count = traitlets.Int(0).tag(sync=True)


def grad_cam_layer(model) -> Cam:
    """Where Grad-CAM takes its maps, and which pixels their units see.

    Raises
    ------
    ValueError
        If the model has no convolution, or the maps of the last one are not square.
    """
    place = last_convolution(model)
    name = from_keras(model).layers[place].name
    height, width = model.get_layer(name).output.shape[1:3]
    if height != width:
        raise ValueError(f"{name} has maps of {height} × {width}; the explorer shows square ones")
    field = receptive_fields(from_keras(model))[place + 1]
    return Cam(place=place, field=field.size[0], jump=field.jump[0], start=field.start[0])


def cells_of(cam: Cam) -> Cells:
    """A cell of Grad-CAM lies in the middle of what its unit sees."""
    return Cells(cam["start"] + (cam["field"] - cam["jump"]) / 2, cam["jump"])


def guess(model, picture: NDArray, label: int) -> Guess:
    """What random layers, all but the first, leave of the order of a guided map."""
    layers = len(layers_with_weights(model))
    count = max(layers - 1, 1)
    ink = picture[..., 0] > 0
    found = {}
    for method in (GUIDED, METHODS[0]):
        nets = model, randomised(model, count)
        one, other = (saliency(net, method, picture[None], [label])[0][ink] for net in nets)
        found[method] = np.nan_to_num(rank_correlation(one, other))
    return Guess(
        f"Choose {GUIDED} and draw new weights for the last "
        f"{last_layers(count)} of {layers}. "
        "What is the rank correlation on the ink alone? "
        "1 means that the pixels keep their order, 0 that nothing is left of it.",
        answer=round(float(found[GUIDED]), 2),
        because=f"Of the plain gradient's order {number(float(found[METHODS[0]]))} is left.",
    )


def controls(view: SaliencyView, guess: Guess) -> widgets.VBox:
    """The view under its controls."""
    return with_controls(
        view,
        {
            "digit": digit_choice(view),
            "of": stops("logit of", range(10), view.of),
            "method": choice("method", METHODS, view.method),
            "count": slider("random layers", view.count, 0, view.layers),
        },
        guess=guess,
        label=106,
    )


def saliency_explorer(
    model,
    pictures: NDArray,
    labels: ArrayLike,
    *,
    digit: int = 0,
    of: int | None = None,
    method: str = METHODS[0],
    count: int = 1,
) -> None:
    """Show which pixels of digits a logit depends on, in a network and with random last layers.

    Parameters
    ----------
    model
        Keras model that is a chain of layers, for pictures (batch, 28, 28, 1), with ten classes.
    pictures
        A few digits, shape (n, 28, 28, 1) in [0, 1].
    labels
        Their classes, shape (n,).
    digit
        Which of the pictures it begins with.
    of
        Whose logit; by default that of the digit's class.
    method
        One of `helpers.training.saliency.METHODS`.
    count
        How many of the last layers have random weights.

    Raises
    ------
    ValueError
        If the model has other inputs or outputs, no convolution, or a layer that the browser does
        not compute; or if there is no such digit, class, method or number of layers.
    """
    show(*open_saliency(model, pictures, labels, digit, of, method, count))


def open_saliency(
    model,
    pictures: NDArray,
    labels: ArrayLike,
    digit: int = 0,
    of: int | None = None,
    method: str = METHODS[0],
    count: int = 1,
) -> Opened:
    """What `saliency_explorer` shows."""
    check_digits(model)
    position("digit", digit, range(len(pictures)))
    layers = len(layers_with_weights(model))
    position("count", count, range(layers + 1))
    traits = digit_traits(pictures, labels)
    label = traits["labels"][digit]
    of = label if of is None else of
    cam = grad_cam_layer(model)
    view = SaliencyView(
        **traits,
        network=dict(sent(model)),
        random=sent(randomised(model, layers))["weights"],
        noise=gaussian_noise((28, 28, 1)).astype("<f4").tobytes(),
        cam=dict(cam),
        layers=layers,
        digit=digit,
        of=position("of", of, range(10)),
        method=position("method", method, METHODS),
        count=count,
        call=call_of(
            saliency_explorer, digit="digit", of="of", method=("method", METHODS), count="count"
        ),
    )
    picture = pictures[digit]
    maps = [
        saliency(one, method, picture[None], [of])[0] for one in (model, randomised(model, count))
    ]
    text = describe(label, of, method, (count, layers), maps, picture[..., 0] > 0)
    figure = draw(picture[..., 0], maps, count, cells_of(cam) if method == "Grad-CAM" else Cells())
    return Opened(controls(view, guess(model, picture, label)), figure, text)
