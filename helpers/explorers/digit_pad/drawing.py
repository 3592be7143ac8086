"""What was drawn on the pad, as a short text: the ways of the pen.

A text such as ``.BnBnwgwg`` has a point before each stroke. A stroke begins with its first place, a
pair of letters across and a pair down; each further pair is a step from there, across and down. A
letter is a number from 0 to 63 in the alphabet of base64 for addresses; a step is 32 less. There
are four places for a pixel of ink, and 24 of them lie before the first pixel, where the pen leaves
none. A number at the very beginning says which example lies under the strokes, counted from 1.
"""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase, digits

import numpy as np
from numpy.typing import NDArray

from helpers.explorers.kit.digits import SIDE as DIGIT

SIDE = 84  # pixels of ink along a side: three for each of a digit's
PEN = 3.2
LETTERS = f"{ascii_uppercase}{ascii_lowercase}{digits}-_"
FINE, BEFORE, END = 4, 24, 383
MIDDLE = 32


def form(examples: int) -> str:
    """What a text must match, as a regular expression for Python and JavaScript.

    Parameters
    ----------
    examples
        How many there are that can lie under the strokes.
    """
    letter = "[A-Za-z0-9_-]"
    under = "|".join(map(str, range(1, examples + 1)))
    return rf"((?:{under})?(?:\.(?:[A-F]{letter}){{2}}(?:{letter}{letter})*)+)?"


def check(drawing: str, examples: int) -> None:
    """Refuse a text that no pad has written.

    Raises
    ------
    ValueError
        If it does not have its `form`.
    """
    if not re.fullmatch(form(examples), drawing):
        raise ValueError(
            f"drawing is {drawing[:40]!r}, which is damaged: copy the call from the pad again, "
            "with its button Copy this state"
        )


def on_the_pad(digit: NDArray) -> NDArray:
    """A digit (28, 28) as ink (84, 84): each pixel becomes a square."""
    return np.kron(digit, np.ones((SIDE // DIGIT, SIDE // DIGIT), np.uint8))


def ink_of(drawing: str, examples: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The ink of a drawing, shape (84, 84), 0 for paper.

    Parameters
    ----------
    drawing
        A text that has its `form`.
    examples
        Digits, shape (n, 28, 28).
    """
    under, *strokes = drawing.split(".")
    ink = on_the_pad(examples[int(under) - 1]) if under else np.zeros((SIDE, SIDE), np.uint8)
    for stroke in strokes:
        a, b, c, d, *steps = (LETTERS.index(letter) for letter in stroke)
        at = np.array([64 * a + b, 64 * c + d])
        _draw_line(ink, at, at)
        for step in np.reshape(steps, (-1, 2)):
            way = at, np.clip(at + step - MIDDLE, 0, END)
            _draw_line(ink, *way)
            at = way[1]
    return ink


def _draw_line(ink: NDArray[np.uint8], first: NDArray, last: NDArray) -> None:
    """Put ink along a line from one place to another, with soft edges."""
    (x0, y0), (x1, y1) = ((place - BEFORE) / FINE for place in (first, last))
    y, x = np.mgrid[:SIDE, :SIDE]
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    along = np.clip(((x - x0) * dx + (y - y0) * dy) / length, 0, 1) if length else 0.0
    across, down = x - x0 - along * dx, y - y0 - along * dy
    distance = np.sqrt(across * across + down * down)
    value = np.floor(255 * np.clip(PEN + 0.5 - distance, 0, 1) + 0.5)
    np.maximum(ink, value.astype(np.uint8), out=ink)
