"""What the photo explorers share: a view that was sent its photos once, and how it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ipywidgets as widgets
import numpy as np
import traitlets

from helpers.explorers.kit.controls import choice, position, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View
from helpers.explorers.photos.picture import Scene, draw_panels
from helpers.images import photos


class PhotosView(View):
    """Pictures side by side, computed in the browser.

    `pictures` holds all photos, one after the other: ``size`` × ``size`` pixels of ``channels``
    bytes each. ``said`` is what is seen on them, ``photo`` a position in ``names``.
    """

    _css = style("photos/view")

    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    said = traitlets.List(traitlets.Unicode()).tag(sync=True)
    size = traitlets.Int().tag(sync=True)
    channels = traitlets.Int(1).tag(sync=True)
    pictures = traitlets.Bytes().tag(sync=True)
    photo = traitlets.Int(0).tag(sync=True)


def photo_traits(
    names: Iterable[str] = photos.PHOTOS, *, size: int, colour: bool = False
) -> dict[str, Any]:
    """The traits of a `PhotosView` that hold the photos.

    Parameters
    ----------
    names
        Some of `helpers.images.photos.PHOTOS`.
    size
        Rows and columns.
    colour
        Red, green and blue instead of the luminance.
    """
    names = list(names)
    read = photos.colour if colour else photos.grey
    pictures = [np.rint(255 * read(name, size=size)).astype(np.uint8) for name in names]
    return {
        "names": names,
        "said": [photos.PHOTOS[name] for name in names],
        "size": size,
        "channels": 3 if colour else 1,
        "pictures": b"".join(picture.tobytes() for picture in pictures),
    }


def named_choice(name: str, value: str, choices: Iterable[str]) -> widgets.Dropdown:
    """A list of names, one of which is chosen.

    Raises
    ------
    ValueError
        If there is no such name.
    """
    names = list(choices)
    return choice(name, names, position(name, value, names))


def show_photos(
    view: PhotosView, controls: Mapping[str, widgets.Widget], first: Scene, guess: Guess
) -> None:
    """Show a view under its controls, with the static picture and the text of its first scene."""
    box = with_controls(view, controls, guess=guess, narrowest=300)
    show(box, draw_panels(first.panels), first.text)
