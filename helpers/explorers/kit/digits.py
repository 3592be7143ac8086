"""What the explorers of digits share: pictures to choose from, the shares of the ten classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets
import numpy as np
import traitlets
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from helpers.drawing.picture import quiet_axes
from helpers.explorers.kit.controls import choice
from helpers.explorers.kit.view import View

SIDE = 28  # pixels


class DigitsView(View):
    """A view of one of several digits.

    `labels` are their classes; `pixels` holds one after the other, 0 for paper and 255 for ink.
    """

    labels = traitlets.List(traitlets.Int()).tag(sync=True)
    pixels = traitlets.Bytes().tag(sync=True)
    digit = traitlets.Int(0).tag(sync=True)


def digit_traits(pictures: NDArray, labels: ArrayLike) -> dict[str, Any]:
    """`labels` and `pixels` of a `DigitsView`.

    Parameters
    ----------
    pictures
        Shape (n, 28, 28, 1) in [0, 1].
    labels
        Shape (n,).
    """
    return {"labels": [int(label) for label in np.asarray(labels)], "pixels": as_bytes(pictures)}


def digit_choice(view: DigitsView, before: str = "") -> widgets.Dropdown:
    """A list of the digits, by what they are, with a word before it."""
    return choice("digit", [f"{before}a {label}" for label in view.labels], view.digit)


def as_bytes(shares: NDArray) -> bytes:
    """Numbers from 0 to 1 as bytes from 0 to 255, the last axis fastest."""
    return np.rint(255 * shares).astype(np.uint8).tobytes()


def draw_shares(axes: Axes, shares: ArrayLike, colours: Sequence[str]) -> None:
    """Probabilities of the classes as bars, class 0 on top."""
    shares = np.asarray(shares)
    quiet_axes(axes)
    axes.barh(range(len(shares)), shares, color=colours)
    axes.set(yticks=range(len(shares)), xlim=(0, 1))
    axes.invert_yaxis()
