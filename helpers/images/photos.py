"""Photographs that come with scikit-image, read from its files: nothing is ever downloaded."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray
from PIL import Image

PHOTOS = {
    "astronaut": "an astronaut in a space suit, a flag and a model of a space shuttle behind her",
    "camera": "a man with a camera on a tripod, a meadow and towers behind him",
    "chelsea": "the face of a striped cat",
    "coffee": "a cup of coffee with a spoon on a wooden table",
    "brick": "a wall of bricks",
    "grass": "a lawn from above",
    "gravel": "pebbles",
}
"""Name → what is seen. All of them are PNG files inside the scikit-image package."""

LUMINANCE = (0.2125, 0.7154, 0.0721)
"""How bright red, green and blue look (ITU-R BT.709), as in `skimage.color.rgb2gray`."""


def colour(name: str, *, size: int = 256) -> NDArray:
    """The middle square of a photo, shrunk to `size` × `size` pixels.

    Parameters
    ----------
    name : str
        One of `PHOTOS`.
    size : int
        Rows and columns of the result. Each pixel is the mean of the pixels that it replaces.

    Returns
    -------
    array of shape (size, size, 3), float32
        Red, green and blue from 0 (dark) to 1 (bright), in steps of 1/255.

    Raises
    ------
    ValueError
        If there is no such photo, or `size` is not between 1 and the shorter side of the file.
    """
    return _square(name, size).astype(np.float32) / 255


@lru_cache(maxsize=32)
def _square(name: str, size: int) -> NDArray:
    """The bytes of a photo, read once: an explorer asks for them at every step of a slider."""
    if name not in PHOTOS:
        raise ValueError(f"there is no photo {name!r}; choose from {', '.join(PHOTOS)}")
    with as_file(files("skimage.data") / f"{name}.png") as path, Image.open(path) as file:
        photo = file.convert("RGB")
    side = min(photo.size)
    if not 1 <= size <= side:
        raise ValueError(
            f"size is {size}; the photo {name!r} has {side} rows to choose from: take 1 to {side}"
        )
    left, top = (photo.width - side) // 2, (photo.height - side) // 2
    square = photo.crop((left, top, left + side, top + side))
    small = square.resize((size, size), Image.Resampling.BOX)
    return np.asarray(small)


def grey(name: str, *, size: int = 256) -> NDArray:
    """As `colour`, but one number per pixel: its luminance.

    Returns
    -------
    array of shape (size, size), float32
        From 0 (black) to 1 (white), in steps of 1/255.

    Raises
    ------
    ValueError
        As `colour`.
    """
    luminance = colour(name, size=size).astype(float) @ LUMINANCE
    return (np.round(255 * luminance) / 255).astype(np.float32)


def shrink(picture: NDArray, factor: int = 2) -> NDArray:
    """Replace each square of `factor` × `factor` pixels by its mean.

    Parameters
    ----------
    picture : array of shape (h, w) or (h, w, c)
        Rows and columns at the end that do not fill a whole square are left out.
    factor : int
        Side of the squares.

    Returns
    -------
    array of shape (h // factor, w // factor) or (h // factor, w // factor, c)

    Raises
    ------
    ValueError
        If the picture has no whole square of that size.
    """
    rows, columns = (n // factor for n in picture.shape[:2])
    if not rows or not columns:
        high, wide = picture.shape[:2]
        raise ValueError(f"factor is {factor}, but the picture has {high} × {wide} pixels")
    whole = picture[: rows * factor, : columns * factor]
    return whole.reshape(rows, factor, columns, factor, *picture.shape[2:]).mean(axis=(1, 3))


def pyramid(picture: NDArray, levels: int) -> list[NDArray]:
    """The picture, then each time the one before, `shrink`-ed by 2.

    Parameters
    ----------
    picture : array of shape (h, w) or (h, w, c)
    levels : int
        How many pictures, with the first one.

    Returns
    -------
    list of arrays
        Of the shapes (h, w), (h/2, w/2), (h/4, w/4), …

    Raises
    ------
    ValueError
        If a picture has no whole square of 2 × 2 pixels left.
    """
    pictures = [picture]
    while len(pictures) < levels:
        pictures.append(shrink(pictures[-1]))
    return pictures
