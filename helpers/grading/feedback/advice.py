"""What a failed test may tell a student.

The message of a test is advice. But the values in it come from the student's code, and that code
can read the hidden tests while it runs: `assert x == y, f"that is {x}"` says whatever ``x`` holds.
So the words that go back are those that stand in the tests and in the modules that they import,
and beside them a few names and numbers that students know, and one value. A mark stands for the
rest.
"""

from __future__ import annotations

import ast
import builtins
import importlib.util
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from helpers.grading.gradebook.released_cells import imported_modules

PACKAGE = __name__.partition(".")[0]
LEFT_OUT = "…"
LONGEST = 600  # characters of a message
MOST_WORDS = 16  # names and numbers that students know from the tests as they have them
MOST_VALUES, MOST_DIGITS = 1, 12  # numbers that they do not know; a shape is one value
LONGEST_PHRASE = 300  # characters; what is longer is a docstring
_TOKEN = re.compile(r"\d+(?:(?:, ?|\.)\d+)*(?!\w)|\w+")
ENDED = {  # what the grader itself says in the place of an output
    "CellTimeoutError": "A cell was still running{after} and was stopped. Is there a loop that "
    "never ends? What stands below it did not run.",
    "DeadKernelError": "The run ended before this test. Either a cell took more memory than there "
    "is, or it ended Python, as exit() does.",
    "InvalidScore": "The test gave no valid score.",
    "MissingNotebook": "This notebook was not handed in.",
    "UnreadableNotebook": "This notebook could not be read.",
}
STOPPED = "It was still running{after} and was stopped. Is there a loop that never ends?"
NOT_WRITTEN = "The answer that this test asks for was not written."
AGAIN = "Not run, for the reason given above."


class Advice:
    """What the tests of one notebook can say.

    Parameters
    ----------
    tests
        Source of the locked cells, hidden tests included.
    shown
        The same cells as students have them.
    seconds
        How long a cell may run; None is without an end.
    """

    def __init__(
        self, tests: Iterable[str], shown: Iterable[str], seconds: float | None = None
    ) -> None:
        self._after = f" after {seconds:g} seconds" if seconds else ""
        self._ended: set[str] = set()
        self._own, words = _texts(tuple(tests))
        self._known = {"None", "True", "False", *words, *re.findall(r"\w+", "\n".join(shown))}

    def on(self, name: str, message: str) -> str:
        """One line for an error; what ended the whole run is explained once.

        Parameters
        ----------
        name
            Of the exception's class. A student may have named a class as it pleases.
        message
            Its text; only that of an AssertionError is a test's.
        """
        if name in ENDED:
            again, self._ended = name in self._ended, self._ended | {name}
            return AGAIN if again else ENDED[name].format(after=self._after)
        if name == "KeyboardInterrupt":  # the grader's, and what stands below did run
            return STOPPED.format(after=self._after)
        if name == "NotImplementedError":  # as the answer was released
            return NOT_WRITTEN
        if not isinstance(getattr(builtins, name, None), type):
            return "Exception"
        told = self.told(message) if name == "AssertionError" else ""
        return f"{name}: {told}" if told else name

    def told(self, message: str) -> str:
        """A message without what is not the tests' own; "" where nothing of it is."""
        pieces = self._own.split(message[:LONGEST])  # every second one is a phrase of the tests
        if len(pieces) == 1:
            return ""
        words, values = iter(range(MOST_WORDS)), iter(range(MOST_VALUES))

        def known(token: re.Match[str]) -> str:
            parts = re.findall(r"\w+", token[0])
            if all(part in self._known and next(words, None) is not None for part in parts):
                return token[0]
            number = token[0].isascii() and sum(map(len, parts)) <= MOST_DIGITS
            kept = number and parts[0].isdecimal() and next(values, None) is not None
            return token[0] if kept else LEFT_OUT

        pieces[::2] = [_tidied(_TOKEN.sub(known, piece)) for piece in pieces[::2]]
        return "".join(pieces).strip()


def _tidied(text: str) -> str:
    """One mark for all that was left out in a row, and no signs but those of a sentence."""
    text = re.sub(r"[^\w\s.,:;=()\[\]'+×/-]", LEFT_OUT, text)
    text = re.sub(rf"[^\w\s]{{4,}}|{LEFT_OUT}[^\w]*{LEFT_OUT}", LEFT_OUT, text)
    return re.sub(rf"{LEFT_OUT}(?:[^\w]*{LEFT_OUT})+", LEFT_OUT, re.sub(r"\s+", " ", text))


@lru_cache  # a class has the same tests
def _texts(tests: tuple[str, ...]) -> tuple[re.Pattern[str], frozenset[str]]:
    """A pattern for the phrases that a message of some tests can be made of, and single words."""
    phrases: set[str] = set()
    words: set[str] = set()
    for source in [*tests, *_modules(tests)]:
        for text, in_format in _literals(source):
            number = len(re.findall(r"[^\W\d_]{2,}", text))
            if number > 1 or (number and in_format):
                phrases |= {text, text[0].upper() + text[1:]}  # it may begin a sentence
            elif text.isidentifier():
                words.add(text)
    longest_first = "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
    own = rf"(?<!\w)({longest_first})(?!\w)" if phrases else "(?!)()"
    return re.compile(own), frozenset(words)


def _literals(source: str) -> Iterator[tuple[str, bool]]:
    """String literals without the signs at their ends, and whether each is part of an f-string."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # IPython's magics
        return
    formats = [node.values for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    in_formats = {id(part) for parts in formats for part in parts}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value.strip(" \n.,:;()[]'\"")
            if len(text) <= LONGEST_PHRASE:
                yield text, id(node) in in_formats


def _modules(sources: Iterable[str]) -> Iterator[str]:
    """Source of this package's modules that some code imports, and that those import in turn."""
    seen: set[str] = set()
    waiting = list(sources)
    while waiting:
        for name in imported_modules(waiting.pop()) - seen:
            seen.add(name)
            if name.partition(".")[0] == PACKAGE and (text := _source(name)) is not None:
                waiting.append(text)
                yield text


def _source(module: str) -> str | None:
    found = importlib.util.find_spec(module)
    if found is None or not found.origin or not found.origin.endswith(".py"):
        return None
    return Path(found.origin).read_text(encoding="utf-8")
