"""A grader's folders of students' work: gone at its end, and swept up after one that was killed."""

from __future__ import annotations

import atexit
import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from helpers.grading.box import users
from helpers.grading.box.per_process import per_process
from helpers.grading.box.submission import remove

_PREFIX = "cnn-box-"
_LOCK = "lock"
# The path of a Unix socket ends at 107 bytes.
_LONGEST_BASE = 60
# The boxes end at the same time, and may still write while it removes.
_REMOVE_AFTERWARDS = (
    *("sh", "-c"),
    "read -r _; for _ in 1 2 3 4 5; do "
    'chmod -R u+rwX "$1"; rm -rf "$1"; [ -e "$1" ] || exit; sleep 1; done',
    "sh",
)
_numbers = itertools.count(1)


@dataclass(frozen=True)
class BoxFolder:
    """The folder of one box, owned by the user of the box and closed to all others.

    Attributes
    ----------
    path
        The folder.
    user
        Who owns it, outside; None where it is the grader.
    """

    path: Path
    user: int | None

    @classmethod
    def make(cls) -> BoxFolder:
        made = cls(grader_folder() / str(next(_numbers)), users.take())
        try:
            for folder in (made.path, made.work, made.sockets, made.relay):
                folder.mkdir(mode=0o700)
                users.give(folder, made.user)
        except OSError:  # the disk is full
            made.remove()
            raise
        return made

    @property
    def work(self) -> Path:
        """The copy of the submission's folder."""
        return self.path / "work"

    @property
    def sockets(self) -> Path:
        """The sockets of the kernel, and its connection file."""
        return self.path / "ipc"

    @property
    def relay(self) -> Path:
        """The sockets that the grader uses in their place; the box does not see them."""
        return self.path / "relay"

    def remove(self) -> None:
        """Remove it; nothing runs in the box any more, and another one may have its user."""
        remove(self.path)
        users.give_back(self.user)


@per_process
def grader_folder() -> Path:
    """The folder of this process; it goes when the process ends, however it ends."""
    process = os.getpid()
    base = _base()
    sweep(base)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=base))
    if users.is_root():
        folder.chmod(0o711)
    lock = os.open(folder / "new", os.O_CREAT | os.O_RDWR, 0o600)
    _locked(lock)
    os.rename(folder / "new", folder / _LOCK)  # it never shows unlocked

    remover = _remover(folder)

    def end() -> None:
        if os.getpid() == process:  # a forked child inherits this function, not the folder
            remove(folder)
            remover.kill()
            remover.wait()

    atexit.register(end)
    return folder


def _remover(folder: Path) -> subprocess.Popen:
    """A process that removes a folder should this one be killed, which closes the pipe to it."""
    return subprocess.Popen(
        [*_REMOVE_AFTERWARDS, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": os.environ.get("PATH", os.defpath)},
        start_new_session=True,  # an interrupt from the terminal is not for it
    )


@contextmanager
def folder_for_work() -> Iterator[Path]:
    """A folder for the files of one submission, closed to others; it goes with the context."""
    top = None if sys.platform == "win32" else grader_folder()  # Windows has no locks to sweep by
    with tempfile.TemporaryDirectory(prefix="work-", dir=top) as folder:
        yield Path(folder)


def sweep(base: Path) -> list[Path]:
    """Remove the folders of graders that no longer run: a living one holds a lock on its own."""
    swept = []
    for folder in base.glob(f"{_PREFIX}*"):
        try:
            if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
                continue
            lock = os.open(folder / _LOCK, os.O_RDWR | os.O_NOFOLLOW)
        except FileNotFoundError:
            continue  # being made or being removed
        try:
            if _locked(lock):
                remove(folder)
                swept.append(folder)
        finally:
            os.close(lock)
    return swept


def _base() -> Path:
    chosen = Path(tempfile.gettempdir()).resolve()
    too_long = len(os.fsencode(chosen)) > _LONGEST_BASE
    return Path("/tmp") if too_long or (users.is_root() and not users.reachable(chosen)) else chosen


def _locked(descriptor: int) -> bool:
    import fcntl  # not on Windows

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
