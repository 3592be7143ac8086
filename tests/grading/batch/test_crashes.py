"""Whatever is cut off in the middle: run it again and it ends, with nothing lost or done twice."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from tests.grading.course import ANSWERS, MADE, NAME
from tests.paths import COURSE

SLOW = ANSWERS | {
    "add": "import os, time\n"
    "open('when.txt', 'w').write(str(time.time_ns()) + os.urandom(8).hex())\n"
    "time.sleep(1)\n" + ANSWERS["add"]
}
CLASS = [f"student-{number}" for number in range(6)]
RIGHT = dict.fromkeys(CLASS, 6.0)


@pytest.fixture
def class_of_six(course):
    for student in CLASS:
        course.hand_in(student, SLOW)
    return course


def started(course, **variables):
    """The command in a process of its own; the coordinator."""
    return subprocess.Popen(
        [sys.executable, "-m", "helpers.grading", "autograde", NAME, "--workers=2"],
        cwd=course.root,
        env={**os.environ, "PYTHONPATH": str(COURSE), **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def graded(course):
    """Student → what the notebook wrote when it ran, of all whose graded folder is in place."""
    return {
        path.parents[2].name: path.read_text()
        for path in course.root.glob(f"autograded/*/{NAME}/{MADE}/when.txt")
    }


def wait_for(condition, seconds=120):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.02)


def test_the_coordinator_is_killed(class_of_six):
    course = class_of_six
    with started(course) as coordinator:
        wait_for(lambda: graded(course))
        family = psutil.Process(coordinator.pid).children(recursive=True)
        coordinator.kill()
    before = graded(course)
    saved = course.scores()
    assert 0 < len(before) < len(CLASS)
    assert set(saved.values()) == {6.0} and set(before) <= set(saved)
    _, alive = psutil.wait_procs(family, timeout=30)
    assert not alive, f"left behind: {alive}"

    course.autograde("--workers=2")
    assert course.scores() == RIGHT
    after = graded(course)
    assert {student: after[student] for student in before} == before  # none ran twice
    assert not list(course.root.glob("autograded/*/.*"))


@pytest.fixture
def scratch():
    """A folder for temporary files that the user of the boxes can reach, too."""
    with tempfile.TemporaryDirectory(prefix="crash-", dir="/tmp") as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


def students_work(scratch):
    """Files in which an answer stands, and folders that are called by a student."""
    found = []
    for top, folders, files in os.walk(scratch):  # what goes meanwhile is left out
        found += [Path(top, name) for name in folders if name in CLASS]
        found += [Path(top, name) for name in files if b"time.sleep(1)" in content(Path(top, name))]
    return found


def content(path):
    """Of a file that may go at any moment."""
    try:
        return path.read_bytes() if path.is_file() else b""
    except FileNotFoundError:
        return b""


def test_after_a_kill_nothing_of_a_students_work_is_left(class_of_six, scratch):
    course = class_of_six
    course.examine()
    with started(course, TMPDIR=str(scratch)) as coordinator:
        wait_for(lambda: graded(course) and students_work(scratch))
        family = psutil.Process(coordinator.pid).children(recursive=True)
        coordinator.kill()
    assert len(graded(course)) < len(CLASS)
    _, alive = psutil.wait_procs(family, timeout=60)
    assert not alive, f"left behind: {alive}"
    wait_for(lambda: not students_work(scratch))


def test_a_worker_is_killed(class_of_six):
    course = class_of_six
    coordinator = started(course)
    wait_for(lambda: graded(course))
    # a worker is a child of its nanny, which is a thread of the coordinator
    workers = [
        process
        for process in psutil.Process(coordinator.pid).children()
        if any("spawn_main" in word for word in process.cmdline())
    ]
    assert workers
    for worker in workers:
        worker.send_signal(signal.SIGKILL)
    output, _ = coordinator.communicate(timeout=300)
    assert coordinator.returncode == 0, output
    assert course.scores() == RIGHT


def test_points_given_by_hand_outlive_a_killed_run(class_of_six):
    course = class_of_six
    course.autograde("--student=student-0")
    with course.gradebook() as gradebook:
        gradebook.find_grade("words", NAME, NAME, "student-0").manual_score = 2
        gradebook.find_comment("words", NAME, NAME, "student-0").manual_comment = "By hand."
        gradebook.db.commit()
    with started(course) as coordinator:
        wait_for(lambda: len(graded(course)) > 1)
        coordinator.kill()
    course.autograde("--workers=2")
    assert course.scores() == RIGHT | {"student-0": 8.0}
    with course.gradebook() as gradebook:
        comment = gradebook.find_comment("words", NAME, NAME, "student-0")
        assert comment.manual_comment == "By hand."


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_the_disk_is_full(course):
    """The folder of graded work is on a disk that is full; then it gets room."""
    for student in CLASS[:3]:
        course.hand_in(student, SLOW, files={"data.bin": os.urandom(60_000)})
    disk = course.root / "autograded"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk], check=True)
    try:
        output = course.autograde(fails=True)
        assert "No space left on device" in output
        saved = course.scores()
        assert 0 < len(saved) < 3 and set(saved.values()) == {6.0}
        assert set(saved) == set(graded(course))
        subprocess.run(["mount", "-o", "remount,size=8m", disk], check=True)
        output = course.autograde()
        assert f"{3 - len(saved)} of {3 - len(saved)} graded" in output
        assert course.scores() == dict.fromkeys(CLASS[:3], 6.0)
    finally:
        subprocess.run(["umount", disk], check=True)
