"""Choices that depend on a student and a question alone, not on machine or Python version."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar

Option = TypeVar("Option")


class Draw:
    """A row of choices for one student and one question.

    The seed is the SHA-256 of both names. Of Python's `random` only `random()` is used: its
    sequence is the one thing that the documentation promises to keep for every version
    (https://docs.python.org/3/library/random.html#notes-on-reproducibility). The same calls in the
    same order give the same choices.

    Parameters
    ----------
    student
        The id as `student_id` returns it.
    question
        What is drawn, for instance ``"ps2_output_shapes/small"``. Two questions of one student are
        independent of each other.
    """

    def __init__(self, student: str, question: str) -> None:
        digest = hashlib.sha256(f"{question}\n{student}".encode()).digest()
        self._random = random.Random(int.from_bytes(digest, "big")).random

    def integer(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included, each equally likely."""
        if low > high:
            raise ValueError(
                f"nothing lies between low={low} and high={high}; low must not exceed high"
            )
        return low + int(self._random() * (high - low + 1))

    def choice(self, options: Sequence[Option]) -> Option:
        """One of the options."""
        if not options:
            raise ValueError("there is nothing to choose from: options is empty")
        return options[self.integer(0, len(options) - 1)]

    def sample(self, options: Sequence[Option], count: int) -> list[Option]:
        """``count`` different options, in random order."""
        if not 0 <= count <= len(options):
            raise ValueError(f"count={count} of {len(options)} options; take 0 to {len(options)}")
        left = list(options)
        return [left.pop(self.integer(0, len(left) - 1)) for _ in range(count)]

    def shuffled(self, options: Sequence[Option]) -> list[Option]:
        """All options, in random order."""
        return self.sample(options, len(options))
