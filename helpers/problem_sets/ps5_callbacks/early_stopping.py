"""Advice on where EarlyStopping ends a training, and which weights remain."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache

from helpers.problem_sets.advice.entries import as_whole
from helpers.problem_sets.ps5_callbacks.case import Case, Stopping
from helpers.problem_sets.ps5_callbacks.judging import FROM_0, answered, entry, judge
from helpers.problem_sets.ps5_callbacks.numbers import stopping_cases
from helpers.problem_sets.ps5_callbacks.replays import Replay, stopped
from helpers.training.early_stopping import early_stop

TOO_LONG = (
    "it is one epoch too late: as soon as patience epochs have been waited, the training ends"
)
ONE_MORE = "patience is taken as one more than it is"
BEST_EPOCH = "it is the best epoch, but while it waits the training goes on"
NEVER_SET_BACK = "an improvement does not set the count back to 0"
ONE_BEFORE = "each epoch is compared with the one before, not with the best so far"
NO_DELTA = "min_delta is left out"
LOWEST_COUNTS = (
    "an epoch is compared with the lowest loss so far, "
    "even if that one was too little better to count"
)
START_SEEN = "the first epochs are looked at, although start_from_epoch leaves them out"
NEVER_ENDS = "the training does not end early here"


def foretold(case: Case[Stopping]) -> tuple[int, int]:
    """(The last epoch, the best one), from 1, by a rule that is not Keras' code."""
    patience, min_delta, start = _numbers(case)
    return _rule(case.history["val_loss"][start:], patience, min_delta, start)


def slips_of(case: Case[Stopping]) -> dict[str, tuple[int, int]]:
    """`slips` for a case."""
    return slips(case.history["val_loss"], *_numbers(case))


def slips(
    values: Sequence[float], patience: int, min_delta: float = 0.0, start_from_epoch: int = 0
) -> dict[str, tuple[int, int]]:
    """Words → (the last epoch, the best one) to which a slip leads; epochs are counted from 1.

    Parameters
    ----------
    values
        The loss after each epoch.
    patience, min_delta, start_from_epoch
        As for EarlyStopping.
    """
    start, late = start_from_epoch, values[start_from_epoch:]
    last, best = _rule(late, patience, min_delta, start)
    found = {
        TOO_LONG: (last + 1, best),
        ONE_MORE: _rule(late, patience + 1, min_delta, start),
        BEST_EPOCH: (best, best),
        FROM_0: (last - 1, best - 1),
        NEVER_SET_BACK: _never_set_back(late, patience, min_delta, start),
        ONE_BEFORE: _one_before(late, patience, min_delta, start),
        NEVER_ENDS: _rule(late, len(values) + 1, min_delta, start),
    }
    if min_delta:
        found[NO_DELTA] = _rule(late, patience, 0.0, start)
        found[LOWEST_COUNTS] = _lowest_counts(late, patience, min_delta, start)
    if start:
        found[START_SEEN] = _rule(values, patience, min_delta, 0)
    return found


def advise_last_epoch(answers: object, case: str, student: str, *, only_slips: bool = False) -> str:
    """Advice on the last epoch that is trained.

    Parameters
    ----------
    answers
        Name of a case of `stopping_cases` → the last epoch.
    case
        The case to look at.
    student
        Whose history it is.
    only_slips
        As for `judge`.
    """
    if advice := answered(answers, case, "last_epoch", "a whole number, the first epoch being 1"):
        return advice
    given = as_whole(entry(answers, case))
    if given is None:
        return f'last_epoch["{case}"] is {entry(answers, case)!r}, which is not a whole number.'
    about = stopping_cases(student)[case]
    wrong = {slip: last for slip, (last, _) in slips_of(about).items()}
    advice = judge(given, [_truth(student, case).last], wrong, only_slips=only_slips)
    return f'last_epoch["{case}"] is {given}. {advice}' if advice else ""


