"""The Autograde button of nbgrader's formgrader."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest

from tests.grading.course import ANSWERS, NAME
from tests.paths import COURSE

SLOW = ANSWERS | {"add": "import time\ntime.sleep(6)\n" + ANSWERS["add"]}
TOKEN = "secret"


class Server:
    """A Jupyter server in the course folder, as an instructor starts it."""

    def __init__(self, course, home):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.log = home / "log.txt"
        private = {
            f"JUPYTER_{name}_DIR": str(home / name) for name in ("CONFIG", "DATA", "RUNTIME")
        }
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jupyter_server", "--allow-root", f"--port={port}",
                 f"--IdentityProvider.token={TOKEN}", "--ServerApp.port_retries=0",
                 "--ServerApp.jpserver_extensions={'helpers.grading.formgrader': True}"],
                cwd=course.root,
                env={**os.environ, **private, "PYTHONPATH": str(COURSE)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )  # fmt: skip
        self.wait()

    def ask(self, path, method="GET", timeout=300):
        headers = {"Authorization": f"token {TOKEN}"}
        request = urllib.request.Request(self.address + path, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return json.load(answer)

    def wait(self):
        end = time.monotonic() + 120
        while time.monotonic() < end and self.process.poll() is None:
            try:
                return self.ask("/api/status", timeout=5)
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        raise AssertionError(self.log.read_text())


@pytest.fixture
def server(course, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    server = Server(course, home)
    yield server
    server.process.terminate()
    server.process.wait()


def test_the_button_grades_one_submission_and_the_server_stays_free(course, server):
    course.hand_in("ada", SLOW)
    course.hand_in("bob")
    button = f"/formgrader/api/submission/{NAME}/ada/autograde"
    answers, free = [], []
    grading = threading.Thread(target=lambda: answers.append(server.ask(button, "POST")))
    grading.start()
    while grading.is_alive():
        server.ask("/api/status")
        free.append(grading.is_alive())
        time.sleep(0.1)
    assert answers[0]["success"], answers
    assert "1 of 1 graded" in answers[0]["log"]
    assert course.scores() == {"ada": 6.0}
    assert sum(free) > 2  # of a server that is busy grading no other answer comes


def test_a_submission_that_cannot_be_graded_is_reported(course, server):
    course.hand_in("ada")
    answer = server.ask("/formgrader/api/submission/unknown/ada/autograde", "POST")
    assert not answer["success"] and "unknown" in answer["error"]
