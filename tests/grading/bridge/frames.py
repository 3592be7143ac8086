"""Values that cross, and frames that were changed by hand or by chance."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from helpers.grading.bridge.frames import DTYPES, PackedNetwork, Reference
from helpers.grading.bridge.writing import encode

TABLE = {
    *(type(None), bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset),
    *(range, Fraction, np.ndarray, Reference, PackedNetwork),
    *(dtype.type for dtype in DTYPES),
}


def types_in(value: Any) -> Iterator[type]:
    """The types of a value and of all that is in it."""
    yield type(value)
    if isinstance(value, PackedNetwork):
        value = [value.config, value.weights, value.optimizer]
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from types_in(one)


PLAIN = [
    None,
    True,
    False,
    0,
    -1,
    2**500,
    -(2**63),
    0.5,
    float("inf"),
    1 - 2j,
    "",
    "Größe \ud800",
    b"\x00\xff",
    [],
    [1, [2, (3,)]],
    [0, -1, 2**63 - 1, -(2**63)],
    [1, 2**63],
    [1, True],
    (1, "two"),
    {},
    {"a": 1, 2: [None], (1, 2): {"b": ()}},
    {1, 2, (3, 4)},
    frozenset({"x"}),
    range(3, -4, -2),
    Fraction(-1, 3),
]
ARRAYS = [
    np.arange(6).reshape(2, 3),
    np.zeros((0, 4), np.float32),
    np.array(3.5),
    np.array([True, False]),
    np.arange(4, dtype="uint8")[::-2],
    np.array([1 + 2j], np.complex64),
    np.arange(3, dtype=">i4"),
    np.float16(0.5),
    np.int64(7),
    np.bool_(True),
]
OTHERS = [
    Reference(3, "function", "pad", "function"),
    Reference(0, "object", "", "History"),
    PackedNetwork('{"class_name": "Sequential"}', [np.ones((2, 2))], [np.array(3)]),
]
# Frames that a careless reader makes room for, goes down into or follows: none of them is one.
KEPT = [
    b"",
    b"?",
    b"l\xff\xff\xff\xff",
    b"s\xff\xff\xff\xffabc",
    b"I\xff\xff\xff\xff" + b"\x00" * 16,
    b"I\x02\x00\x00\x00" + b"\x00" * 15,
    b"d\x02\x00\x00\x00" + b"NN",
    b"d\x01\x00\x00\x00" + b"l\x00\x00\x00\x00N",
    b"S\x01\x00\x00\x00" + b"d\x00\x00\x00\x00",
    b"l\x01\x00\x00\x00" * 5000 + b"N",
    b"t\x01\x00\x00\x00" * 30 + b"N",
    b"i\x00\x00\x00\x00",
    b"i\x41\x00\x00\x00" + b"\x01" * 65,
    b"g" + encode(1) + encode(2) + encode(0),
    b"q" + encode(1) + encode(0),
    b"q" + encode(1) + encode(-2),
    b"a\xff\x00",
    b"a\x04\x02" + struct.pack("<2Q", 1 << 40, 1 << 40),
    b"a\x04\x02" + struct.pack("<2Q", 0, 1 << 63),
    b"a\x04\x04" + struct.pack("<4Q", 0, 1 << 26, 1 << 26, 1 << 26),
    b"a\x00\x01" + struct.pack("<Q", 1) + b"\x02",
    b"a\x05\xff" + struct.pack("<255Q", *[1] * 255) + b"\x00",
    b"n\x04\x01" + struct.pack("<Q", 1) + b"\x00" * 8,
    b"r" + encode(1) + encode("os.system") + encode("f") + encode("function"),
    b"r" + encode(-1) + encode("function") + encode("f") + encode("function"),
    b"r" + encode(True) + encode("function") + encode("f") + encode("function"),
    b"m" + encode("{}") + encode([1]) + encode([]),
    b"s\x02\x00\x00\x00\xc3\x28",
    b"NN",
]


def mutated(count: int, seed: int) -> Iterator[bytes]:
    """Frames with bytes changed, left out, doubled or taken from another frame, and noise.

    Parameters
    ----------
    count
        How many.
    seed
        The same ones for the same seed.
    """
    dice = random.Random(seed)
    whole = [encode(value) for value in [*PLAIN, *ARRAYS, *OTHERS, [*PLAIN, *ARRAYS, *OTHERS]]]
    pool = [*whole * 3, *KEPT]
    for _ in range(count):
        frame = bytearray(dice.choice(pool))
        for _ in range(dice.choice((1, 1, 1, 2, 8))):
            at = dice.randrange(len(frame) + 1)
            match dice.randrange(5):
                case 0 if frame:
                    edge = dice.choice((0, 1, 0x7F, 0x80, 0xFF, dice.randrange(256)))
                    frame[at % len(frame)] = edge
                case 1:
                    del frame[at : at + dice.randrange(1, 9)]
                case 2:
                    frame[at:at] = frame[at : at + dice.randrange(1, 64)]
                case 3:
                    other = dice.choice(whole)
                    start = dice.randrange(len(other))
                    frame[at:at] = other[start : start + dice.randrange(1, 64)]
                case 4:
                    frame[at:at] = dice.randbytes(dice.randrange(1, 9))
        yield bytes(frame)
