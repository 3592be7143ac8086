"""Questions in a lecture, answered at once with the reason why an answer is right or wrong."""

from __future__ import annotations

import html
import random
from collections.abc import Mapping
from dataclasses import dataclass, field

import traitlets
from IPython.display import display

from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import with_page
from helpers.explorers.kit.view import View


@dataclass(frozen=True)
class Choice:
    """A question with one right answer among several.

    Parameters
    ----------
    text
        The question, in plain text.
    right
        The right answer.
    because
        Why it is right.
    wrong
        Wrong answer → the misconception behind it, said to the one who chose it.

    Raises
    ------
    ValueError
        If there is no wrong answer, or the right one stands among them.
    """

    text: str
    right: str
    because: str
    wrong: Mapping[str, str]

    def __post_init__(self):
        if not self.wrong:
            raise ValueError(f"{self.text!r} has no wrong answer to choose; give at least one")
        if self.right in self.wrong:
            raise ValueError(f"{self.text!r}: {self.right!r} is both right and wrong")

    def options(self) -> list[tuple[str, bool, str]]:
        """(answer, whether it is right, feedback), in a mixed order that is always the same."""
        options = [(self.right, True, self.because)]
        options += [(answer, False, why) for answer, why in self.wrong.items()]
        random.Random(self.text).shuffle(options)
        return options

    def for_browser(self) -> dict:
        """The question as one of `QuestionsView.questions`."""
        return {"text": self.text, "options": self.options()}

    def on_paper(self) -> str:
        """The question as HTML that needs no script: the options, the answer folded away."""
        options = "".join(f"<li>{html.escape(option)}</li>" for option, _, _ in self.options())
        answer = f"{self.right}. {self.because}"
        return f"{html.escape(self.text)}<ul>{options}</ul>{_folded(answer)}"


@dataclass(frozen=True)
class Number:
    """A question with a number as its answer.

    Parameters
    ----------
    text
        The question, in plain text.
    answer
        The right number; compute it where you can.
    wrong
        Wrong number → the misconception that leads to it.
    because
        What to add when the answer is right.
    hint
        What to say to any other number.
    tolerance
        How far from a number still counts as it.

    Raises
    ------
    ValueError
        If a wrong number is within the tolerance of the right one.
    """

    text: str
    answer: float
    wrong: Mapping[float, str] = field(default_factory=dict)
    because: str = ""
    hint: str = ""
    tolerance: float = 1e-9

    def __post_init__(self):
        for value in self.wrong:
            if abs(value - self.answer) <= self.tolerance:
                raise ValueError(f"{self.text!r}: {value} is both right and wrong")

    def for_browser(self) -> dict:
        """The question as one of `QuestionsView.questions`."""
        return {
            "text": self.text,
            "answer": float(self.answer),
            "wrong": [(float(value), why) for value, why in self.wrong.items()],
            "because": self.because,
            "hint": self.hint,
            "tolerance": self.tolerance,
        }

    def on_paper(self) -> str:
        """The question as HTML that needs no script, the answer folded away."""
        return f"{html.escape(self.text)}{_folded(f'{self.answer:,.10g}. {self.because}')}"


def _folded(answer: str) -> str:
    return f"<details><summary>Answer</summary>{html.escape(answer)}</details>"


class QuestionsView(View):
    """The questions, with a place for each answer and for what there is to say about it."""

    _esm = es_module("questions/view")
    _css = style("questions/view")
    questions = traitlets.List(traitlets.Dict()).tag(sync=True)


def ask(*questions: Choice | Number) -> None:
    """Show questions that answer back.

    Without a running kernel the questions stand there as text, each with its answer folded away.
    """
    view = QuestionsView(questions=[question.for_browser() for question in questions])
    items = "".join(f"<li>{question.on_paper()}</li>" for question in questions)
    plain = "\n".join(f"{i}. {question.text}" for i, question in enumerate(questions, 1))
    display(with_page(view._repr_mimebundle_() or {}, f"<ol>{items}</ol>", plain), raw=True)
