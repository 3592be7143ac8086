"""Advice on the functions that make pictures and labels fit a network."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from helpers.problem_sets.advice.slips import NO_RETURN, common_slip, in_a_clause

CLASSES = 10


def advise_as_input(function: Callable, batches: Iterable[np.ndarray]) -> str:
    """Advice on a function ``as_input(pictures)``, or "".

    Parameters
    ----------
    function
        The student's: (n, h, w) of uint8 → (n, h, w, 1) from 0 to 1. An exception is passed on.
    batches
        What it is called with.
    """
    for pictures in batches:
        given = pictures.copy()
        value = function(given)
        if value is None:
            return f"as_input returns None. {NO_RETURN}"
        if not np.array_equal(given, pictures):
            return "as_input changes the pictures that it is given; make new ones."
        value = np.asarray(value)
        wanted = (*pictures.shape, 1)
        if value.shape != wanted:
            return f"as_input makes {value.shape} of {pictures.shape}. {_shape_slip(value, wanted)}"
        if not np.issubdtype(value.dtype, np.floating):
            return f"as_input returns {value.dtype}; between 0 and 1 that leaves 0 and 1 alone."
        right = pictures[..., np.newaxis] / 255
        if not np.allclose(value, right, atol=1e-6):
            return f"as_input: {_value_slip(value, pictures)}"
    return ""


def _shape_slip(value: np.ndarray, wanted: tuple[int, ...]) -> str:
    if value.shape == wanted[:3]:
        return "The channels are missing; a grey picture has one."
    if value.shape in ((wanted[0], 1, *wanted[1:3]), (1, *wanted[:3])):
        return "The channel stands at the wrong place; in Keras it is the last axis."
    return "Wanted is (n, height, width, channels)."


def _value_slip(value: np.ndarray, pictures: np.ndarray) -> str:
    raw = pictures[..., np.newaxis].astype(float)
    slips = {
        "the pictures are not scaled; the starting weights are made for inputs of about 1": raw,
        "it divides by the largest value of the batch, so a digit depends on its neighbours": raw
        / raw.max(),
        "it divides by 256, but the largest value is 255": raw / 256,
        "ink and paper are exchanged": 1 - raw / 255,
    }
    fits = [slip for slip, wrong in slips.items() if np.allclose(value, wrong, atol=1e-6)]
    return in_a_clause(common_slip(fits)) if fits else "these are not 0 to 1."


def advise_as_target(function: Callable, batches: Iterable[np.ndarray]) -> str:
    """Advice on a function ``as_target(labels)``, or "".

    Parameters
    ----------
    function
        The student's: labels (n,) → one-hot rows (n, 10). An exception is passed on.
    batches
        What it is called with.
    """
    for labels in batches:
        value = function(labels.copy())
        if value is None:
            return f"as_target returns None. {NO_RETURN}"
        value = np.asarray(value)
        if value.shape == labels.shape:
            return "as_target returns one number for each label; one-hot rows are wanted."
        if value.shape != (len(labels), CLASSES):
            return (
                f"as_target makes {value.shape} of {len(labels)} labels; a row has ten places, "
                "also where a digit does not occur."
            )
        if not np.array_equal(value, np.eye(CLASSES)[labels]):
            return "as_target: the 1 of a row does not stand in the place of its digit."
    return ""
