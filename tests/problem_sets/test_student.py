"""Whose numbers are drawn: the typed id's, and while nbgrader grades those of the folder."""

import pytest

from helpers.problem_sets import student_id
from helpers.start.identity import graded_student


@pytest.fixture(autouse=True)
def _nobody_grades(monkeypatch):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    graded_student.cache_clear()
    yield
    graded_student.cache_clear()


def test_the_typed_id_counts_while_a_student_works():
    assert student_id(" Ada.Lovelace ") == "ada.lovelace"


@pytest.mark.parametrize("typed", ["", "  ", "\u200b", None, 7123, ...])
def test_without_an_id_the_student_is_told_what_to_type(typed):
    with pytest.raises(ValueError, match="Type your id"):
        student_id(typed)


@pytest.mark.parametrize("typed", ["ada", "", None, 7123])
def test_the_folder_counts_while_nbgrader_grades(typed, tmp_path, monkeypatch):
    folder = tmp_path / "Bob" / "ps2_output_shapes"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert student_id(typed) == "bob"


def test_on_a_hub_a_student_is_warned_of_an_id_that_is_not_the_one_to_hand_in_with(monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_USER", "bob")
    with pytest.warns(UserWarning, match="you hand in as 'bob'"):
        assert student_id("ada") == "ada"


def test_on_a_hub_validate_refuses_an_id_that_is_not_the_one_to_hand_in_with(monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_USER", "bob")
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(ValueError, match="STUDENT_ID is 'ada', but you hand in as 'bob'"):
        student_id("ada")
    assert student_id("Bob ") == "bob"
