"""Kernels in a box, forked or started anew, and kernels in the open give the same scores."""

from __future__ import annotations

import pytest

from helpers.grading.box import unavailable
from tests.grading.course import ANSWERS, Course

pytestmark = pytest.mark.skipif(bool(unavailable()), reason="no box can be made here")

ALL, OF_ADD = 6, 3
NO_LIBRARY = b"raise RuntimeError('this is not the library')\n"
ENDS = {
    "quits": "quit()",
    "exits": "exit()",
    "asks": "get_ipython().ask_exit()",
    "leaves": "import os; os._exit(0)",
}
RIGHT = {
    **dict.fromkeys(["honest", "own-numpy", "own-json", "raises"], ALL),
    **dict.fromkeys(["wrong", *ENDS], OF_ADD),
}


@pytest.fixture(scope="module")
def ways(new_course, tmp_path_factory) -> Course:
    course = new_course(tmp_path_factory.mktemp("ways") / "course")
    course.hand_in("honest")
    course.hand_in("own-numpy", files={"numpy.py": NO_LIBRARY})
    course.hand_in("own-json", files={"json.py": NO_LIBRARY, "tornado.py": NO_LIBRARY})
    course.hand_in("raises", ANSWERS | {"mean": f"{ANSWERS['mean']}\nraise SystemExit"})
    course.hand_in("wrong", ANSWERS | {"mean": "def mean(values):\n    return 0"})
    for student, end in ENDS.items():
        course.hand_in(student, ANSWERS | {"mean": f"{ANSWERS['mean']}\n{end}"})
    return course


@pytest.mark.parametrize("way", ["--workers=2", "--cold", "--no-sandbox"])
def test_a_score_does_not_hang_on_the_kind_of_kernel(ways, tmp_path, way):
    """Nor on variables of Python: PYTHONOPTIMIZE would switch every assert off."""
    course = ways.copied(tmp_path / "course")
    variables = {"PYTHONOPTIMIZE": "1", "PYTHONSAFEPATH": "1", "PYTHONWARNINGS": "ignore"}
    output = course.autograde(way, env=variables)
    assert course.scores() == RIGHT
    assert "Task was destroyed" not in output  # asyncio's, where nobody waits for a kernel any more
    for student in ENDS:
        assert "stopped in cell" in course.row(output, student)
