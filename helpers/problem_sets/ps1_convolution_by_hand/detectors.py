"""Advice on a filter that should detect a pattern, wherever it is and whatever is around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from helpers.convolution import cross_correlate
from helpers.problem_sets.advice.arrays import PRECISION
from helpers.problem_sets.ps1_convolution_by_hand.scenes import HOOK, THE_PATTERN, Scene


def advise_detector(
    detector: object,
    scenes: Iterable[Scene],
    *,
    correlate: Callable[..., NDArray] = cross_correlate,
) -> str:
    """Advice where the largest answer to a scene is not at the pattern, or "".

    Parameters
    ----------
    detector
        The student's kernel.
    scenes
        As from `scene`.
    correlate
        How the student's kernels are read, from `habit`; the right way counts as well.
    """
    if advice := _advise_form(detector):
        return advice
    kernel, scenes = np.asarray(detector, float), list(scenes)
    found = _not_the_pattern(kernel, scenes, cross_correlate)
    if not found or not _not_the_pattern(kernel, scenes, correlate):
        return ""
    return f"The largest answer to a picture is at {found}."


def advise_plain(detector: object) -> str:
    """Advice where a kernel answers to a plain area, or ""."""
    if advice := _advise_form(detector):
        return advice
    kernel = np.asarray(detector, float)
    if abs(kernel.sum()) <= PRECISION * np.abs(kernel).sum():
        return ""
    said = f"To a plain area of brightness 1 your detector answers {kernel.sum():.4g}."
    if kernel.min() >= 0:
        said += " It has no weights that hold against light where the pattern is dark."
    return said


def _advise_form(detector: object) -> str:
    try:
        kernel = np.asarray(detector)
    except ValueError:  # rows of different lengths
        kernel = np.empty(0)
    if kernel.shape != HOOK.shape or kernel.dtype.kind not in "biuf":
        return f"The detector should be an array of numbers, of the shape of pattern, {HOOK.shape}."
    if not np.isfinite(kernel.astype(float)).all() or not kernel.any():
        return "The detector needs finite numbers that are not all 0."
    return ""


def _not_the_pattern(kernel: NDArray, scenes: list[Scene], correlate: Callable) -> str:
    """What else got the largest answer in one of the scenes, or ""."""
    for picture, places in scenes:
        answers = correlate(picture, kernel)
        others = {tuple(place) for place in np.argwhere(answers >= answers.max() - 1e-9).tolist()}
        others.discard(places[THE_PATTERN])
        if others:
            names = [name for name, place in places.items() if place in others]
            return names[0] if names else "a place where only a part of a figure is seen"
    return ""
