"""A score hangs on the answers alone: not on how much is shown, nor on how many run at a time."""

from __future__ import annotations

import pytest

from helpers.grading.box import unavailable
from tests.grading.course import ANSWERS, NAME, Course

pytestmark = pytest.mark.skipif(bool(unavailable()), reason="no box can be made here")

COUNTER = """import sys
for i in range({}):
    sys.stdout.write('\\r%d' % i); sys.stdout.flush()
"""
BEFORE = {  # what stands before the right answer
    "quiet": "",
    "counts": COUNTER.format(2000),
    "counts-on": COUNTER.format(6000),
    "displays": "for i in range(2500): display(i)\n",
    "prints": "for _ in range(2): print('x' * (200 << 20))\n",
    "works": "for i in range(3_000_000): i * i\n",
}
TOLD = "cell 2 showed more than 16 MB: the rest is left out, which costs no points"


@pytest.fixture(scope="module")
def noisy(new_course, tmp_path_factory) -> Course:
    course = new_course(tmp_path_factory.mktemp("noisy") / "course")
    for student, before in BEFORE.items():
        answers = {"add": before + ANSWERS["add"], "mean": f"print(1)\n{ANSWERS['mean']}"}
        course.hand_in(student, ANSWERS | answers)
    wrong = ANSWERS | {"mean": f"{BEFORE['counts']}def mean(values):\n    return 0"}
    course.hand_in("wrong", wrong)
    return course


def cells(course: Course) -> dict[str, dict[str, float]]:
    """Student → test cell → points."""
    with course.gradebook() as gradebook:
        return {
            submission.student.id: {
                grade.name: grade.auto_score
                for notebook in submission.notebooks
                for grade in notebook.grades
                if grade.name != "words"  # by hand
            }
            for submission in gradebook.assignment_submissions(NAME)
        }


WAYS = [  # 2 workers are looked at in test_kernels.py
    ("--workers=8",),
    ("--workers=1", "--cold"),
    ("--workers=4", "--no-sandbox"),
]


@pytest.mark.parametrize("options", WAYS)
def test_every_cell_scores_the_same_in_any_kernel_and_with_any_number_of_workers(
    noisy, tmp_path, options
):
    course = noisy.copied(tmp_path / "course")
    output = course.autograde(*options)
    right = {"add-small": 1, "add-hidden": 2, "mean-small": 3}
    assert cells(course) == {**dict.fromkeys(BEFORE, right), "wrong": right | {"mean-small": 0}}
    assert TOLD in course.row(output, "prints")
    assert output.count("which costs no points") == 1
    assert "too long" not in output


def test_who_is_ended_for_want_of_memory_on_the_machine_gets_no_grade_rather_than_a_bad_one(course):
    slow = f"import time; time.sleep(2)\n{ANSWERS['add']}"
    course.hand_in("ada", ANSWERS | {"add": slow})
    limits = "from helpers.grading.box import Limits\nc.BoxedKernelManager.limits = Limits({})\n"
    course.configure(limits.format("floor_mb=1 << 30"))
    assert "which is not its fault" in course.row(course.autograde(fails=True), "ada")
    assert course.scores() == {}
    course.configure(limits.format(""))
    course.autograde()
    assert course.scores() == {"ada": 6.0}


def test_a_second_of_waiting_for_a_processor_is_no_second_of_the_time_limit(course):
    """Eight at a time, and each needs most of the time that a cell gets."""
    work = "import time\nend = time.process_time() + 1.8\nwhile time.process_time() < end: pass\n"
    for number in range(8):
        course.hand_in(f"student-{number}", ANSWERS | {"add": work + ANSWERS["add"]})
    course.configure("c.Execute.timeout = 3")
    output = course.autograde("--workers=8")
    assert set(course.scores().values()) == {6.0}
    assert "too long" not in output
