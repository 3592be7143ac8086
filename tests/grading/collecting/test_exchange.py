"""The exchange is used as nbgrader does, and what is wrong with it is said to an instructor."""

import shutil

import pytest

from tests.grading.course import NAME


@pytest.mark.parametrize(
    "command",
    [
        ("helpers.grading", "collect", NAME),
        ("nbgrader", "collect", NAME),
        ("nbgrader", "release_assignment", NAME),
        ("nbgrader", "release_feedback", NAME),
    ],
)
def test_an_exchange_that_is_not_there_is_refused_with_the_commands_that_make_it(course, command):
    place = course.root / "exchange"
    course.configure(f"c.Exchange.root = {str(place)!r}")
    said = course.run("-m", *command, fails=True)
    assert f"`sudo mkdir -p {place} && sudo chmod a+rwx {place}`" in said
    assert "contact your instructor" not in said and "Traceback" not in said


def test_work_that_was_handed_in_by_the_exchange_is_collected(course, tmp_path):
    place = tmp_path / "exchange"
    place.mkdir(mode=0o777)
    place.chmod(0o777)
    course.configure(f"c.Exchange.root = {str(place)!r}")
    said = course.run("-m", "helpers.grading", "collect", NAME, fails=True)
    assert f"release it first: `nbgrader release_assignment {NAME}`" in said
    course.run("-m", "nbgrader", "release_assignment", NAME)
    mine = tmp_path / "mine"
    shutil.copytree(course.root / "assignments" / NAME, mine / NAME)
    course.run("-m", "nbgrader", "submit", str(mine / NAME))
    said = course.run("-m", "helpers.grading", "collect", NAME)
    assert "Collecting submission:" in said
    assert list((course.root / "submitted").glob(f"*/{NAME}/{NAME}.ipynb"))
