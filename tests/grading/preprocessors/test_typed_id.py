"""A notebook that names another student is told, and nobody else."""

import unicodedata

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.grading.preprocessors.typed_id import NoteTypedId

DECOMPOSED = unicodedata.normalize("NFD", "Schröder")


def notes(student, source):
    answer = {"nbgrader": {"solution": True, "grade": False, "grade_id": "student-id"}}
    notebook = new_notebook(
        cells=[
            new_markdown_cell('STUDENT_ID = "you"'),
            new_code_cell('STUDENT_ID = "given"'),
            new_code_cell(source, metadata=answer),
        ]
    )
    resources = {"nbgrader": {"student": student, "notes": []}}
    NoteTypedId().preprocess(notebook, resources)
    return resources["nbgrader"]["notes"]


@pytest.mark.parametrize(
    "source",
    [
        'STUDENT_ID = "m.mustermann"  # your id',
        "STUDENT_ID = 'm.mustermann'",
        '%cd ..\nSTUDENT_ID = ""\nSTUDENT_ID="m.mustermann"',
    ],
)
def test_another_id_is_told(source):
    assert notes("ada", source) == [
        "STUDENT_ID is 'm.mustermann'; it was graded with the numbers of 'ada'"
    ]


@pytest.mark.parametrize(
    ("student", "source"),
    [
        ("ada", 'STUDENT_ID = " Ada"'),
        (DECOMPOSED, 'STUDENT_ID = "schröder\u200b"'),
        ("ada", 'STUDENT_ID = ""  # your id, between the quotes\nraise NotImplementedError()'),
        ("007123", "STUDENT_ID = 007123"),
        ("ada", "STUDENT_ID = “ada”"),
        ("ada", "pass"),
    ],
)
def test_the_same_id_or_none_that_can_be_read_is_not(student, source):
    assert notes(student, source) == []
