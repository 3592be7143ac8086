"""Text in whatever encoding a program saved it."""

import pytest

from helpers.grading.encodings import WINDOWS, decoded, encoding_of

TEXT = '{"cells": "Größe, naïve, €"}'


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_text_reads_the_same_in_every_encoding(encoding):
    assert decoded(TEXT.encode(encoding)) == TEXT


def test_a_guess_can_be_told_from_knowledge():
    assert encoding_of("Größe".encode()) == "utf-8"
    assert encoding_of(b"plain") == "utf-8"
    assert encoding_of("Größe".encode("cp1252")) == WINDOWS
    assert encoding_of(b"") == "utf-8"


def test_what_is_no_text_is_refused():
    with pytest.raises(ValueError, match="charmap"):
        decoded(b"\x81\xff")
