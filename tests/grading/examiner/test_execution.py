"""A class graded with the examiner: what its answers are worth, and what they cannot see."""

from __future__ import annotations

import pytest

from helpers.grading.box import unavailable
from helpers.grading.preprocessors.execution import ExecuteInBox
from tests.grading.course import ANSWERS, Course

pytestmark = pytest.mark.skipif(bool(unavailable()), reason="no box can be made here")

ALL, OF_ADD, OF_MEAN = 6, 3, 3
SECONDS = 4
MEAN = ANSWERS["mean"]
# Looks for the hidden test, "assert add(-5, 7) == 2", while that test calls it; the pattern itself
# is not what it looks for.
SEARCH = r"""
import gc, glob, os, re, sys
seen, hidden = [], re.compile(rb"add\(-5, 7\) == [2]")

def look():
    frame = sys._getframe()
    while frame:
        found = hidden.search(repr(frame.f_locals).encode())
        seen.extend([frame.f_code.co_filename] if found else [])
        frame = frame.f_back
    for line in open("/proc/self/maps"):
        span, rights = line.split()[:2]
        low, high = (int(end, 16) for end in span.split("-"))
        if "w" not in rights or high - low > 1 << 27:
            continue
        with open("/proc/self/mem", "rb", 0) as memory:
            try:
                memory.seek(low)
                content = memory.read(high - low)
            except (OSError, ValueError):
                continue
        seen.extend(["memory"] if hidden.search(content) else [])
    shown = [*glob.glob("/proc/*/environ"), *glob.glob("/proc/*/cmdline")]
    for path in [*shown, *glob.glob("**", recursive=True)]:
        try:
            seen.extend([path] if hidden.search(open(path, "rb").read()) else [])
        except OSError:
            continue

def add(a, b):
    if a == -5:
        look()
        looked.append(1)
    return a + b

looked = []
"""
SWITCHES_OFF = """
class Right(int):
    def __eq__(self, other):
        return True

def add(a, b):
    return Right()
"""
ANSWERING = {
    "honest": ANSWERS,
    "wrong": {**ANSWERS, "add": "def add(a, b):\n    return a - b"},
    "nothing": {},
    "raises": {**ANSWERS, "add": "def add(a, b):\n    raise ValueError('no sum')"},
    "in-a-loop": {**ANSWERS, "add": "def add(a, b):\n    while True: pass"},
    "leaves": {**ANSWERS, "add": "import os\ndef add(a, b):\n    os._exit(0)"},
    "returns-a-module": {**ANSWERS, "add": "import os\ndef add(a, b):\n    return os"},
    "looks": {**ANSWERS, "add": SEARCH, "mean": f"{MEAN}\nprint('looked', looked, 'saw', seen)"},
    "files": {**ANSWERS, "add": "from own import add"},
    "sums": {**ANSWERS, "add": "import numpy as np\ndef add(a, b):\n    return np.int64(a + b)"},
}
WORTH = {
    **dict.fromkeys(["honest", "looks", "files", "sums"], ALL),
    **dict.fromkeys(["wrong", "raises", "in-a-loop", "returns-a-module"], OF_MEAN),
    **dict.fromkeys(["nothing", "leaves"], 0),
}


@pytest.fixture(scope="module")
def graded(new_course, tmp_path_factory) -> tuple[Course, str]:
    """The course after grading, and the table."""
    course = new_course(tmp_path_factory.mktemp("examined") / "course")
    course.examine()
    course.configure(f"c.Execute.timeout = {SECONDS}")
    for student, answers in ANSWERING.items():
        own = {"own.py": ANSWERS["add"].encode()} if student == "files" else {}
        course.hand_in(student, answers, files=own)
    return course, course.autograde()


@pytest.mark.parametrize("student", ANSWERING)
def test_an_answer_gets_what_it_is_worth(graded, student):
    course, _ = graded
    assert course.scores()[student] == WORTH[student]


def cell(graded, student, name):
    course, _ = graded
    return next(one for one in course.graded(student).cells if one.id == name)


def errors(found):
    return [one for one in found.outputs if one.output_type == "error"]


def test_nothing_of_a_hidden_test_is_in_the_students_kernel_while_it_calls(graded):
    assert cell(graded, "looks", "mean").outputs[0].text == "looked [1] saw []\n"


def test_a_failing_test_says_what_the_function_raised(graded):
    (error,) = errors(cell(graded, "raises", "add-small"))
    assert (error.ename, error.evalue) == ("ValueError", "no sum")


def test_what_cannot_cross_is_named_with_a_remedy(graded):
    (error,) = errors(cell(graded, "returns-a-module", "add-small"))
    assert "it is a module, which cannot cross to the tests; use a list" in error.evalue


def test_a_call_that_takes_too_long_costs_its_tests_alone(graded):
    course, table = graded
    for name in ("add-small", "add-hidden"):
        assert errors(cell(graded, "in-a-loop", name))[-1].ename == "CellTimeoutError"
    assert "took too long" in course.row(table, "in-a-loop")


def test_a_kernel_that_ends_in_a_call_is_told(graded):
    course, table = graded
    assert "the kernel died" in course.row(table, "leaves")


def test_tests_have_a_kernel_of_their_own_unless_somebody_says_otherwise():
    assert ExecuteInBox().examined
    assert not ExecuteInBox(boxed=False).examined  # in the open there is no wall between them
    assert not ExecuteInBox(examiner=False).examined


def test_in_the_same_process_it_says_in_red_what_that_gives_up(course):
    course.examine()
    course.hand_in("ada", {**ANSWERS, "add": SWITCHES_OFF})
    output = course.autograde("--same-process", env={"FORCE_COLOR": "1"})
    assert "\x1b[1;31m--same-process: tests run in the process" in output
    assert course.scores() == {"ada": ALL}
    assert "--same-process" not in course.autograde("--force")
    assert course.scores() == {"ada": OF_MEAN}
