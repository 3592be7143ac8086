"""A command that is forked does what one does that starts from nothing."""

import pytest

from tests.grading.course import NAME

ASKED = """
import os, sys
at_once = {name for name in ("distributed", "nbgrader.apps.nbgraderapp") if name in sys.modules}
print(sys.argv[1:], os.getcwd(), os.environ["COLUMNS"], __name__)
print(sorted(at_once), file=sys.stderr)
sys.exit(3)
"""


def test_it_has_its_modules_at_once_and_its_own_folder_variables_and_arguments(course):
    (course.root / "asked.py").write_text(ASKED)
    said = course.run("-m", "asked", "one", "two", fails=True)
    assert said.splitlines() == [
        f"['one', 'two'] {course.root} 400 __main__",
        "['distributed', 'nbgrader.apps.nbgraderapp']",
    ]
    anew = course.run("-m", "asked", "one", "two", fails=True, env={"COLUMNS": "400"})
    assert anew.splitlines() == [said.splitlines()[0], "[]"]


@pytest.mark.parametrize("anew", [{}, {"env": {"CNN_ANEW": "1"}}])
def test_a_class_is_graded_alike(course, anew):
    course.hand_in("ada")
    course.hand_in("bob", {})
    said = course.autograde(**anew)
    assert course.scores() == {"ada": 6, "bob": 0}
    assert "2 of 2 graded" in said
    said = course.run("-m", "helpers.grading", "report", NAME, **anew)
    assert "2 handed in, 2 graded" in said
