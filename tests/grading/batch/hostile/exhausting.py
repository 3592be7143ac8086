"""Submissions that take too much of everything."""

from __future__ import annotations

import os
from pathlib import Path

from tests.grading.batch.hostile.attempts import attempt, call
from tests.grading.batch.hostile.submission import REST, checks, code


@code(0, REST, may=("forks",))
def forks_without_end():
    """Is a fork bomb."""
    import time

    def bomb():
        first, refused = os.getpid(), 0
        while refused < 5:
            try:
                os.fork()
            except BlockingIOError:
                refused += 1
                time.sleep(0.1)
        if os.getpid() != first:
            time.sleep(3600)
        return "as many as it may"

    attempt("forks", bomb)


@code(0, look_at="started more than 12 sessions of processes", may=("before",))
def takes_the_processor():
    """Starts processes in sessions of their own, which share the processor equally with others."""
    import time

    attempt("before", lambda: None)
    for _ in range(30):
        if os.fork() == 0:
            os.setsid()
            time.sleep(3600)
            os._exit(0)
    time.sleep(60)


@code(REST)
def takes_memory():
    """Takes memory until there is no more."""
    attempt("memory", lambda: [bytearray(50 << 20) for _ in range(400)])


@code(REST)
def takes_memory_that_nobody_counts():
    """Takes memory as a nameless file and as System V shared memory, which no limit counts."""
    attempt("memfd", lambda: os.memfd_create("x"))
    attempt("secret memfd", lambda: call("syscall", 447, 0))
    attempt("system v", lambda: call("shmget", 0, 600 << 20, 0o1600))
    attempt("locked", lambda: call("mlockall", 3))


@code(0, look_at="used more than 400 MB of memory", may=("before",))
def takes_shared_memory():
    """Takes memory in shared maps, which the limit of a process does not count."""
    import mmap
    import time

    attempt("before", lambda: None)
    maps = []
    for _ in range(8):
        maps.append(mmap.mmap(-1, 100 << 20))
        for page in range(0, 100 << 20, 4096):
            maps[-1][page] = 1
    time.sleep(60)


@code(0, look_at="opened more than 256 sockets", may=("before",))
def fills_the_buffers_of_sockets():
    """Opens sockets in many processes and fills their buffers, which are no process's memory."""
    import socket
    import time

    def fill(pairs):
        for _ in range(100):
            pairs.append(socket.socketpair())
            pairs[-1][0].setblocking(False)
            try:
                while True:
                    pairs[-1][0].send(bytes(1 << 14))
            except BlockingIOError:
                continue

    attempt("before", lambda: None)
    for _ in range(8):
        if os.fork() == 0:
            fill(kept := [])
            time.sleep(600)
            os._exit(len(kept))
    time.sleep(60)


@code(REST, may=("space",))
def fills_the_scratch_space():
    """Fills /tmp, /dev/shm and the home folder, which lie in memory."""
    import shutil

    def fill(place):
        Path(place).mkdir(parents=True)
        with open(f"{place}/block", "wb") as file:
            while True:
                file.write(bytes(1 << 20))
                file.flush()

    for place in ("/tmp/full", "/dev/shm/full", str(Path.home() / "full")):
        attempt(place, lambda place=place: fill(place))
        shutil.rmtree(place)
    for place in ("/full", "/dev/full", "/run/full"):
        attempt(place, lambda place=place: fill(place))


@code(0, look_at="wrote more than 64 MB", may=("before",))
def fills_the_disk():
    """Fills the disk with files of its own folder."""
    import time

    attempt("before", lambda: None)
    for number in range(40):
        Path(f"block{number}").write_bytes(bytes(8 << 20))
        time.sleep(0.2)
    time.sleep(60)


@checks
def _(folder, course):
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 100 << 20


@code(0, look_at="stopped in cell 2", noted=False)
def makes_many_files():
    """Makes so many empty files that the disk has none left."""
    import itertools

    numbers = itertools.count()
    while True:
        try:
            for number in numbers:
                open(f"f{number}", "w").close()
        except KeyboardInterrupt:
            continue


@checks
def _(folder, course):
    assert len(list(folder.iterdir())) < 300


@code(REST, look_at="cell 2 showed more than 2 MB", may=("before",))
def prints_without_end():
    """Prints without end."""
    attempt("before", lambda: None)
    while True:
        print("x" * 1000)


@code(REST, look_at="cell 2 showed more than 2 MB", may=("before",))
def sends_a_giant_message():
    """Shows one text of forty megabytes."""
    from IPython.display import display

    attempt("before", lambda: None)
    display({"text/plain": "x" * (40 << 20)}, raw=True)


@code(0, look_at="sent more than 4 MB to the grader", may=("before",))
def floods_the_other_channels():
    """Sends endless messages to the grader on the channels on which nobody expects any."""
    import time

    from IPython import get_ipython

    attempt("before", lambda: None)
    kernel = get_ipython().kernel
    grader = kernel.get_parent("shell")["header"]["session"].encode()
    block = bytes(1 << 20)
    for _ in range(1000):
        for channel in (kernel.stdin_socket, kernel.control_stream.socket):
            channel.send_multipart([grader, b"<IDS|MSG>", block])
    time.sleep(60)


@code(REST, look_at="cell 2 took too long", may=("before",))
def loops_without_end():
    """Loops without end."""
    attempt("before", lambda: None)
    while True:
        pass


@code(0, look_at="could not be interrupted", may=("before",))
def ignores_interrupts():
    """Loops without end and takes no notice of an interrupt."""
    import time

    attempt("before", lambda: None)
    while True:
        try:
            time.sleep(1)
        except KeyboardInterrupt:
            continue


@code(0, look_at="could not be interrupted", may=("before",))
def stops_itself():
    """Stops its own process, so that no interrupt is heard."""
    import signal

    attempt("before", lambda: None)
    os.kill(os.getpid(), signal.SIGSTOP)
