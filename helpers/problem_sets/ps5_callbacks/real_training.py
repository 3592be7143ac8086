"""Advice on a real training: does what came of it fit the settings of its callbacks?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from helpers.problem_sets.ps5_callbacks.numbers import REAL_EPOCHS, REAL_RATE
from helpers.problem_sets.ps5_callbacks.paper import Logs, history_of
from helpers.problem_sets.ps5_callbacks.replays import reduced, saved_files, stopped
from helpers.problem_sets.ps5_callbacks.settings import valid

CLOSE = 1e-3  # relative, for a loss that is computed twice


class Trained(Logs, total=False):
    """What a student's training is to return.

    Beside the metrics, as in `History.history`, these are the learning rate of each epoch, the
    validation loss of the network afterwards, and the names of the files that were saved.
    """

    learning_rate: Sequence[float]
    loss_after: float
    files: Sequence[str]


def advise_training(result: Trained, stop: object, reduce: object, student: str) -> str:
    """Advice on when a training ended, its learning rates and its last weights.

    It is judged by the student's own settings, so that a slip in them costs nothing here.

    Parameters
    ----------
    result
        What the student's training returns.
    stop, reduce
        The student's arguments of EarlyStopping and ReduceLROnPlateau.
    student
        Whose demand stands in where they cannot be used.
    """
    if advice := _form(result):
        return advice
    stop, reduce = valid(stop, "stop", student), valid(reduce, "reduce", student)
    history = history_of(result)
    epochs = len(history["val_loss"])
    one_more = {name: [*values, values[-1]] for name, values in history.items()}
    ended = stopped(stop, one_more).last
    if ended < epochs:
        return (
            f"The training went on after epoch {ended}, where your EarlyStopping ends it. "
            "Was it called?"
        )
    if ended > epochs and epochs != REAL_EPOCHS:
        return (
            f"The training ended after {epochs} epochs, but not by your EarlyStopping. "
            f"Let it have {REAL_EPOCHS}."
        )
    if "learning_rate" not in result:
        return "There is no learning rate in the history, so ReduceLROnPlateau was not called."
    rates = reduced(reduce, history, rate=REAL_RATE).rates
    if not all(
        math.isclose(a, b, rel_tol=CLOSE)
        for a, b in zip(result["learning_rate"], rates, strict=True)
    ):
        return (
            "The learning rates are not those of your ReduceLROnPlateau on these losses. "
            "Was it called with reduce?"
        )
    kept = history["val_loss"][stopped(stop, history).weights - 1]
    if not math.isclose(float(result["loss_after"]), kept, rel_tol=CLOSE):
        return (
            "The network's loss afterwards is not that of the epoch "
            "whose weights your EarlyStopping leaves."
        )
    return ""


def advise_files(result: Trained, save: object, student: str) -> str:
    """Advice on the files that a training left.

    Parameters
    ----------
    result
        As for `advise_training`.
    save
        The student's arguments of ModelCheckpoint.
    student
        As for `advise_training`.
    """
    if advice := _form(result):
        return advice
    if not result.get("files"):
        return "There is no file. Was ModelCheckpoint called, and does it write into the folder?"
    if sorted(result["files"]) != saved_files(valid(save, "save", student), history_of(result)):
        return (
            "The files are not those that your ModelCheckpoint writes on these numbers. "
            "Was it called with save?"
        )
    return ""


def _form(result: object) -> str:
    if not isinstance(result, Mapping) or "loss" not in result:
        return (
            f"train() returned {type(result).__name__}, not the history of a training. "
            "Is `history` what fit returns?"
        )
    if "val_loss" not in result:
        return (
            "There is no val_loss: "
            "without validation_data the callbacks have nothing to watch, and Keras only warns."
        )
    return ""
