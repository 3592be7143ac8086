"""Whose a file is, by the names that Canvas and Moodle give, and by folders and archives."""

import pytest

from helpers.grading.collecting.names import Named, below_one_folder, named

NAME = "ps2"


@pytest.mark.parametrize(
    ("place", "meant"),
    [
        ("chenwei_4711_90_ps2.ipynb",
         Named("chenwei", "ps2.ipynb", "Canvas", "4711", False, (0, 90))),
        ("chenwei_LATE_4711_90_ps2-3.ipynb",
         Named("chenwei", "ps2.ipynb", "Canvas", "4711", True, (3, 90))),
        ("o-neil_jo_4711_90_my_own_2_3_data.csv",
         Named("o-neil_jo", "my_own_2_3_data.csv", "Canvas", "4711", False, (0, 90))),
        ("chenwei_4711_90_photo-1.png",
         Named("chenwei", "photo-1.png", "Canvas", "4711", False, (0, 90))),
        ("Wei Chen_12_assignsubmission_file_/a/ps2.ipynb",
         Named("Wei Chen", "a/ps2.ipynb", "Moodle")),
        ("Wei Chen_12_assignsubmission_file/ps2.ipynb", Named("Wei Chen", "ps2.ipynb", "Moodle")),
        ("Wei_de_Chen_12_assignsubmission_file_my_ps2.ipynb",
         Named("Wei_de_Chen", "my_ps2.ipynb", "Moodle")),
        ("Wei Chen_12_assignsubmission_file_/x_1_2_ps2.ipynb",
         Named("Wei Chen", "x_1_2_ps2.ipynb", "Moodle")),
        ("class/Wei Chen_12_assignsubmission_onlinetext_/onlinetext.html",
         Named("Wei Chen", "onlinetext.html", "Moodle")),
        ("ada/ps2.ipynb", Named("ada", "ps2.ipynb")),
        ("ada/ps2/data/1.csv", Named("ada", "data/1.csv")),
        ("ada/other/ps2.ipynb", Named("ada", "other/ps2.ipynb")),
        ("ada.zip", Named("ada", "ada.zip")),
        ("ps2_ada.ipynb", Named("", "ps2_ada.ipynb")),
    ],
)  # fmt: skip
def test_a_path_says_whose_it_is(place, meant):
    assert named(place, NAME) == meant


@pytest.mark.parametrize(
    ("places", "top"),
    [
        (["all/ada/ps2.ipynb", "all/bob/ps2.ipynb"], "all/"),
        (["ada/ps2/ps2.ipynb", "bob/ps2/ps2.ipynb"], ""),
        (["ada/ps2/ps2.ipynb", "ada/ps2/data.csv"], ""),
        (["all/ada/ps2.ipynb", "all/loose.ipynb"], ""),
        (["W C_1_assignsubmission_file_/a/1.csv", "W C_1_assignsubmission_file_/b/2.csv"], ""),
    ],
)
def test_a_folder_around_all_students_is_nobodys(places, top):
    assert below_one_folder(places) == top
