"""Submissions that write where they may not, or leave odd things behind."""

from __future__ import annotations

import json
import os
from pathlib import Path

import nbformat

from tests.grading.batch.hostile.attempts import attempt, targets
from tests.grading.batch.hostile.submission import ALL, CHEAT, NOTEBOOK, REST, checks, code, folder
from tests.grading.course import MADE


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
    assert not (folder / MADE / ".git").exists()


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
