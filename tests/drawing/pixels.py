"""What is painted in a picture, as the notebook gets it, and whether it can be read."""

import base64
import io
import re

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.typing import ColorType
from numpy.typing import NDArray
from PIL import Image

from helpers.drawing.picture import Picture


def pixels(shown: Picture) -> NDArray:
    """RGBA values of the first image, shape (h, w, 4)."""
    data = re.search('base64,([^"]+)', shown.html)[1]
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGBA"))


def ink(shown: Picture) -> int:
    """How many opaque black pixels it has."""
    return int((pixels(shown) == (0, 0, 0, 255)).all(axis=-1).sum())


def contrast(one: ColorType, other: ColorType) -> float:
    """Ratio of two colours' relative luminances, 1 to 21 (WCAG 2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: ColorType) -> float:
    part = np.array(to_rgb(colour))
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))
