"""One small filter on smaller and smaller copies of a photo: it finds larger and larger things."""

from __future__ import annotations

import numpy as np
import traitlets

from helpers.convolution import cross_correlate
from helpers.drawing.words import fixed
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import slider
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.photos.explorer import PhotosView, named_choice, photo_traits, show_photos
from helpers.explorers.photos.picture import Panel, Scene
from helpers.filters.spots import spot_filter
from helpers.images import photos

SIZE, LEVELS, RADIUS = 256, 5, 2
SPOTS = {"bright spots": 1, "dark spots": -1}


class PyramidView(PhotosView):
    """The photo, a level of its pyramid, and the answer; ``spots`` is a position in `SPOTS`."""

    _esm = es_module("photos/pyramid")
    kernel = traitlets.List(spot_filter(RADIUS).ravel().tolist()).tag(sync=True)
    signs = traitlets.List(list(SPOTS.values())).tag(sync=True)
    spots = traitlets.Int(0).tag(sync=True)
    level = traitlets.Int(0).tag(sync=True)


def guess(level: int) -> Guess:
    """What the filter covers at the last level, or at the first where the last is shown."""
    other = LEVELS - 1 if level != LEVELS - 1 else 0
    size = len(spot_filter(RADIUS))
    return Guess(
        f"At level {other}: how many pixels of the photo do the {size} numbers of the filter "
        "cover along a side?",
        answer=size * 2**other,
        because=f"Every pixel of that level stands for {2**other} along a side.",
        unit="pixels",
    )


def pyramid_scene(photo: str, spots: str, level: int) -> Scene:
    """The photo with the best spot in a frame, a level of the pyramid, and the filter's answer."""
    picture = photos.grey(photo, size=SIZE)
    small = photos.pyramid(picture, level + 1)[level]
    kernel = SPOTS[spots] * spot_filter(RADIUS)
    answer = cross_correlate(small, kernel)
    row, column = (int(i) for i in np.unravel_index(answer.argmax(), answer.shape))
    size, factor = len(kernel), 2**level
    text = (
        f"Level {level}: {small.shape[0]} × {small.shape[1]} pixels, "
        f"each the mean of {factor} × {factor}. The filter has {size} × {size} numbers "
        f"and covers {size * factor} × {size * factor} pixels of the photo. "
        f"Its best answer is {fixed(answer.max(), 2)}."
    )
    window = (row, column, size, size)
    return Scene(
        (
            Panel(photo, picture, frames=(tuple(factor * number for number in window),)),
            Panel(f"level {level}", small, frames=(window,)),
            Panel("answer", answer, "signed", limit=0.2),
        ),
        text,
    )


def pyramid_explorer(photo: str = "chelsea", spots: str = "dark spots", level: int = 0) -> None:
    """Show the explorer.

    Parameters
    ----------
    photo
        One of `helpers.images.photos.PHOTOS`.
    spots
        "bright spots" or "dark spots": what the filter looks for.
    level
        From 0, the photo itself, to 4.
    """
    controls = {
        "photo": named_choice("photo", photo, photos.PHOTOS),
        "spots": named_choice("filter", spots, SPOTS),
        "level": slider("level", level, 0, LEVELS - 1),
    }
    view = PyramidView(**photo_traits(size=SIZE))
    view.call = call_of(
        pyramid_explorer, photo=("photo", view.names), spots=("spots", list(SPOTS)), level="level"
    )
    show_photos(view, controls, pyramid_scene(photo, spots, level), guess(level))
