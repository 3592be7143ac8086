"""A Dask cluster as a university may have one: a scheduler, and workers that know its address."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil

from tests.paths import COURSE

START_SECONDS = 120


class Cluster:
    """A scheduler and workers, each in a process and a folder of its own.

    Parameters
    ----------
    folder
        Where their folders are made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen] = []

    def start(self, kind: str, *options: str) -> subprocess.Popen:
        """Start a "scheduler" or a "worker" with options of Dask's own command."""
        place = self.folder / f"{kind}-{len(self.processes)}"
        place.mkdir(parents=True)
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", kind, *options, f"--scheduler-file={self.file}",
             "--no-dashboard", f"--local-directory={place}"][: None if kind == "worker" else -1],
            cwd=place,
            env={**os.environ, "PYTHONPATH": str(COURSE), "NBGRADER_DB": "none"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.processes.append(process)
        return process

    @property
    def file(self) -> Path:
        return self.folder / "scheduler.json"

    def address(self) -> str:
        """Where the scheduler listens, once it does."""
        end = time.monotonic() + START_SECONDS
        while not self.file.exists():
            assert time.monotonic() < end, "the scheduler did not start"
            time.sleep(0.1)
        return json.loads(self.file.read_text())["address"]

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                for child in psutil.Process(process.pid).children(recursive=True):
                    with suppress(psutil.NoSuchProcess):  # it has ended by itself
                        child.kill()
                process.kill()
            process.wait()
