"""Who runs the boxes: where the grader is root, a user for each box that is nobody else's.

Users share more than files: Linux counts processes by user, lets one signal the other's, and keeps
some limits for all that a user runs. So each box has a user id of its own outside, and gives it
back when nothing of the box is left.
"""

from __future__ import annotations

import os
import random
import struct
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from helpers.grading.box.per_process import per_process

# Accounts that do not exist, of ranges that neither distributions nor systemd hand out
# (https://systemd.io/UIDS-GIDS): they own nothing. "nobody" may own files of others.
IN_COMMON = 65_530  # of all boxes, where there is not one for each
OWN = range(65_536, 98_304)
# A process of the grader takes so many at a time, by a lock on one byte of a file that all graders
# of the machine know. The lock ends with the process.
BLOCK = 16
LOCKS = Path("/run/cnn-course-box-users")

_NOT_ROOT = (
    "Boxes have no user of their own outside, since you are not root: all of them are you. Each "
    "still has its own processes, files and network."
)
_NOT_HERE = "Boxes share one user outside: {reason}."


class NoUserLeft(OSError):
    """All users for boxes are taken."""


def is_root() -> bool:
    """Whether boxes run as somebody else than the grader.

    Root's limit on processes is not enforced, and in a box root's files would still be root's.
    """
    return os.geteuid() == 0


@per_process
def shared() -> str:
    """Why boxes have no user each, in a sentence; "" where they do."""
    if not is_root():
        return _NOT_ROOT
    for kind in ("uid", "gid"):
        if not _mapped(Path(f"/proc/self/{kind}_map").read_text()):
            return _NOT_HERE.format(reason=f"this container has no {kind} {OWN[0]} to {OWN[-1]}")
    try:
        _users()
    except OSError as error:
        return _NOT_HERE.format(reason=f"{LOCKS} cannot be written ({error.strerror})")
    return ""


def _mapped(table: str) -> bool:
    """Whether a table such as ``/proc/self/uid_map`` has all ids of `OWN`."""
    rows = (map(int, line.split()) for line in table.splitlines())
    return any(first <= OWN[0] and OWN[-1] < first + number for first, _, number in rows)


def take() -> int | None:
    """User and group id for a box, until `give_back`; None where it is the grader's own.

    Raises
    ------
    NoUserLeft
        If other boxes have all of them.
    """
    if not is_root():
        return None
    return IN_COMMON if shared() else _users().take()


def give_back(user: int | None) -> None:
    """The box is gone: another may have its user."""
    if user is not None and user in OWN:
        _users().give_back(user)


def never_again(user: int | None) -> None:
    """Something of the box may be left: this process gives its user to no other."""
    if user in OWN:
        _users().taken.discard(user)


def give(path: Path, user: int | None) -> None:
    """Give a file or folder to the user of a box."""
    if user is not None:
        os.chown(path, user, user, follow_symlinks=False)


def reachable(path: Path) -> bool:
    """Whether another user can get to this folder."""
    return all(folder.stat().st_mode & 0o001 for folder in [path, *path.parents])


class Users:
    """The users that this process has, of all in a range.

    Parameters
    ----------
    locks
        The file with a byte for each block of users.
    own
        All users.
    """

    def __init__(self, locks: Path = LOCKS, own: Sequence[int] = OWN) -> None:
        flags = os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
        self._file = os.open(locks, flags, 0o600)
        self._own = own
        self._blocks: set[int] = set()
        self._free: deque[int] = deque()
        self._guard = threading.Lock()
        self.taken: set[int] = set()

    def take(self) -> int:
        """The one that has been free for the longest time."""
        with self._guard:
            if not self._free:
                self._free.extend(self._block())
            user = self._free.popleft()
            self.taken.add(user)
            return user

    def give_back(self, user: int) -> None:
        """It is free again; one that was not taken, or is lost, does not become so."""
        with self._guard:
            if user in self.taken:
                self.taken.remove(user)
                self._free.append(user)

    def _block(self) -> Sequence[int]:
        number = len(self._own) // BLOCK
        begin = random.SystemRandom().randrange(number)
        for block in (*range(begin, number), *range(begin)):
            if block in self._blocks or not self._locked(block):
                continue
            users = self._own[block * BLOCK : (block + 1) * BLOCK]
            # Boxes of a grader that was killed may live a moment longer than its locks.
            if not anything_of(users):
                self._blocks.add(block)
                return users
            self._locked(block, free=True)
        raise NoUserLeft("no user is left for another box; wait until other graders have ended")

    def _locked(self, block: int, *, free: bool = False) -> bool:
        """Lock the byte of a block, or unlock it; whether that went well."""
        import fcntl  # not on Windows

        kind = fcntl.F_UNLCK if free else fcntl.F_WRLCK
        flock = struct.pack("hhqqi4x", kind, os.SEEK_SET, block, 1, 0)
        try:
            # Of the open file, not of the process: no other use of the file ends it.
            fcntl.fcntl(self._file, fcntl.F_OFD_SETLK, flock)
        except (BlockingIOError, PermissionError):
            return False
        return True


def anything_of(users: Sequence[int]) -> bool:
    """Whether any process runs as one of some users."""
    import psutil  # which imports what not every system has

    for process in psutil.process_iter():
        with suppress(psutil.Error):  # it has ended
            if any(user in users for user in process.uids()):
                return True
    return False


@per_process
def _users() -> Users:
    return Users()
