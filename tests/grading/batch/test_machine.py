from contextlib import nullcontext

import pytest
from nbgrader.coursedir import CourseDirectory

from helpers.grading.batch import grade_class
from helpers.grading.batch.grade_class import GradeClass
from helpers.grading.batch.machine import GB, concerns
from helpers.grading.working_folder import alone

QUIET = {"floor": GB, "cores": 4, "load": 0.3, "free": 8 * GB}


def test_a_quiet_machine_with_enough_memory_is_no_concern():
    assert concerns(6, **QUIET) == []


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        ({"load": 2.1}, "busy with other things (load 2.1, 4 cores)"),
        ({"free": 6 * GB}, "6.0 GB of memory are free. 6 kernels with TensorFlow take 6 GB, and 1"),
    ],
)
def test_what_makes_grades_hang_on_the_machine_is_told_with_a_remedy(seen, told):
    (concern,) = concerns(6, **QUIET | seen)
    assert told in concern
    assert "grade later" in concern or "--workers" in concern


def test_this_machine_is_looked_at_where_nothing_is_given():
    assert len(concerns(10_000, floor=GB, load=0)) == 1
    assert concerns(0, floor=0, load=0) == []


def test_a_concern_is_printed_and_kept_with_the_tables_of_the_runs(monkeypatch, tmp_path, capsys):
    class ManyKernels:
        def nthreads(self):
            return {"worker": 10_000}

    class NothingToRun:
        execute = None

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.setattr(grade_class, "connected", lambda *_, **__: nullcontext(ManyKernels()))
    grader = GradeClass(coursedir=CourseDirectory(root=str(tmp_path), assignment_id="sums"))
    with alone(), grade_class._workers(grader, NothingToRun(), None, 0):
        pass
    told = "20000 kernels with TensorFlow take 20000 GB"  # two for each submission
    assert told in capsys.readouterr().err
    assert told in (tmp_path / ".grading" / "sums.log").read_text()
