"""A benchmark that nobody has run for a while still starts."""

import re
import subprocess
import sys

import pytest

from tests.paths import COURSE

BENCHMARKS = sorted(path.stem for path in (COURSE / "tests" / "benchmarks").glob("bench_*.py"))


@pytest.mark.parametrize("benchmark", BENCHMARKS)
def test_a_benchmark_starts_as_make_starts_it(benchmark):
    makefile = (COURSE / "Makefile").read_text()
    (arguments,) = re.findall(
        rf"^\t\$\(BIN\)/python (.*\b{benchmark}\b.*)$", makefile, re.MULTILINE
    )
    command = [sys.executable, *arguments.split(), "--help"]
    done = subprocess.run(command, cwd=COURSE, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
