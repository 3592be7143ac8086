"""Common to all advice on callbacks: is a value right, and which slip does it fit?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from helpers.problem_sets.advice.entries import as_whole
from helpers.problem_sets.advice.slips import common_slip

WRONG = "That is not right."
FROM_0 = "epochs are counted from 0, but here the first is 1"


def judge(
    value: object,
    right: Collection[object],
    slips: Mapping[str, object],
    *,
    only_slips: bool = False,
) -> str:
    """Advice on a value: the slips that it fits, or "" where it is right.

    Parameters
    ----------
    value
        What a student answered.
    right
        All values that count as right.
    slips
        Words → the value to which that slip leads.
    only_slips
        Say nothing about a value that is wrong in some other way: until a notebook is handed in,
        trying all values should not tell which is right.
    """
    if value in right:
        return ""
    fits = [slip for slip, wrong in slips.items() if value == wrong]
    if fits:
        return common_slip(fits)
    return "" if only_slips else WRONG


def whole_list(value: object) -> list[int] | None:
    """A list of whole numbers, anything else as None."""
    if not isinstance(value, Iterable) or isinstance(value, str | Mapping):
        return None
    items = [as_whole(item) for item in value]
    found = [item for item in items if item is not None]
    return found if len(found) == len(items) else None


def entry(answers: object, case: str) -> object:
    """An entry of a student's dictionary; None where it or the dictionary is missing."""
    return answers.get(case) if isinstance(answers, Mapping) else None


def answered(answers: object, case: str, name: str, kind: str) -> str:
    """Advice where a student's dictionary has no entry for a case."""
    if not isinstance(answers, Mapping):
        return f"{name} is no longer a dictionary: {answers!r}."
    if entry(answers, case) is None:
        return f'There is no {name}["{case}"] yet. It is {kind}.'
    return ""
