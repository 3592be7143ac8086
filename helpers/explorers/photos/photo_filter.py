"""A filter on a photo: which one, how large, how strong."""

from __future__ import annotations

import numpy as np
import traitlets

from helpers.convolution import cross_correlate
from helpers.drawing.words import fixed
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import decimals, position, stops
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.photos.explorer import PhotosView, named_choice, photo_traits, show_photos
from helpers.explorers.photos.picture import Panel, Scene
from helpers.filters.kernels import preset
from helpers.images import photos

FILTERS = ("Sobel X", "Sobel Y", "Laplacian", "sharpen", "box", "Gaussian")
SIZES = (3, 5, 7)
SIDE = 256  # pixels of a photo


SOBEL_Y = Guess(
    "Sobel X, then Sobel Y: which edges does Sobel Y answer to?",
    answer="level ones",
    choices=("level ones", "upright ones", "all of them"),
    because="It takes the difference between what is above and what is below.",
)


class PhotoFilterView(PhotosView):
    """Photo, kernel and result; ``kernels`` are those of every filter, size for size.

    ``filter`` is a position in ``filters``, ``side`` one in ``sizes``.
    """

    _esm = es_module("photos/photo_filter")
    filters = traitlets.List(list(FILTERS)).tag(sync=True)
    sizes = traitlets.List(list(SIZES)).tag(sync=True)
    kernels = traitlets.List(
        [[preset(name, size, decimals=None).ravel().tolist() for size in SIZES] for name in FILTERS]
    ).tag(sync=True)
    filter = traitlets.Int(0).tag(sync=True)
    side = traitlets.Int(0).tag(sync=True)
    strength = traitlets.Float(1.0).tag(sync=True)


def mixed_kernel(name: str, size: int, strength: float) -> np.ndarray:
    """(1 − s) · identity + s · filter: at strength 0 the photo, at 1 the filter, then too much."""
    identity, named = preset("identity", size), preset(name, size, decimals=None)
    return (1 - strength) * identity + strength * named


def filtered(picture: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """The filter's answer, as large as the picture, brightened so that mid-grey stays mid-grey.

    A kernel that adds up to 1 keeps brightness and needs no change. One that adds up to 0 answers 0
    to every plain area; half a unit more makes that mid-grey, edges brighter or darker than it.
    """
    answer = cross_correlate(picture, kernel, padding="same", padding_mode="edge")
    return answer + (1 - kernel.sum()) / 2


def filter_scene(photo: str, filter: str, size: str | int, strength: float) -> Scene:
    """Photo, kernel and result."""
    size = int(size)
    picture, kernel = photos.grey(photo, size=SIDE), mixed_kernel(filter, size, strength)
    result = filtered(picture, kernel)
    outside = np.mean((result < -1e-6) | (result > 1 + 1e-6))  # a rounding error is not cut off
    text = (
        f"{filter}, {size} × {size}, strength {fixed(strength, 1)}, on {photos.PHOTOS[photo]}. "
        f"The kernel adds up to {fixed(kernel.sum(), 2)}; "
        f"{fixed(100 * outside, 0)} % of the pixels are cut off at black or white."
    )
    return Scene(
        (
            Panel(photo, picture),
            Panel(f"kernel {size} × {size}", kernel, "numbers", limit=np.abs(kernel).max()),
            Panel("result", result.clip(0, 1)),
        ),
        text,
    )


def photo_filter(
    photo: str = "astronaut", filter: str = "Sobel X", *, size: int = 3, strength: float = 1.0
) -> None:
    """Show the explorer.

    Parameters
    ----------
    photo
        One of `helpers.images.photos.PHOTOS`.
    filter
        One of `FILTERS`.
    size
        Rows and columns of the kernel: 3, 5 or 7.
    strength
        How much of the filter, from 0 to 2.
    """
    controls = {
        "photo": named_choice("photo", photo, photos.PHOTOS),
        "filter": named_choice("filter", filter, FILTERS),
        "side": stops("kernel size", SIZES, position("size", size, SIZES)),
        "strength": decimals("strength", strength, 0, 2, 0.1),
    }
    view = PhotoFilterView(**photo_traits(size=SIDE))
    view.call = call_of(
        photo_filter,
        photo=("photo", view.names),
        filter=("filter", FILTERS),
        size=("side", SIZES),
        strength="strength",
    )
    show_photos(view, controls, filter_scene(photo, filter, size, strength), SOBEL_Y)
