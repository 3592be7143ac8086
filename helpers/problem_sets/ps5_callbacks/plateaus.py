"""Advice on when ReduceLROnPlateau lowers the learning rate, and to what."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache

from helpers.problem_sets.advice.slips import common_slip, in_a_clause
from helpers.problem_sets.ps5_callbacks.case import Case, Reducing
from helpers.problem_sets.ps5_callbacks.judging import FROM_0, answered, entry, judge, whole_list
from helpers.problem_sets.ps5_callbacks.numbers import plateau_cases
from helpers.problem_sets.ps5_callbacks.replays import reduced

SAME_RATE = 0.01  # relative: 0.0063 for 0.00625 is good enough
TOO_LONG = (
    "it waits one epoch too long: as soon as patience epochs have been waited, the rate falls"
)
NEXT_EPOCH = (
    "it is the first epoch with the new rate; asked for is the one at whose end the rate falls"
)
NEVER_SET_BACK = "an improvement does not set the count back to 0"
ONE_BEFORE = "each epoch is compared with the one before, not with the best so far"
EACH_EPOCH = "the rate falls in each further epoch; after a fall the count begins again at 0"
ONCE = "the rate falls only once on a plateau; a fall does not wait for an improvement"
NO_COOLDOWN = "the cooldown is left out"
WHOLE_COOLDOWN = "the last epoch of the cooldown is left out too, but Keras counts it again"
BELOW_FLOOR = "the rate has reached min_lr and cannot fall any more"


def foretold(case: Case[Reducing]) -> list[int]:
    """The epochs at whose end the rate falls, by a rule that is not Keras' code."""
    return _rule(case, max(case.settings.get("cooldown", 0) - 1, 0), _most_falls(case))


def slips(case: Case[Reducing]) -> dict[str, list[int]]:
    """Words → the epochs at whose end the rate would fall, if that slip were right."""
    cooldown = case.settings.get("cooldown", 0)
    quiet, most = max(cooldown - 1, 0), _most_falls(case)
    right = foretold(case)
    found = {
        TOO_LONG: _rule(case, quiet, most, longer=1),
        NEXT_EPOCH: [epoch + 1 for epoch in right],
        FROM_0: [epoch - 1 for epoch in right],
        NEVER_SET_BACK: _rule(case, quiet, most, set_back=False),
        ONE_BEFORE: _rule(case, quiet, most, one_before=True),
        EACH_EPOCH: _rule(case, quiet, most, again=False),
        ONCE: _rule(case, quiet, most, once=True),
    }
    if cooldown:
        found[NO_COOLDOWN] = _rule(case, 0, most)
        found[WHOLE_COOLDOWN] = _rule(case, cooldown, most)
    if case.settings.get("min_lr"):
        found[BELOW_FLOOR] = _rule(case, quiet, len(case.history["val_loss"]))
    return found


def advise_falls(answers: object, case: str, student: str, *, only_slips: bool = False) -> str:
    """Advice on all epochs at whose end the rate falls.

    Parameters
    ----------
    answers
        Name of a case of `plateau_cases` → list of epochs.
    case
        The case to look at.
    student
        Whose history it is.
    only_slips
        As for `judge`.
    """
    given = whole_list(entry(answers, case))
    if given is None:
        return _no_list(answers, case)
    about = plateau_cases(student)[case]
    advice = judge(given, [_truth(student, case)], slips(about), only_slips=only_slips)
    return f'falls["{case}"] is {given}. {advice}' if advice else ""


def advise_first_fall(answers: object, case: str, student: str, *, only_slips: bool = False) -> str:
    """Advice on the first of these epochs; arguments as for `advise_falls`."""
    given = whole_list(entry(answers, case))
    if given is None:
        return _no_list(answers, case)
    about, first = plateau_cases(student)[case], given[:1]
    wrong = {slip: falls[:1] for slip, falls in slips(about).items()}
    advice = judge(first, [_truth(student, case)[:1]], wrong, only_slips=only_slips)
    return f'falls["{case}"] begins with {first[0]}. {advice}' if advice and first else advice


def advise_later_falls(
    answers: object, case: str, student: str, *, only_slips: bool = False
) -> str:
    """Advice on the others; arguments as for `advise_falls`.

    They are right too if they follow from the student's own first one, by Keras' rule or by the
    slip that led there. Nothing follows from an epoch that no slip explains, such as that of
    somebody else's history.
    """
    given = whole_list(entry(answers, case))
    if given is None:
        return _no_list(answers, case)
    about = plateau_cases(student)[case]
    truth = _truth(student, case)
    right = [truth[1:]]
    if given and given[0] != truth[0]:
        by_slip = [falls[1:] for falls in slips(about).values() if falls[:1] == given[:1]]
        if by_slip:
            own = reduced(about.settings, about.history, rate=about.rate, first_fall=given[0]).falls
            right += by_slip + ([own[1:]] if own[:1] == given[:1] else [])
    wrong = {slip: falls[1:] for slip, falls in slips(about).items()}
    advice = judge(given[1:], right, wrong, only_slips=only_slips)
    return f'falls["{case}"] goes on with {given[1:]}. {advice}' if advice else ""


