"""The instructors' guide: each command runs in the demo, and prints what stands under it."""

import csv
import doctest
import os
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from helpers.demo.__main__ import main
from tests.demo.human_work import Work
from tests.grading.warm_grader import WarmGrader
from tests.paths import COURSE

GUIDE = (COURSE / "solutions" / "INSTRUCTORS.md").read_text()
SET = "ps2_output_shapes"
CORRECTED = f"python -m helpers.grading release --record {SET}"
MINUTES = [  # section of the guide, clicks in Canvas, most minutes
    ("Collect", 4, 5),
    ("Give it back", 5, 2),
    ("Put the grades into Canvas or Moodle", 8, 2),
    ("Correct a test that was wrong", 0, 3),
]


def steps() -> list[tuple[str, str, str]]:
    """Each command of the guide with its section and the output under it, in order."""
    found = []
    for part in re.split(r"^##+ ", GUIDE, flags=re.MULTILINE)[1:]:
        section = part.partition("\n")[0]
        blocks = re.findall(r"^```console\n(.*?)^```", part, re.MULTILINE | re.DOTALL)
        lines = re.split(r"^\$ ", "".join(blocks), flags=re.MULTILINE)[1:]
        found += [(section, *step.split("\n", 1)) for step in lines]
    return found


def row(section: str) -> list[str]:
    """What the guide says of the minutes that a section takes a person."""
    line = next(line for line in GUIDE.splitlines() if line.startswith(f"| {section} |"))
    return [cell.strip() for cell in line.strip("| ").split(" | ")]


def plain(text: str) -> str:
    """Without frames, breaks of lines in a cell, and bars."""
    beside = re.compile(r"[┏┡└ ].*[━─]|.*━━|.*\d+%\|")
    lines = [line for line in text.splitlines() if not beside.match(line)]
    return re.sub(r"[ \n]+", " ", "\n".join(lines).replace("…", "...")).strip()


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("instructors") / "demo"
    assert main([str(folder), f"--sets={SET}", "--students=15"]) == 0
    return folder


def run(grader: WarmGrader, folder: Path, command: str) -> str:
    program, *arguments = shlex.split(command)
    known = {"python": [], "nbgrader": ["-m", "nbgrader"]}
    _, module, *others = [*known[program], *arguments]
    variables = os.environ | {"PYTHONPATH": str(COURSE), "COLUMNS": "200"}
    status, said = grader.run(module, *others, folder=folder, variables=variables)
    assert status == 0, f"{command}\n{said}"
    return said


def test_the_demo_has_what_it_names(demo):
    said = main.__globals__["NEXT"]
    for place in re.findall(r"^  (\w[\w.]+/?)", said, re.MULTILINE):
        if place not in {"cd", "python", "jupyter", "nbgrader"}:
            assert (demo / place).exists(), place
    assert (demo / "feedback" / "adaeze" / SET / f"{SET}.html").exists()


def test_the_demo_says_how_a_terminal_finds_its_python(tmp_path, monkeypatch):
    activate = main.__globals__["_activate"]
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert activate() == ""  # an environment of another kind
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "activate").touch()
    assert activate().strip() == f"source {tmp_path}/bin/activate"


@pytest.fixture(scope="module")
def grader(tmp_path_factory) -> Iterator[WarmGrader]:
    """Where the commands run: each alone would begin with three seconds of imports."""
    grader = WarmGrader(tmp_path_factory.mktemp("warm"))
    yield grader
    grader.stop()


@pytest.fixture(scope="module")
def printed(demo, grader):
    """Section, command, what the guide shows, and what was printed."""
    done = []
    for section, command, expected in steps():
        if command == CORRECTED:
            correct_a_test(demo)
        done.append((section, command, expected, plain(run(grader, demo, command))))
    return done


def correct_a_test(demo):
    """A question that asked for more than was taught: no dilation any more."""
    path = demo / "solutions" / SET / f"{SET}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    test = next(cell for cell in notebook.cells if cell.id == "size-dilation")
    test.source = re.sub(r'("dilation": )\d', r"\g<1>1", test.source)
    test.source = test.source.replace("dilation=range(2, 5)", "dilation=(1,)")
    nbformat.write(notebook, path)


def test_the_commands_print_what_the_guide_shows(printed):
    checker = doctest.OutputChecker()
    for _, command, expected, said in printed:
        if expected.strip():
            assert checker.check_output(plain(expected), said, doctest.ELLIPSIS), (
                f"{command}\n{said}"
            )


@pytest.mark.parametrize(("section", "clicks", "most"), MINUTES)
def test_a_person_is_busy_for_no_more_minutes_than_the_guide_says(printed, section, clicks, most):
    work = Work(clicks)
    for about, command, _, said in printed:
        if about == section:
            work.add(command, said)
    print(section, work, f"{work.minutes:.1f} minutes")
    _, commands, in_platform, minutes, *_ = row(section)
    assert (commands, in_platform) == (str(work.commands), str(clicks))
    assert work.minutes == pytest.approx(float(minutes), abs=0.2)
    assert work.minutes <= most


def test_no_id_is_mapped_by_hand_where_the_roster_has_the_numbers_of_the_platform(demo, printed):
    with (demo / "lms_names.csv").open(encoding="utf-8-sig", newline="") as file:
        names = list(csv.DictReader(file))
    # sam handed in nothing, and a command of the guide has removed ivan
    assert len(names) == 13 and all(name["id"] for name in names)
    assert row("Map names to ids")[1:4] == ["0", "0", "0"]


def test_a_folder_that_is_there_is_left_alone(tmp_path, capsys):
    (tmp_path / "kept").touch()
    assert main([str(tmp_path)]) == 1
    assert "remove it, or name another folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_an_unknown_set_is_named(tmp_path, capsys):
    assert main([str(tmp_path / "demo"), "--sets", "ps9"]) == 1
    assert "no problem set ps9; there are ps1_convolution_by_hand" in capsys.readouterr().err
    assert not (tmp_path / "demo").exists()
