"""A Jupyter server in a course folder, as an instructor starts it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.grading.course import Course
from tests.paths import COURSE

TOKEN = "secret"


class Server:
    """It runs until `process` is ended.

    Parameters
    ----------
    course
        Whose folder it serves.
    home
        A folder for its own files.
    """

    def __init__(self, course: Course, home: Path) -> None:
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


@contextmanager
def serving(course: Course, home: Path) -> Iterator[Server]:
    home.mkdir()
    server = Server(course, home)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait()
