"""Parts of the box that need no kernel: where it is refused, what is shown, what comes back."""

import contextlib
import fcntl
import gc
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path, PurePosixPath

import psutil
import pytest

import helpers
from helpers.grading.box import Limits, availability, bubblewrap, policy
from helpers.grading.box.policy import Plan


def plan(tmp_path, **more):
    return Plan(
        work=tmp_path / "work",
        user=None,
        inside=PurePosixPath("/home/student/course/ada/ps1"),
        sockets=tmp_path / "ipc",
        environment={},
        limits=Limits(),
        **more,
    )


def bwrap(tmp_path, plan):
    sources = {to: path for path, to in policy.shown(plan).items()}
    return policy.arguments(plan, sources, seccomp=3, info=4, accounts={"/etc/passwd": 5})


# --- where there can be no box ----------------------------------------------------------------


@pytest.mark.parametrize(("system", "name"), [("darwin", "macOS"), ("win32", "Windows")])
def test_on_other_systems_the_refusal_says_where_to_grade(monkeypatch, system, name):
    monkeypatch.setattr(sys, "platform", system)
    said = availability._missing()
    assert f"this is {name}" in said
    assert "WSL 2" in said and "virtual machine" in said


def test_without_bubblewrap_the_refusal_says_how_to_install_it(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "apt install bubblewrap" in availability._missing()


def false_bwrap(folder, monkeypatch, script):
    path = folder / "bwrap"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    folder.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


@pytest.mark.skipif(sys.platform != "linux", reason="Linux is missing")
def test_an_old_bubblewrap_is_refused(monkeypatch, tmp_path):
    false_bwrap(tmp_path, monkeypatch, "echo bubblewrap 0.4.1")
    assert "0.4.1 is too old" in availability._missing()
    assert "0.8" in availability._missing()


@pytest.mark.skipif(sys.platform != "linux", reason="Linux is missing")
@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ("bwrap: setting up uid map: Permission denied", "apparmor_restrict_unprivileged_userns"),
        ("bwrap: Can't mount proc on /newroot/proc: Operation not permitted", "--privileged"),
        ("bwrap: something new", "Try it by hand"),
    ],
)
def test_a_bubblewrap_that_fails_is_quoted_with_a_remedy(monkeypatch, words, remedy):
    def fail(plan, command=None):
        raise bubblewrap.BoxError(words)

    monkeypatch.setattr(bubblewrap, "Box", fail)
    said = availability._trial()
    assert words in said
    assert remedy in said


