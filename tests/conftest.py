"""Fixtures of the tests that compare what the browser computes with what Python computes."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.explorers.kit.javascript import es_module

CALL = Path(__file__).parent / "explorers" / "call.mjs"


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
