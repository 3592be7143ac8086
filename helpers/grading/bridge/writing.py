"""Making the frame of a value."""

from __future__ import annotations

import struct
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from helpers.grading.bridge.frames import (
    DTYPES,
    MOST_AXES,
    MOST_BYTES,
    MOST_DEPTH,
    MOST_DIGITS,
    MOST_VALUES,
    CannotCrossError,
    PackedNetwork,
    Reference,
)

_LENGTH = struct.Struct("<I")


def encode(value: object, describe: Callable[[object], object] | None = None) -> bytes:
    """The frame of a value.

    Parameters
    ----------
    value
        What crosses.
    describe
        Gives a value of the table for one that is not in it, or raises `CannotCrossError`.

    Raises
    ------
    CannotCrossError
        If the value, or one in it, is not in the table, or it is beyond the bounds.
    """
    writer = _Writer(describe or _refuse)
    writer.write(value, 0)
    frame = b"".join(writer.parts)
    if len(frame) > MOST_BYTES:
        raise CannotCrossError(f"it is {len(frame)} bytes long; {MOST_BYTES} can cross")
    return frame


def _refuse(value: object) -> object:
    raise CannotCrossError(
        f"it is a {type(value).__name__}, which cannot cross to the tests; use numbers, strings, "
        "lists, tuples, dictionaries, sets and NumPy arrays of numbers"
    )


class _Writer:
    def __init__(self, describe: Callable[[object], object]) -> None:
        self.parts: list[bytes] = []
        self._describe = describe
        self._values = 0

    def write(self, value: object, depth: int) -> None:
        self._values += 1
        if depth > MOST_DEPTH or self._values > MOST_VALUES:
            raise CannotCrossError(
                f"it holds more than {MOST_VALUES} values, or values {MOST_DEPTH} deep in each "
                "other; a NumPy array counts as one"
            )
        for cls, write in _WRITERS.items():  # bool stands before int
            if isinstance(value, cls):
                write(self, value, depth)
                return
        self.write(self._describe(value), depth + 1)

    def tagged(self, tag: bytes, content: bytes) -> None:
        self.parts += [tag, _LENGTH.pack(len(content)), content]

    def integer(self, value: int, depth: int) -> None:
        value = int.__index__(value)
        if value.bit_length() > 8 * MOST_DIGITS - 1:
            raise CannotCrossError(f"it is a whole number of more than {8 * MOST_DIGITS - 1} bits")
        length = value.bit_length() // 8 + 1
        self.tagged(b"i", value.to_bytes(length, "little", signed=True))

    def text(self, value: str, depth: int) -> None:
        self.tagged(b"s", str.encode(value, errors="surrogatepass"))

    def scalar(self, value: np.generic, depth: int) -> None:
        self.array(np.asarray(value), depth, tag=b"n")

    def array(self, value: np.ndarray, depth: int, tag: bytes = b"a") -> None:
        plain = np.asarray(value)
        if plain.dtype.kind == "f" and plain.dtype.itemsize > 8:
            plain = plain.astype(np.float64)
        dtype = plain.dtype.newbyteorder("<")
        if dtype not in DTYPES or plain.ndim > MOST_AXES:
            raise CannotCrossError(
                f"it is an array of dtype {plain.dtype}; arrays of numbers and of bool can cross"
            )
        content = np.ascontiguousarray(plain, dtype).tobytes()
        shape = struct.pack(f"<{plain.ndim}Q", *plain.shape)
        head = bytes([DTYPES.index(dtype), plain.ndim])
        self.parts += [tag, head, shape, content]

    def items(self, tag: bytes, values: list, depth: int) -> None:
        self.parts += [tag, _LENGTH.pack(len(values))]
        for value in values:
            self.write(value, depth + 1)

    def list(self, value: list, depth: int) -> None:
        values = list.copy(value)
        if (packed := _packed(values)) is None:
            self.items(b"l", values, depth)
        else:
            self._values += len(values)
            self.parts += [b"I", _LENGTH.pack(len(values)), packed]

    def table(self, value: dict, depth: int) -> None:
        pairs = list(dict.items(value))
        self.parts += [b"d", _LENGTH.pack(len(pairs))]
        for pair in pairs:
            for one in pair:
                self.write(one, depth + 1)

    def fields(self, tag: bytes, values: tuple, depth: int) -> None:
        self.parts.append(tag)
        for value in values:
            self.write(value, depth + 1)


def _packed(values: list) -> bytes | None:
    """Whole numbers of 64 bits in one piece; None where something else is among them."""
    if len(values) > MOST_VALUES or set(map(type, values)) != {int}:
        return None
    try:
        return struct.pack(f"<{len(values)}q", *values)
    except struct.error:  # a longer one
        return None


_WRITERS: dict[type, Callable[[_Writer, Any, int], None]] = {
    type(None): lambda writer, value, depth: writer.parts.append(b"N"),
    bool: lambda writer, value, depth: writer.parts.append(b"T" if value else b"F"),
    np.generic: _Writer.scalar,  # before float, of which numpy.float64 is one
    int: _Writer.integer,
    float: lambda writer, value, depth: writer.parts.append(
        b"f" + struct.pack("<d", float.__float__(value))
    ),
    complex: lambda writer, value, depth: writer.parts.append(
        b"c" + struct.pack("<2d", value.real, value.imag)
    ),
    str: _Writer.text,
    bytes: lambda writer, value, depth: writer.tagged(b"b", bytes(value)),
    list: _Writer.list,
    tuple: lambda writer, value, depth: writer.items(b"t", list(tuple.__iter__(value)), depth),
    dict: _Writer.table,
    set: lambda writer, value, depth: writer.items(b"S", list(set.__iter__(value)), depth),
    frozenset: lambda writer, value, depth: writer.items(
        b"Z", list(frozenset.__iter__(value)), depth
    ),
    range: lambda writer, value, depth: writer.fields(
        b"g", (value.start, value.stop, value.step), depth
    ),
    Fraction: lambda writer, value, depth: writer.fields(
        b"q", (value.numerator, value.denominator), depth
    ),
    np.ndarray: _Writer.array,
    Reference: lambda writer, value, depth: writer.fields(
        b"r", (value.handle, value.kind, value.name, value.type_name), depth
    ),
    PackedNetwork: lambda writer, value, depth: writer.fields(
        b"m", (value.config, value.weights, value.optimizer), depth
    ),
}
