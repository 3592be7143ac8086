"""The fork server's own process: it imports, waits, and forks kernels into boxes.

It runs no TensorFlow operation, for its threads would not come along into a child, and starts no
thread of any kind. `fork_server` starts it and gives its request on stdin.

Where modules are withheld from students there are two of it: this one has none of them, and forks
one that imports them as well, for the kernels of tests.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import random
import signal
import socket
import struct
import sys
import tempfile
import traceback
from importlib.abc import MetaPathFinder

from helpers.grading.box import entering
from helpers.grading.box.kernel import WarmKernelApp
from helpers.grading.box.launching import BRIDGE_OPTION, FOR_TESTS
from helpers.grading.box.seccomp import call_filter

# What a kernel imports when it starts and when it runs its first cell.
KERNEL = (
    *("ipykernel.zmqshell", "ipykernel.debugger"),
    *("IPython.core.completer", "IPython.core.completerlib", "IPython.core.oinspect"),
    *("IPython.core.pylabtools", "IPython.core.debugger", "IPython.extensions.storemagic"),
    "helpers.grading.examiner.kernels",
    *("comm", "jedi", "numpy.random", "pdb", "psutil", "sqlite3", "tornado.platform.asyncio"),
)
# Imported before there is a shell it would never show a picture in any child.
NEVER = "matplotlib_inline.backend_inline"
MESSAGE = 1 << 18


def main() -> None:
    asked = json.loads(sys.stdin.read())
    if sys.path[0] == os.getcwd():  # put there by `python -m`; a kernel has none of it
        del sys.path[0]
    entering.end_with_parent(signal.SIGKILL)
    _live_in(asked["folder"])
    listening, told = _bound(asked["socket"]), sys.stdout
    of_tests = _bound(asked["socket"] + FOR_TESTS) if asked["withheld"] else None

    gc.disable()  # a collection during imports would touch pages for nothing
    with _out_of_reach(asked["withheld"]):
        report = _import_all(asked["preload"])
    said = None
    if of_tests is not None and report.keys() == {"skipped"}:
        reading, writing = os.pipe()
        if os.fork():
            os.close(writing)
            of_tests.close()
            said = open(reading)  # noqa: SIM115  (closed when it is read)
        else:
            os.close(reading)
            entering.end_with_parent(signal.SIGKILL)
            listening.close()
            listening, told = of_tests, open(writing, "w")  # noqa: SIM115  (closed when written)
            report = _import_all(asked["preload"])
    shared = call_filter(), entering.last_capability()
    gc.collect()
    gc.freeze()  # children share these pages until they write; collecting would write
    if asked["user"] is not None:
        # With the right to become others, and no other right: each kernel gets a user of its own.
        entering.become(asked["user"], keep=entering.TO_BECOME_ANOTHER)
        entering.end_with_parent(signal.SIGKILL)  # changing the user has cleared it
    # Kernels lose their parent at once. They must come to someone who reaps them: a zombie keeps
    # its box from ending.
    entering.adopt_orphans()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listening.listen(64)
    if said is not None:
        with said:
            report = json.load(said)  # which is about all modules
    print(json.dumps(report), file=told, flush=True)
    if told is not sys.stdout:
        told.close()
    _serve(listening, asked["grader"], *shared)


def _bound(path: str) -> socket.socket:
    made = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    made.bind(path)
    return made


class _Refusing(MetaPathFinder):
    """Finds no module of some packages, nor those packages."""

    def __init__(self, packages: list[str]) -> None:
        self._packages = packages

    def find_spec(self, name, path=None, target=None):
        if any(name == package or name.startswith(f"{package}.") for package in self._packages):
            raise ModuleNotFoundError(f"{name} is for the kernels of tests alone", name=name)


@contextlib.contextmanager
def _out_of_reach(packages: list[str]):
    """Import nothing of some packages; a module that needs one of them cannot be imported."""
    finder = _Refusing(packages)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


def _live_in(folder: str) -> None:
    """Keep what imported modules write in a folder of the server's own."""
    os.environ.update(HOME=folder, TMPDIR=folder, KERAS_HOME=os.path.join(folder, ".keras"))


def threads() -> int:
    """Threads of this process, those of C++ too."""
    return len(os.listdir("/proc/self/task"))


