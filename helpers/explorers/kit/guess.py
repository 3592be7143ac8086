"""A prediction that an explorer asks for before it answers the first move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any


@dataclass(frozen=True)
class Guess:
    """A question about what a move will show. The browser asks it, and says how far off one was.

    Attributes
    ----------
    question : str
    answer : float or str
        A number, or one of the choices.
    because : str
        A sentence that is told with the answer.
    choices : sequence of str
        What there is to choose, in the order of the buttons; empty where a number is asked for.
    unit : str
        What is counted: "rows", say. "%" for a share in percent.

    Raises
    ------
    ValueError
        If there is one choice alone, the answer is none of them, or it is no finite number.
    """

    question: str
    answer: float | str
    because: str
    choices: Sequence[str] = ()
    unit: str = ""

    def __post_init__(self) -> None:
        if self.choices:
            if len(self.choices) < 2 or self.answer not in self.choices:
                raise ValueError(
                    f"the answer is {self.answer!r}, the choices are {list(self.choices)}; "
                    "give two or more, the answer among them"
                )
        elif isinstance(self.answer, str) or not isfinite(self.answer):
            raise ValueError(f"the answer is {self.answer!r}; give a finite number, or choices")

    def for_browser(self) -> dict[str, Any]:
        """The trait `guess` of a `helpers.explorers.kit.view.View`."""
        plain = self.answer if isinstance(self.answer, str) else float(self.answer)
        return {
            "question": self.question,
            "answer": plain,
            "because": self.because,
            "choices": list(self.choices),
            "unit": self.unit,
        }
