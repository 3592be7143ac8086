"""The box holds hostile work as well where the grader is an ordinary user.

Tests of a machine where all is root's are run here by somebody else, in a copy that she can read.
What an ordinary user's box cannot do stands in the manual: all boxes are she herself outside, so
one that got out would have her files. None of these submissions gets out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from helpers.grading.box import FORK_SERVER, unavailable
from tests.grading.batch.hostile import SUBMISSIONS
from tests.grading.batch.hostile.part import PART
from tests.paths import COURSE

pytestmark = pytest.mark.skipif(
    bool(unavailable()) or os.geteuid() != 0, reason="only root can become somebody else"
)
KINDS = ("reading", "writing", "processes", "network")
TESTS = ("batch/test_hostile.py", "box/test_rights.py", "box/test_users.py")
COPIED = ("helpers", "tests", "solutions", "assignments", "pyproject.toml", "nbgrader_config.py")
# Root's home is closed: an interpreter in it is shown at its place, and nothing else of that home.
STAGE = """
set -e
if [ -n "$CLOSED" ]; then
    mount --bind "$SHOWN" "$HOLD"
    mount -t tmpfs -o mode=755 none "$CLOSED"
    mkdir -p "$SHOWN"
    mount --move "$HOLD" "$SHOWN"
fi
exec setpriv --reuid="$HER" --regid="$HER" --clear-groups -- "$@"
"""
HER = 65_529  # an account that does not exist, and no box has
SECONDS = 600


@pytest.fixture
def place():
    """A folder of hers, with a copy of the course."""
    folder = Path(tempfile.mkdtemp(prefix="cnn-", dir="/tmp"))
    folder.chmod(0o755)
    for name in COPIED:
        source = COURSE / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / name)
    for name in ("home", "temporary", "hold"):
        (folder / name).mkdir()
        os.chown(folder / name, HER, HER)
    subprocess.run(["chmod", "-R", "a+rX", folder], check=True)
    yield folder
    shutil.rmtree(folder)


def _closed(path: Path) -> Path | None:
    """The uppermost folder of a path that others cannot pass."""
    return next((one for one in [*path.parents][::-1] if not one.stat().st_mode & 0o001), None)


def test_hostile_work_gains_nothing_in_the_boxes_of_an_ordinary_user(place):
    base = Path(sys.base_prefix).resolve()
    # Options of this run may name files that the other user cannot write.
    left_out = {FORK_SERVER, "PYTEST_ADDOPTS"}
    variables = {name: text for name, text in os.environ.items() if name not in left_out}
    variables |= {
        "HER": str(HER),
        "CLOSED": str(_closed(base) or ""),
        "SHOWN": str(base),
        "HOLD": str(place / "hold"),
        "HOME": str(place / "home"),
        "TMPDIR": str(place / "temporary"),
        "PYTHONPATH": str(place),
        "PYTHONDONTWRITEBYTECODE": "1",
        PART: " ".join(KINDS),
    }
    command = [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider"]
    command += ["-p", "tests.grading.batch.hostile.part"]
    command += [str(place / "tests" / "grading" / name) for name in TESTS]
    done = subprocess.run(
        ["unshare", "--mount", "--", "sh", "-c", STAGE, "sh", *command],
        cwd=place, env=variables, capture_output=True, text=True, timeout=SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    chosen = [one for one in SUBMISSIONS if one.kind in KINDS]
    assert {one.kind for one in chosen} == set(KINDS)
    assert int(re.search(r"(\d+) passed", done.stdout)[1]) > len(chosen) + len(TESTS)
