"""A text as a row of tokens, and the passages of a few tokens in it.

Names, numbers and strings count as one of their kind, so a copy with other names, or with another
student's personal numbers, has the same passages (Prechelt, Malpohl, Philippsen 2002, *Finding
Plagiarisms among a Set of Programs with JPlag*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pygments.lexers import PythonLexer
from pygments.token import Comment, Name, Number, String, Whitespace

CODE_TOKENS = 12  # of a passage: about two short lines
WORDS = 6
_WORD = re.compile(r"\w+")
_LEXER = PythonLexer(stripnl=False, ensurenl=False)


@dataclass(frozen=True)
class Passage:
    """Tokens in a row.

    Attributes
    ----------
    key
        What is compared.
    start, end
        Where it stands in the text, in characters.
    """

    key: tuple[str, ...]
    start: int
    end: int


def passages(text: str, *, is_code: bool) -> list[Passage]:
    """All passages of a cell, each beginning at the next token."""
    tokens = list(_tokens_of_code(text) if is_code else _words(text))
    length = CODE_TOKENS if is_code else WORDS
    return [
        Passage(tuple(key for key, _, _ in row), row[0][1], row[-1][2])
        for row in (tokens[i : i + length] for i in range(len(tokens) - length + 1))
    ]


def _tokens_of_code(text: str) -> Iterator[tuple[str, int, int]]:
    """Token, start, end; any text has some, also one that Python cannot read."""
    string: tuple[int, int] | None = None  # a string comes in pieces
    for start, kind, value in _LEXER.get_tokens_unprocessed(text):
        end = start + len(value)
        if kind in String:
            string = (string[0] if string else start, end)
            continue
        if string:
            yield "string", *string
            string = None
        if kind in Comment or kind in Whitespace or not value.strip():
            continue
        if kind in Number:
            yield "number", start, end
        elif kind in Name and kind not in Name.Builtin:
            yield "name", start, end
        else:
            yield value, start, end
    if string:
        yield "string", *string


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    for word in _WORD.finditer(text.casefold()):
        yield "number" if word[0].isdigit() else word[0], word.start(), word.end()
