"""The padding explorer: zeros or the picture's own edge, seen through a filter."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets as widgets
import numpy as np
import traitlets
from numpy.typing import ArrayLike, NDArray

from helpers import filters
from helpers.convolution.padding import PADDING_MODES
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, position, stops, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import LayerView
from helpers.explorers.padding.picture import Padded, describe, draw_padding
from helpers.images import drawn, photos

KERNELS = ("box", "Sobel X", "Sobel Y")
SIZES = (3, 5, 7, 9)


PLAIN_PICTURE = Guess(
    "A picture that is equally bright everywhere, padded with zeros. "
    "What does Sobel X answer at its left rim?",
    answer="an edge",
    choices=("0, as everywhere", "an edge"),
    because="From the padding to the picture it gets brighter: an edge that nobody drew.",
)


class PaddingView(LayerView):
    """The picture. Traits that are not lists are positions in lists; ``size`` in `SIZES`."""

    _esm = es_module("padding/view")

    images: traitlets.List[dict] = traitlets.List().tag(sync=True)
    kernels: traitlets.List[dict] = traitlets.List().tag(sync=True)
    image = traitlets.Int(0).tag(sync=True)
    kernel = traitlets.Int(0).tag(sync=True)
    mode = traitlets.Int(0).tag(sync=True)
    size = traitlets.Int(1).tag(sync=True)


def face() -> NDArray:
    """An astronaut's face, (32, 32), brightness from 0 to 1: bright up to the very edge."""
    return photos.grey("astronaut", size=64)[:32, 12:44].astype(float)


def controls(
    images: Mapping[str, ArrayLike], image: str, kernel: str, k: int, mode: str
) -> widgets.VBox:
    """The view with its controls; see `padding_modes`."""
    view = PaddingView(
        images=[
            {"name": name, "values": np.round(np.asarray(array, float), 4).tolist()}
            for name, array in images.items()
        ],
        kernels=[
            {"name": name, "kernels": [_kernel(name, size).tolist() for size in SIZES]}
            for name in KERNELS
        ],
    )
    names = list(images)
    view.call = call_of(
        padding_modes,
        image=("image", names),
        kernel=("kernel", KERNELS),
        k=("size", SIZES),
        mode=("mode", PADDING_MODES),
    )
    return with_controls(
        view,
        {
            "image": choice("picture", names, position("image", image, names)),
            "mode": choice("padding", PADDING_MODES, position("mode", mode, PADDING_MODES)),
            "kernel": choice("kernel", KERNELS, position("kernel", kernel, KERNELS)),
            "size": stops("kernel k", SIZES, position("k", k, SIZES)),
        },
        guess=PLAIN_PICTURE,
    )


def padding_modes(
    image: str = "photo", *, kernel: str = "box", k: int = 5, mode: str = "zeros"
) -> None:
    """Show the padding explorer, with its static picture (of both modes) and its text.

    Parameters
    ----------
    image : str
        "photo" or "digit".
    kernel : str
        "box", "Sobel X" or "Sobel Y".
    k : int
        Size of the kernel: 3, 5, 7 or 9; (k − 1)/2 pixels are padded on each side.
    mode : str
        "zeros" or "edge".

    Raises
    ------
    ValueError
        If an argument is not one of the choices.
    """
    images = {"photo": face().round(4), "digit": (drawn.seven() / drawn.INK).round(4)}
    position("image", image, list(images))
    position("kernel", kernel, KERNELS)
    position("k", k, SIZES)
    position("mode", mode, PADDING_MODES)
    padded = Padded(images[image], _kernel(kernel, k), mode, (image, kernel))
    show(controls(images, image, kernel, k, mode), draw_padding(padded), describe(padded))


def _kernel(name: str, k: int) -> NDArray:
    return filters.preset(name, k, decimals=None).astype(float)
