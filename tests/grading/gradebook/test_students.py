"""Folders belong to the students that they are called by, however the name is written."""

import unicodedata

import pytest
from nbgrader.api import Gradebook

from helpers.grading.gradebook.students import Students, is_name

DECOMPOSED = unicodedata.normalize("NFD", "Schröder")


@pytest.fixture
def gradebook(course):
    with course.gradebook() as gradebook:
        yield gradebook


def students(gradebook: Gradebook, ids, folders) -> Students:
    for name in ids:
        gradebook.add_student(name)
    return Students(gradebook, folders)


@pytest.mark.parametrize(
    ("enrolled", "folder"),
    [
        ("mueller", "mueller"),
        ("mueller", "Mueller"),
        ("Mueller", "MUELLER"),
        ("mueller", " mueller "),
        ("Schröder", DECOMPOSED),
        (DECOMPOSED, "schröder"),
        ("straße", "STRASSE"),
    ],
)
def test_a_folder_belongs_to_the_one_who_is_enrolled(gradebook, enrolled, folder):
    assert students(gradebook, [enrolled, "other"], [folder]).owner(folder) == enrolled


def test_a_folder_of_nobody_keeps_its_name(gradebook):
    assert students(gradebook, ["mueller"], ["muller"]).owner("muller") == "muller"


def test_two_who_are_enrolled_keep_what_is_theirs(gradebook):
    two = students(gradebook, ["ann", "Ann"], ["ann", "Ann", "ANN"])
    assert (two.owner("ann"), two.owner("Ann")) == ("ann", "Ann")
    with pytest.raises(ValueError, match="'ANN' may be that of 'Ann' and 'ann'; rename it"):
        two.owner("ANN")


@pytest.mark.parametrize("ids", [["mueller"], []])
def test_two_folders_of_one_student_are_not_guessed_at(gradebook, ids):
    two = students(gradebook, ids, ["Mueller", "MUELLER"])
    with pytest.raises(ValueError, match=r"'MUELLER' and 'Mueller' seem to be of .*; keep one"):
        two.owner("Mueller")


def test_the_folder_in_the_form_of_the_roster_counts_and_another_is_told(gradebook):
    two = students(gradebook, ["mueller"], ["mueller", "Mueller"])
    assert two.owner("mueller") == "mueller"
    with pytest.raises(ValueError, match="keep one"):
        two.owner("Mueller")


def test_a_roster_is_more_than_ids(gradebook):
    assert not students(gradebook, ["ada"], []).has_roster
    gradebook.add_student("bob", last_name="Bobson")
    assert Students(gradebook, []).has_roster


@pytest.mark.parametrize(
    ("name", "fits"), [("müller-3", True), ("a b", True), ("a\nb", False), ("[a-z]", False),
                       ("*", False), ("\x1b", False), ("\udcff", False)],
)  # fmt: skip
def test_not_every_name_can_be_a_students(name, fits):
    assert is_name(name) == fits
