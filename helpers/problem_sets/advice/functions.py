"""Advice on a function that a student wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product

from helpers.problem_sets.advice.calling import each_answered
from helpers.problem_sets.advice.quantities import Quantity, compare
from helpers.problem_sets.advice.slips import NO_RETURN


def advise(
    function: Callable[..., object],
    quantity: Quantity[object],
    calls: Iterable[Mapping[str, int]],
    *,
    name_the_call: bool = True,
) -> str:
    """Call a student's function; the advice on the first wrong value, or "".

    Parameters
    ----------
    function
        What the student wrote. An exception in it is passed on.
    quantity
        What the function should compute.
    calls
        Keyword arguments, one mapping for each call.
    name_the_call
        Whether the advice says which call it was; not for a hidden test.
    """
    name = getattr(function, "__name__", "The function")
    for call, value in each_answered(function, calls):
        what = f"{name} goes wrong for some other layer."
        if name_the_call:
            arguments = ", ".join(f"{argument}={number}" for argument, number in call.items())
            what = f"{name}({arguments}) returns {value!r}."
        if value is None:
            return f"{what} {NO_RETURN}"
        if advice := compare(value, quantity.right(**call), quantity.slips(**call)):
            return f"{what} {advice}"
    return ""


def calls(**values: Iterable[int]) -> Iterator[dict[str, int]]:
    """All combinations of the given values of n, k, padding, ... in which the kernel fits."""
    for combination in product(*values.values()):
        call = dict(zip(values, combination, strict=True))
        padded = call["n"] + 2 * call.get("padding", 0)
        if padded > call.get("dilation", 1) * (call.get("k", 1) - 1):
            yield call
