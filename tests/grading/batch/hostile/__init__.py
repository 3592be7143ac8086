"""Hostile submissions: what each tries, and what must be true afterwards."""

from tests.grading.batch.hostile import (  # noqa: F401  (each adds its own to SUBMISSIONS)
    exhausting,
    folders,
    network,
    notebooks,
    processes,
    reading,
    showing,
    writing,
)
from tests.grading.batch.hostile.submission import ALL, CHEAT, SUBMISSIONS, notes

__all__ = ["ALL", "CHEAT", "SUBMISSIONS", "notes"]
