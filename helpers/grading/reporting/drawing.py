"""The pictures of a report, as SVG inside the page: its style sheet gives them their colours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

STEPS = 5  # colours of a strip, from no points to all
BARS = 10  # of a histogram
_WIDTH, _HEIGHT, _FOOT, _HEAD = 640, 180, 36, 18  # pixels


def histogram(scores: NDArray[np.float64], maximum: float) -> Markup:
    """How many students have which share of the points.

    Parameters
    ----------
    scores
        Points of each student, of shape (students,).
    maximum
        Points that can be earned, above 0.
    """
    shares = np.clip(scores / maximum, 0, 1)
    counts = np.histogram(shares, BARS, (0, 1))[0]
    step, most = _WIDTH / BARS, max(int(counts.max()), 1)
    drawn = []
    for place, count in enumerate(map(int, counts)):
        height = count / most * (_HEIGHT - _FOOT - _HEAD)
        left, top = place * step, _HEIGHT - _FOOT - height
        drawn.append(
            f'<rect class="bar" x="{left + 2:g}" y="{top:g}" width="{step - 4:g}" '
            f'height="{height:g}"/>'
            f'<text x="{left + step / 2:g}" y="{top - 4:g}">{count or ""}</text>'
            f'<text class="axis" x="{left + step / 2:g}" y="{_HEIGHT - _FOOT + 16:g}">'
            f"{_percent(place)}–{_percent(place + 1)}</text>"
        )
    drawn.append(
        f'<text class="axis" x="{_WIDTH / 2}" y="{_HEIGHT - 2}">percent of the points</text>'
    )
    return Markup(
        f'<svg class="histogram" role="img" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'aria-label="{spoken(counts)}">{"".join(drawn)}</svg>'
    )


def spoken(counts: Sequence[int] | NDArray[np.int64]) -> str:
    """A histogram in words."""
    said = [
        f"{count} with {_percent(place)} to {_percent(place + 1)} percent"
        for place, count in enumerate(map(int, counts))
        if count
    ]
    return "Number of students by share of the points: " + ", ".join(said)


def _percent(place: int) -> int:
    return round(place / BARS * 100)


def strip(shares: Sequence[float]) -> Markup:
    """One row of a heat map: a field for each student.

    Parameters
    ----------
    shares
        From 0 to 1; NaN where there is none.
    """
    drawn, at = [], 0
    for level, fields in groupby(map(_level, shares)):
        width = len(list(fields))
        drawn.append(f'<rect class="{level}" x="{at}" width="{width}" height="1"/>')
        at += width
    return Markup(
        f'<svg class="strip" aria-hidden="true" viewBox="0 0 {max(at, 1)} 1" '
        f'preserveAspectRatio="none">{"".join(drawn)}</svg>'
    )


def _level(share: float) -> str:
    """The class of a field: only who has all the points is in the last one."""
    if np.isnan(share):
        return "none"
    inner = 1 + int(share * (STEPS - 2))
    return f"s{0 if share <= 0 else STEPS - 1 if share >= 1 else inner}"


def bar(share: float) -> Markup:
    """A share of a whole, as a bar beside its number."""
    return Markup(
        '<svg class="share" aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">'
        f'<rect class="ground" width="100" height="10"/>'
        f'<rect class="bar" width="{100 * min(max(share, 0), 1):g}" height="10"/></svg>'
    )
