"""Advice on the arguments of three callbacks, from histories on which each one matters."""

from __future__ import annotations

import inspect
import math
import warnings
from collections.abc import Mapping, Sequence
from itertools import accumulate

from helpers.problem_sets.ps5_callbacks.asked import arguments
from helpers.problem_sets.ps5_callbacks.case import Stopping
from helpers.problem_sets.ps5_callbacks.numbers import REAL_RATE
from helpers.problem_sets.ps5_callbacks.paper import History, keras
from helpers.problem_sets.ps5_callbacks.replays import reduced, saved_files, stopped

CALLBACKS = {"stop": "EarlyStopping", "reduce": "ReduceLROnPlateau", "save": "ModelCheckpoint"}
Settings = Mapping[str, object]


def advise_arguments(settings: object, name: str) -> str:
    """Advice where a dictionary does not hold arguments that the callback takes.

    Parameters
    ----------
    settings
        The student's dictionary.
    name
        "stop", "reduce" or "save".
    """
    callback = getattr(keras.callbacks, CALLBACKS[name])
    if not isinstance(settings, Mapping) or not settings:
        return (
            f"{name} is {settings!r}. It is a dictionary with the arguments of {CALLBACKS[name]}."
        )
    known = {
        p.name
        for p in inspect.signature(callback).parameters.values()
        if p.kind is not p.VAR_KEYWORD
    }
    if unknown := [argument for argument in settings if argument not in known]:
        return f"{name}: {CALLBACKS[name]} has no argument {unknown[0]!r}."
    if name == "save":
        path = settings.get("filepath")
        if not isinstance(path, str) or "/" in path or "\\" in path:
            return f"{name}: filepath is {path!r}. It is the name of a file, without a folder."
    metric = settings.get("monitor", "val_loss")
    if metric not in _history([1.0]):
        return (
            f"{name}: there is no metric {metric!r}. "
            "Keras would warn, and the callback would not know what to do."
        )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            callback(**settings)
            _try(settings, name)
        except (TypeError, ValueError, KeyError, OSError, UserWarning) as problem:
            return (
                f"{name}: {CALLBACKS[name]} cannot be made of this. "
                f"{type(problem).__name__}: {problem}"
            )
    return ""


def valid(settings: object, name: str, student: str) -> Settings:
    """The student's settings, or those that were asked for where the student's cannot be used."""
    if isinstance(settings, Mapping) and not advise_arguments(settings, name):
        return settings
    own = arguments(student)
    return {"stop": own.stop, "reduce": own.reduce, "save": own.save}[name]


def advise_stop(settings: Settings, student: str) -> str:
    """Advice on when EarlyStopping ends a training; the weights have an advice of their own."""
    if advice := advise_arguments(settings, "stop"):
        return advice
    asked = arguments(student).stop
    histories = _for_stopping(asked)
    meant = {**settings, "monitor": "val_loss", "mode": "min"}
    if any(
        stopped(settings, history).last != stopped(meant, history).last
        for history in histories.values()
    ):
        return (
            "stop: look at monitor and mode. "
            "It should watch the validation loss, and lower is better."
        )
    for argument, history in histories.items():
        if stopped(settings, history).last != stopped(asked, history).last:
            return (
                f"stop: on a training made to show {argument.rstrip('+')}, "
                "it does not stop where it should."
            )
    return ""


def advise_stop_weights(settings: Settings, student: str) -> str:
    """Advice on the weights that EarlyStopping leaves, whatever it thinks of when to stop."""
    if advice := advise_arguments(settings, "stop"):
        return advice
    asked = arguments(student).stop
    history = _for_stopping(asked)["patience"]
    meant = {**settings, "restore_best_weights": True}
    if stopped(settings, history).weights != stopped(meant, history).weights:
        return (
            "stop: at the end the network has the weights of the last epoch, "
            "not those of the best one."
        )
    return ""


