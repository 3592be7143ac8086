"""The gradebook in a PostgreSQL server, which the test starts."""

import os
import shutil
import subprocess
import tempfile
from glob import glob
from pathlib import Path

import pytest

from tests.grading.course import ANSWERS, NAME, Course

USER = "nobody" if os.geteuid() == 0 else None  # the server refuses to run as root


def program(name: str) -> str:
    found = shutil.which(name) or next(
        iter(sorted(glob(f"/usr/lib/postgresql/*/bin/{name}"))), None
    )
    if found is None:
        pytest.skip(f"{name} is missing: install postgresql")
    return found


class Server:
    """A PostgreSQL server that listens to a socket in a folder of its own."""

    def __init__(self) -> None:
        # a short path: the name of a socket has at most 107 bytes
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        if USER:
            shutil.chown(self.folder, USER)
        self.url = f"postgresql+psycopg://grader@/postgres?host={self.folder}"
        self._run("initdb", "--auth=trust", "--username=grader", "--no-sync")

    def _run(self, name: str, *arguments: str) -> None:
        subprocess.run(
            [program(name), "-D", str(self.folder / "data"), *arguments],
            user=USER,
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses= -c fsync=off"
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")


@pytest.fixture(scope="module")
def server():
    server = Server()
    server.start()
    yield server
    server.stop()
    shutil.rmtree(server.folder)


@pytest.fixture(scope="module")
def course(server, tmp_path_factory):
    return Course(tmp_path_factory.mktemp("postgresql") / "course", server.url)


def test_a_class_is_graded_and_graded_again(course):
    course.hand_in("ada")
    course.hand_in("bob", {})
    assert "2 of 2 graded" in course.autograde()
    assert course.scores() == {"ada": 6, "bob": 0}
    assert not (course.root / "gradebook.db").exists()
    course.hand_in("bob", ANSWERS)
    course.autograde("--student=bob", "--force")
    assert course.scores() == {"ada": 6, "bob": 6}
    assert "graded in" not in course.autograde()


def test_a_lost_connection_loses_nothing(course, server):
    """The server stops when the first notebook has run; it runs again for the second command."""
    pid = server.folder / "data" / "postmaster.pid"
    stop = f"import os, signal; os.kill({int(pid.read_text().split()[0])}, signal.SIGQUIT)"
    # the hook runs in the coordinator, as the instructor's own code
    hook = f"\ndef stop(**about):\n    {stop}\nc.Autograde.post_convert_hook = stop\n"
    config = course.root / "nbgrader_config.py"
    plain = config.read_text()
    for student in ("cat", "dan", "eve"):
        course.hand_in(student)
    config.write_text(plain + hook)
    output = course.autograde(fails=True)
    assert "no grade for" in output
    config.write_text(plain)
    assert "the gradebook failed" in course.autograde(fails=True)
    server.start()
    assert "2 of 2 graded" in course.autograde()
    assert course.scores() == {"ada": 6, "bob": 6, "cat": 6, "dan": 6, "eve": 6}
    assert NAME in os.listdir(course.root / "autograded" / "cat")
