"""The lectures of the page are those in the folder, with the question that each asks itself."""

import re

import nbformat
import pytest

from helpers.overview.lectures import lectures
from tests.paths import COURSE, LECTURES

LISTED = lectures(COURSE)


def test_every_lecture_is_listed_once_and_in_order():
    files = sorted(path.relative_to(COURSE).as_posix() for path in LECTURES.glob("*.ipynb"))
    assert [one.path for one in LISTED] == files


@pytest.mark.parametrize("lecture", LISTED, ids=lambda one: one.title)
def test_question_and_minutes_are_those_of_the_lecture_itself(lecture):
    first = nbformat.read(COURSE / lecture.path, as_version=4).cells[0].source
    assert f"**{lecture.question}**" in first
    assert re.search(rf"^\*{lecture.minutes} minutes", first, re.MULTILINE)
    assert lecture.needs


def test_without_a_table_there_is_no_lecture(tmp_path):
    assert lectures(tmp_path) == []
