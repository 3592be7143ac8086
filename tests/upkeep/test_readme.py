"""Every command of the README: run as it stands, or shown by make where it takes minutes."""

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.paths import COURSE
from tests.upkeep.jupyterlab import jupyterlab

SET = "ps2_output_shapes"
CONFIGURATION = """
c.ServerApp.open_browser = False
c.ServerApp.port = 0
c.ServerApp.allow_root = True
c.Exchange.root = {exchange!r}
"""
MISSING = """
import sys
from importlib.util import find_spec
print([name for name in sys.argv[1:] if not find_spec(name)])
"""


def commands(part: str) -> list[str]:
    """The indented lines of a part of the README, without what is said behind them."""
    text = re.split(r"^## ", (COURSE / "README.md").read_text(), flags=re.MULTILINE)
    (lines,) = (section.splitlines() for section in text if section.startswith(f"{part}\n"))
    shown = (line.split(" # ")[0].strip() for line in lines if line.startswith("    "))
    return [line for line in shown if line]


class Clone:
    """The course's files in another folder, with this environment as its own.

    Parameters
    ----------
    root
        A new folder; beside it lie the user's configuration and the exchange.
    """

    def __init__(self, root: Path) -> None:
        self.root, self.exchange, home = root, root.parent / "exchange", root.parent / "home"
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=COURSE, capture_output=True, text=True, check=True
        )
        for name in listed.stdout.split("\0")[:-1]:
            if (COURSE / name).exists():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(COURSE / name, root / name)
        (root / ".venv").mkdir()
        for part in Path(sys.prefix).iterdir():
            if part.name != ".ready":
                (root / ".venv" / part.name).symlink_to(part)
        (root / ".venv" / ".ready").touch()
        home.mkdir()
        self.exchange.mkdir(mode=0o777)
        for name in ("jupyter_server_config.py", "nbgrader_config.py"):
            (home / name).write_text(
                "c = get_config()\n" + CONFIGURATION.format(exchange=str(self.exchange))
            )
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith("MAKE")
        } | {
            "JUPYTER_CONFIG_DIR": str(home),
            "PATH": os.pathsep.join([str(Path(sys.prefix) / "bin"), os.environ["PATH"]]),
            "PYTHONPATH": str(root),
        }

    def run(self, command: str) -> str:
        done = subprocess.run(
            shlex.split(command, comments=True),
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def page_of_lab(self, command: str) -> str:
        """Where JupyterLab leads to, below its address."""
        with jupyterlab(command, self.root, self.environment) as lab:
            return lab.first_page()

    def hand_in(self, student: str, moment: str) -> None:
        """Put the release with the model answers in it where `nbgrader collect` looks."""
        solution = self.root / "solutions" / SET / f"{SET}.ipynb"
        answers = {
            cell.id: cell.source
            for cell in nbformat.read(solution, as_version=4).cells
            if cell.metadata.get("nbgrader", {}).get("solution")
        }
        notebook = nbformat.read(self.root / "assignments" / SET / f"{SET}.ipynb", as_version=4)
        for cell in notebook.cells:
            cell.source = answers.get(cell.id, cell.source)
        inbound = self.exchange / "cnn" / "inbound"
        folder = inbound / f"{student}+{SET}+{moment}+x"
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{SET}.ipynb")
        (folder / "timestamp.txt").write_text(moment)


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    for program in ("make", "git"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is missing")
    return Clone(tmp_path_factory.mktemp("readme") / "course")


def test_make_lab_opens_the_page_of_the_course(clone):
    first, *_ = commands("Students")
    assert first == "make lab"
    assert clone.page_of_lab(first) == "/course"


def test_the_lines_without_make_are_those_that_make_runs(clone):
    _, *by_hand = commands("Students")
    runs = clone.run("make --dry-run --always-make lab PYTHON=python3").splitlines()
    said = [line.replace(" --quiet", "").removesuffix(" --allow-root") for line in runs]
    left_out = [line for line in said if line not in by_hand]
    assert [line for line in said if line in by_hand] == by_hand
    assert set(left_out) == {
        "python3 helpers/upkeep/prerequisites.py",
        "touch .venv/.ready",
    }


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="is not root")
def test_root_reads_which_option_jupyterlab_asks_for(clone):
    refused = subprocess.run(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.allow_root=False"],
        cwd=clone.root,
        env=clone.environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert refused.returncode
    option = re.search(r"Use (--\S+) to bypass", refused.stderr)[1]
    for name in ("README.md", "solutions/INSTRUCTORS.md", "helpers/upkeep/student/README.md"):
        assert option in (COURSE / name).read_text(), name


def test_an_instructor_gets_from_release_to_grades(clone):
    release, *others = commands("Instructors")
    clone.run(release)
    clone.hand_in("ada", "2026-03-01 12:00:00.000000 UTC")
    for command in others:
        if command.startswith("jupyter"):
            assert clone.page_of_lab(command).startswith("/lab")
        else:
            clone.run(command)
    assert (clone.root / "feedback" / "ada" / SET / f"{SET}.html").exists()
    with (clone.root / "grades.csv").open() as file:
        (row,) = (row for row in csv.DictReader(file) if row["assignment"] == SET)
    assert (row["student_id"], float(row["raw_score"])) == ("ada", 20)
    assert (row["score"], row["state"]) == ("", "needs marking by hand")


def test_make_help_names_every_target_of_the_readme(clone):
    said = clone.run("make help")
    for command in commands("Maintainers"):
        make, target = command.split()
        assert make == "make" and f"make {target} " in said + "make help "


def test_what_make_would_run_is_there(clone):
    modules = set()
    for command in commands("Maintainers"):
        recipe = clone.run(f"{command} --dry-run --always-make").splitlines()
        assert recipe, command
        for line in recipe:
            words = [word for word in shlex.split(line) if not re.match(r"\w+=", word)]
            if "-m" in words:
                modules.add(words[words.index("-m") + 1])
            named = [word for word in words if re.fullmatch(r"[.\w/]+\.(py|ipynb|txt)", word)]
            assert all((clone.root / name).exists() for name in named), line
            if words[0].startswith(".venv/bin/"):
                assert (clone.root / words[0]).exists(), line
    # Asked of a new process, as make would start one: here distutils may have been imported, which
    # setuptools warns of when somebody looks for pip.
    missing = clone.run(shlex.join([".venv/bin/python", "-c", MISSING, *sorted(modules)]))
    assert modules and missing == "[]\n"
