"""The form in which values cross: a fixed table of types, bounded in size, depth and number.

pickle would run code, and a general format (JSON, MessagePack) either loses tuples, sets and arrays
or lets the sender claim lengths that the reader makes room for. `writing` makes frames, and
`reading` reads them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

MOST_BYTES = 64 << 20  # of one frame
MOST_DEPTH = 24  # of containers in containers
MOST_VALUES = 200_000  # in one frame; an array is one
MOST_KEYS = 20_000  # in one dictionary or set, in case their hashes were made to collide
MOST_DIGITS = 64  # bytes of a whole number
MOST_AXES = 32

DTYPES = tuple(
    np.dtype(code)
    for code in (
        *("?", "i1", "<i2", "<i4", "<i8", "u1", "<u2", "<u4", "<u8"),
        *("<f2", "<f4", "<f8", "<c8", "<c16"),
    )
)
KINDS = ("function", "object")


class CannotCrossError(TypeError):
    """A value has no form in which it could cross; the message names its type and a remedy."""


class FrameError(ValueError):
    """Bytes that are no frame, or one beyond the bounds."""


@dataclass(frozen=True)
class Reference:
    """Something that stays in the student's kernel: a function, or an object of another class.

    Attributes
    ----------
    handle
        The number under which the student's end keeps it.
    kind
        One of `KINDS`.
    name, type_name
        What it is called, for messages alone.
    """

    handle: int
    kind: str
    name: str
    type_name: str


@dataclass(frozen=True)
class PackedNetwork:
    """A Keras model as configuration and arrays.

    Attributes
    ----------
    config
        What `keras.saving.serialize_keras_object` gives, as JSON.
    weights, optimizer
        The arrays of the model and of its optimizer, in Keras' order.
    """

    config: str
    weights: list[np.ndarray]
    optimizer: list[np.ndarray]

    def digest(self) -> bytes:
        """SHA-256 of all that is in it."""
        told = hashlib.sha256(repr((self.config, len(self.weights))).encode(errors="replace"))
        for array in (*self.weights, *self.optimizer):
            told.update(repr((array.dtype.str, array.shape)).encode())
            told.update(array.tobytes())
        return told.digest()
