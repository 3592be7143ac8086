"""The arguments that do what question 4 demands: its answer, which no student's kernel has."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.problem_sets.ps5_callbacks.case import Reducing, Saving, Stopping
from helpers.problem_sets.ps5_callbacks.numbers import demand


@dataclass(frozen=True)
class Asked:
    """The arguments of EarlyStopping, ReduceLROnPlateau and ModelCheckpoint."""

    stop: Stopping
    reduce: Reducing
    save: Saving


def arguments(student: str) -> Asked:
    """What meets the student's `demand`; ``student`` as for that."""
    own = demand(student)
    stop: Stopping = {
        "min_delta": own.better_by,
        "patience": own.epochs_to_stop,
        "start_from_epoch": own.unwatched,
        "restore_best_weights": True,
    }
    reduce: Reducing = {
        "min_delta": own.better_by,
        "factor": own.share,
        "patience": own.epochs_to_fall,
        "cooldown": own.quiet_epochs + 1,  # Keras counts the last epoch of a cooldown again
        "min_lr": own.lowest_rate,
    }
    save: Saving = {
        "filepath": f"{own.stem}-{{epoch:02d}}{own.ending}",
        "monitor": "val_accuracy",
        "save_best_only": True,
        "save_weights_only": own.ending == ".weights.h5",
    }
    return Asked(stop, reduce, save)
