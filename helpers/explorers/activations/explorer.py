"""Two small explorers for lecture 5: an activation with its slope, and logits that become a softmax."""

from __future__ import annotations

import ipywidgets as widgets
import numpy as np
import traitlets
from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.drawing.picture import quiet_axes
from helpers.explorers.kit.accessibility import accessible
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View

NAMES = ("sigmoid", "tanh", "ReLU", "leaky ReLU")
LOGITS = (2.0, 1.0, 0.0, -1.0)
_WIDE = {"layout": widgets.Layout(width="300px"), "style": {"description_width": "90px"}}
_ROWS = widgets.Layout(flex_flow="row wrap")


class ActivationsView(View):
    """`kind` is "activation" or "softmax"; the other traits belong to one of them."""

    _esm = es_module("activations/view")
    kind = traitlets.Unicode().tag(sync=True)
    activation = traitlets.Int(0).tag(sync=True)
    x = traitlets.Float(1.0).tag(sync=True)
    leak = traitlets.Float(0.1).tag(sync=True)
    z0, z1, z2, z3 = (traitlets.Float(z).tag(sync=True) for z in LOGITS)


def activation_controls() -> widgets.VBox:
    """The view of an activation with its controls."""
    view = ActivationsView(kind="activation")
    which = widgets.Dropdown(options=NAMES, description="activation", **_WIDE)
    x = widgets.FloatSlider(
        view.x, min=-4, max=4, step=0.1, description="input x", readout_format=".1f", **_WIDE
    )
    leak = widgets.FloatSlider(view.leak, min=0, max=0.5, step=0.05, description="leak α", **_WIDE)
    widgets.jslink((which, "index"), (view, "activation"))
    widgets.jslink((x, "value"), (view, "x"))
    widgets.jslink((leak, "value"), (view, "leak"))
    return accessible(widgets.HBox([which, x, leak], layout=_ROWS), view)


def softmax_controls() -> widgets.VBox:
    """Four logits and what softmax makes of them."""
    view = ActivationsView(kind="softmax")
    sliders = [
        widgets.FloatSlider(
            z, min=-5, max=5, step=0.5, description=f"logit {i}", readout_format=".1f", **_WIDE
        )
        for i, z in enumerate(LOGITS)
    ]
    for i, slider in enumerate(sliders):
        widgets.jslink((slider, "value"), (view, f"z{i}"))
    return accessible(widgets.HBox(sliders, layout=_ROWS), view)


def activation_explorer() -> None:
    """Show an activation function, its slope and its tangent, with a static picture and a text."""
    figure = Figure(figsize=(7.2, 2.6), layout="constrained")
    axes = figure.subplots()
    quiet_axes(axes)
    x = np.linspace(-4, 4, 200)
    sigmoid = 1 / (1 + np.exp(-x))
    axes.plot(x, sigmoid, color=ORANGE, label="sigmoid")
    axes.plot(x, sigmoid * (1 - sigmoid), "--", color=BLUE, label="its slope")
    value = 1 / (1 + np.exp(-1))
    axes.plot(1, value, "o", color=PINK)
    axes.legend(frameon=False, labelcolor=GREY, fontsize=9)
    text = f"sigmoid at 1: value {value:.3f}, slope {value * (1 - value):.3f}."
    show(activation_controls(), figure, text)


def softmax_explorer() -> None:
    """Show four logits and their softmax, with a static picture and a text."""
    powers = np.exp(np.array(LOGITS) - max(LOGITS))
    shares = powers / powers.sum()
    figure = Figure(figsize=(7.2, 2.2), layout="constrained")
    for axes, values, title in zip(figure.subplots(1, 2), (LOGITS, shares), ("logit", "softmax")):
        quiet_axes(axes)
        axes.barh(range(4), values, color=ORANGE)
        axes.set(yticks=range(4))
        axes.invert_yaxis()
        axes.set_title(title, fontsize=10, color=GREY)
    listed = ", ".join(f"{share:.3f}" for share in shares)
    text = (
        f"Logits {', '.join(f'{z:g}' for z in LOGITS)} become {listed}; they add up to 1.".replace(
            "-", "−"
        )
    )
    show(softmax_controls(), figure, text)
