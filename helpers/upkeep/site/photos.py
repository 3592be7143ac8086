"""The photos of a page: each of them once, and in a third of their bytes.

A pixel is mostly what its neighbours let expect. What is kept is the difference to that, which
`deflate` then packs well: the predictor of LOCO-I (Weinberger, Seroussi & Sapiro, 2000), used by
JPEG-LS. A coloured photo keeps green, and red and blue as differences to green. It is all whole
numbers, so that the browser, which unpacks them in `web/photos.js`, gets every pixel as it was. A
picture format would have a browser's canvas between, and some browsers add noise to what is read
from a canvas.
"""

from __future__ import annotations

import base64
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

LUMINANCE = (0.2125, 0.7154, 0.0721)
MOST_EXCEPTIONS = 400
"""Pixels of a grey photo that may differ from the luminance of a coloured one."""


class Photos:
    """The photos of a page, in the order in which they were first met."""

    def __init__(self) -> None:
        self._places: dict[tuple[int, int, bytes], int] = {}

    def place(self, pixels: bytes, size: int, channels: int) -> int:
        """Where a photo of `size` × `size` pixels of 1 or 3 bytes stands."""
        return self._places.setdefault((size, channels, pixels), len(self._places))

    def packed(self) -> list[dict[str, Any]]:
        """Each photo as `web/photos.js` takes it."""
        photos = [_array(*key) for key in self._places]
        coloured = [(at, one) for at, one in enumerate(photos) if one.shape[2] == 3]
        return [_of_colour(one, coloured) or _packed(one) for one in photos]


def differences(plane: NDArray) -> NDArray:
    """Each number of a channel minus what its neighbours left, above and left above let expect.

    Parameters
    ----------
    plane : array of shape (h, w)
        Whole numbers; they count modulo 256.

    Returns
    -------
    array of shape (h, w), uint8
    """
    numbers = plane.astype(int) % 256
    left, above, corner = (np.zeros_like(numbers) for _ in range(3))
    left[:, 1:], above[1:], corner[1:, 1:] = numbers[:, :-1], numbers[:-1], numbers[:-1, :-1]
    low, high = np.minimum(left, above), np.maximum(left, above)
    expected = np.where(corner >= high, low, np.where(corner <= low, high, left + above - corner))
    return ((numbers - expected) % 256).astype(np.uint8)


def _array(size: int, channels: int, pixels: bytes) -> NDArray:
    return np.frombuffer(pixels, np.uint8).reshape(size, size, channels).astype(int)


def _packed(photo: NDArray) -> dict[str, Any]:
    channels = np.moveaxis(photo, 2, 0)
    if (channels == channels[0]).all():
        channels = channels[:1]  # also of a grey photo in three channels
    else:
        red, green, blue = channels
        channels = np.stack([green, red - green, blue - green])
    numbers = b"".join(differences(one).tobytes() for one in channels)
    text = base64.b64encode(zlib.compress(numbers, 9)).decode()
    return {"size": len(photo), "channels": photo.shape[2], "kept": len(channels), "packed": text}


def _of_colour(photo: NDArray, coloured: list[tuple[int, NDArray]]) -> dict[str, Any] | None:
    """A grey photo by the luminance of a coloured one, and the few pixels that are rounded else."""
    if photo.shape[2] != 1:
        return None
    for at, one in coloured:
        if one.shape[:2] == photo.shape[:2]:
            red, green, blue = (one[..., i] * share for i, share in enumerate(LUMINANCE))
            luminance = np.floor(red + green + blue + 0.5)  # as Math.round does
            other = np.flatnonzero(luminance != photo[..., 0])
            if len(other) <= MOST_EXCEPTIONS:
                pixels = photo.ravel()[other].tolist()
                return {"luminance": at, "other": list(zip(other.tolist(), pixels, strict=True))}
    return None
