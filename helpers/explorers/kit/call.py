"""The call that opens an explorer in the state in which it stands, for the browser to copy."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from inspect import Parameter, signature
from typing import Any

State = str | list[str] | tuple[str, Sequence]
"""Where the value of an argument is: in a trait, in several for a tuple, or, for a trait that holds
a position, among choices."""


def call_of(
    explorer: Callable[..., None], *, given: Collection[str] = (), **arguments: State
) -> dict[str, Any]:
    """What the browser needs to write the call of an explorer: the trait `call` of a `View`.

    Parameters
    ----------
    explorer
        The function that shows it.
    given
        Data that was given although there is a default. It is copied by its name, as every argument
        is that has neither state nor default.
    **arguments
        Argument → its state.

    Examples
    --------
    >>> def explorer(model, k=3, *, mode="max"): ...
    >>> call = call_of(explorer, k="k", mode=("kind", ["max", "average"]))
    >>> [one["name"] for one in call["arguments"]]
    ['model', 'k', 'mode']
    """
    described = []
    for name, parameter in signature(explorer).parameters.items():
        one: dict[str, Any] = {"name": name, "keyword": parameter.kind is Parameter.KEYWORD_ONLY}
        if name in arguments:
            state = arguments[name]
            one["traits"] = (
                state
                if isinstance(state, list)
                else [state if isinstance(state, str) else state[0]]
            )
            one["tuple"] = isinstance(state, list)
            one["choices"] = list(state[1]) if isinstance(state, tuple) else None
            one["default"] = None if parameter.default is Parameter.empty else parameter.default
            described.append(one)
        elif parameter.default is Parameter.empty or name in given:
            described.append(one)
    return {"name": explorer.__name__, "arguments": described}
