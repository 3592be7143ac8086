"""Advice on tables of confusions: row i, column j counts the digits i that are read as j."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from helpers.problem_sets.advice.slips import NO_RETURN, common_slip, in_a_clause

CLASSES = 10
Labelled = tuple[np.ndarray, np.ndarray]


def confusions(labels: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """The table of ten classes, counted one digit after the other."""
    counts = np.zeros((CLASSES, CLASSES), int)
    for pair in zip(labels, predicted, strict=True):
        counts[pair] += 1
    return counts


def advise_confusions(function: Callable, cases: Iterable[Labelled]) -> str:
    """Advice on a function ``count_confusions(labels, predicted)``, or "".

    Parameters
    ----------
    function
        The student's. An exception in it is passed on.
    cases
        Labels and predicted classes, arrays of shape (n,).
    """
    for labels, predicted in cases:
        value = function(labels.copy(), predicted.copy())
        if value is None:
            return f"count_confusions returns None. {NO_RETURN}"
        right, value = confusions(labels, predicted), np.asarray(value)
        if value.shape != right.shape:
            advice = "ten rows and ten columns are wanted, also where a digit does not occur"
            return f"count_confusions returns the shape {value.shape}: {advice}."
        slips = {
            "rows and columns are swapped; the row is what the digit is": right.T,
            "what occurs several times is counted once": np.minimum(right, 1),
            "these are shares, not numbers of digits": right / len(labels),
            "these are shares of each row, not numbers of digits": right
            / np.maximum(right.sum(axis=1, keepdims=True), 1),
            "the digits that are read rightly are left out": right - np.diag(np.diag(right)),
        }
        if advice := _which(value, right, slips):
            return f"count_confusions: {advice}"
    return ""


def most_confused(counts: np.ndarray) -> set[tuple[int, int]]:
    """The pairs (is, read as) that are the most frequent mistakes; several in case of a tie."""
    mistakes = {(i, j): counts[i, j] for i in range(CLASSES) for j in range(CLASSES) if i != j}
    most = max(mistakes.values())
    return {pair for pair, count in mistakes.items() if count == most}


def advise_most_confused(function: Callable, tables: Iterable[np.ndarray]) -> str:
    """Advice on a function ``most_confused(counts)`` that returns (is, read as), or "".

    Parameters
    ----------
    function
        The student's. An exception in it is passed on.
    tables
        Tables as `confusions` makes them.
    """
    for counts in tables:
        if advice := advise_pair(function(counts.copy()), [counts]):
            return f"most_confused: {advice}"
    return ""


def advise_pair(value: object, tables: Iterable[np.ndarray]) -> str:
    """Advice on a pair (is, read as) that is the most frequent mistake in one of some tables."""
    tables = list(tables)
    pair = _as_pair(value)
    if pair is None:
        return f"{value!r} is not a pair (digit, what it is read as) of two whole numbers."
    if any(pair in most_confused(counts) for counts in tables):
        return ""
    counts = tables[0]
    if pair[0] == pair[1]:
        return "this digit is read rightly; look for the largest number beside the diagonal."
    if pair[::-1] in most_confused(counts):
        return "the two are swapped; first what the digit is, then what it is read as."
    both = most_confused(counts + counts.T)
    if pair in both:
        return "both directions are added up; 3 read as 5 is not the same mistake as 5 read as 3."
    return "that is not the most frequent mistake."


def advise_own_pair(
    value: object,
    predicted: object,
    labels: np.ndarray,
    given: np.ndarray,
    count: Callable,
    most: Callable,
) -> str:
    """Advice on the most frequent mistake of a network, or "".

    What follows from the student's own classes and functions is right too: a mistake in one of them
    has cost its point already.

    Parameters
    ----------
    value
        The student's pair.
    predicted
        The student's classes.
    labels
        What the digits are, shape (n,).
    given
        Answers of the network, shape (n, 10).
    count, most
        The student's ``count_confusions`` and ``most_confused``.
    """
    tables = [confusions(labels, given.argmax(axis=1))]
    own = np.asarray(predicted)
    if own.shape == labels.shape and set(own.tolist()) <= set(range(CLASSES)):
        tables.append(confusions(labels, own.astype(int)))
    advice = advise_pair(value, tables)
    if not advice or _as_pair(value) in _followed(tables[-1], labels, own, count, most):
        return ""
    return f"pair: {advice}"


def _followed(
    table: np.ndarray,
    labels: np.ndarray,
    predicted: np.ndarray,
    count: Callable[..., object],
    most: Callable[..., object],
) -> set[tuple[int, int]]:
    """The pairs that a student's functions make of a table; none where they look at nothing."""
    try:
        turned = _as_pair(most(table[::-1, ::-1].copy()))
        pairs = {_as_pair(most(table.copy())), _as_pair(most(np.asarray(count(labels, predicted))))}
    except Exception:  # a student's function may raise anything; then nothing follows from it
        return set()
    return {pair for pair in pairs if pair not in (turned, None)}


def advise_shares(function: Callable, tables: Iterable[np.ndarray]) -> str:
    """Advice on a function ``share_read(counts)``: which share of each digit is read rightly.

    Parameters
    ----------
    function, tables
        As for `advise_most_confused`; no row is empty.
    """
    for counts in tables:
        value = function(counts.copy())
        if value is None:
            return f"share_read returns None. {NO_RETURN}"
        value = np.asarray(value)
        if value.shape != (CLASSES,):
            return f"share_read returns the shape {value.shape}; ten numbers are wanted."
        hits = np.diagonal(counts)
        slips = {
            "the share of what is read as a digit, not of what is one: those are the columns": hits
            / np.maximum(counts.sum(axis=0), 1),
            "the share of all digits; divide by those of the row": hits / counts.sum(),
            "the number of digits, not their share": hits,
            "the share that is read wrongly": 1 - hits / counts.sum(axis=1),
        }
        if advice := _which(value, hits / counts.sum(axis=1), slips):
            return f"share_read: {advice}"
    return ""


def advise_predicted(value: object, right: np.ndarray) -> str:
    """Advice on the classes that a network predicts, or "".

    Parameters
    ----------
    value
        The student's.
    right
        Answers of the network, shape (n, 10).
    """
    value = np.asarray(value)
    if value.shape == right.shape:
        return "predicted holds ten numbers of each digit; wanted is the place of the largest."
    if value.shape != right.shape[:1]:
        return f"predicted has the shape {value.shape}; one class for each test digit is wanted."
    if not np.issubdtype(value.dtype, np.integer):
        return f"predicted holds {value.dtype}; classes are whole numbers."
    same = float(np.mean(value == right.argmax(axis=1)))
    if same < 0.99:
        return f"predicted is what the network says in {same:.0%} of the test digits only."
    return ""


def _which(value: np.ndarray, right: np.ndarray, slips: dict[str, np.ndarray]) -> str:
    if np.allclose(value, right):
        return ""
    fits = [slip for slip, wrong in slips.items() if np.allclose(value, wrong)]
    if fits:
        return in_a_clause(common_slip(fits))
    return "these are not the right numbers."


def _as_pair(value: object) -> tuple[int, int] | None:
    try:
        pair = tuple(np.asarray(value).tolist())
    except (TypeError, ValueError):
        return None
    if len(pair) != 2 or not all(isinstance(one, int) and 0 <= one < CLASSES for one in pair):
        return None
    return pair
