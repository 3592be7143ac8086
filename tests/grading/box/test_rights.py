"""Kernels in the box: what a student's code can do there."""

import socket
import sys

from tests.grading.box.kernels import both, tried, value
from tests.paths import COURSE


@both
def test_there_is_no_network_not_even_the_graders_own(run, warm):
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as hidden:
        hidden.bind("\0grader")
        hidden.listen()
        said = value(
            run(
                "import socket",
                tried(
                    "socket.create_connection(('1.1.1.1', 443), 2)",
                    f"socket.create_connection({server.getsockname()!r}, 2)",
                    "socket.socket(socket.AF_UNIX).connect('\\0grader')",
                    "socket.socket(socket.AF_VSOCK)",
                ),
                warm=warm,
            )
        )
    assert said == ["OSError", "ConnectionRefusedError", "ConnectionRefusedError", "OSError"]


@both
def test_system_environment_and_helpers_are_read_only_and_home_and_tmp_are_not(run, warm):
    said = value(
        run(
            tried(
                *(f"open({path!r}, 'x')" for path in (
                    "/x", "/usr/x", "/etc/x", "/dev/x", "/proc/x", f"{sys.prefix}/x",
                    f"{COURSE}/helpers/x",
                )),
                *(f"open(__import__('os').path.expanduser({path!r}), 'x')" for path in (
                    "~/x", "/tmp/x", "/dev/shm/x", "x",
                )),
                # below /tmp it is a folder of the box's own
                f"open({str(COURSE / 'x')!r}, 'x')",
            ),
            warm=warm,
        )
    )  # fmt: skip
    assert "fine" not in said[:7]
    assert said[7:11] == ["fine"] * 4
    assert not (COURSE / "x").exists()


@both
def test_the_kernel_has_no_rights_and_may_not_make_dangerous_calls(run, warm):
    result = run(
        """
import ctypes, json, os
status = dict(line.split(":\\t", 1) for line in open("/proc/self/status").read().splitlines())
print(json.dumps({name: status[name].split() for name in status}))
""",
        """
c = ctypes.CDLL(None, use_errno=True)
calls = {
    "unshare": (c.unshare, 0x10000000),
    "mount": (c.mount, b"none", b"/tmp", b"tmpfs", 0, None),
    "ptrace": (c.ptrace, 0, 0, 0, 0),
    "setns": (c.setns, os.open("/proc/self/ns/user", os.O_RDONLY), 0),
    "hide from the watchdog": (c.prctl, 4, 0, 0, 0, 0),
    "hide, in 64 bits": (c.prctl, ctypes.c_long(0x100000004), 0, 0, 0, 0),
    "memory without a limit": (c.memfd_create, b"x", 0),
    "System V memory": (c.shmget, 0, 4096, 0o1600),
    "a clone in a new user namespace": (c.syscall, 56, ctypes.c_long(0x10000000 | 17), 0, 0, 0, 0),
}
print(json.dumps({name: call(*arguments) for name, (call, *arguments) in calls.items()}))
""",
        warm=warm,
    )
    status = value(result, 0)
    for name in ("CapEff", "CapPrm", "CapInh", "CapBnd", "CapAmb"):
        assert int(status[name][0], 16) == 0, name
    assert status["NoNewPrivs"] == ["1"] and status["Seccomp"] == ["2"]
    assert status["Uid"] == ["1000"] * 4
    assert set(value(result, 1).values()) == {-1}


@both
def test_files_that_a_submission_makes_come_back_and_change_none_that_was_there(
    run, submission, warm
):
    (submission / "ps1.ipynb").write_text("the next notebook")
    (submission / "ps1.ipynb").chmod(0o444)
    result = run(
        """
import os
os.chmod("ps1.ipynb", 0o644)
open("ps1.ipynb", "w").write("full marks")
open("new.txt", "w").write("new")
os.symlink("/etc/passwd", "link")
print(open("ps1.ipynb").read())
""",
        warm=warm,
    )
    assert result.texts == ["full marks\n"]
    assert {path.name for path in submission.iterdir()} == {"ps1.ipynb", "new.txt"}
    assert (submission / "ps1.ipynb").read_text() == "the next notebook"
    assert (submission / "new.txt").read_text() == "new"


@both
def test_a_cell_that_hangs_is_interrupted_and_the_next_one_runs(run, warm):
    cells = "while True: pass", "print('after')"
    result = run(*cells, timeout=2, interrupt_on_timeout=True, warm=warm)
    assert result.errors[0].ename == "KeyboardInterrupt"
    assert result.texts[1] == "after\n"
    assert result.incident == ""


@both
def test_pictures_arrive(run, warm):
    result = run("import matplotlib.pyplot as plt\nplt.plot([1, 2]);", warm=warm)
    assert [list(output.data) for output in result.outputs[0]] == [["text/plain", "image/png"]]