def _import_all(preload: list[str]) -> dict:
    """Import modules; what could not be, by name, and the one that started a thread."""
    skipped = {}
    with _quiet():
        for name in [*KERNEL, *preload]:
            if name == NEVER:
                continue
            try:
                importlib.import_module(name)
            except Exception as error:  # a module may raise anything
                skipped[name] = f"{type(error).__name__}: {error}"
            if threads() > 1:
                return {"skipped": skipped, "thread": name}
            if NEVER in sys.modules:
                return {"skipped": skipped, "inline": name}
    return {"skipped": skipped}


@contextlib.contextmanager
def _quiet():
    """Nothing that a module prints gets into the report."""
    sys.stdout.flush()
    report = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(report, 1)
        os.close(report)


def _serve(listening: socket.socket, grader: int, *shared) -> None:
    while True:
        connection, _ = listening.accept()
        with connection:
            connection.settimeout(10)
            received: list[int] = []
            try:
                if _user(connection) == grader:
                    content, received, _, _ = socket.recv_fds(connection, MESSAGE, 2)
                    _fork(connection, json.loads(content), *_box_and_bridge(received), *shared)
            except (OSError, ValueError, IndexError):  # the grader has gone, or sent nonsense
                traceback.print_exc()
            for descriptor in received:
                os.close(descriptor)


def _user(connection: socket.socket) -> int:
    """Who is at the other end."""
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    return struct.unpack("3i", credentials)[1]


def _box_and_bridge(received: list[int]) -> tuple[int, int | None]:
    return received[0], received[1] if len(received) > 1 else None


def _fork(connection: socket.socket, request: dict, box: int, bridge: int | None, *shared) -> None:
    """Fork a process that enters the box and forks the kernel in it."""
    if threads() > 1:
        connection.send(b'{"error": "the fork server has more than one thread"}')
        return
    if os.fork():
        return
    try:
        if request["user"] is not None:
            entering.become(request["user"])
        entering.enter(box)
        kernel = os.fork()  # a process namespace holds for children only
        if kernel == 0:
            _become_kernel(connection, request, bridge, *shared)
        answer = json.dumps({"pid": kernel}).encode()
        socket.send_fds(connection, [answer], [os.pidfd_open(kernel)])
    except BaseException:
        _report(connection)
    finally:
        os._exit(0)


def _report(connection: socket.socket) -> None:
    connection.send(json.dumps({"error": traceback.format_exc(limit=-5)[-2000:]}).encode())


def _become_kernel(connection, request, bridge, call_filter, last_capability) -> None:
    """From the fork to the last line of the student: never returns."""
    code = 1
    try:
        os.setsid()
        _only_open(connection.fileno(), bridge)
        arguments = [
            *request["arguments"],
            *([] if bridge is None else [BRIDGE_OPTION.format(bridge)]),
        ]
        os.environ.clear()
        os.environ.update(request["environment"])
        os.chdir(request["folder"])
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        entering.go_first()
        entering.limit(request["limits"])
        entering.drop_capabilities(last_capability)
        call_filter.load()
        _forget_server(request["environment"])
        gc.enable()

        sys.argv = ["kernel", *arguments]
        kernel = WarmKernelApp.instance()
        kernel.initialize(arguments)
        connection.close()  # tells the grader that the kernel is complete
        kernel.start()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:
        if connection.fileno() >= 0:
            _report(connection)
    finally:
        with contextlib.suppress(BaseException):  # student code may have registered anything
            atexit._run_exitfuncs()
        os._exit(code)


def _only_open(*kept: int | None) -> None:
    """Close what the server has open but some descriptors; no input, and nowhere to print."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    for descriptor in map(int, os.listdir("/proc/self/fd")):
        if descriptor > 2 and descriptor not in kept:
            with contextlib.suppress(OSError):  # the one that listed them
                os.close(descriptor)


def _forget_server(environment: dict[str, str]) -> None:
    """Put right what imported modules remember of the server's own process."""
    random.seed()
    tempfile.tempdir = None  # the server's own folder does not exist in the box
    if "numpy" in sys.modules:  # else every kernel would draw the same numbers
        sys.modules["numpy"].random.seed()
    if "keras" in sys.modules:
        from keras.src.backend import config

        config._KERAS_DIR = environment["KERAS_HOME"]


if __name__ == "__main__":
    main()
