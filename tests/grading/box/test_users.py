"""Each box has a user of its own outside, where the grader is root."""

import asyncio
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.grading.box.kernels import both, processes_of, started

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux is missing")
if sys.platform == "linux":
    from helpers.grading.box import users
    from helpers.grading.box.bubblewrap import Box
    from helpers.grading.box.users import BLOCK, NoUserLeft, Users, shared, take

as_root = pytest.mark.skipif(
    sys.platform != "linux" or bool(shared()), reason="boxes have no user each here"
)
NOBODYS = range(300_000, 300_000 + 3 * BLOCK)


def test_graders_side_by_side_never_have_the_same_user(tmp_path):
    graders = [Users(tmp_path / "locks", NOBODYS) for _ in range(3)]
    taken = [grader.take() for grader in graders for _ in range(BLOCK)]
    assert sorted(taken) == list(NOBODYS)


def test_a_user_is_free_again_only_when_it_was_given_back(tmp_path):
    grader = Users(tmp_path / "locks", NOBODYS[:BLOCK])
    taken = [grader.take() for _ in range(BLOCK)]
    with pytest.raises(NoUserLeft, match="wait until other graders have ended"):
        grader.take()
    grader.give_back(taken[3])
    grader.give_back(taken[3])  # it is free once, not twice
    assert grader.take() == taken[3]
    with pytest.raises(NoUserLeft):
        grader.take()


def test_one_that_is_given_back_waits_at_the_end_of_the_queue(tmp_path):
    grader = Users(tmp_path / "locks", NOBODYS[:BLOCK])
    first = grader.take()
    grader.give_back(first)
    assert [grader.take() for _ in range(BLOCK)].index(first) == BLOCK - 1


HOLDER = """
import sys
from pathlib import Path
from helpers.grading.box.users import Users
users = Users(Path(sys.argv[1]), range(int(sys.argv[2]), int(sys.argv[3])))
print(users.take(), flush=True)
sys.stdin.read()
"""


def test_the_users_of_a_grader_that_was_killed_are_free_at_once(tmp_path):
    block = NOBODYS[:BLOCK]
    limits = map(str, (block[0], block[-1] + 1))
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "locks"), *limits]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert int(other.stdout.readline()) in block
        mine = Users(tmp_path / "locks", block)
        with pytest.raises(NoUserLeft):
            mine.take()
        other.kill()
        other.wait()
        assert mine.take() in block


@as_root
def test_while_anything_of_its_box_lives_nobody_gets_its_user(tmp_path):
    left, grader = NOBODYS[5], Users(tmp_path / "locks", NOBODYS[:BLOCK])
    with subprocess.Popen(["sleep", "60"], user=left, group=left, extra_groups=[]) as sleeper:
        with pytest.raises(NoUserLeft):
            grader.take()
        sleeper.kill()
        sleeper.wait()
    assert grader.take() in NOBODYS


def test_a_box_that_does_not_end_keeps_its_user(tmp_path, monkeypatch):
    class Stuck:
        def wait(self, timeout=None):
            if timeout:
                raise subprocess.TimeoutExpired("bwrap", timeout)

        def kill(self):
            pass

    grader = Users(tmp_path / "locks", users.OWN[:BLOCK])
    monkeypatch.setattr(users, "_users", lambda: grader)
    box = object.__new__(Box)
    box._bwrap, box._user, box.init = Stuck(), grader.take(), -1
    box._closing = threading.Lock()
    box.close()
    users.give_back(box._user)
    assert box._user not in [grader.take() for _ in range(BLOCK - 1)]
    with pytest.raises(NoUserLeft):
        grader.take()


@pytest.mark.parametrize(
    ("table", "all_there"),
    [("0 0 4294967295", True), ("0 100000 65536", False), ("0 0 1\n1 100000 200000\n", True)],
)
def test_a_container_without_these_users_is_noticed(table, all_there):
    assert users._mapped(table) == all_there