def advise_weights(
    answers: object,
    last_epochs: object,
    case: str,
    student: str,
    *,
    only_slips: bool = False,
) -> str:
    """Advice on the epoch whose weights remain.

    It is right too if it follows from the student's own last epoch, by Keras' rule or by the slip
    that led there: so one slip costs one point. Nothing follows from an epoch that no slip
    explains, such as that of somebody else's history.

    Parameters
    ----------
    answers, last_epochs
        Name of a case → the epoch of the weights, and → the last epoch.
    case, student, only_slips
        As for `advise_last_epoch`.
    """
    if advice := answered(answers, case, "weights_of", "a whole number, the first epoch being 1"):
        return advice
    given = as_whole(entry(answers, case))
    if given is None:
        return f'weights_of["{case}"] is {entry(answers, case)!r}, which is not a whole number.'
    about = stopping_cases(student)[case]
    restored = bool(about.settings.get("restore_best_weights"))
    truth = _truth(student, case)
    right = {truth.weights}
    own = as_whole(entry(last_epochs, case))
    if own is not None and own != truth.last and 1 <= own <= len(about.history["val_loss"]):
        right |= _weights_after(about, own)
    losses = about.history["val_loss"]
    wrong = {FROM_0: truth.weights - 1}
    if restored:
        wrong["it is the last epoch, but restore_best_weights brings the best one back"] = (
            truth.last
        )
        wrong["it is the lowest loss of the whole record, and the training never gets there"] = (
            _lowest(losses)
        )
        if about.settings.get("min_delta"):
            lowest = (
                "it has the lowest loss that was trained, "
                "but it is not better by more than min_delta"
            )
            wrong[lowest] = _lowest(losses[: truth.last])
        if about.settings.get("start_from_epoch"):
            wrong["an epoch that is not looked at cannot become the best"] = _lowest(
                losses[: truth.last]
            )
    else:
        wrong["it is the best epoch, but without restore_best_weights nothing brings it back"] = (
            slips(losses, *_numbers(about))[BEST_EPOCH][0]
        )
    advice = judge(given, right, wrong, only_slips=only_slips)
    return f'weights_of["{case}"] is {given}. {advice}' if advice else ""


def advise_enough_patience(
    answer: object, case: str, student: str, *, only_slips: bool = False
) -> str:
    """Advice on the smallest patience with which a training reaches the lowest loss of its record.

    Parameters
    ----------
    answer
        The patience.
    case, student, only_slips
        As for `advise_last_epoch`.
    """
    given = as_whole(answer)
    if given is None:
        return f"enough_patience is {answer!r}. It is a whole number."
    about = stopping_cases(student)[case]
    lowest = _lowest(about.history["val_loss"])
    right = _enough(student, case)
    waited = early_stop(about.history["val_loss"][:lowest], patience=lowest + 1).waits
    wrong = {
        "when so many epochs have been waited, it ends just before the lowest one": right - 1,
        "it is the number of the epoch, not how long it is waited for": lowest,
        "all epochs without an improvement are counted together": sum(wait > 0 for wait in waited),
    }
    advice = judge(given, [right], wrong, only_slips=only_slips)
    return f"enough_patience is {given}. {advice}" if advice else ""


@cache
def _truth(student: str, case: str) -> Replay:
    about = stopping_cases(student)[case]
    return stopped(about.settings, about.history)


@cache
def _enough(student: str, case: str) -> int:
    """The smallest patience with which the lowest loss is reached."""
    about = stopping_cases(student)[case]
    lowest = _lowest(about.history["val_loss"])
    for patience in range(1, lowest):
        if stopped({**about.settings, "patience": patience}, about.history).last >= lowest:
            break
    return patience


def _numbers(case: Case[Stopping]) -> tuple[int, float, int]:
    """patience, min_delta and start_from_epoch of EarlyStopping."""
    given = case.settings
    return given["patience"], given.get("min_delta", 0.0), given.get("start_from_epoch", 0)


def _weights_after(case: Case[Stopping], last: int) -> set[int]:
    """Epochs whose weights remain if a slip has ended the training there; none without a slip."""
    by_slip = {best for ended, best in slips_of(case).values() if ended == last}
    if not by_slip:
        return set()
    if not case.settings.get("restore_best_weights"):
        return {last}
    if last <= case.settings.get("start_from_epoch", 0):
        return by_slip
    trained = {name: values[:last] for name, values in case.history.items()}
    return by_slip | {stopped({**case.settings, "patience": sys.maxsize}, trained).weights}


def _lowest(values: Sequence[float]) -> int:
    return min(range(len(values)), key=values.__getitem__) + 1


def _rule(values: Sequence[float], patience: int, min_delta: float, start: int) -> tuple[int, int]:
    stop = early_stop(values, patience=patience, min_delta=min_delta)
    return start + stop.last + 1, start + stop.best + 1


def _never_set_back(
    values: Sequence[float], patience: int, min_delta: float, start: int
) -> tuple[int, int]:
    best, count = 0, 0
    for epoch, value in enumerate(values):
        if epoch == 0 or value + min_delta < values[best]:
            best = epoch
        else:
            count += 1
            if count >= patience:
                break
    return start + epoch + 1, start + best + 1


def _one_before(
    values: Sequence[float], patience: int, min_delta: float, start: int
) -> tuple[int, int]:
    best, wait = 0, 0
    for epoch in range(1, len(values)):
        if values[epoch] + min_delta < values[epoch - 1]:
            best, wait = epoch, 0
        else:
            wait += 1
            if wait >= patience:
                break
    return start + epoch + 1, start + best + 1


def _lowest_counts(
    values: Sequence[float], patience: int, min_delta: float, start: int
) -> tuple[int, int]:
    best, lowest, wait = 0, values[0], 0
    for epoch, value in enumerate(values[1:], start=1):
        wait += 1
        if value + min_delta < lowest:
            best, wait = epoch, 0
        lowest = min(lowest, value)
        if wait >= patience:
            break
    return start + epoch + 1, start + best + 1
