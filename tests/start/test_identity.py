"""An id is the same however it is spelt, and known from how the kernel was started."""

import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.start.identity import graded_student, same_spelling

ZERO_WIDTH_SPACE, MARK_OF_BYTE_ORDER, SOFT_HYPHEN = "\u200b", "\ufeff", "\u00ad"


@pytest.fixture(autouse=True)
def _nobody_grades_yet(monkeypatch):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setattr("helpers.start.identity.get_ipython", lambda: None)
    graded_student.cache_clear()
    yield
    graded_student.cache_clear()


@pytest.fixture
def started_for_bob(tmp_path, monkeypatch):
    """The folder in which nbgrader starts the kernel that grades Bob."""
    folder = tmp_path / "Bob" / "ps2_output_shapes"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    return folder


@given(st.text())
def test_a_composed_and_a_decomposed_id_are_the_same(student):
    decomposed = unicodedata.normalize("NFD", student)
    assert same_spelling(decomposed) == same_spelling(student)


@pytest.mark.parametrize("invisible", [ZERO_WIDTH_SPACE, MARK_OF_BYTE_ORDER, SOFT_HYPHEN, " "])
def test_what_cannot_be_seen_makes_no_other_student(invisible):
    assert same_spelling(f"{invisible}Schröder{invisible}") == "schröder"


def test_a_point_or_a_letter_more_makes_another_student():
    spelt = ("ada", "a.da", "adda", "a da", "adä", "007", "7")
    assert len(set(map(same_spelling, spelt))) == len(spelt)


def test_nobody_is_graded_while_students_work():
    assert graded_student() is None


def test_the_folder_names_the_student_while_nbgrader_grades(started_for_bob):
    assert graded_student() == "bob"


def test_neither_another_folder_nor_another_environment_changes_who_is_graded(
    started_for_bob, monkeypatch
):
    assert graded_student() == "bob"
    os.makedirs("ada/ps2_output_shapes")
    monkeypatch.chdir("ada/ps2_output_shapes")
    monkeypatch.delenv("NBGRADER_EXECUTION")
    assert graded_student() == "bob"


def test_the_folder_in_which_a_kernel_started_counts_and_not_where_a_cell_has_gone(
    started_for_bob, monkeypatch
):
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    monkeypatch.setattr("helpers.start.identity.get_ipython", lambda: shell)
    monkeypatch.chdir("/")
    assert graded_student() == "bob"
