"""What the course needs from the machine beside Python packages.

    python3 helpers/upkeep/prerequisites.py

checks the Python version and the system programs, installs the missing ones on Debian and Ubuntu
when it is run as root, and elsewhere names them with the command that gets them. It runs before
anything is installed, so it uses the standard library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

OLDEST, NEWEST = (3, 10), (3, 13)


@dataclass(frozen=True)
class Program:
    """A system program: any one of `commands` will do."""

    commands: tuple[str, ...]
    needed_for: str
    debian: str
    elsewhere: str

    def path(self) -> str | None:
        """Full path of the first command that is there, or None."""
        return next(filter(None, map(shutil.which, self.commands)), None)


PROGRAMS = (
    Program(
        ("bwrap",),
        "running students' code in a box when grading",
        "bubblewrap",
        "Linux only: dnf install bubblewrap / pacman -S bubblewrap",
    ),
    Program(
        ("chromium", "chromium-browser", "google-chrome"),
        "the browser tests",
        "chromium",
        "brew install --cask chromium / winget install Hibbiki.Chromium",
    ),
    Program(
        ("node",),
        "comparing the widgets' JavaScript with NumPy in the tests",
        "nodejs",
        "brew install node / winget install OpenJS.NodeJS",
    ),
    Program(
        ("npm",),
        "checking the form and the types of the widgets' JavaScript",
        "npm",
        "it comes with Node.js: brew install node / winget install OpenJS.NodeJS",
    ),
    Program(
        ("pg_ctl", "pg_ctlcluster"),
        "testing the gradebook in a PostgreSQL server",
        "postgresql",
        "brew install postgresql / winget install PostgreSQL.PostgreSQL",
    ),
)


def version_problem(version: tuple[int, int]) -> str | None:
    """A sentence that says what is wrong with this Python version and what to do, or None."""
    if OLDEST <= version <= NEWEST:
        return None
    return (
        f"Python {version[0]}.{version[1]} does not fit: the course runs on Python "
        f"{OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}. "
        "Name another one: make env PYTHON=python3.12"
    )


def install_on_debian(programs: list[Program]) -> bool:
    """Install the packages with apt; False when this is not Debian or not root."""
    apt = shutil.which("apt-get")
    if not apt or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    packages = [program.debian for program in programs]
    print("installing", *packages, flush=True)
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.run([apt, "update", "-q"], env=quiet, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(
        [apt, "install", "-y", "-q", "--no-install-recommends", *packages],
        env=quiet,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return True


def main() -> int:
    """Check, install what can be installed, name the rest; only a wrong Python is an error."""
    problem = version_problem(sys.version_info[:2])
    if problem:
        print(problem, file=sys.stderr)
        return 1
    missing = [program for program in PROGRAMS if program.path() is None]
    if missing and not install_on_debian(missing):
        for program in missing:
            print(f"missing: {program.commands[0]} ({program.needed_for})")
            print(f"         Debian, Ubuntu: sudo apt install {program.debian}")
            print(f"         elsewhere: {program.elsewhere}")
        print(
            "The lectures and assignments work without them; the tests that need them are skipped."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
