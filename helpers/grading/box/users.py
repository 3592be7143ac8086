"""Who runs the boxes."""

from __future__ import annotations

import os
from pathlib import Path

# An account that does not exist, of a range that neither distributions nor systemd hand out
# (https://systemd.io/UIDS-GIDS): it owns nothing. "nobody" may own files of others.
UNPRIVILEGED = 65_530


def box_user() -> int | None:
    """User and group id of the boxes where the grader is root; None where it stays what it is.

    Root's limit on processes is not enforced, and in a box root's files would still be root's.
    """
    return UNPRIVILEGED if os.geteuid() == 0 else None


def give(path: Path) -> None:
    """Give a file or folder to the user of the boxes."""
    if (user := box_user()) is not None:
        os.chown(path, user, user, follow_symlinks=False)


def reachable(path: Path) -> bool:
    """Whether another user can get to this folder."""
    return all(folder.stat().st_mode & 0o001 for folder in [path, *path.parents])
