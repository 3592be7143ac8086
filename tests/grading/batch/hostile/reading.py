"""Submissions that read what is not theirs."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path

from tests.grading.batch.hostile.attempts import attempt, call, targets
from tests.grading.batch.hostile.submission import REST, checks, code, notes
from tests.grading.course import MADE


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
    assert (folder / MADE / "found.txt").read_bytes() == b""
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
