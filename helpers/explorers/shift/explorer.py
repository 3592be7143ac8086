"""The shift explorer: move a test digit and see what several networks say to it."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets as widgets
import numpy as np
import traitlets
from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE, GREY, ORANGE
from helpers.drawing.picture import quiet_axes
from helpers.explorers.kit.accessibility import accessible
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View
from helpers.images.shift import shift

REACH = 8  # pixels in each direction
START = 4  # pixels to the right at first, so that the networks have something to disagree on


class ShiftView(View):
    """The moved digit and the answers of the networks."""

    _esm = es_module("shift/view")
    names = traitlets.List().tag(sync=True)
    labels = traitlets.List().tag(sync=True)
    pixels = traitlets.Bytes().tag(sync=True)
    answers = traitlets.Bytes().tag(sync=True)
    reach = traitlets.Int(REACH).tag(sync=True)
    digit = traitlets.Int(0).tag(sync=True)
    right = traitlets.Int(0).tag(sync=True)
    down = traitlets.Int(0).tag(sync=True)


def answers(model, pictures: np.ndarray, reach: int = REACH) -> np.ndarray:
    """Probabilities for every picture and every move, as bytes.

    Parameters
    ----------
    model
        Keras model for pictures (batch, 28, 28, 1) with ten classes.
    pictures
        Array of shape (n, 28, 28, 1) in [0, 1].
    reach
        Largest move in pixels.

    Returns
    -------
    np.ndarray, shape (n, 2·reach + 1, 2·reach + 1, 10), uint8
        255 times the probability; the axes are picture, move down, move right, class.
    """
    moves = range(-reach, reach + 1)
    moved = np.array([[shift(pictures, right, down) for right in moves] for down in moves])
    flat = np.moveaxis(moved, 2, 0).reshape(-1, *pictures.shape[1:])
    shares = model.predict(flat, batch_size=500, verbose=0)
    return np.rint(255 * shares).astype(np.uint8).reshape(len(pictures), len(moves), len(moves), -1)


def controls(
    models: Mapping[str, object], pictures: np.ndarray, labels: np.ndarray
) -> widgets.VBox:
    """The view with its controls; see `shift_explorer`."""
    view = ShiftView(
        names=list(models),
        labels=[int(label) for label in labels],
        pixels=np.rint(255 * pictures).astype(np.uint8).tobytes(),
        answers=np.stack([answers(model, pictures) for model in models.values()]).tobytes(),
        right=START,
    )
    wide = {"layout": widgets.Layout(width="300px"), "style": {"description_width": "80px"}}
    digit = widgets.Dropdown(
        options=[f"test digit, a {label}" for label in labels], index=0, description="digit", **wide
    )
    right = widgets.IntSlider(START, min=-REACH, max=REACH, description="move right", **wide)
    down = widgets.IntSlider(0, min=-REACH, max=REACH, description="move down", **wide)
    widgets.jslink((digit, "index"), (view, "digit"))
    widgets.jslink((right, "value"), (view, "right"))
    widgets.jslink((down, "value"), (view, "down"))
    return accessible(
        widgets.HBox([digit, right, down], layout=widgets.Layout(flex_flow="row wrap")), view
    )


def shift_explorer(models: Mapping[str, object], pictures: np.ndarray, labels: np.ndarray) -> None:
    """Show test digits that can be moved, with the answers of several networks.

    Parameters
    ----------
    models
        Name → Keras model; at most three fit side by side.
    pictures
        A few test digits, shape (n, 28, 28, 1) in [0, 1].
    labels
        Their classes, shape (n,).
    """
    box = controls(models, pictures, labels)
    moved = shift(pictures[:1], right=START)
    shares = {name: model.predict(moved, verbose=0)[0] for name, model in models.items()}
    said = "; ".join(
        f"{name} says {share.argmax()} ({100 * share.max():.0f} %)"
        for name, share in shares.items()
    )
    text = f"A {labels[0]}, moved {START} pixels to the right. {said}."
    show(box, _drawn(shares, moved[0], int(labels[0])), text)


def _drawn(answered: Mapping[str, np.ndarray], picture: np.ndarray, label: int) -> Figure:
    figure = Figure(figsize=(3 + 2.2 * len(answered), 2.6), layout="constrained")
    first, *others = figure.subplots(1, 1 + len(answered))
    first.imshow(picture[..., 0], cmap="gray_r", vmin=0, vmax=1)
    first.set(xticks=[], yticks=[])
    first.spines[:].set_color(GREY)
    for axes, (name, shares) in zip(others, answered.items()):
        quiet_axes(axes)
        axes.barh(
            range(10), shares, color=[BLUE if digit == label else ORANGE for digit in range(10)]
        )
        axes.set(yticks=range(10), xlim=(0, 1))
        axes.invert_yaxis()
        axes.set_title(name, fontsize=10, color=GREY)
    return figure
