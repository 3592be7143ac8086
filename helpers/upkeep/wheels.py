"""Does every line of the lock file have a wheel, wherever students work?

    python -m helpers.upkeep.wheels

A package without a wheel is built on the student's machine, which takes a compiler that she does
not have. Nothing is downloaded but what the package index says of its files.
"""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from uv import find_uv_bin

LOCK = Path(__file__).parents[2] / "requirements.lock"
# As uv names them. TensorFlow's wheels for Linux ask for no older system than this one.
SYSTEMS = {
    "Linux": "x86_64-manylinux_2_28",
    "Windows": "x86_64-pc-windows-msvc",
    "macOS (arm64)": "aarch64-apple-darwin",
}
PYTHONS = ("3.10", "3.11", "3.12", "3.13")
AT_ONCE = 6  # they wait for the index most of the time


@dataclass(frozen=True)
class Answer:
    """What uv says of one system and one version of Python.

    Attributes
    ----------
    packages
        How many packages are installed there; 0 where they cannot be.
    problem
        Why they cannot; empty where they can.
    """

    system: str
    python: str
    packages: int
    problem: str


def resolve(lock: Path, system: str, python: str) -> Answer:
    """Ask for wheels, and nothing but wheels, of what a lock file holds for a system.

    Parameters
    ----------
    lock
        The lock file.
    system
        A key of `SYSTEMS`, or a platform as uv names it.
    python
        A version, such as "3.12".
    """
    platform = SYSTEMS.get(system, system)
    command = [find_uv_bin(), "pip", "compile", "--no-deps", "--only-binary", ":all:"]
    command += ["--no-config", "--no-header", "--no-annotate", "--quiet", "--color", "never"]
    command += ["--python-platform", platform, "--python-version", python, str(lock)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        return Answer(system, python, 0, re.sub(r"\s+", " ", done.stderr).strip())
    return Answer(system, python, len(done.stdout.splitlines()), "")


def matrix(lock: Path = LOCK) -> list[Answer]:
    """`resolve` for every system and every version of Python of the course."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = [
            pool.submit(resolve, lock, system, python) for system in SYSTEMS for python in PYTHONS
        ]
        return [one.result() for one in waiting]


def main() -> int:
    answers = matrix()
    for one in answers:
        told = one.problem or f"{one.packages} packages, each with a wheel"
        print(f"{one.system:14} Python {one.python}  {told}")
    return any(one.problem for one in answers)


if __name__ == "__main__":
    sys.exit(main())
