"""The instructors' guide: each command runs in the demo, and prints what stands under it."""

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.demo.__main__ import main
from tests.paths import COURSE

GUIDE = (COURSE / "solutions" / "INSTRUCTORS.md").read_text()
SET = "ps2_output_shapes"


def steps() -> list[tuple[str, str]]:
    """Each command of the guide with the output under it, in order."""
    blocks = re.findall(r"^```console\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    lines = re.split(r"^\$ ", "".join(blocks), flags=re.MULTILINE)[1:]
    return [tuple(step.split("\n", 1)) for step in lines]


def plain(text: str) -> str:
    """Without frames, breaks of lines in a cell, and bars."""
    beside = re.compile(r"[┏┡└ ].*[━─]|.*━━|.*\d+%\|")
    lines = [line for line in text.splitlines() if not beside.match(line)]
    return re.sub(r"[ \n]+", " ", "\n".join(lines).replace("…", "...")).strip()


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("instructors") / "demo"
    assert main([str(folder), f"--sets={SET}", "--students=14"]) == 0
    return folder


def run(folder: Path, command: str) -> str:
    program, *arguments = shlex.split(command)
    known = {"python": [sys.executable], "nbgrader": [sys.executable, "-m", "nbgrader"]}
    done = subprocess.run(
        [*known[program], *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(COURSE), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def test_the_demo_has_what_it_names(demo):
    said = main.__globals__["NEXT"]
    for place in re.findall(r"^  (\w[\w.]+/?)", said, re.MULTILINE):
        if place not in {"cd", "python", "jupyter", "nbgrader"}:
            assert (demo / place).exists(), place
    assert (demo / "feedback" / "adaeze" / SET / f"{SET}.html").exists()


def test_the_commands_print_what_the_guide_shows(demo):
    checker = doctest.OutputChecker()
    for command, expected in steps():
        printed = plain(run(demo, command))
        if expected.strip():
            assert checker.check_output(plain(expected), printed, doctest.ELLIPSIS), (
                f"{command}\n{printed}"
            )


def test_a_folder_that_is_there_is_left_alone(tmp_path, capsys):
    (tmp_path / "kept").touch()
    assert main([str(tmp_path)]) == 1
    assert "remove it, or name another folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_an_unknown_set_is_named(tmp_path, capsys):
    assert main([str(tmp_path / "demo"), "--sets", "ps9"]) == 1
    assert "no problem set ps9; there are ps1_convolution_by_hand" in capsys.readouterr().err
    assert not (tmp_path / "demo").exists()
