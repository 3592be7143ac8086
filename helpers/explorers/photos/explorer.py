"""Explorers computed in the kernel: controls, a function, and the panels that it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import ipywidgets as widgets
import numpy as np
import traitlets
from threadpoolctl import ThreadpoolController

from helpers.explorers.kit.accessibility import accessible
from helpers.explorers.kit.controls import choice, position, rows
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View
from helpers.explorers.photos.picture import Panel, Scene, draw_panels


class PanelsView(View):
    """Pictures side by side; ``pixels`` holds those of all panels, one after the other."""

    _esm = es_module("photos/view")
    _css = style("photos/view")

    panels = traitlets.List(traitlets.Dict()).tag(sync=True)
    pixels = traitlets.Bytes(b"").tag(sync=True)
    text = traitlets.Unicode("").tag(sync=True)

    def show(self, scene: Scene) -> None:
        """Send a scene to the browser, in one message."""
        with self.hold_sync():
            self.panels = [_description(panel) for panel in scene.panels]
            self.pixels = b"".join(
                to_bytes(panel) for panel in scene.panels if panel.look != "numbers"
            )
            self.text = scene.text


def to_bytes(panel: Panel) -> bytes:
    """A panel's pixels: 0 to 255 for black to white, 1 to 255 for −limit to limit, 128 for 0."""
    if panel.look == "photo":
        scaled = np.clip(panel.values, 0, 1) * 255
    else:
        scaled = np.clip(panel.values / panel.limit, -1, 1) * 127 + 128
    return np.round(scaled).astype(np.uint8).tobytes()


def _description(panel: Panel) -> dict:
    described = {
        "title": panel.title,
        "look": panel.look,
        "rows": panel.values.shape[0],
        "columns": panel.values.shape[1],
        "channels": 1 if panel.values.ndim == 2 else 3,
        "frames": [[float(number) for number in frame] for frame in panel.frames],
    }
    if panel.look == "numbers":
        described |= {"values": panel.values.astype(float).tolist(), "limit": float(panel.limit)}
    return described


def explorer(scene: Callable[..., Scene], controls: Mapping[str, widgets.Widget]) -> widgets.VBox:
    """Controls joined to a view of what `scene` makes of their values.

    Parameters
    ----------
    scene : callable
        Called with one argument for each control, by name, whenever one of them moves.
    controls : mapping
        Argument → control.
    """
    view = PanelsView()
    threads = ThreadpoolController()

    def update(_change=None):
        # Small matrix products gain nothing from a second thread. On a busy machine they lose much:
        # the threads wait for each other ten times as long as they compute.
        with threads.limit(limits=1, user_api="blas"):
            view.show(_seen(scene, controls))

    for control in controls.values():
        control.observe(update, names="value")
    update()
    grid = rows(*controls.values())
    grid.layout.grid_template_columns = "repeat(auto-fit, minmax(300px, 1fr))"
    return accessible(grid, view)


def _seen(scene: Callable[..., Scene], controls: Mapping[str, widgets.Widget]) -> Scene:
    return scene(**{name: control.value for name, control in controls.items()})


def named_choice(name: str, value: str, choices: Iterable[str]) -> widgets.Dropdown:
    """A list of names, one of which is chosen.

    Raises
    ------
    ValueError
        If there is no such name.
    """
    names = list(choices)
    return choice(name, names, position(name, value, names))


def show_explorer(scene: Callable[..., Scene], controls: Mapping[str, widgets.Widget]) -> None:
    """Show an `explorer` with its static picture and its text."""
    first = _seen(scene, controls)
    show(explorer(scene, controls), draw_panels(first.panels), first.text)
