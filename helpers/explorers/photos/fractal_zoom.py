"""Looking closer and closer: a photo runs out of detail, a fractal does not."""

from __future__ import annotations

import matplotlib
import numpy as np
import traitlets

from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import slider
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.photos.explorer import PhotosView, named_choice, photo_traits, show_photos
from helpers.explorers.photos.picture import Panel, Scene
from helpers.images import photos
from helpers.images.fractals import STAR, mandelbrot, shades

PHOTO, FRACTAL = 256, 224  # pixels along a side
WIDTH = 3.0  # of the square that shows the Mandelbrot set
DEEPEST = 36  # 3 / 2³⁶ is still 20 000 times as wide as the step between neighbouring numbers
CENTRES = {
    "astronaut": (0.105, 0.5),
    "camera": (0.29, 0.44),
    "chelsea": (0.33, 0.24),
    "coffee": (0.33, 0.4),
}
"""Photo → the point to look at, as fractions of its height and width."""
FIRE = matplotlib.colormaps["magma"]
COLOURS = np.rint(255 * FIRE(np.arange(256))[:, :3]).astype(np.uint8)


LAST_PIXEL = Guess(
    f"The photo has {PHOTO} pixels along a side, and an octave doubles its size. "
    "After how many octaves do you see a single pixel?",
    answer=int(np.log2(PHOTO)),
    because=f"Halved so often, {PHOTO} becomes 1. The fractal goes on.",
    unit="octaves",
)


class FractalZoomView(PhotosView):
    """A photo and the Mandelbrot set.

    ``centres`` are those of the photos, ``star``, ``width`` and ``side`` the middle, the width and
    the pixels of the fractal at first, ``colours`` its 256 colours from dark to bright.
    """

    _esm = es_module("photos/fractal_zoom")
    centres = traitlets.List([list(centre) for centre in CENTRES.values()]).tag(sync=True)
    star = traitlets.List([STAR.real, STAR.imag]).tag(sync=True)
    width = traitlets.Float(WIDTH).tag(sync=True)
    side = traitlets.Int(FRACTAL).tag(sync=True)
    colours = traitlets.Bytes(COLOURS.tobytes()).tag(sync=True)
    octaves = traitlets.Int(0).tag(sync=True)


def magnified(picture: np.ndarray, centre: tuple[float, float], zoom: float) -> np.ndarray:
    """The part of a photo around a point, `zoom` times as large; each pixel becomes a square.

    Near the border the part is moved inside.
    """
    indices = []
    for n, middle in zip(picture.shape[:2], centre, strict=True):
        part = n / zoom
        first = np.clip(middle * n - part / 2, 0, n - part)
        indices.append((first + (np.arange(n) + 0.5) * part / n).astype(int).clip(0, n - 1))
    return picture[np.ix_(*indices)]


def zoom_scene(photo: str, octaves: int) -> Scene:
    """A photo and the Mandelbrot set, both enlarged by 2^octaves."""
    zoom = 2.0**octaves
    closer = magnified(photos.colour(photo, size=PHOTO), CENTRES[photo], zoom)
    dark = shades(mandelbrot(STAR, WIDTH / zoom, size=FRACTAL))
    text = (
        f"Enlarged by 2 to the power of {octaves}, which is {zoom:,.0f}. "
        f"Of the photo {_in_pixels(PHOTO / zoom)} can be seen; "
        "the fractal shows arms on arms as before."
    )
    fire = FIRE(dark)[..., :3]
    return Scene((Panel(photo, closer), Panel("Mandelbrot set", fire)), text)


def _in_pixels(side: float) -> str:
    if side >= 2:
        return f"{side:.0f} × {side:.0f} pixels"
    return "a single pixel" if side >= 1 else "a part of one pixel"


def fractal_zoom(photo: str = "chelsea", octaves: int = 4) -> None:
    """Show the explorer.

    Parameters
    ----------
    photo
        A key of `CENTRES`.
    octaves
        How often the pictures are enlarged by 2 at first, from 0 to 36.
    """
    controls = {
        "photo": named_choice("photo", photo, CENTRES),
        "octaves": slider("octaves", octaves, 0, DEEPEST),
    }
    view = FractalZoomView(**photo_traits(CENTRES, size=PHOTO, colour=True))
    view.call = call_of(fractal_zoom, photo=("photo", view.names), octaves="octaves")
    show_photos(view, controls, zoom_scene(photo, octaves), LAST_PIXEL)
