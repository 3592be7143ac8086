"""Advice on a callback that a student wrote: it is shown trainings on paper, and a real one."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypedDict

import numpy as np

from helpers.problem_sets.ps5_callbacks.paper import history_of
from helpers.problem_sets.ps5_callbacks.playing import Seen, SeenForReal, Training, epochs_of


class Scene(TypedDict):
    """Trainings on paper, one after the other, and what the callback is asked for."""

    target: float
    in_a_row: int
    trainings: Sequence[Training]


Played = Callable[[Sequence[Training], float, int], Sequence[Seen]]
"""Plays trainings to the student's callback, from (trainings, target, in_a_row)."""
Trained = Callable[[int, float, int], SeenForReal]
"""Trains with the student's callback, from (epochs, target, in_a_row)."""


def first_reached(values: Sequence[float], target: float, in_a_row: int) -> int | None:
    """The epoch, from 1, that completes the first row of so many values of at least the target."""
    for epoch in range(in_a_row, len(values) + 1):
        if min(values[epoch - in_a_row : epoch]) >= target:
            return epoch
    return None


def advise_play(played: Played, what: str, *scenes: Scene) -> str:
    """Advice on one thing that the callback should do.

    Parameters
    ----------
    played
        Plays trainings to the student's callback.
    what
        "target", "in a row", "again", "polite" or "rates".
    scenes
        What it is played.
    """
    for scene in scenes:
        target, in_a_row, trainings = scene["target"], scene["in_a_row"], scene["trainings"]
        results = played(trainings, target, in_a_row)
        for number, (training, result) in enumerate(zip(trainings, results, strict=True)):
            if advice := _LOOK[what](result, training, target, in_a_row, number):
                return advice
    return ""


def advise_real_stop(trained: Trained, played: Played, *, epochs: int, target: float) -> str:
    """Advice on a real training with the callback.

    Parameters
    ----------
    trained
        Trains with the student's callback.
    played
        As for `advise_play`: a callback that stops too late on paper has lost its point there.
    epochs
        How many there may be.
    target
        A validation accuracy that is reached before that.
    """
    result = trained(epochs, target, 1)
    accuracies = list(result["val_accuracy"])
    if result["last"] == (first_reached(accuracies, target, 1) or epochs):
        return ""
    as_if_on = accuracies + accuracies[-1:] * (epochs - len(accuracies))
    if (
        result["last"] < epochs
        and played([{"val_accuracy": as_if_on}], target, 1)[0]["last"] == result["last"]
    ):
        return ""
    if result["last"] == epochs:
        return "In a real training it does not stop, although the target is reached."
    return "In a real training it stops in another epoch than on paper."


def _look_target(
    result: Seen, training: Training, target: float, in_a_row: int, number: int
) -> str:
    values = training["val_accuracy"]
    right = first_reached(values, target, in_a_row)
    last = right or len(values)
    if result["last"] != last:
        if result["last"] == len(values):
            equal = right is not None and values[right - 1] == target
            where = " at an accuracy of exactly the target" if equal else ""
            return f"It does not stop{where}."
        return f"It stops too {'early' if result['last'] < last else 'late'}."
    if result["reached"] == "missing":
        return "There is no attribute `reached`."
    if result["reached"] != right:
        if right is not None and result["reached"] == right - 1:
            return "`reached` counts the epochs from 0; it should count from 1."
        return "`reached` is not the epoch in which it stopped, or None where it did not."
    return ""


def _look_in_a_row(
    result: Seen, training: Training, target: float, in_a_row: int, number: int
) -> str:
    values = training["val_accuracy"]
    last = first_reached(values, target, in_a_row) or len(values)
    if result["last"] == last:
        return ""
    enough = [epoch for epoch, value in enumerate(values, start=1) if value >= target][:in_a_row]
    if len(enough) == in_a_row and result["last"] == enough[-1]:
        return (
            "It counts the epochs that reach the target all together; "
            "a worse one in between sets the count back."
        )
    when = "early" if result["last"] < last else "late"
    return f"It stops too {when} when several epochs in a row are asked for."


def _look_again(result: Seen, training: Training, target: float, in_a_row: int, number: int) -> str:
    values = training["val_accuracy"]
    right = first_reached(values, target, in_a_row)
    last = right or len(values)
    which = "first" if number == 0 else "second"
    if result["last"] != last:
        return (
            f"Used for two trainings, it stops the {which} one in the wrong epoch. "
            "Begin anew in on_train_begin."
        )
    if number and result["reached"] is not None and right is None:
        return (
            "Used for a second training, `reached` still speaks of the first. "
            "Begin anew in on_train_begin."
        )
    if result["rates"] is not None and len(result["rates"]) != last:
        return f"After the {which} training, `rates` has not one entry for each of its epochs."
    return ""


def _look_polite(
    result: Seen, training: Training, target: float, in_a_row: int, number: int
) -> str:
    if "val_accuracy" not in training:
        if result["last"] == epochs_of(history_of(training)):
            return ""
        return "Without a val_accuracy in the logs it should not stop."
    if result["last"] > training.get("stopped_after", math.inf):
        return "Another callback has asked to stop, and this one takes it back."
    if result["last"] > (first_reached(training["val_accuracy"], target, in_a_row) or math.inf):
        return "Beside another callback it does not stop at the target."
    return ""


def _look_rates(result: Seen, training: Training, target: float, in_a_row: int, number: int) -> str:
    rates, own = training["rates"], result["rates"]
    if own is None:
        return "There is no attribute `rates`."
    if len(own) != len(rates):
        return "`rates` has not one entry for each epoch."
    if np.allclose(own, rates, rtol=1e-3):
        return ""
    if np.allclose(own, np.divide(rates, 2), rtol=1e-3):
        return (
            "`rates` holds what the rate is when the epoch is over, "
            "and another callback has lowered it by then."
        )
    return "`rates` does not hold the learning rates with which the epochs were trained."


_LOOK: dict[str, Callable[[Seen, Training, float, int, int], str]] = {
    "target": _look_target,
    "in a row": _look_in_a_row,
    "again": _look_again,
    "polite": _look_polite,
    "rates": _look_rates,
}
