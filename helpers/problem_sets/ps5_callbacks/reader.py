"""Notes for the reader of a student's own words: what the callbacks do with these numbers."""

from __future__ import annotations

import sys

from helpers.problem_sets.ps5_callbacks.early_stopping import advise_enough_patience
from helpers.problem_sets.ps5_callbacks.histories import EPOCHS
from helpers.problem_sets.ps5_callbacks.numbers import REAL_RATE, plan, stopping_cases
from helpers.problem_sets.ps5_callbacks.paper import keras
from helpers.problem_sets.ps5_callbacks.replays import kept_epoch, reduced, replay, stopped
from helpers.start.identity import same_spelling


def notes(student: str) -> str:
    """What the three callbacks do in the plan of the last question.

    Parameters
    ----------
    student
        The id as `helpers.problem_sets.student_id` returns it.
    """
    case, settings = stopping_cases(student)["plain"], plan(student)
    losses = case.history["val_loss"]
    stop = stopped(settings["EarlyStopping"], case.history)
    kept = kept_epoch({"filepath": "best.keras", **settings["ModelCheckpoint"]}, case.history)
    falls = reduced(settings["ReduceLROnPlateau"], case.history, rate=REAL_RATE).falls
    together = replay(
        [keras.callbacks.ReduceLROnPlateau(**settings["ReduceLROnPlateau"]),
         keras.callbacks.EarlyStopping(**settings["EarlyStopping"])],
        case.history, rate=REAL_RATE,
    )  # fmt: skip
    enough = next(p for p in range(1, EPOCHS) if not advise_enough_patience(p, "plain", student))
    return "\n".join(
        [
            f"EarlyStopping alone: last epoch {stop.last}, weights of epoch {stop.weights} "
            f"({losses[stop.weights - 1]:.3f})",
            f"ModelCheckpoint alone: file of epoch {kept} ({losses[kept - 1]:.3f}), "
            "the lowest of the record",
            f"ReduceLROnPlateau alone: falls at the end of epochs {falls}; "
            f"before the stop {together.falls}",
            f"patience that reaches the lowest: {enough}",
        ]
    )


if __name__ == "__main__":
    print(notes(same_spelling(sys.argv[1])))
