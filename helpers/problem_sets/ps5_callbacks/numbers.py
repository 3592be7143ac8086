"""Problem set 5: the histories and the settings of one student.

How the histories are built stands in `histories`.
"""

from __future__ import annotations

from helpers.problem_sets.draw import Draw
from helpers.problem_sets.ps5_callbacks import histories
from helpers.problem_sets.ps5_callbacks.case import Case, Reducing, Saving, Stopping
from helpers.problem_sets.ps5_callbacks.demand import Demand
from helpers.problem_sets.ps5_callbacks.histories import SET

REAL_EPOCHS = 30  # that the training of question 4 may take
REAL_RATE = 0.01  # the learning rate with which it begins
NAMES = ("digits", "best", "network", "reader", "model", "kept", "mnist", "epoch")


def stopping_cases(student: str) -> dict[str, Case[Stopping]]:
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


def plateau_cases(student: str) -> dict[str, Case[Reducing]]:
    """Two trainings with ReduceLROnPlateau, "plain" and "cooldown"; ``student`` as above."""
    return {"plain": histories.plateaus(student), "cooldown": histories.cooldown(student)}


def checkpoint_cases(student: str) -> dict[str, Case[Saving]]:
    """One training with ModelCheckpoint in four ways; ``student`` as for `stopping_cases`."""
    history = histories.two_metrics(Draw(student, f"{SET}/checkpoint"))
    file = "kept.keras"
    settings = {
        "loss": Saving(filepath=file, save_best_only=True),
        "accuracy": Saving(filepath=file, monitor="val_accuracy", save_best_only=True),
        "upside down": Saving(
            filepath=file, monitor="val_accuracy", mode="min", save_best_only=True
        ),
        "every": Saving(filepath=file),
    }
    return {name: Case("ModelCheckpoint", own, history) for name, own in settings.items()}


def demand(student: str) -> Demand:
    """What the three callbacks of question 4 are to do; ``student`` as for `stopping_cases`."""
    draw = Draw(student, f"{SET}/demand")
    return Demand(  # the order is that of the draws
        better_by=draw.choice((0.01, 0.02, 0.03)),
        epochs_to_stop=draw.integer(4, 6),
        unwatched=draw.integer(2, 4),
        quiet_epochs=draw.integer(1, 2),
        share=draw.choice((0.5, 0.25, 0.2)),
        epochs_to_fall=draw.integer(2, 3),
        lowest_rate=draw.choice((0.0005, 0.0008, 0.001)),
        ending=draw.choice((".keras", ".weights.h5")),
        stem=draw.choice(NAMES),
    )


def plan(student: str) -> dict[str, dict[str, object]]:
    """Callback → its arguments, for the training "plain" in the last question."""
    patience = stopping_cases(student)["plain"].settings["patience"]
    return {
        "EarlyStopping": {"patience": patience, "restore_best_weights": True},
        "ModelCheckpoint": {"save_best_only": True},
        "ReduceLROnPlateau": {"factor": 0.5, "patience": patience - 1},
    }