def advise_reduce(settings: Settings, student: str) -> str:
    """Advice on when ReduceLROnPlateau lowers the rate, and to what."""
    if advice := advise_arguments(settings, "reduce"):
        return advice
    asked = arguments(student).reduce
    patience, delta = asked["patience"], asked["min_delta"]
    long = _history([1.5, 1.4, 1.3] + [1.35] * 60)
    short = _creep(patience, delta, start=0)
    own, right = (reduced(each, long, rate=REAL_RATE) for each in (settings, asked))
    if not own.falls:
        return (
            "reduce: on a training that never gets better the rate never falls. "
            "Look at monitor, mode and patience."
        )
    if own.falls[0] != right.falls[0]:
        return (
            "reduce: on a training that stops getting better, "
            "the rate first falls in another epoch. Look at patience."
        )
    if not math.isclose(own.rates[own.falls[0]], right.rates[right.falls[0]], rel_tol=1e-3):
        return (
            "reduce: after the first fall the learning rate is not what was asked for. "
            "Look at factor."
        )
    if own.falls[1:2] != right.falls[1:2]:
        return (
            "reduce: the second fall comes too early or too late. "
            "Look at cooldown, and at what Keras does in the last epoch of it."
        )
    if not math.isclose(own.rates[-1], right.rates[-1], rel_tol=1e-3):
        return (
            "reduce: on a very long plateau the rate does not end where it should. Look at min_lr."
        )
    if (
        reduced(settings, short, rate=REAL_RATE).falls
        != reduced(asked, short, rate=REAL_RATE).falls
    ):
        return (
            "reduce: some epochs get better by too little, or by just enough. "
            "Look at min_delta and its default."
        )
    return ""


def advise_save(settings: Settings, student: str) -> str:
    """Advice on the files that ModelCheckpoint writes."""
    if advice := advise_arguments(settings, "save"):
        return advice
    asked = arguments(student).save
    accuracy = [0.30, 0.50, 0.40, 0.55, 0.55, 0.52, 0.60, 0.58, 0.70, 0.65, 0.72, 0.71]
    loss = [1.50, 1.20, 1.10, 1.15, 1.05, 1.00, 1.02, 0.95, 0.90, 0.80, 0.85, 0.75]
    history = {**_history(loss), "val_accuracy": accuracy}
    own, right = (saved_files(each, history) for each in (settings, asked))
    if own == right:
        return ""
    if len(own) == 1:
        return (
            "save: there is only one file, which each epoch overwrites. "
            "The name has to hold the epoch."
        )
    if len(own) == len(accuracy):
        return "save: a file is written after every epoch, not only after the best one so far."
    if len(own) != len(right):
        return "save: other epochs are saved than asked for. Look at monitor and mode."
    if own[0].partition(".")[2] != right[0].partition(".")[2]:
        return "save: look again at what is to be saved, the whole network or the weights alone."
    return (
        "save: the right epochs are saved, "
        "but the names of the files are not those that were asked for."
    )


def _try(settings: Settings, name: str) -> None:
    """A few epochs with this callback: Keras looks at some arguments only then."""
    history = _history([1.0, 0.9, 1.1, 1.1])
    if name == "stop":
        stopped(settings, history)
    elif name == "reduce":
        reduced(settings, history, rate=REAL_RATE)
    else:
        saved_files(settings, history)


def _history(val_loss: Sequence[float]) -> History:
    """A training in which everything but the validation loss gets better and better."""
    epochs = len(val_loss)
    rising = [0.5 + 0.4 * (epoch + 1) / epochs for epoch in range(epochs)]
    return {
        "loss": [2 - x for x in rising],
        "accuracy": rising,
        "val_loss": val_loss,
        "val_accuracy": rising,
    }


def _for_stopping(asked: Stopping) -> dict[str, History]:
    """An argument → a history on which it decides; a "+" marks a second one for the same."""
    patience, start = asked["patience"], asked["start_from_epoch"]
    flat = [1.45] * (patience + 4)
    before = [2.0] * start
    return {
        "patience": _history([*before, 1.5, 1.4, *flat]),
        "start_from_epoch": _history([*before[1:], 0.3, 1.6, 1.5, 1.4, *flat]),
        "start_from_epoch+": _history([*before, 0.3, *accumulate([1.6] + [-0.06] * 20)]),
        "min_delta": _creep(patience, asked["min_delta"], start),
    }


def _creep(patience: int, delta: float, start: int) -> History:
    """Between three bumps a step of just more than delta, and one of just less: by 5 %."""
    bump = [1.55]
    first = 1.5 - 1.05 * delta
    second = first - 0.95 * delta
    losses = [
        *[2.0] * start,
        1.5,
        *bump * (patience - 1),
        first,
        *bump * (patience - 2),
        second,
        *bump * patience,
    ]
    return _history(losses)