def test_an_ordinary_user_is_told_and_runs_the_boxes_herself(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "you are not root" in shared.__wrapped__()
    assert take() is None


# --- in running boxes -------------------------------------------------------------------------

BUSY = """
import threading
for _ in range(40):
    threading.Thread(target=threading.Event().wait, daemon=True).start()
"""


@contextmanager
def _two_boxes(submission, warm):
    """The process of the kernel in each of two boxes, one of which has many threads."""
    loop = asyncio.new_event_loop()
    running = []
    try:
        for code in (BUSY, "secret = 1"):
            kernel, client = loop.run_until_complete(started(submission, warm=warm))
            running.append((kernel, client))
            loop.run_until_complete(client.execute_interactive(code, timeout=30))
        yield [_kernel(kernel) for kernel, _ in running]
    finally:
        for kernel, client in running:
            client.stop_channels()
            loop.run_until_complete(kernel.shutdown_kernel(now=True))
        loop.close()


def _kernel(kernel) -> tuple[psutil.Process, Path]:
    return max(processes_of(kernel), key=psutil.Process.num_threads), kernel.provisioner.folder.work


def _as(user: int, code: str, *arguments: object, **options) -> str:
    """What a program says that has the same user outside as a box."""
    done = subprocess.run(
        ["/usr/bin/python3", "-c", code, *map(str, arguments)],
        user=user, group=user, extra_groups=[], capture_output=True, text=True, cwd="/", **options,
    )  # fmt: skip
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


SIGNAL = "import os, sys; os.kill(int(sys.argv[1]), 0); print('may')"
READ = "import sys; open(f'/proc/{sys.argv[1]}/environ').read(); print('may')"
LOOK = "import os, sys; os.listdir(sys.argv[1]); print('may')"
FORK = """
import os, resource
resource.setrlimit(resource.RLIMIT_NPROC, (30, 30))
if os.fork() == 0:
    os._exit(0)
print('may')
"""


@as_root
@both
def test_boxes_have_users_of_their_own_who_can_do_each_other_nothing(submission, warm):
    with _two_boxes(submission, warm) as ((busy, folder), (other, _)):
        everyone = [set(one.uids()) | set(one.gids()) for one in (busy, other)]
        assert [len(ids) for ids in everyone] == [1, 1]
        (first,), (second,) = everyone
        assert first != second
        assert {first, second} <= set(users.OWN)
        for attempt, what in ((SIGNAL, busy.pid), (READ, busy.pid), (LOOK, folder)):
            assert "PermissionError" in _as(second, attempt, what)
        assert _as(first, SIGNAL, busy.pid) == "may"
        assert _as(first, LOOK, folder) == "may"
        # Forty threads of one are none of the other's.
        assert "BlockingIOError" in _as(first, FORK)
        assert _as(second, FORK) == "may"


@as_root
def test_the_fork_server_keeps_the_right_to_become_others_and_no_other(submission, fork_server):
    servers = [
        process
        for process in psutil.process_iter(["cmdline"])
        if any("box.warm_process" in word for word in process.info["cmdline"] or ())
        and process.ppid() in (os.getpid(), *_launchers())
    ]
    assert servers
    for server in servers:
        status = dict(
            line.split(":\t", 1)
            for line in Path(f"/proc/{server.pid}/status").read_text().splitlines()
        )
        assert 0 not in server.uids() + server.gids()
        for name in ("CapEff", "CapPrm"):
            assert int(status[name], 16) == 1 << 6 | 1 << 7, name
        for name in ("CapInh", "CapAmb"):
            assert int(status[name], 16) == 0, name
        # Nor could another process of its user take them from it.
        assert "PermissionError" in _as(server.uids().real, READ, server.pid)


def _launchers() -> list[int]:
    return [process.pid for process in psutil.Process().children(recursive=True)]


@as_root
def test_a_kernel_that_has_ended_gives_its_user_back(submission):
    async def session():
        kernel, client = await started(submission)
        user = kernel.provisioner.folder.user
        held = user in users._users().taken
        client.stop_channels()
        await kernel.shutdown_kernel(now=True)
        return user, held

    user, held = asyncio.run(session())
    assert held
    assert user not in users._users().taken
    assert not users.anything_of([user])
