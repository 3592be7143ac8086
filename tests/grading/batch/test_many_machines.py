"""Submissions run behind a scheduler's address, as on other machines."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.grading.cluster import Cluster
from tests.grading.course import ANSWERS, NAME
from tests.paths import COURSE

SOON = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s"}
SLOW = ANSWERS | {"add": "import time\ntime.sleep(1)\n" + ANSWERS["add"]}


@pytest.fixture
def cluster(tmp_path):
    cluster = Cluster(tmp_path / "cluster")
    yield cluster
    cluster.stop()


def test_workers_elsewhere_run_the_notebooks(course, cluster):
    scheduler = cluster.start("scheduler", "--host=127.0.0.1", "--port=0")
    address = cluster.address()
    for student in ("ada", "bob", "cat"):
        course.hand_in(student, SLOW, files={"mine.txt": b"mine"})
    cluster.start("worker", "--nthreads=2", "--host=127.0.0.1")
    output = course.autograde(f"--scheduler={address}")
    assert "3 of 3 graded" in output
    assert course.scores() == {"ada": 6, "bob": 6, "cat": 6}
    assert (course.root / "autograded" / "ada" / NAME / "mine.txt").read_bytes() == b"mine"
    assert scheduler.poll() is None  # it is not ours to end


def test_a_lost_scheduler_loses_nothing(course, cluster, tmp_path):
    scheduler = cluster.start("scheduler", "--host=127.0.0.1", "--port=0")
    address = cluster.address()
    cluster.start("worker", "--nthreads=1", "--host=127.0.0.1")
    students = [f"student-{number}" for number in range(4)]
    for student in students:
        course.hand_in(student, SLOW)
    coordinator = subprocess.Popen(
        [sys.executable, "-m", "helpers.grading", "autograde", NAME, f"--scheduler={address}"],
        cwd=course.root,
        env={**os.environ, **SOON, "PYTHONPATH": str(COURSE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    end = time.monotonic() + 120
    while not list(course.root.glob(f"autograded/*/{NAME}")):
        assert time.monotonic() < end
        time.sleep(0.02)
    scheduler.send_signal(signal.SIGKILL)
    output, _ = coordinator.communicate(timeout=180)
    assert coordinator.returncode == 1 and "scheduler was lost" in output
    graded = course.scores()
    assert 0 < len(graded) < 4
    assert all(f"│ {student} " in output for student in graded)  # the table is there all the same

    course.autograde("--workers=2")
    assert course.scores() == dict.fromkeys(students, 6.0)


def test_a_scheduler_that_is_not_there_is_named(course):
    course.hand_in("ada")
    output = course.autograde("--scheduler=tcp://127.0.0.1:9", fails=True, env=SOON)
    assert "127.0.0.1:9" in output and "Traceback" not in output
