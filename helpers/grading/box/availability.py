"""Whether boxes can be made on this machine, and what to do where they cannot."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from helpers.grading.box.per_process import per_process
from helpers.grading.box.policy import Limits, Plan, environment, inside

OLDEST = (0, 8)  # of bubblewrap: `--size` and `--disable-userns`

_NOT_LINUX = (
    "Students' code runs in a bubblewrap box, which exists on Linux only; this is {system}. "
    "Grade in WSL 2 (Windows), in a Linux virtual machine, or on a Linux server."
)
_NO_BWRAP = (
    "Students' code runs in a bubblewrap box, and there is no program bwrap. Install it: "
    "sudo apt install bubblewrap (Debian, Ubuntu), sudo dnf install bubblewrap (Fedora), "
    "sudo pacman -S bubblewrap (Arch)."
)
_OLD_BWRAP = "bubblewrap {found} is too old to limit what a box writes; install {oldest} or newer."
_NO_PYSECCOMP = "The Python package pyseccomp is not installed; install it: pip install pyseccomp."
_FAILED = "bubblewrap cannot make a box on this machine: {reason}\n{remedy}"
_REMEDIES = (
    (
        "setting up uid map|No permissions to creat|clone.*not permitted|namespace failed",
        "The system forbids user namespaces. Ubuntu 24.04: put an AppArmor profile for bwrap with "
        "`userns,` into /etc/apparmor.d, or run sudo sysctl "
        "kernel.apparmor_restrict_unprivileged_userns=0. Elsewhere: sudo sysctl "
        "user.max_user_namespaces=10000. In a container: start it with --privileged.",
    ),
    (
        "unshare:|mount:|mount proc|setpriv:",
        "Inside a container the boxes need its mounts: start it with --privileged, or grade as an "
        "ordinary user of the host.",
    ),
    (
        "Permission denied|No module named|not found",
        "The user of the boxes cannot read the Python environment; make its files readable for "
        "all: chmod -R a+rX .venv helpers.",
    ),
)
_TRIAL = "import helpers, importlib.util as u; u.find_spec('ipykernel').loader"
_ELSE = "Try it by hand: bwrap --unshare-all --ro-bind / / true"


@per_process
def unavailable() -> str:
    """Why no box can be made here and what to do about it; "" where one can.

    The first call of a process makes one and starts Python in it.
    """
    return _missing() or _trial()


def _missing() -> str:
    if sys.platform != "linux":
        names = {"darwin": "macOS", "win32": "Windows"}
        return _NOT_LINUX.format(system=names.get(sys.platform, sys.platform))
    if shutil.which("bwrap") is None:
        return _NO_BWRAP
    version = ["bwrap", "--version"]
    said = subprocess.run(version, capture_output=True, text=True, check=False).stdout
    found = re.search(r"(\d+)\.(\d+)[.\d]*", said)
    if found and tuple(map(int, found.groups())) < OLDEST:
        return _OLD_BWRAP.format(found=found[0], oldest=".".join(map(str, OLDEST)))
    if importlib.util.find_spec("pyseccomp") is None:
        return _NO_PYSECCOMP
    return ""


def _trial() -> str:
    from helpers.grading.box.bubblewrap import Box, BoxError  # what it imports exists on Linux only
    from helpers.grading.box.folders import BoxFolder

    folder = BoxFolder.make()
    try:
        plan = Plan(
            work=folder.work,
            user=folder.user,
            inside=inside(Path("nobody/trial")),
            sockets=folder.sockets,
            environment=environment(os.environ),
            limits=Limits(),
        )
        box = Box(plan, ["sh", "-c", '"$0" -c "$1" 2>said && echo >done', sys.executable, _TRIAL])
        box.wait()
        box.close()
        if (folder.work / "done").exists():
            return ""
        said = (folder.work / "said").read_text().strip()
        reason = said.split("\n")[-1] or "Python could not start in it"
    except (BoxError, OSError, ValueError) as error:
        reason = str(error)
    finally:
        folder.remove()
    remedy = next((text for symptom, text in _REMEDIES if re.search(symptom, reason)), _ELSE)
    return _FAILED.format(reason=reason, remedy=remedy)
