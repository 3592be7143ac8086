"""Whose numbers are drawn: the typed id's, and while nbgrader grades those of the folder."""

import pytest

from helpers.problem_sets import student_id
from helpers.start.identity import graded_student
from tests.problem_sets.marking import cells, lost


@pytest.fixture(autouse=True)
def _nobody_grades(monkeypatch):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    monkeypatch.setattr("helpers.start.identity.get_ipython", lambda: None)
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


ELSEWHERE = {  # set: (answer, what stands in it, what takes its place)
    "ps2_output_shapes": ("output-size", "def output_size", "import os; os.chdir('..')\n{}"),
    "ps3_parameter_counts": ("mine-counted", "flat = None", "import os; os.chdir('..')\n{}"),
    # the folder is gone afterwards
    "ps5_callbacks": ("training", "        in_folder = ", "        os.chdir(folder)\n{}"),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_an_answer_that_goes_to_another_folder_costs_nothing(name, tmp_path, monkeypatch):
    folder = tmp_path / "Bob" / name
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    cell_id, old, new = ELSEWHERE[name]
    source = cells("solutions", name)[cell_id].source
    assert old in source
    assert lost(name, {cell_id: source.replace(old, new.format(old), 1)}) == {}
    assert student_id("") == "bob"
