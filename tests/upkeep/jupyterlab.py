"""JupyterLab as a command of a README starts it."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry


@dataclass(frozen=True)
class JupyterLab:
    """A running server: its address, and the session that may speak with it."""

    address: str
    session: requests.Session

    def first_page(self) -> str:
        """Where it leads to, below its address, with the query that it adds."""
        answer = self.session.get(f"{self.address}/", timeout=60)
        assert answer.ok
        return answer.url.removeprefix(self.address)


@contextmanager
def jupyterlab(command: str, folder: Path, environment: Mapping[str, str]) -> Iterator[JupyterLab]:
    """Run a command that starts JupyterLab, until the block ends."""
    process = subprocess.Popen(
        shlex.split(command),
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    said = []
    try:
        for line in process.stderr:
            said.append(line)
            if found := re.search(r"(http://localhost:\d+)(\S*)\?token=(\w+)", line):
                break
        else:
            pytest.fail("".join(said))
        address, _, token = found.groups()
        with requests.Session() as session:  # the address is told before somebody answers
            session.headers["Authorization"] = f"token {token}"
            session.mount(address, HTTPAdapter(max_retries=Retry(connect=20, backoff_factor=0.1)))
            yield JupyterLab(address, session)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
