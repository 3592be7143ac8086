"""Advice on lists in which a student completes layers: the paddings, the strides."""

from __future__ import annotations

import numbers
from collections.abc import Mapping, Sequence
from itertools import count

from helpers.problem_sets.advice.quantities import (
    NO_DILATION,
    TOO_LONG,
    compare,
    output_size,
    output_size_slips,
    places,
)

Task = Mapping[str, int]
NOT_ONE_EACH = "Write a list with one {} for each of the {} layers."


def advise_padding(answers: object, tasks: Sequence[Task]) -> str:
    """Advice on the paddings per side that keep a size at stride 1.

    Parameters
    ----------
    answers
        The student's list.
    tasks
        One layer each, with ``k`` and ``dilation``; the dilated kernel must be of odd length.
    """
    given = _one_each(answers, tasks)
    if given is None:
        return NOT_ONE_EACH.format("padding", len(tasks))
    for number, (answer, task) in enumerate(zip(given, tasks, strict=True), start=1):
        k, dilation = task["k"], task["dilation"]
        n = dilation * k  # any length at which the kernel fits
        right = next(p for p in count() if places(n, k, added=2 * p, dilation=dilation) >= n)
        slips = {
            "it is the padding of both sides together; p is per side": 2 * right,
            NO_DILATION: k // 2,
            TOO_LONG: dilation * k // 2,
        }
        if advice := compare(answer, right, slips):
            return f"Padding number {number} is {answer!r}. {advice}"
    return ""


def advise_stride(answers: object, tasks: Sequence[Task]) -> str:
    """Advice on strides that give a size. Where several strides do, each of them is right.

    Parameters
    ----------
    answers
        The student's list.
    tasks
        One layer each, with ``n``, ``k``, ``padding`` and the ``size`` to reach.
    """
    given = _one_each(answers, tasks)
    if given is None:
        return NOT_ONE_EACH.format("stride", len(tasks))
    for number, (answer, task) in enumerate(zip(given, tasks, strict=True), start=1):
        layer = {name: task[name] for name in ("n", "k", "padding")}
        if not isinstance(answer, numbers.Integral) or answer < 1:
            return f"Stride number {number} is {answer!r}. That is not a positive whole number."
        if output_size(**layer, stride=int(answer)) != task["size"]:
            slips = output_size_slips(**layer, stride=int(answer))
            fits = [slip for slip, size in slips.items() if size == task["size"]]
            why = f" It would, if {', or if '.join(fits)}." if fits else ""
            return f"Stride number {number}: {answer!r} does not give {task['size']}.{why}"
    return ""


def _one_each(answers: object, tasks: Sequence[Task]) -> Sequence[object] | None:
    """The answers, where there is one for each task; else None."""
    if isinstance(answers, list | tuple) and len(answers) == len(tasks):
        return answers
    return None