def advise_rates(
    answers: object,
    falls: object,
    case: str,
    student: str,
    *,
    only_slips: bool = False,
) -> str:
    """Advice on the learning rate of each epoch.

    It is judged by the student's own falls, if a slip explains them.

    Parameters
    ----------
    answers, falls
        Name of a case → list of learning rates, and → list of epochs.
    case, student, only_slips
        As for `advise_falls`.
    """
    about = plateau_cases(student)[case]
    epochs = len(about.history["val_loss"])
    if advice := answered(
        answers, case, "rates", f"a list of {epochs} numbers, one for each epoch"
    ):
        return advice
    given = _numbers(entry(answers, case))
    if given is None or len(given) != epochs:
        return f'rates["{case}"] is not a list of {epochs} numbers, one for each epoch.'
    own = whole_list(entry(falls, case))
    truth = _truth(student, case)
    explained = own and (
        own[:1] == truth[:1] or own[:1] in [fallen[:1] for fallen in slips(about).values()]
    )
    by = [truth, own] if own and explained else [truth]
    if any(_same(given, _rates(about, fallen)) for fallen in by):
        return ""
    wrong: dict[str, list[float]] = {}
    for fallen in by:
        wrong |= _wrong_rates(about, fallen)
        fits = [slip for slip, rates in wrong.items() if _same(given, rates)]
        if fits:
            return f'rates["{case}"]: {in_a_clause(common_slip(fits))}'
    return "" if only_slips else f'rates["{case}"] does not follow from falls["{case}"].'


def _wrong_rates(about: Case[Reducing], fallen: list[int]) -> dict[str, list[float]]:
    """What the common slips make of the falls: words → the rate of each epoch."""
    wrong = {
        "the new rate stands one epoch too early: it falls at the end of an epoch": _rates(
            about, [epoch - 1 for epoch in fallen]
        ),
        "the new rate stands one epoch too late: the epoch after the fall has it": _rates(
            about, [epoch + 1 for epoch in fallen]
        ),
        "it falls to factor times the first rate, not times the last one": _rates(
            about, fallen[:1]
        ),
    }
    if floor := about.settings.get("min_lr", 0.0):
        factor = about.settings["factor"]
        above = [epoch for n, epoch in enumerate(fallen, 1) if about.rate * factor**n >= floor]
        wrong["it falls below min_lr"] = _rates(about, fallen, floor=0.0)
        wrong["the last fall is left out; it goes down to min_lr"] = _rates(about, above)
    return wrong


def _no_list(answers: object, case: str) -> str:
    """Advice where a student has no list of epochs for a case."""
    return answered(answers, case, "falls", "a list of epochs, the first epoch being 1") or (
        f'falls["{case}"] is {entry(answers, case)!r}, which is not a list of whole numbers.'
    )


@cache
def _truth(student: str, case: str) -> list[int]:
    about = plateau_cases(student)[case]
    return reduced(about.settings, about.history, rate=about.rate).falls


def _rates(case: Case[Reducing], falls: Sequence[int], floor: float | None = None) -> list[float]:
    """The rate of each epoch: times the factor after each fall, and not below the floor."""
    floor = case.settings.get("min_lr", 0.0) if floor is None else floor
    return [
        max(case.rate * case.settings["factor"] ** sum(fall < epoch for fall in falls), floor)
        for epoch in range(1, len(case.history["val_loss"]) + 1)
    ]


def _same(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(math.isclose(a, b, rel_tol=SAME_RATE) for a, b in zip(one, other, strict=True))


def _numbers(value: object) -> list[float] | None:
    if not isinstance(value, Iterable):
        return None
    try:
        return [float(item) for item in value]
    except (TypeError, ValueError):
        return None


def _most_falls(case: Case[Reducing]) -> int:
    """After how many falls the rate is at its floor."""
    floor, rate, falls = case.settings.get("min_lr", 0.0), case.rate, 0
    while rate > floor and falls < len(case.history["val_loss"]):
        rate, falls = max(rate * case.settings["factor"], floor), falls + 1
    return falls


def _rule(
    case: Case[Reducing],
    quiet: int,
    most: int,
    *,
    longer: int = 0,
    set_back: bool = True,
    one_before: bool = False,
    again: bool = True,
    once: bool = False,
) -> list[int]:
    """Keras' rule with at most one thing changed; no difference may be as small as min_delta."""
    values, patience = case.history["val_loss"], case.settings["patience"] + longer
    best, wait, silent, spent = math.inf, 0, 0, False
    falls: list[int] = []
    for epoch, value in enumerate(values, start=1):
        counted, silent = silent == 0, max(silent - 1, 0)
        if value < best:
            wait, spent = (0 if set_back else wait), False
            best = value
        elif counted and not (once and spent):
            wait += 1
            if wait >= patience and len(falls) < most:
                falls.append(epoch)
                wait, silent, spent = (0 if again else wait), quiet, True
        if one_before:
            best = value
    return falls
