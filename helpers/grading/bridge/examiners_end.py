"""The end of the bridge in the kernel of the tests, and the only one that asks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby, islice
from typing import Any, NoReturn

import numpy as np

from helpers.grading.bridge import networks
from helpers.grading.bridge.failures import raised
from helpers.grading.bridge.frames import (
    CannotCrossError,
    FrameError,
    PackedNetwork,
    Reference,
)
from helpers.grading.bridge.reading import decode
from helpers.grading.bridge.stand_ins import Refused, stand_in
from helpers.grading.bridge.students_end import NUMBER, SCALARS
from helpers.grading.bridge.wire import Wire
from helpers.grading.bridge.writing import encode

TOGETHER = 500  # calls in one request
GRACE = 10  # seconds for the answer to a call that was interrupted
MOST_STAND_INS = 100_000
MOST_NETWORKS = 4  # that are kept, because building one anew takes a while


class BridgeError(RuntimeError):
    """The student's kernel does not answer any more, or not in the form that was agreed."""


class ExaminersEnd:
    """Asks the student's kernel for names and calls.

    Parameters
    ----------
    wire
        To the other end.
    gone
        Gives the names that the student has and a test has taken away: in a call the student's
        kernel is without them, too.
    """

    def __init__(self, wire: Wire, gone: Callable[[], list[str]] = list) -> None:
        self._wire, self._gone = wire, gone
        self._number = 0
        self._waiting = False  # for the answer to a request that was interrupted
        self._broken = ""
        self._stand_ins: dict[int, Any] = {}
        self._references: dict[int, Reference] = {}  # by the id of the stand-in, which is kept
        self._revive: dict[type, Callable[[Any], object]] = {
            Reference: self._stand_in,
            PackedNetwork: self._network,
        }
        self._networks: OrderedDict[bytes, Any] = OrderedDict()

    def fetch(self, name: str) -> tuple[bool, object]:
        """Whether the student has a name, and its value; a `Refused` where it does not cross.

        Raises
        ------
        BridgeError
            If the student's kernel gives no answer.
        """
        try:
            reply = self._request("fetch", name)
        except CannotCrossError as error:
            return True, Refused(name, str(error))
        if reply is None:
            return False, None
        return True, reply[0]

    def call(self, handle: int, arguments: tuple, named: dict[str, object]) -> object:
        """Call a function of the student's; arrays that it changed in place are changed here.

        Raises
        ------
        TypeError
            If what it returns does not cross.
        BridgeError
            If the student's kernel gives no answer.
        Exception
            What the function raised, as the nearest built-in type.
        """
        value, changed = self._value("call", handle, arguments, named, self._gone())
        places: dict[Any, object] = {**dict(enumerate(arguments)), **named}
        for pair in changed:
            if not (type(pair) is tuple and len(pair) == 2 and type(pair[0]) in (int, str)):
                self._give_up("it tells of a change in a form of its own")
            array, new = places.get(pair[0]), pair[1]
            if (
                isinstance(array, np.ndarray)
                and type(new) is np.ndarray
                and array.shape == new.shape
                and array.flags.writeable
            ):
                array[...] = new
        return value

    def call_each(
        self, handle: int, calls: Iterable[Mapping[str, object]]
    ) -> Iterator[tuple[Mapping[str, object], Callable[[], object]]]:
        """Call a function of the student's many times; for each call what gives its value.

        Raises
        ------
        BridgeError
            If the student's kernel gives no answer. What gives the values raises as `call`.
        """
        for names, alike in groupby(calls, tuple):
            while asked := [dict(call) for call in islice(alike, TOGETHER)]:
                while asked:
                    columns = [[call[name] for call in asked] for name in names]
                    answers = self._value("each", handle, names, columns, len(asked))[0]
                    if not (isinstance(answers, list) and 0 < len(answers) <= len(asked)):
                        self._give_up("it tells of calls in a form of its own")
                    # they may be fewer
                    yield from zip(asked, map(self._later, answers), strict=False)
                    asked = asked[len(answers) :]

    def _later(self, answer: object) -> Callable[[], object]:
        """What gives the value of a call that was made with others, or raises."""
        if type(answer) in SCALARS:
            return lambda: answer
        return partial(self._opened, answer)

    def _opened(self, answer: object) -> object:
        if not isinstance(answer, bytes):
            self._give_up("it tells of calls in a form of its own")
        try:
            read = decode(answer, self._revive)
        except FrameError as error:
            self._give_up(str(error))
        return self._with_value(self._checked(read))[0]

    def attribute(self, handle: int, name: str) -> object:
        """An attribute of an object of the student's; raises as `call`."""
        return self._value("attribute", handle, name)[0]

    def ask(self, handle: int, module: str, check: str) -> object:
        """Run a check, named by its module and name, on an object of the student's, over there."""
        return self._value("ask", handle, module, check)[0]

    def _value(self, *request: object) -> tuple[object, list]:
        return self._with_value(self._request(*request))

    def _with_value(self, reply: tuple[object, list] | None) -> tuple[object, list]:
        if reply is None:
            self._give_up("it has no value for a call")
        return reply

    def _request(self, *content: object) -> tuple[object, list] | None:
        """Ask, and read the reply: a value and the changed arrays, None where there is no value."""
        if self._broken:
            raise BridgeError(self._broken)
        frame = encode(content, self._reference)
        try:
            if self._waiting:
                self._catch_up()
            self._number += 1
            self._waiting = True
            self._wire.send(NUMBER.pack(self._number) + frame)
            reply = self._receive()
            self._waiting = False
            read = decode(reply, self._revive)
        except (FrameError, ConnectionError, TimeoutError) as error:
            self._give_up(str(error))
        return self._checked(read)

    def _catch_up(self) -> None:
        """Wait a little for the answer to the request before, and forget it."""
        self._wire.limit(GRACE)
        try:
            self._receive()
        finally:
            self._wire.limit(None)
        self._waiting = False

    def _receive(self) -> bytes:
        """The answer to the last request."""
        frame = self._wire.receive()
        if frame[: NUMBER.size] != NUMBER.pack(self._number):
            raise FrameError("an answer to another question")
        return frame[NUMBER.size :]

    def _checked(self, reply: object) -> tuple[object, list] | None:
        match reply if type(reply) is tuple else None:
            case ("missing",):
                return None
            case ("value", value, list() as changed):
                return value, changed
            case ("refused", str() as reason):
                raise CannotCrossError(reason)
            case ("error", str() as name, str() as message):
                raise raised(name, message)
        self._give_up("an answer in a form of its own")

    def _give_up(self, reason: str) -> NoReturn:
        self._broken = f"the kernel of the answers gives no answer any more: {reason}"
        self._wire.close()
        raise BridgeError(self._broken)

    def _network(self, packed: PackedNetwork) -> Any:
        """The network; the same object as long as the student's has not changed."""
        digest = packed.digest()
        if digest not in self._networks:
            self._networks[digest] = networks.rebuild(packed)
            if len(self._networks) > MOST_NETWORKS:
                self._networks.popitem(last=False)
        return self._networks[digest]

    def _stand_in(self, reference: Reference) -> Any:
        if reference.handle not in self._stand_ins:
            if len(self._stand_ins) >= MOST_STAND_INS:
                raise FrameError(f"more than {MOST_STAND_INS} objects")
            made = self._stand_ins[reference.handle] = stand_in(self, reference)
            self._references[id(made)] = reference
        return self._stand_ins[reference.handle]

    def _reference(self, value: object) -> Reference:
        """What goes over for a stand-in; a test gives nothing else that is not plain data."""
        if (reference := self._references.get(id(value))) is None:
            raise CannotCrossError(
                f"a test gives a {type(value).__name__} to a student's function; give plain data, "
                "arrays or what the student's functions returned"
            )
        return reference