WITHOUT = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name in ("fcntl", "resource", "pwd", "grp", "pyseccomp", "termios"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
for name in ("fcntl", "resource", "pwd", "grp", "termios"):
    sys.modules.pop(name, None)
from helpers.grading.box import BoxedKernelManager, ForkServer, unavailable
from tests.paths import COURSE
sys.platform = "win32"
print(unavailable())
"""


def test_the_package_can_be_imported_where_there_is_no_linux():
    run = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True)
    assert run.stderr == ""
    assert "this is Windows" in run.stdout


# --- what is shown ----------------------------------------------------------------------------


def test_only_named_variables_reach_the_box():
    outside = {
        "CNN_COURSE_SHORT_RUN": "1",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "AWS_SECRET": "x",
        "HOME": "/home/me",
        "JPY_PARENT_PID": "17",
        "MPLBACKEND": "agg",
    }
    inside = policy.environment(outside)
    assert inside["CNN_COURSE_SHORT_RUN"] == "1"
    assert inside["TF_CPP_MIN_LOG_LEVEL"] == "2"
    assert inside["HOME"] == "/home/student"
    assert not {"AWS_SECRET", "JPY_PARENT_PID", "MPLBACKEND"} & set(inside)


def test_where_no_mnist_is_a_box_does_not_try_to_download_it(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    assert policy.environment({})["CNN_COURSE_MNIST"] == "scikit-learn"
    assert policy.environment({"CNN_COURSE_MNIST": ""})["CNN_COURSE_MNIST"] == "scikit-learn"
    here = {"CNN_COURSE_MNIST": str(tmp_path)}
    assert policy.environment(here)["CNN_COURSE_MNIST"] == str(tmp_path)
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "mnist.npz").touch()
    assert "CNN_COURSE_MNIST" not in policy.environment({})  # the one in Keras' cache counts


def test_the_working_folder_ends_in_student_and_assignment():
    inside = policy.inside(Path("/srv/course/autograded/ada/ps1"))
    assert inside == PurePosixPath("/home/student/course/ada/ps1")


def test_a_course_inside_a_folder_that_the_box_needs_is_covered(tmp_path, monkeypatch):
    course = tmp_path / "env" / "src" / "course"
    (course / "helpers").mkdir(parents=True)
    (course / "nbgrader_config.py").touch()
    monkeypatch.setattr(helpers, "__file__", str(course / "helpers" / "__init__.py"))
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "env"))
    listed = bwrap(tmp_path, plan(tmp_path))
    places = [listed.index(str(path)) for path in (tmp_path / "env", course, course / "helpers")]
    assert places == sorted(places)
    assert listed[places[1] - 1] == "--tmpfs"


def test_an_environment_that_is_the_course_folder_itself_is_refused(tmp_path, monkeypatch):
    (tmp_path / "helpers").mkdir()
    (tmp_path / "nbgrader_config.py").touch()
    monkeypatch.setattr(helpers, "__file__", str(tmp_path / "helpers" / "__init__.py"))
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    with pytest.raises(ValueError, match="must stay hidden"):
        bwrap(tmp_path, plan(tmp_path))


def test_every_folder_in_memory_has_a_size(tmp_path):
    listed = bwrap(tmp_path, plan(tmp_path, hidden=(Path("/usr/share/doc"),)))
    mounts = [place for place, word in enumerate(listed) if word == "--tmpfs"]
    assert len(mounts) == 4
    for place in mounts:
        assert "--size" in listed[place - 4 : place]
    assert listed[listed.index("--remount-ro") :].count("--remount-ro") == 2


# --- what goes in and what comes back ---------------------------------------------------------

if sys.platform == "linux":
    from helpers.grading.box import folders, relay, watchdog
    from helpers.grading.box.submission import bring_back, copy_in, written

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux is missing")


@linux
def test_a_submission_is_copied_for_the_user_of_the_boxes(tmp_path):
    folder, copy = tmp_path / "ps1", tmp_path / "copy"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "a.txt").write_text("a")
    (folder / "data" / "a.txt").chmod(0o444)
    (folder / "link").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe")
    user = 65_536 if os.geteuid() == 0 else None
    copy_in(folder, copy, user)
    assert (copy / "data" / "a.txt").read_text() == "a"
    assert os.readlink(copy / "link") == "/etc/passwd"
    assert not (copy / "pipe").exists()
    assert (copy / "data" / "a.txt").stat().st_mode & 0o200
    owner = user or os.geteuid()
    assert {path.lstat().st_uid for path in [copy, *copy.rglob("*")]} == {owner}
    assert (folder / "data" / "a.txt").stat().st_uid == os.geteuid()


@linux
def test_new_files_never_land_outside_the_submissions_folder(tmp_path):
    folder, copy, elsewhere = tmp_path / "ps1", tmp_path / "copy", tmp_path / "elsewhere"
    for path in (folder, copy / "out", copy / "new" / "deep", elsewhere):
        path.mkdir(parents=True)
    (folder / "out").symlink_to(elsewhere)  # a link as handed in, a folder after the run
    (folder / "dangling").symlink_to(elsewhere / "made")
    (copy / "out" / "planted").write_text("x")
    (copy / "dangling").write_text("x")
    (copy / "link").symlink_to("/etc/passwd")
    (copy / "linked").symlink_to(elsewhere)
    os.mkfifo(copy / "pipe")
    (copy / "new" / "deep" / "result").write_text("kept")
    brought = bring_back(copy, folder, 1 << 20)
    assert brought == [folder / "new" / "deep" / "result"]
    assert brought[0].read_text() == "kept"
    assert list(elsewhere.iterdir()) == []
    assert {path.name for path in folder.iterdir()} == {"out", "dangling", "new"}


@linux
def test_a_file_with_holes_does_not_fill_the_disk(tmp_path):
    folder, copy = tmp_path / "ps1", tmp_path / "copy"
    folder.mkdir()
    copy.mkdir()
    with open(copy / "holes", "wb") as file:
        file.truncate(1 << 40)
    assert written(copy) < 1 << 20
    assert bring_back(copy, folder, 1 << 20) == []


@linux
def test_the_folder_of_a_dead_grader_is_swept_and_that_of_a_living_one_stays(tmp_path):
    for name in ("dead", "alive", "unfinished"):
        (tmp_path / f"cnn-box-{name}").mkdir()
    (tmp_path / "cnn-box-dead" / "lock").touch()
    (tmp_path / "cnn-box-link").symlink_to(tmp_path / "cnn-box-dead")
    with open(tmp_path / "cnn-box-alive" / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert folders.sweep(tmp_path) == [tmp_path / "cnn-box-dead"]
    assert (tmp_path / "cnn-box-unfinished").exists()
    assert not (tmp_path / "cnn-box-dead").exists()


@linux
def test_a_folder_that_somebody_else_removes_meanwhile_is_no_fault(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "glob", lambda base, pattern: [base / "cnn-box-gone"])
    assert folders.sweep(tmp_path) == []


@linux
def test_paths_of_sockets_fit_even_where_the_temporary_folder_is_deep(tmp_path, monkeypatch):
    deep = tmp_path / ("long" * 20)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    assert folders._base() == Path("/tmp")


@linux
def test_processes_are_found_by_their_namespace():
    own = os.stat("/proc/self/ns/pid").st_ino
    found = watchdog.by_namespace([own, 1])
    assert os.getpid() in [process.pid for process in found[own]]
    assert found[1] == []


@linux
def test_memory_that_two_processes_share_counts_once():
    code = "import os, sys; b = b'x' * (200 << 20); os.fork(); print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        parent.stdout.readline()
        parent.stdout.readline()
        process = psutil.Process(parent.pid)
        used = watchdog.memory([process, *process.children()])
        parent.stdin.close()
    assert 200 < used / 2**20 < 280


@linux
def test_the_relay_connects_to_no_socket_elsewhere_that_a_box_has_linked_to(tmp_path):
    with socket.socket(socket.AF_UNIX) as elsewhere:
        elsewhere.bind(str(tmp_path / "elsewhere"))
        elsewhere.listen()
        (tmp_path / "k-1").symlink_to("elsewhere")
        (tmp_path / "k-2").touch()
        for name in ("k-1", "k-2", "k-3"):
            with pytest.raises(OSError, match="k-"):
                relay._connect(tmp_path / name)
        relay._connect(tmp_path / "elsewhere").close()


@linux
def test_the_relay_passes_on_what_is_allowed_and_not_a_byte_more(tmp_path):
    said = []
    with socket.socket(socket.AF_UNIX) as kernel, socket.socket(socket.AF_UNIX) as grader:
        kernel.bind(str(tmp_path / "theirs"))
        kernel.listen()
        passing = relay.Relay(
            {tmp_path / "ours": tmp_path / "theirs"}, 10, lambda: said.append("too much")
        )
        grader.connect(str(tmp_path / "ours"))
        connection, _ = kernel.accept()
        grader.sendall(b"a question of any length")
        assert connection.recv(100) == b"a question of any length"
        connection.sendall(b"ten bytes.")
        assert grader.recv(100) == b"ten bytes."
        assert said == []
        connection.sendall(b"!")
        assert grader.recv(100) == b""
        assert said == ["too much"]
        passing.close()
        connection.close()


@linux
@pytest.mark.parametrize("reads", [False, True])
def test_a_relay_that_closes_leaves_no_connection_open(tmp_path, reads):
    """However far a connection has come: asked for, being opened, with bytes that nobody reads."""
    with socket.socket(socket.AF_UNIX) as kernel:
        kernel.bind(str(tmp_path / "theirs"))
        kernel.listen(256)
        for attempt in range(40):
            ours = tmp_path / f"ours-{attempt}"
            passing = relay.Relay({ours: tmp_path / "theirs"}, 10, lambda: None)
            callers = [socket.socket(socket.AF_UNIX) for _ in range(5)]
            for caller in callers:
                caller.connect(str(ours))
                caller.setblocking(False)
                with contextlib.suppress(BlockingIOError, BrokenPipeError):
                    caller.send(bytes(1 << 20))
            if reads:
                kernel.accept()[0].close()
            passing.close()
            assert not passing._writers and not passing._passing
            for caller in callers:
                caller.close()
    gc.collect()  # an open connection would warn here, and a warning is an error
