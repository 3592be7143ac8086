"""Problem set 5: the histories and the settings of one student.

How the histories are built stands in `histories`.
"""

from __future__ import annotations

from typing import Any

from helpers.problem_sets.draw import Draw
from helpers.problem_sets.ps5_callbacks import histories
from helpers.problem_sets.ps5_callbacks.case import Case
from helpers.problem_sets.ps5_callbacks.demand import Demand
from helpers.problem_sets.ps5_callbacks.histories import SET

REAL_EPOCHS = 30  # that the training of question 4 may take
REAL_RATE = 0.01  # the learning rate with which it begins
NAMES = ("digits", "best", "network", "reader", "model", "kept", "mnist", "epoch")


def stopping_cases(student: str) -> dict[str, Case]:
    """Three trainings with EarlyStopping: "plain", "min_delta" and "late start".

    Parameters
    ----------
    student
        The id as `helpers.problem_sets.student_id` returns it.
    """
    return {
        "plain": histories.plain(student),
        "min_delta": histories.min_delta(student),
        "late start": histories.late_start(student),
    }


def plateau_cases(student: str) -> dict[str, Case]:
    """Two trainings with ReduceLROnPlateau, "plain" and "cooldown"; ``student`` as above."""
    return {"plain": histories.plateaus(student), "cooldown": histories.cooldown(student)}


def checkpoint_cases(student: str) -> dict[str, Case]:
    """One training with ModelCheckpoint in four ways; ``student`` as for `stopping_cases`."""
    history = histories.two_metrics(Draw(student, f"{SET}/checkpoint"))
    best = {"save_best_only": True}
    settings: dict[str, dict[str, Any]] = {
        "loss": best,
        "accuracy": {"monitor": "val_accuracy"} | best,
        "upside down": {"monitor": "val_accuracy", "mode": "min"} | best,
        "every": {},
    }
    file = {"filepath": "kept.keras"}
    return {
        name: Case("ModelCheckpoint", file | options, history) for name, options in settings.items()
    }


def demand(student: str) -> Demand:
    """What the three callbacks of question 4 are to do; ``student`` as for `stopping_cases`."""
    draw = Draw(student, f"{SET}/demand")
    better = {"min_delta": draw.choice((0.01, 0.02, 0.03))}
    stop = {
        "patience": draw.integer(4, 6),
        "start_from_epoch": draw.integer(2, 4),
        "restore_best_weights": True,
    }
    quiet = draw.integer(1, 2)
    reduce = {
        "factor": draw.choice((0.5, 0.25, 0.2)),
        "patience": draw.integer(2, 3),
        "cooldown": quiet + 1,  # Keras counts the last epoch of a cooldown again
        "min_lr": draw.choice((0.0005, 0.0008, 0.001)),
    }
    ending = draw.choice((".keras", ".weights.h5"))
    save = {
        "filepath": f"{draw.choice(NAMES)}-{{epoch:02d}}{ending}",
        "monitor": "val_accuracy",
        "save_best_only": True,
        "save_weights_only": ending == ".weights.h5",
    }
    return Demand(better | stop, better | reduce, save, quiet)


def plan(student: str) -> dict[str, dict[str, object]]:
    """Callback → its arguments, for the training "plain" in the last question."""
    patience = stopping_cases(student)["plain"].settings["patience"]
    return {
        "EarlyStopping": {"patience": patience, "restore_best_weights": True},
        "ModelCheckpoint": {"save_best_only": True},
        "ReduceLROnPlateau": {"factor": 0.5, "patience": patience - 1},
    }
