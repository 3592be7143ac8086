"""What a test holds in its hand in place of something that stays in the student's kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NoReturn, Protocol

from helpers.grading.bridge.frames import Reference
from helpers.start.at_home import ASK, CALL_EACH

INSTEAD = (
    "use numbers, strings, lists, tuples, dictionaries, sets, NumPy arrays of numbers, functions "
    "and Keras models"
)
_LONGEST_NAME = 100


class End(Protocol):
    """What a stand-in asks of the tests' end of the bridge."""

    def call(self, handle: int, arguments: tuple, named: dict[str, object]) -> object: ...
    def call_each(
        self, handle: int, calls: Iterable[Mapping[str, object]]
    ) -> Iterator[tuple[Mapping[str, object], Callable[[], object]]]: ...
    def attribute(self, handle: int, name: str) -> object: ...
    def ask(self, handle: int, module: str, check: str) -> object: ...


def stand_in(end: End, reference: Reference) -> Any:
    """A function, or an object with attributes and methods, that asks the student's kernel."""
    if reference.kind == "function":
        return _function(end, reference)
    return Elsewhere(end, reference)


def _function(end: End, reference: Reference) -> Callable[..., object]:
    def function(*arguments, **named):
        return end.call(reference.handle, arguments, named)

    function.__name__ = function.__qualname__ = _identifier(reference.name, "function")
    function.__module__ = "__main__"
    setattr(function, ASK, partial(end.ask, reference.handle))
    setattr(function, CALL_EACH, partial(end.call_each, reference.handle))
    return function


def _identifier(name: str, otherwise: str) -> str:
    """A name for messages, where the other end has sent one."""
    return name if name.isidentifier() and len(name) <= _LONGEST_NAME else otherwise


class _NoData:
    """An object that can be held and compared with itself; as data it is refused."""

    def _why(self) -> str:
        raise NotImplementedError

    def _refuse(self, *arguments: object, **named: object) -> NoReturn:
        raise TypeError(self._why())

    __iter__ = __len__ = __getitem__ = __contains__ = __array__ = _refuse
    __int__ = __float__ = __complex__ = __index__ = __round__ = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _refuse
    __truediv__ = __rtruediv__ = __floordiv__ = __mod__ = __neg__ = __abs__ = _refuse


class Elsewhere(_NoData):
    """An object of a class that does not cross; its attributes and methods are asked for."""

    def __init__(self, end: End, reference: Reference) -> None:
        self._end, self._reference = end, reference
        setattr(self, ASK, partial(end.ask, reference.handle))

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(f"{self!r} shows no attribute {name!r} to the tests")
        return self._end.attribute(self._reference.handle, name)

    def __call__(self, *arguments: object, **named: object) -> object:
        return self._end.call(self._reference.handle, arguments, named)

    def __repr__(self) -> str:
        return f"<{_identifier(self._reference.type_name, 'object')} of the answer>"

    def _why(self) -> str:
        kind = _identifier(self._reference.type_name, "object")
        return f"it is a {kind}, which stays in the kernel of the answer; {INSTEAD}"


class Refused(_NoData):
    """In place of a value that could not cross; whoever uses it learns why."""

    def __init__(self, name: str, reason: str) -> None:
        self._text = f"{name} did not cross to the tests: {reason}"

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        raise TypeError(self._text)

    def __call__(self, *arguments: object, **named: object) -> NoReturn:
        raise TypeError(self._text)

    def __repr__(self) -> str:
        return f"<{self._text}>"

    def _why(self) -> str:
        return self._text
