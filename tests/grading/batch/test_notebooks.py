"""Notebooks in whatever encoding a program saved them."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers.grading.batch.notebooks import parsed, why_unreadable

TEXT = nbformat.writes(new_notebook(cells=[new_code_cell("print('Größe')", id="size")]))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_notebook_is_read_without_a_word(encoding):
    notes = []
    notebook = parsed(TEXT.encode(encoding), "sums.ipynb", notes)
    assert notebook.cells[0].source == "print('Größe')" and notes == []


def test_a_guessed_encoding_is_told_with_the_remedy():
    notes = []
    notebook = parsed(TEXT.encode("cp1252"), "sums.ipynb", notes)
    assert notebook.cells[0].source == "print('Größe')"
    assert notes == [
        "sums.ipynb is not in UTF-8 and was read as cp1252: look at its umlauts, or have it saved "
        "in JupyterLab and handed in again"
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_half_a_character_is_refused(encoding):
    with pytest.raises(UnicodeEncodeError):
        parsed(TEXT.replace("Größe", "\\ud800").encode(encoding), "sums.ipynb", [])


def test_an_id_that_is_none_is_replaced():
    (cell,) = parsed(TEXT.replace('"size"', '"<script>"').encode(), "sums.ipynb", []).cells
    assert cell.id.isalnum()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (TEXT[: len(TEXT) // 2], "the file ends in the middle, as if it had been cut off"),
        (TEXT.replace(",", ",,", 1), "it is damaged in line "),
        ("My answers are on paper.", "it is a file of another kind"),
        (" \n", "it is empty"),
        (TEXT.replace('"code"', '"secret"'), "a part of it is not as in a notebook"),
        ("[1]", "it is not built as a notebook (AttributeError: "),
    ],
)
def test_what_is_no_notebook_is_described_and_not_quoted(content, why):
    with pytest.raises(Exception) as caught:  # noqa: PT011  (nbformat raises errors of many kinds)
        nbformat.validate(parsed(content.encode(), "sums.ipynb", []))
    said = why_unreadable(caught.value, content.encode())
    assert said.startswith(why)
    assert "{" not in said and "secret" not in said and "paper" not in said
