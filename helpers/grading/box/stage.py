"""Where the user of a box finds what the box shows, though it may lie in root's own folders.

Root mounts it where that user can reach it, in a namespace of its own, once for all boxes of this
process that show the same; then a box is built from there.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from helpers.grading.box.folders import grader_folder
from helpers.grading.box.per_process import per_process

_MOUNT = (
    *("unshare", "--mount", "--", "sh", "-c"),
    'while [ $# != 0 ]; do mount --bind "$1" "$2" || exit; shift 2; done; echo ok; read -r _',
    "sh",
)


class StageError(OSError):
    """It could not be mounted; the message is that of `mount`."""


@dataclass(frozen=True)
class Stage:
    """A namespace with what some boxes show.

    Attributes
    ----------
    namespace
        Its descriptor. The namespace is there as long as this process.
    sources
        Path inside a box → where any user finds it in the namespace.
    """

    namespace: int
    sources: Mapping[PurePosixPath, Path]

    def within(self) -> list[str]:
        """The command, for root, that runs another one in it.

        By its path: the descriptor itself would come along into the box.
        """
        return ["nsenter", f"--mount=/proc/{os.getpid()}/fd/{self.namespace}", "--"]


class Stages:
    """The stages of this process."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="shown-", dir=grader_folder()))
        self._folder.chmod(0o711)
        self._guard = threading.Lock()
        self._made: dict[frozenset, Stage] = {}

    def stage(self, shown: Mapping[Path, PurePosixPath]) -> Stage:
        """The one with some paths, told apart by what is there now and not by name alone.

        Raises
        ------
        StageError
            If something cannot be mounted.
        """
        key = frozenset((path, to, *_identity(path)) for path, to in shown.items())
        with self._guard:
            if key not in self._made:
                self._made[key] = self._make(shown)
            return self._made[key]

    def _make(self, shown: Mapping[Path, PurePosixPath]) -> Stage:
        view = Path(tempfile.mkdtemp(dir=self._folder))
        view.chmod(0o711)
        sources, mounts = {}, []
        for number, (path, to) in enumerate(shown.items()):
            sources[to] = place = view / str(number)
            if path.is_dir():
                place.mkdir()
            else:
                place.touch()
            mounts += [str(path), str(place)]
        with subprocess.Popen(
            [*_MOUNT, *mounts],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={"PATH": os.environ.get("PATH", os.defpath)},
            cwd="/",
            start_new_session=True,
        ) as mounting:
            assert mounting.stdout is not None and mounting.stderr is not None, "they are pipes"
            if mounting.stdout.readline() != b"ok\n":
                raise StageError(mounting.stderr.read().decode(errors="replace").strip())
            namespace = os.open(f"/proc/{mounting.pid}/ns/mnt", os.O_RDONLY | os.O_CLOEXEC)
        return Stage(namespace, sources)


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


@per_process
def stages() -> Stages:
    return Stages()
