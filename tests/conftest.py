"""Fixtures for tests of several folders: what a run makes once, and calls of JavaScript."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from helpers.explorers.kit.javascript import es_module

CALL = Path(__file__).parent / "explorers" / "call.mjs"


@pytest.fixture(scope="session")
def made_once(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Callable[[str, Callable[[Path], None]], Path]:
    """A folder that one process of the run makes, and the others find: made_once("site", make).

    `make` gets the path of a folder that is not there yet. Where it fails, the next process tries.
    """
    own = tmp_path_factory.getbasetemp()
    common = own if worker_id == "master" else own.parent

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder, draft = common / name, common / f"{name}.draft"
        with FileLock(common / f"{name}.lock"):
            if not folder.exists():
                shutil.rmtree(draft, ignore_errors=True)
                make(draft)
                draft.rename(folder)
        return folder

    return made


@pytest.fixture(scope="session")
def call_source() -> Callable[..., list]:
    """Call what an ES module exports: call_source(source, ["dilatedSize", 3, 2], ...).

    Each call is the name of a function and its arguments, which go through JSON as the results do;
    the results come as a list.
    """
    node = shutil.which("node")
    if node is None:
        pytest.skip("nodejs is missing: apt install nodejs")

    def run(source: str, *calls: list) -> list:
        sent = json.dumps({"source": source, "calls": calls})
        done = subprocess.run([node, CALL], input=sent, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def call(call_source) -> Callable[..., list]:
    """Call functions of a file of helpers/explorers: call("kit/words", ["number", 0.5], ...).

    `more` is JavaScript that stands behind the file's own and may export further functions.
    """

    def run(module: str, *calls: list, more: str = "") -> list:
        return call_source(f"{es_module(module)}\n{more}", *calls)

    return run
