"""What every photo explorer has to stand: the browser computes what Python computes."""

from __future__ import annotations

import io
from collections.abc import Callable

import ipywidgets as widgets
import numpy as np
from PIL import Image

from helpers.explorers.photos.explorer import PhotosView
from helpers.explorers.photos.picture import Scene
from tests.explorers.boxes import controls_of, view_of

# A scene of the browser; the photos have come through JSON as numbers.
SEEN = """
export const seen = (bytes, ...states) => states.map((state) => {
    const all = { ...state };
    for (const name of bytes) all[name] = new DataView(Uint8Array.from(all[name]).buffer);
    return scene((name) => all[name]);
});
"""


def browser_scenes(call: Callable, view: PhotosView, states: list[dict]) -> list[dict]:
    """What the browser shows where these traits differ from the view's."""
    ours = {
        name: list(value) if isinstance(value, bytes) else value
        for name, value in view.get_state().items()
        if not name.startswith("_") and name not in ("layout", "tabbable", "tooltip")
    }
    bytes_of = [name for name in ours if isinstance(getattr(view, name), bytes)]
    every = [ours | state for state in states]
    module = f"photos/{type(view).__module__.rpartition('.')[2]}"
    # One photo at a time, so that what goes through JSON stays small.
    count = view.size**2 * view.channels
    for state in every:
        state["pictures"] = ours["pictures"][state["photo"] * count :][:count]
        state["names"], state["said"] = ([one[state["photo"]]] for one in (view.names, view.said))
        if "centres" in state:
            state["centres"] = [view.centres[state["photo"]]]
        state["photo"] = 0
    (found,) = call(module, ["seen", bytes_of, *every], more=SEEN)
    return found


def expect_the_same_scene(found: dict, expected: Scene, tolerance: float = 1e-5) -> None:
    """Titles, numbers, frames and text are those of Python."""
    assert found["text"] == expected.text
    for own, panel in zip(found["panels"], expected.panels, strict=True):
        assert (own["title"], own["look"]) == (panel.title, panel.look)
        assert own["limit"] == np.float32(panel.limit) or panel.look != "signed"
        assert own["frames"] == [list(frame) for frame in panel.frames]
        values = np.reshape(own["values"], panel.values.shape)
        np.testing.assert_allclose(values, panel.values, atol=tolerance, err_msg=panel.title)


def expect_every_control_to_matter(
    shown: Callable,
    call: Callable,
    explorer: Callable[..., None],
    moves: dict[str, tuple[str, object]],
) -> None:
    """Each control, moved to a value of its own, changes the picture, and its titles or its text.

    `moves` are label → trait, value. The static picture has a column for each panel and the text
    with which the browser begins.
    """
    box, static, text = shown(explorer, module="helpers.explorers.photos.explorer")
    view, controls = view_of(box), controls_of(box)
    assert set(controls) == set(moves)
    states: list[dict] = [{}]
    for name, (trait, value) in moves.items():
        control = controls[name]
        assert getattr(view, trait) == _linked_value(control)
        control.value = value
        states.append({trait: _linked_value(control)})
    first, *others = browser_scenes(call, view, states)
    assert first["text"] == text
    with Image.open(io.BytesIO(static)) as picture:
        panels = len(first["panels"])
        assert panels - 1 < picture.width / picture.height < panels
    assert len(static) < 80_000  # small enough to be kept in a notebook
    for name, changed in zip(moves, others, strict=True):
        assert _said(changed) != _said(first), name
        assert changed["panels"] != first["panels"], name


def _linked_value(control: widgets.Widget) -> object:
    return control.index if hasattr(control, "index") else control.value


def _said(scene: dict) -> list[str]:
    return [scene["text"], *(panel["title"] for panel in scene["panels"])]
