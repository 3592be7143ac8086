"""What the process environment must hold before nbgrader runs."""

from __future__ import annotations

import os
import sysconfig
from collections.abc import MutableMapping

from helpers.start.quiet_start import QUIET_TENSORFLOW


def prepare(environ: MutableMapping[str, str]) -> None:
    """Put this Python's scripts first on PATH, and quieten TensorFlow unless it is set up already.

    nbgrader starts `alembic` by name when it makes a new gradebook. Where the environment is not
    activated the name is not found, and a half-made gradebook stays behind.

    Parameters
    ----------
    environ
        The environment to change, `os.environ` as a rule.
    """
    scripts = sysconfig.get_path("scripts")
    folders = environ.get("PATH", os.defpath).split(os.pathsep)
    if folders[0] != scripts:
        environ["PATH"] = os.pathsep.join([scripts, *folders])
    for name, value in QUIET_TENSORFLOW.items():
        environ.setdefault(name, value)
