"""Building a box with bubblewrap, and ending it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path, PurePosixPath
from typing import IO

from helpers.grading.box import policy
from helpers.grading.box.launching import launch
from helpers.grading.box.seccomp import program
from helpers.grading.box.stage import stages
from helpers.grading.box.users import never_again

# Says "ok" once it runs inside the finished box, then becomes the program. What bubblewrap tells on
# --info-fd comes earlier, before the box has its own files: too early to put anything into it.
_READY = ("sh", "-c", 'echo ok; exec "$@" >/dev/null 2>&1', "sh")
# Should the machine run out of memory, the system ends a box and not the grader.
_FIRST_TO_GO = ("choom", "--adjust=1000", "--")
_END = 10  # seconds that the end of a box may take
_IDLE = ("sleep", "infinity")


class BoxError(RuntimeError):
    """A box could not be built; the message is bubblewrap's."""


class Box:
    """A running box, and the program in it.

    Parameters
    ----------
    plan
        What to build.
    command
        The program to run in it, under the limits for one process; None for one that sleeps, to
        keep the box for a process that comes from elsewhere.
    descriptors
        What the program has open besides.

    Raises
    ------
    BoxError
        If it cannot be built.
    """

    def __init__(
        self,
        plan: policy.Plan,
        command: list[str] | None = None,
        descriptors: Sequence[int] = (),
    ) -> None:
        command = list(_IDLE) if command is None else _limited(plan, command)
        self._user = plan.user
        self._bwrap, first = _build(plan, command, descriptors)
        # Process 1 of the box as seen from here. While bwrap, its parent, runs, the number is its.
        self.init = os.pidfd_open(first)
        self._closing = threading.Lock()  # else a signal could go to who has the number next
        self.namespace = os.stat(f"/proc/{first}/ns/pid").st_ino

    def alive(self) -> bool:
        """Whether anything runs in it."""
        return self._bwrap.poll() is None

    def wait(self) -> None:
        """Wait until nothing runs in it."""
        self._bwrap.wait()

    def kill(self) -> None:
        """End everything in the box: the kernel does so when process 1 of the namespace ends."""
        with self._closing, suppress(ProcessLookupError):  # it may have ended by itself
            if self.init >= 0:
                signal.pidfd_send_signal(self.init, signal.SIGKILL)

    def close(self) -> None:
        """End the box and wait until nothing of it is left."""
        self.kill()
        try:
            self._bwrap.wait(_END)
        except subprocess.TimeoutExpired:  # a process that nobody reaps keeps the box from ending
            never_again(self._user)
            self._bwrap.kill()
            self._bwrap.wait()
        with self._closing:
            if self.init >= 0:
                os.close(self.init)
            self.init = -1


def _limited(plan: policy.Plan, command: list[str]) -> list[str]:
    limits = plan.limits.of_one_process()
    return ["prlimit", *(f"--{name}={value}" for name, value in limits.items()), "--", *command]


def _build(
    plan: policy.Plan, command: list[str], descriptors: Sequence[int]
) -> tuple[subprocess.Popen, int]:
    """Start bubblewrap; it, and the number of process 1 of the box, once the box is ready."""
    prefix, sources = _as_user(plan.user, policy.shown(plan))
    with ExitStack() as files:
        seccomp = _holding(program(), files)
        accounts = {path: _holding(text.encode(), files) for path, text in policy.ACCOUNTS.items()}
        told, info = _pipe(files)
        errors = files.enter_context(tempfile.TemporaryFile())
        arguments = policy.arguments(
            plan,
            sources,
            seccomp=seccomp.fileno(),
            info=info.fileno(),
            accounts={path: file.fileno() for path, file in accounts.items()},
        )
        # Not as its command line, which the box shows as that of process 1: it names the grader's
        # folders, those to be hidden too.
        told_all = _holding("".join(f"{one}\0" for one in arguments).encode(), files)
        said_first = ["--args", str(told_all.fileno())]
        bwrap = launch(
            [*_FIRST_TO_GO, *prefix, "bwrap", *said_first, "--", *_READY, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            pass_fds=[
                *(file.fileno() for file in (seccomp, info, told_all, *accounts.values())),
                *descriptors,
            ],
            env={"PATH": os.environ.get("PATH", os.defpath)},
            cwd="/",
            start_new_session=True,  # an interrupt from the terminal is for the grader alone
        )
        info.close()
        assert bwrap.stdout is not None, "it is a pipe"
        with bwrap.stdout as ready:
            if ready.readline().strip() != b"ok":
                never_again(plan.user)  # what has begun to be a box may end a moment later
                bwrap.kill()
                bwrap.wait()
                errors.seek(0)
                said = errors.read().decode(errors="replace").strip()
                raise BoxError(said or "bwrap said nothing")
        return bwrap, json.load(told)["child-pid"]


def _as_user(
    user: int | None, shown: Mapping[Path, PurePosixPath]
) -> tuple[list[str], Mapping[PurePosixPath, Path]]:
    """The command that becomes the box's user, and where that user finds what a box shows."""
    if user is None:
        return [], {to: path for path, to in shown.items()}
    try:
        stage = stages().stage(shown)
    except OSError as error:
        raise BoxError(str(error)) from error
    become = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--"]
    return [*stage.within(), *become], stage.sources


def _pipe(files: ExitStack) -> tuple[IO, IO]:
    reading, writing = os.pipe()
    return files.enter_context(open(reading, "rb")), files.enter_context(open(writing, "wb"))


def _holding(content: bytes, files: ExitStack) -> IO:
    """A nameless file with something in it, to be read from its beginning."""
    file = files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115  (the stack closes it)
    file.write(content)
    file.flush()
    file.seek(0)
    return file
