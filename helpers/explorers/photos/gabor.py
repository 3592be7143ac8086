"""A Gabor filter of any wavelength, angle, phase and bandwidth, and its answer to a photo."""

from __future__ import annotations

import numpy as np
import traitlets

from helpers.convolution import cross_correlate
from helpers.drawing.words import fixed, number
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import decimals, slider
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.photos.explorer import PhotosView, named_choice, photo_traits, show_photos
from helpers.explorers.photos.picture import Panel, Scene
from helpers.filters.gabor import gabor
from helpers.images import photos

SIZE = 192
FRAME = 45  # the largest filter that the sliders can make fits into so many pixels
LONGEST, NARROWEST = 12.0, 0.8


HALF_A_TURN = Guess(
    "Add 180° to the phase. What happens to the answer?",
    answer="it changes its sign",
    choices=("nothing", "it changes its sign", "it is turned by 180°"),
    because="Bright stripes become dark ones, so every weight changes its sign.",
)


class GaborView(PhotosView):
    """Photo, filter and answer."""

    _esm = es_module("photos/gabor")
    frame = traitlets.Int(FRAME).tag(sync=True)
    wavelength = traitlets.Float(6.0).tag(sync=True)
    angle = traitlets.Int(90).tag(sync=True)
    phase = traitlets.Int(90).tag(sync=True)
    bandwidth = traitlets.Float(1.0).tag(sync=True)


def gabor_scene(photo: str, wavelength: float, angle: int, phase: int, bandwidth: float) -> Scene:
    """The photo with the place of the strongest answer, the filter, and all answers."""
    picture = photos.grey(photo, size=SIZE)
    kernel = gabor(wavelength, angle, phase=phase, bandwidth=bandwidth)
    size = len(kernel)
    answer = cross_correlate(picture, kernel, padding="same", padding_mode="edge")
    row, column = (int(at) for at in np.unravel_index(np.abs(answer).argmax(), answer.shape))
    text = (
        f"Wavelength {number(wavelength)} pixels, stripes at {angle}°, phase {phase}°, "
        f"bandwidth {fixed(bandwidth, 1)} octaves: a filter of {size} × {size} numbers. "
        f"Its strongest answer is {fixed(float(answer[row, column]), 2)}, in the frame."
    )
    margin = (FRAME - size) // 2
    return Scene(
        (
            Panel(photo, picture, frames=((row - size // 2, column - size // 2, size, size),)),
            Panel("filter", np.pad(kernel, margin), "signed", limit=float(np.abs(kernel).max())),
            Panel("answer", answer, "signed", limit=0.25),
        ),
        text,
    )


def gabor_explorer(
    photo: str = "astronaut",
    *,
    wavelength: float = 6,
    angle: int = 90,
    phase: int = 90,
    bandwidth: float = 1.0,
) -> None:
    """Show the explorer.

    Parameters
    ----------
    photo
        One of `helpers.images.photos.PHOTOS`.
    wavelength
        From 3 to 12 pixels.
    angle, phase
        In degrees.
    bandwidth
        From 0.8 to 2.5 octaves.
    """
    controls = {
        "photo": named_choice("photo", photo, photos.PHOTOS),
        "wavelength": decimals("wavelength", wavelength, 3, LONGEST, 0.5),
        "angle": slider("angle", angle, 0, 180, step=5),
        "phase": slider("phase", phase, 0, 360, step=15),
        "bandwidth": decimals("bandwidth", bandwidth, NARROWEST, 2.5, 0.1),
    }
    view = GaborView(**photo_traits(size=SIZE))
    sliders = {name: name for name in ("wavelength", "angle", "phase", "bandwidth")}
    view.call = call_of(gabor_explorer, photo=("photo", view.names), **sliders)
    show_photos(
        view, controls, gabor_scene(photo, wavelength, angle, phase, bandwidth), HALF_A_TURN
    )
