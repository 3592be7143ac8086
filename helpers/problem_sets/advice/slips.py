"""The sentences that all advice shares."""

from __future__ import annotations

from collections.abc import Iterable

NO_RETURN = "Is there a `return`?"


def common_slip(fits: Iterable[str]) -> str:
    """Which common slips a wrong answer fits, as a sentence; each is named once.

    Parameters
    ----------
    fits
        The slips in words. There is at least one.
    """
    return f"This fits a common slip: {', or '.join(dict.fromkeys(fits))}."


def in_a_clause(sentence: str) -> str:
    """A sentence as it stands behind a colon."""
    return sentence[0].lower() + sentence[1:]
