"""A process that has imported what notebooks import, from which kernels are forked."""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from helpers.grading.box.availability import unavailable
from helpers.grading.box.folders import BoxFolder
from helpers.grading.box.launching import FOR_TESTS, launch
from helpers.grading.box.policy import environment

# The variable that names the socket of the running server to this process and those it starts.
FORK_SERVER = "CNN_GRADER_FORK_SERVER"
PRELOAD = ("numpy", "matplotlib.pyplot", "tensorflow", "keras", "helpers")
_LOG = "log"
_SECONDS = 30  # for one kernel to be forked on a busy machine


class ForkServerError(RuntimeError):
    """There is no fork server, or it could not fork a kernel."""


class ForkServer:
    """A running fork server; `with ForkServer(modules): ...`, or `start` and `stop`.

    While it runs, kernels of `BoxedKernelManager` are forked from it, in this process and in those
    that it starts.

    Parameters
    ----------
    preload
        Modules to import beforehand. One that cannot be imported, or that starts a thread, is left
        out and found in `skipped`.
    withheld
        Packages that only kernels of tests have beforehand: in those of students they may be no
        files at all, and what is imported already would be there in spite of it.

    Attributes
    ----------
    skipped : dict
        Module → why it is not imported beforehand; kernels import it themselves.
    """

    def __init__(self, preload: Iterable[str] = PRELOAD, withheld: Iterable[str] = ()) -> None:
        self.preload = tuple(dict.fromkeys(preload))
        self.withheld = tuple(withheld)
        self.skipped: dict[str, str] = {}
        self._process: subprocess.Popen | None = None
        self._folder: BoxFolder | None = None
        self._before: str | None = None

    def start(self) -> ForkServer:
        """Start it, and wait until it has imported everything.

        Raises
        ------
        ForkServerError
            If no box can be made here, or the process cannot start.
        """
        self.launch()
        return self.wait()

    def launch(self) -> None:
        """Start it; kernels can be forked after `wait`, also by processes begun in between.

        Raises
        ------
        ForkServerError
            If no box can be made here.
        """
        if self._process is not None:
            raise ForkServerError("this fork server runs already")
        if reason := unavailable():
            raise ForkServerError(reason)
        self.skipped = {}
        self._folder = BoxFolder.make()
        self._begin(self._folder)
        self._before = os.environ.get(FORK_SERVER)
        os.environ[FORK_SERVER] = str(self._socket)

    def wait(self) -> ForkServer:
        """Wait until it has imported everything.

        Raises
        ------
        ForkServerError
            If the process cannot start.
        """
        while True:
            report = self._report()
            self.skipped.update(report["skipped"])
            if (module := report.get("thread")) is not None:
                why = "its import starts a thread"
            elif (module := report.get("inline")) is not None:
                why = "its import needs a running kernel"
            else:
                return self
            if module not in self.preload:
                self.stop()
                raise ForkServerError(f"kernels cannot be forked here: {module}: {why}")
            self.skipped[module] = why
            self._end()
            if self._folder is not None:
                self._begin(self._folder)

    def stop(self) -> None:
        """End it. Kernels that were forked from it live on in their boxes."""
        if os.environ.get(FORK_SERVER) == str(self._socket):
            del os.environ[FORK_SERVER]
            if self._before is not None:  # one server started within another
                os.environ[FORK_SERVER] = self._before
        self._end()
        if self._folder is not None:
            self._folder.remove()
            self._folder = None

    def __enter__(self) -> ForkServer:
        return self.start()

    def __exit__(self, *error) -> None:
        self.stop()

    @property
    def _socket(self) -> Path | None:
        return None if self._folder is None else self._folder.path / "server"

    def _begin(self, folder: BoxFolder) -> None:
        asked = {
            "socket": str(self._socket),
            "preload": [name for name in self.preload if name not in self.skipped],
            "withheld": self.withheld,
            "user": folder.user,
            "grader": os.geteuid(),
            "folder": str(folder.work),
        }
        # Its first environment and its command line show in every box, as those of the kernel: only
        # what a box may know, and no folder of the grader's.
        variables = environment(os.environ) | {
            # matplotlib reads it when imported; a cold kernel sets it before.
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        }
        with open(folder.path / _LOG, "wb") as errors:
            self._process = launch(
                [sys.executable, "-m", f"{__package__}.warm_process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=variables,
                cwd="/",  # modules come from the environment, never from where the grader stands
                start_new_session=True,
            )
        assert self._process.stdin is not None, "it is a pipe"
        with (
            suppress(BrokenPipeError),
            self._process.stdin as request,
        ):  # `_report` says why it ended
            request.write(json.dumps(asked).encode())

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = None
        if self._socket is not None:
            self._socket.unlink(missing_ok=True)
            Path(f"{self._socket}{FOR_TESTS}").unlink(missing_ok=True)

    def _report(self) -> dict:
        """What it says when it has imported everything."""
        process, folder = self._process, self._folder
        if process is None or process.stdout is None or folder is None:
            raise ForkServerError("this fork server was not launched")
        line = process.stdout.readline()
        if not line:
            process.wait()
            reason = (folder.path / _LOG).read_text(errors="replace").strip()
            self.stop()
            raise ForkServerError(f"the fork server could not start: {reason}")
        return json.loads(line)


class ForkedKernel:
    """A kernel forked into a box; told by a descriptor, since it is no child of this process.

    Parameters
    ----------
    box
        Descriptor of process 1 of the box.
    bridge
        Its end of a bridge to another kernel, or None.
    of_tests
        Whether no line of a student's runs in it.
    user, arguments, environment, folder, limits
        The kernel's user outside (None for the server's own), its arguments, its variables, its
        working folder in the box, and its limits.

    Raises
    ------
    ForkServerError
        If no server answers, or the kernel could not start; the message says how far it came.
    """

    def __init__(
        self, box: int, bridge: socket.socket | None = None, *, of_tests: bool = False, **request
    ) -> None:
        server = os.environ[FORK_SERVER]
        if of_tests and os.path.exists(server + FOR_TESTS):
            server += FOR_TESTS
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as connection:
                connection.settimeout(_SECONDS)
                connection.connect(server)
                descriptors = [box] if bridge is None else [box, bridge.fileno()]
                socket.send_fds(connection, [json.dumps(request).encode()], descriptors)
                self.descriptor = self._started(connection)
        except OSError as error:
            raise ForkServerError(f"the fork server does not answer: {error}") from error

    @staticmethod
    def _started(connection: socket.socket) -> int:
        """Read answers until both ends of the other side are closed: the kernel is complete."""
        kernels = []
        try:
            while True:
                content, descriptors, _, _ = socket.recv_fds(connection, 1 << 16, 1)
                kernels += descriptors
                if not content:
                    break
                if error := json.loads(content).get("error"):
                    raise ForkServerError(error)
            if not kernels:
                raise ForkServerError("the fork server gave no kernel")
        except BaseException:
            for descriptor in kernels:
                os.close(descriptor)
            raise
        return kernels[0]

    def alive(self) -> bool:
        """Whether it runs."""
        poll = select.poll()
        poll.register(self.descriptor, select.POLLIN)
        return not poll.poll(0)

    def close(self) -> None:
        os.close(self.descriptor)
