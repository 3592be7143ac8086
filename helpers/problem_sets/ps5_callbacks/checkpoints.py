"""Advice on the epochs after which ModelCheckpoint writes, and on what its file holds."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Sequence
from functools import cache

from helpers.problem_sets.advice.entries import as_whole
from helpers.problem_sets.ps5_callbacks.case import Case, Saving
from helpers.problem_sets.ps5_callbacks.judging import (
    FROM_0,
    answered,
    entry,
    judge,
    whole_list,
)
from helpers.problem_sets.ps5_callbacks.numbers import checkpoint_cases
from helpers.problem_sets.ps5_callbacks.replays import kept_epoch, written_epochs

ALL = "all epochs are written, as without save_best_only"
FIRST = "the first epoch is missing, but there is nothing better before it"
ONLY_BEST = "only the best of all is named; the callback cannot know what is to come"
AS_GOOD = "an epoch that is only as good as the best one is not saved"
ONE_BEFORE = "each epoch is compared with the one before, not with the best so far"
OTHER_WAY = "better is taken the other way round; look at the metric and at mode"
OTHER_METRIC = "it is for the other metric"


def foretold(case: Case[Saving]) -> list[int]:
    """The epochs after which the file is written, by a rule that is not Keras' code."""
    metric, better, _ = _watched(case)
    values = case.history[metric]
    if not case.settings.get("save_best_only"):
        return list(range(1, len(values) + 1))
    return best_epochs(values, better)


def slips(case: Case[Saving]) -> dict[str, list[int]]:
    """Words → the epochs that a slip would have written; for a case with save_best_only."""
    metric, better, as_good = _watched(case)
    worse = operator.lt if better is operator.gt else operator.gt
    other = next(name for name in case.history if name != metric)
    values, right = case.history[metric], foretold(case)
    return {
        ALL: list(range(1, len(values) + 1)),
        FIRST: right[1:],
        ONLY_BEST: right[-1:],
        AS_GOOD: best_epochs(values, as_good),
        ONE_BEFORE: [1]
        + [n for n, (a, b) in enumerate(itertools.pairwise(values), start=2) if better(b, a)],
        OTHER_WAY: best_epochs(values, worse),
        OTHER_METRIC: best_epochs(
            case.history[other], operator.gt if other == "val_accuracy" else operator.lt
        ),
        FROM_0: [epoch - 1 for epoch in right],
    }


def _watched(
    case: Case[Saving],
) -> tuple[str, Callable[[float, float], bool], Callable[[float, float], bool]]:
    """The metric, what is better, and what is better or as good."""
    metric = case.settings.get("monitor", "val_loss")
    if metric == "val_accuracy" and case.settings.get("mode") != "min":
        return metric, operator.gt, operator.ge
    return metric, operator.lt, operator.le


def best_epochs(values: Sequence[float], better: Callable[[float, float], bool]) -> list[int]:
    """The epochs that are better than the best before them."""
    found, best = [], None
    for epoch, value in enumerate(values, start=1):
        if best is None or better(value, best):
            best = value
            found.append(epoch)
    return found


def advise_written(answers: object, case: str, student: str, *, only_slips: bool = False) -> str:
    """Advice on the epochs after which the file is written.

    Parameters
    ----------
    answers
        Name of a case of `checkpoint_cases` → list of epochs.
    case
        The case to look at.
    student
        Whose history it is.
    only_slips
        As for `judge`.
    """
    if advice := answered(answers, case, "written", "a list of epochs, the first epoch being 1"):
        return advice
    given = whole_list(entry(answers, case))
    if given is None:
        return (
            f'written["{case}"] is {entry(answers, case)!r}, which is not a list of whole numbers.'
        )
    about = checkpoint_cases(student)[case]
    right = _written(student, case)
    advice = judge(
        given, [right], {k: v for k, v in slips(about).items() if v != right}, only_slips=only_slips
    )
    return f'written["{case}"] is {given}. {advice}' if advice else ""


def advise_kept(answers: object, written: object, student: str, *, only_slips: bool = False) -> str:
    """Advice on the epoch that is in the file at the end, for all cases.

    It is judged by the student's own lists, if a slip explains them.

    Parameters
    ----------
    answers, written
        Name of a case → the epoch in the file, and → list of epochs.
    student, only_slips
        As for `advise_written`.
    """
    for case, about in checkpoint_cases(student).items():
        if advice := answered(answers, case, "kept", "a whole number, the first epoch being 1"):
            return advice
        given = as_whole(entry(answers, case))
        own = whole_list(entry(written, case)) or []
        explained = own in slips(about).values() or own == _written(student, case)
        right = _kept(student, case)
        loss, accuracy = about.history["val_loss"], about.history["val_accuracy"]
        wrong = {FROM_0: right - 1, "later files take the place of the first one": 1}
        if about.settings.get("save_best_only"):
            wrong["the last epoch is saved only where it is the best one so far"] = len(loss)
        wrong["it is the epoch with the lowest loss, but that is not what this callback keeps"] = (
            _where(min, loss)
        )
        wrong[
            "it is the epoch with the highest accuracy, but that is not what this callback keeps"
        ] = _where(max, accuracy)
        if advice := judge(
            given, {right, *(own[-1:] if explained else [])}, wrong, only_slips=only_slips
        ):
            return f'kept["{case}"] is {entry(answers, case)!r}. {advice}'
    return ""


@cache
def _written(student: str, case: str) -> list[int]:
    about = checkpoint_cases(student)[case]
    return written_epochs(about.settings, about.history)


@cache
def _kept(student: str, case: str) -> int:
    about = checkpoint_cases(student)[case]
    return kept_epoch(about.settings, about.history)


def _where(extreme: Callable[[Sequence[float]], float], values: Sequence[float]) -> int:
    return values.index(extreme(values)) + 1
