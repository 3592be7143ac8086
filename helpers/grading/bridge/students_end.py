"""The end of the bridge in the student's kernel: it hands out names and makes calls.

It runs among the student's code, which may change it at will. Whatever it is made to say, the other
end reads plain data.
"""

from __future__ import annotations

import importlib
import struct
import sys
import time
import types
import warnings
from collections.abc import Callable
from itertools import repeat
from operator import attrgetter
from typing import Any

import numpy as np

from helpers.grading.bridge import networks
from helpers.grading.bridge.failures import described
from helpers.grading.bridge.frames import CannotCrossError, Reference
from helpers.grading.bridge.reading import decode
from helpers.grading.bridge.wire import Wire
from helpers.grading.bridge.writing import encode

# Of calls that come together: the one who asks may need no more after these.
MOST_SECONDS = 0.05
MOST_BYTES = 1 << 20
NUMBER = struct.Struct("<Q")
# Of a call among many they are given as they are; a longer whole number in a frame of its own.
SCALARS = (bool, int, float, type(None))
MOST_BITS = 63
FUNCTIONS = (
    *(types.FunctionType, types.BuiltinFunctionType, types.MethodType),
    *(types.MethodWrapperType, types.WrapperDescriptorType),
)


class StudentsEnd:
    """Answers requests of the tests' end, one after the other.

    Parameters
    ----------
    wire
        To the other end.
    names
        The student's.
    """

    def __init__(self, wire: Wire, names: dict[str, object]) -> None:
        self._wire, self._names = wire, names
        self._kept: dict[int, Any] = {}
        self._handles: dict[int, int] = {}

    def answer(self) -> None:
        """Wait for a request and answer it.

        Raises
        ------
        ConnectionError
            If the other end is closed.
        """
        request = self._wire.receive()
        reply, _ = self._framed(lambda: self._reply(request[NUMBER.size :]))
        self._wire.send(request[: NUMBER.size] + reply)

    def _framed(self, answer: Callable[[], tuple]) -> tuple[bytes, bool]:
        """The frame of a reply, and whether it is the value that was asked for."""
        try:
            replied = answer()
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")  # whatever the student has made an error of
                return encode(replied, self._described), True
        except CannotCrossError as error:
            return encode(("refused", str(error))), False
        except BaseException as error:  # a student's code may raise anything; the other end waits
            return encode(("error", *described(error))), False

    def _reply(self, request: bytes) -> tuple:
        asked: Any = decode(request, {Reference: lambda one: self._kept[one.handle]})
        return getattr(self, f"_{asked[0]}")(*asked[1:])

    def _fetch(self, name: str) -> tuple:
        if name not in self._names:
            return ("missing",)
        return "value", self._names[name], []

    def _call(
        self, handle: int, arguments: tuple, named: dict[str, object], gone: list[str]
    ) -> tuple:
        places: dict[Any, object] = {**dict(enumerate(arguments)), **named}
        before = {
            place: (value, value.tobytes())
            for place, value in places.items()
            if isinstance(value, np.ndarray)
        }
        away = {name: self._names.pop(name) for name in gone if name in self._names}
        try:
            returned = self._kept[handle](*arguments, **named)
        finally:
            self._names.update(away)
        changed = [
            (place, value) for place, (value, was) in before.items() if value.tobytes() != was
        ]
        return "value", returned, changed

    def _each(self, handle: int, names: tuple[str, ...], columns: list[list], count: int) -> tuple:
        """What the first calls gave: all of them, or up to one that raises or takes long.

        A number is given as it is, everything else as a frame of its own: it may be changed by the
        next call, or be no value at all.
        """
        function, answers, size = self._kept[handle], [], 0
        end = time.monotonic() + MOST_SECONDS
        for row in zip(*columns, strict=True) if columns else repeat((), count):
            given, fine = self._given(function, dict(zip(names, row, strict=True)))
            answers.append(given)
            size += len(given) if isinstance(given, bytes) else NUMBER.size
            if not fine or size > MOST_BYTES or time.monotonic() > end:
                break
        return "value", answers, []

    def _given(self, function: Callable[..., object], call: dict[str, object]) -> tuple[Any, bool]:
        """A call's value, or the frame of what came of it; and whether it is a value."""
        try:
            value = function(**call)
        except BaseException as error:  # as in `_framed`
            return encode(("error", *described(error))), False
        if type(value) in SCALARS and not (type(value) is int and value.bit_length() > MOST_BITS):
            return value, True
        return self._framed(lambda: ("value", value, []))

    def _attribute(self, handle: int, name: str) -> tuple:
        return "value", getattr(self._kept[handle], name), []

    def _ask(self, handle: int, module: str, check: str) -> tuple:
        found = attrgetter(check)(importlib.import_module(module))
        return "value", found(self._kept[handle]), []

    def _described(self, value: Any) -> object:
        """A value that is not in the table in a form that is."""
        if networks.is_network(value, sys.modules.get("keras")):
            return networks.pack(value)
        if hasattr(value, "__array__") and hasattr(value, "dtype") and hasattr(value, "shape"):
            return np.asarray(value)  # a tensor of TensorFlow, for instance
        if isinstance(value, types.ModuleType | types.GeneratorType):
            raise CannotCrossError(
                f"it is a {type(value).__name__}, which cannot cross to the tests; use a list, a "
                "number or a function of your own"
            )
        kind = "function" if isinstance(value, FUNCTIONS) else "object"
        name = str(getattr(value, "__name__", ""))
        return Reference(self._handle(value), kind, name, type(value).__name__)

    def _handle(self, value: object) -> int:
        """The number of an object, which is kept from now on: the same one for the same object."""
        handle = self._handles.setdefault(id(value), len(self._handles))
        self._kept[handle] = value
        return handle
