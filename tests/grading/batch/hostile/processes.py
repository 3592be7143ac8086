"""Submissions that start, end or change processes."""

from __future__ import annotations

import ast
import os
from pathlib import Path

from tests.grading.batch.hostile.attempts import attempt, call, targets
from tests.grading.batch.hostile.submission import REST, checks, code, notes
from tests.grading.course import MADE


@code(0, look_at="the kernel died", may=("before",))
def exits():
    """Ends its kernel before the tests."""
    attempt("before", lambda: None)
    os._exit(0)


@code(0, look_at="the kernel died", may=("before",))
def crashes():
    """Crashes its kernel by reading address 0."""
    import ctypes

    attempt("before", lambda: None)
    ctypes.string_at(0)


@code(0, REST, may=("everybody",))
def signals_everybody():
    """Kills every process that it may."""
    import signal

    attempt("grader", lambda: os.kill(targets()["grader"], signal.SIGKILL))
    attempt("everybody", lambda: os.kill(-1, signal.SIGKILL))


@code(0, REST, may=("init", "parent", "group"))
def signals_its_parent():
    """Kills its parent, its process group and the first process of the box."""
    import signal

    attempt("init", lambda: os.kill(1, signal.SIGKILL))
    for number in (signal.SIGTERM, signal.SIGKILL):
        if os.getppid() > 1:
            attempt("parent", lambda number=number: os.kill(os.getppid(), number))
    attempt("group", lambda: os.killpg(os.getpgid(0), signal.SIGKILL))


@code(REST, may=("orphan", "forked orphan"))
def leaves_orphans():
    """Leaves processes behind that have forked twice, and are deaf to signals."""
    import subprocess
    import sys
    import time

    sleeper = (
        "import signal, time\n"
        "for number in (1, 2, 15):\n"
        "    signal.signal(number, signal.SIG_IGN)\n"
        "time.sleep(3600)"
    )

    def forked():
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(3600)
            os._exit(0)
        return "left"

    def orphan():
        command = [sys.executable, "-c", sleeper, targets()["token"]]
        subprocess.Popen(["setsid", "--fork", *command])
        return "left"

    attempt("orphan", orphan)
    attempt("forked orphan", forked)


@code()
def mounts():
    """Mounts, makes namespaces, changes its root and opens files by number."""
    attempt("mount", lambda: call("mount", b"none", b"/tmp", b"tmpfs", 0, None))
    attempt("bind", lambda: call("mount", b"/", b"/tmp", None, 4096, None))
    attempt("make writable", lambda: call("mount", None, b"/", None, 32 | 4096, None))
    attempt("unmount", lambda: call("umount2", b"/home", 2))
    attempt("new user", lambda: call("unshare", 0x10000000))
    attempt("new mounts", lambda: call("unshare", 0x00020000))
    attempt("enter", lambda: call("setns", os.open("/proc/1/ns/net", os.O_RDONLY), 0))
    attempt("root", lambda: os.chroot("/tmp"))
    attempt("by handle", lambda: call("open_by_handle_at", 3, bytes(64), 0))
    attempt("keys", lambda: call("syscall", 248, b"user", b"x", b"y", 1, -3))
    attempt("ring", lambda: call("syscall", 425, 1, bytes(120)))
    attempt("program in the kernel", lambda: call("syscall", 321, 0, bytes(120), 120))


@code(REST, may=("who it is", "set the bit", "its capabilities"))
def becomes_root():
    """Becomes root: by call, by a file with the setuid bit, by sudo and su."""
    import shutil
    import subprocess

    attempt("who it is", lambda: (os.getuid(), os.geteuid(), os.getgroups()))
    attempt("user", lambda: os.setuid(0))
    attempt("group", lambda: os.setgid(0))
    attempt("groups", lambda: os.setgroups([0]))
    attempt("set the bit", lambda: (shutil.copy("/bin/true", "root"), os.chmod("root", 0o6755)))
    attempt("give away", lambda: os.chown("root", 0, 0))
    programs = (["sudo", "-n", "true"], ["su", "-c", "true"], ["mount", "--bind", "/", "/tmp"])
    for command in programs:
        attempt(command[0], lambda command=command: subprocess.run(command, check=True, timeout=5))
    attempt(
        "its capabilities",
        lambda: [line for line in open("/proc/self/status") if line.startswith(("Cap", "NoNew"))],
    )


@checks
def _(folder, course):
    root = folder / MADE / "root"
    assert not root.exists() or root.stat().st_mode & 0o7111 == 0
    said = notes(folder)
    assert "(0," not in said["who it is"]
    held = ast.literal_eval(said["its capabilities"].removeprefix("done: "))
    assert [line.split()[1] for line in held] == ["0" * 16] * 5 + ["1"]


@code()
def opens_devices():
    """Opens the machine's disks, memory and log, and makes a device of its own."""
    for path in ("/dev/sda", "/dev/vda", "/dev/mem", "/dev/kmsg", "/dev/kvm", "/dev/fuse"):
        attempt(path, lambda path=path: open(path, "rb"))
    attempt("disk", lambda: os.mknod("/tmp/disk", 0o060666, os.makedev(254, 0)))
    attempt("clock", lambda: __import__("time").clock_settime(0, 0))
    attempt("host name", lambda: call("sethostname", b"owned", 5))
    attempt("go first", lambda: os.nice(-5))
    attempt("live on", lambda: Path("/proc/self/oom_score_adj").write_text("-1000"))


@code(REST, may=("shell", "python"))
def runs_programs():
    """Runs shells and programs instead of Python."""
    import subprocess

    read = f"cat {targets()['solutions']}/sums/*; ls {targets()['course']}; id -u; printenv"
    attempt("shell", lambda: subprocess.run(["sh", "-c", read], stdout=-1, text=True).stdout)
    attempt("curl", lambda: subprocess.run(["curl", "-m", "2", "http://example.org"], check=True))
    attempt("git", lambda: subprocess.run(["git", "-C", targets()["course"], "log"], check=True))
    attempt("schedule", lambda: subprocess.run(["crontab", "-l"], check=True))


@checks
def _(folder, course):
    assert notes(folder)["shell"].startswith("done: '1000\\n")  # neither file nor folder before it
