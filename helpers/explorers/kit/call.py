"""The call that opens an explorer in the state in which it stands, for the browser to copy."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from inspect import Parameter, signature
from typing import Any, NamedTuple


class Fixed(NamedTuple):
    """An argument that no move changes: its value."""

    value: Any


class Text(NamedTuple):
    """An argument that is a text: its trait, and the regular expression that it matches."""

    trait: str
    form: str


State = str | list[str] | tuple[str, Sequence] | Fixed | Text
"""Where the value of an argument is: in a trait, in several for a tuple, or, for a trait that holds
a position, among choices."""


def call_of(
    explorer: Callable[..., Any],
    *,
    given: Collection[str] = (),
    kept: Collection[str] = (),
    **arguments: State,
) -> dict[str, Any]:
    """What the browser needs to write the call of an explorer: the trait `call` of a `View`.

    Where the explorer takes a frozen dataclass with settings and, as ``**changes``, what differs
    from it, the call names those of the dataclass's fields that differ.

    Parameters
    ----------
    explorer
        The function that shows it.
    given
        Data that was given although there is a default. It is copied by its name, as every argument
        is that has neither state nor default.
    kept
        Traits that a link to the state keeps beside those of the arguments.
    **arguments
        Argument → its state.

    Raises
    ------
    ValueError
        If the explorer has no such argument.

    Examples
    --------
    >>> def explorer(model, k=3, *, mode="max"): ...
    >>> call = call_of(explorer, k="k", mode=("kind", ["max", "average"]))
    >>> [one["name"] for one in call["arguments"]]
    ['model', 'k', 'mode']
    """
    parameters = dict(signature(explorer).parameters)
    for name in [name for name, one in parameters.items() if one.kind is _CHANGES]:
        del parameters[name]
    settings = _settings(explorer)
    if unknown := set(arguments) - parameters.keys() - settings.keys():
        raise ValueError(
            f"{explorer.__name__} has no argument {', '.join(sorted(unknown))}; "
            f"it has {', '.join([*parameters, *settings])}"
        )
    described: list[dict[str, Any]] = []
    for name, parameter in parameters.items():
        # Behind one that is left out no argument has its place.
        left_out = len(described) < list(parameters).index(name)
        keyword = parameter.kind is Parameter.KEYWORD_ONLY or left_out
        default = None if parameter.default is Parameter.empty else parameter.default
        if name in arguments:
            described.append(_described(name, arguments[name], keyword, default))
        elif parameter.default is Parameter.empty or name in given:
            described.append({"name": name, "keyword": keyword})
    for name, default in settings.items():
        if name in arguments:
            described.append(_described(name, arguments[name], True, default))
    return {"name": explorer.__name__, "arguments": described, "kept": list(kept)}


_CHANGES = Parameter.VAR_KEYWORD


def _settings(explorer: Callable[..., Any]) -> Mapping[str, Any]:
    """Field → default, of the dataclass that ``**changes`` change."""
    parameters = signature(explorer).parameters.values()
    if not any(one.kind is _CHANGES for one in parameters):
        return {}
    starts: list[Any] = [one.default for one in parameters if is_dataclass(one.default)]
    return asdict(starts[0])


def _described(name: str, state: State, keyword: bool, default: Any) -> dict[str, Any]:
    one = {"name": name, "keyword": keyword, "default": default}
    if isinstance(state, Fixed):
        return {**one, "value": state.value}
    if isinstance(state, Text):
        return {**one, "traits": [state.trait], "form": state.form}
    if isinstance(state, list):
        return {**one, "traits": state, "tuple": True, "choices": None}
    trait, choices = (state, None) if isinstance(state, str) else (state[0], list(state[1]))
    return {**one, "traits": [trait], "tuple": False, "choices": choices}
