"""Text of files that other programs have saved, whatever encoding they chose."""

from __future__ import annotations

import codecs

_MARKED = (  # the first bytes of a file; UTF-32 before UTF-16, whose mark it begins with
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WINDOWS = "cp1252"  # of Western Europe and America; what Excel and old editors write


def encoding_of(content: bytes) -> str:
    """The name of the encoding of a text.

    A byte-order mark decides; without one, a zero byte among the first two means UTF-16, since
    notebooks, times and tables begin with ASCII. What is not UTF-8 then counts as `WINDOWS`, which
    is a guess: whoever reads it has to say so.

    Parameters
    ----------
    content
        The file, or its beginning where that ends at the end of a character.
    """
    for mark, name in _MARKED:
        if content.startswith(mark):
            return name
    if b"\0" in content[:2]:
        return "utf-16-be" if content.startswith(b"\0") else "utf-16-le"
    try:
        content.decode()
    except UnicodeDecodeError:
        return WINDOWS
    return "utf-8"


def decoded(content: bytes) -> str:
    """The text of a file, without a byte-order mark.

    Raises
    ------
    ValueError
        If it is not text in the encoding that `encoding_of` names.
    """
    return content.decode(encoding_of(content))
