"""Reading a frame from the other end, of which nothing is believed.

Every length is compared with the bytes that are there before anything is made of it.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from helpers.grading.bridge.frames import (
    DTYPES,
    KINDS,
    MOST_AXES,
    MOST_BYTES,
    MOST_DEPTH,
    MOST_DIGITS,
    MOST_KEYS,
    MOST_VALUES,
    FrameError,
    PackedNetwork,
    Reference,
)

_LENGTH = struct.Struct("<I")


def decode(frame: bytes, revive: Mapping[type, Callable[[Any], object]] | None = None) -> object:
    """The value of a frame.

    Parameters
    ----------
    frame
        From the other end; nothing is believed of it.
    revive
        What to make of a `Reference` or a `PackedNetwork`; as it is, where there is nothing.

    Raises
    ------
    FrameError
        If it is no frame.
    """
    if len(frame) > MOST_BYTES:
        raise FrameError(f"{len(frame)} bytes in place of {MOST_BYTES} at most")
    reader = _Reader(memoryview(frame), dict(revive or {}))
    value = reader.read(0)
    if reader.at != len(frame):
        raise FrameError(f"{len(frame) - reader.at} bytes too many")
    return value


@dataclass
class _Reader:
    bytes: memoryview
    revive: dict[type, Callable[[Any], object]]
    at: int = 0
    values: int = 0

    def read(self, depth: int) -> Any:
        self.values += 1
        if depth > MOST_DEPTH or self.values > MOST_VALUES:
            raise FrameError("too many values, or too deep in each other")
        tag = self.take(1)[0]
        if (read := _READERS.get(tag)) is None:
            raise FrameError(f"no type has the tag {tag}")
        return read(self, depth)

    def take(self, length: int) -> memoryview:
        end = self.at + length
        if end > len(self.bytes):
            raise FrameError("it ends too soon")
        part, self.at = self.bytes[self.at : end], end
        return part

    def length(self) -> int:
        return _LENGTH.unpack(self.take(_LENGTH.size))[0]

    def content(self) -> memoryview:
        return self.take(self.length())

    def integer(self, depth: int) -> int:
        content = self.content()
        if not 0 < len(content) <= MOST_DIGITS:
            raise FrameError(f"a whole number of {len(content)} bytes")
        return int.from_bytes(content, "little", signed=True)

    def text(self, depth: int) -> str:
        try:
            return str(self.content(), "utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise FrameError("text that is not UTF-8") from error

    def array(self, depth: int) -> np.ndarray:
        code, axes = self.take(2)
        if code >= len(DTYPES) or axes > MOST_AXES:
            raise FrameError(f"an array of dtype number {code} with {axes} axes")
        shape = struct.unpack(f"<{axes}Q", self.take(8 * axes))
        size, length = DTYPES[code].itemsize, 1
        for one in shape:
            length *= one
        if max(shape, default=0) > MOST_BYTES:
            raise FrameError(f"an array of shape {shape}")
        content = self.take(size * length)
        if DTYPES[code].kind == "b" and np.frombuffer(content, "u1").max(initial=0) > 1:
            raise FrameError("a truth value that is neither")
        try:
            return np.frombuffer(content, DTYPES[code]).reshape(shape).copy()
        except ValueError as error:  # nothing in it, and sides too long for NumPy
            raise FrameError(f"an array of shape {shape}") from error

    def scalar(self, depth: int) -> np.generic:
        array = self.array(depth)
        if array.shape:
            raise FrameError(f"a number of shape {array.shape}")
        return array.dtype.type(array[()])

    def items(self, depth: int) -> list:
        count = self.length()
        if count > len(self.bytes) - self.at:  # each takes a byte at the least
            raise FrameError(f"{count} values where there are not so many bytes")
        return [self.read(depth + 1) for _ in range(count)]

    def integers(self, depth: int) -> list[int]:
        count = self.length()
        self.values += count
        if self.values > MOST_VALUES:
            raise FrameError("too many values")
        return list(struct.unpack(f"<{count}q", self.take(8 * count)))

    def distinct(self, depth: int) -> list:
        values = self.items(depth)
        if len(values) > MOST_KEYS:
            raise FrameError(f"a set of {len(values)} values")
        return [_as_key(value) for value in values]

    def table(self, depth: int) -> dict:
        count = self.length()
        if count > min(MOST_KEYS, (len(self.bytes) - self.at) // 2):
            raise FrameError(f"a dictionary of {count} entries")
        return {_as_key(self.read(depth + 1)): self.read(depth + 1) for _ in range(count)}

    def fields(self, depth: int, *types: type) -> list[Any]:
        values = [self.read(depth + 1) for _ in types]
        for value, cls in zip(values, types, strict=True):
            if type(value) is not cls:
                raise FrameError(f"a {type(value).__name__} where a {cls.__name__} belongs")
        return values

    def range(self, depth: int) -> range:
        start, stop, step = self.fields(depth, int, int, int)
        if not step:
            raise FrameError("a range without a step")
        return range(start, stop, step)

    def fraction(self, depth: int) -> Fraction:
        above, below = self.fields(depth, int, int)
        if below <= 0:
            raise FrameError(f"a fraction over {below}")
        return Fraction(above, below)

    def reference(self, depth: int) -> object:
        found = Reference(*self.fields(depth, int, str, str, str))
        if found.kind not in KINDS or found.handle < 0:
            raise FrameError(f"a reference of the kind {found.kind!r}")
        return self.revived(found)

    def network(self, depth: int) -> object:
        config, *parts = self.fields(depth, str, list, list)
        if not all(type(array) is np.ndarray for part in parts for array in part):
            raise FrameError("a network with something else among its weights")
        return self.revived(PackedNetwork(config, *parts))

    def revived(self, found: object) -> object:
        revive = self.revive.get(type(found))
        return found if revive is None else revive(found)


def _as_key(value: object) -> object:
    """A value that can be a key; hashing runs no code but Python's own."""
    try:
        hash(value)
    except TypeError as error:
        raise FrameError(f"a {type(value).__name__} as a key") from error
    return value


_READERS: dict[int, Callable[[_Reader, int], object]] = {
    ord(tag): read
    for tag, read in {
        "N": lambda reader, depth: None,
        "T": lambda reader, depth: True,
        "F": lambda reader, depth: False,
        "i": _Reader.integer,
        "f": lambda reader, depth: struct.unpack("<d", reader.take(8))[0],
        "c": lambda reader, depth: complex(*struct.unpack("<2d", reader.take(16))),
        "s": _Reader.text,
        "b": lambda reader, depth: bytes(reader.content()),
        "l": _Reader.items,
        "I": _Reader.integers,
        "t": lambda reader, depth: tuple(reader.items(depth)),
        "d": _Reader.table,
        "S": lambda reader, depth: set(reader.distinct(depth)),
        "Z": lambda reader, depth: frozenset(reader.distinct(depth)),
        "g": _Reader.range,
        "q": _Reader.fraction,
        "a": _Reader.array,
        "n": _Reader.scalar,
        "r": _Reader.reference,
        "m": _Reader.network,
    }.items()
}
