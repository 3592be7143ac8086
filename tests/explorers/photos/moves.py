"""What every photo explorer has to stand."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image

from helpers.explorers.photos.explorer import PanelsView
from tests.explorers.boxes import controls_of, view_of


def expect_every_control_to_matter(
    shown: Callable, explorer: Callable[..., None], moves: dict[str, object]
) -> None:
    """Each control, moved to a value of its own, changes the picture, and its titles or its text.

    Before that, the static picture has a column for each panel, and its text is the view's.
    """
    box, static, text = shown(explorer, module="helpers.explorers.photos.explorer")
    view, controls = view_of(box), controls_of(box)
    assert view.text == text
    with Image.open(io.BytesIO(static)) as picture:
        assert len(view.panels) - 1 < picture.width / picture.height < len(view.panels)
    assert len(static) < 80_000  # small enough to be kept in a notebook
    assert set(controls) == set(moves)
    for name, value in moves.items():
        words, pixels = _said(view), view.pixels
        controls[name].value = value
        assert _said(view) != words and view.pixels != pixels, name


def _said(view: PanelsView) -> list[str]:
    return [view.text, *(panel["title"] for panel in view.panels)]
