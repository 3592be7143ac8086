"""Advice on answers about callbacks. What is right is found while grading, by Keras' own callbacks.

They are shown the student's history, epoch by epoch, as if a training were going on (`replays`).
The usual mistakes are followed by rules of this package, which change one thing about how Keras
decides.
"""

from helpers.problem_sets.ps5_callbacks.case import described
from helpers.problem_sets.ps5_callbacks.checkpoints import advise_kept, advise_written
from helpers.problem_sets.ps5_callbacks.early_stopping import (
    advise_enough_patience,
    advise_last_epoch,
    advise_weights,
)
from helpers.problem_sets.ps5_callbacks.numbers import (
    REAL_EPOCHS,
    REAL_RATE,
    checkpoint_cases,
    demand,
    plan,
    plateau_cases,
    stopping_cases,
)
from helpers.problem_sets.ps5_callbacks.own_callback import advise_play, advise_real_stop
from helpers.problem_sets.ps5_callbacks.plateaus import (
    advise_falls,
    advise_first_fall,
    advise_later_falls,
    advise_rates,
)
from helpers.problem_sets.ps5_callbacks.playing import play, train_with, trained_once
from helpers.problem_sets.ps5_callbacks.real_training import advise_files, advise_training
from helpers.problem_sets.ps5_callbacks.settings import (
    advise_arguments,
    advise_reduce,
    advise_save,
    advise_stop,
    advise_stop_weights,
)
from helpers.problem_sets.student import student_id

__all__ = [
    "REAL_EPOCHS",
    "REAL_RATE",
    "advise_arguments",
    "advise_enough_patience",
    "advise_falls",
    "advise_files",
    "advise_first_fall",
    "advise_kept",
    "advise_last_epoch",
    "advise_later_falls",
    "advise_play",
    "advise_rates",
    "advise_real_stop",
    "advise_reduce",
    "advise_save",
    "advise_stop",
    "advise_stop_weights",
    "advise_training",
    "advise_weights",
    "advise_written",
    "checkpoint_cases",
    "demand",
    "described",
    "plan",
    "plateau_cases",
    "play",
    "stopping_cases",
    "student_id",
    "train_with",
    "trained_once",
]
