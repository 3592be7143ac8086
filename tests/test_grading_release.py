"""What students get is made from the solutions, exactly, and gives nothing away."""

import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from traitlets.config import Config

from helpers.grading.__main__ import main
from helpers.grading.leaks import leaks, secret_lines
from helpers.grading.release import assignments, generate, release

COURSE = Path(__file__).parent.parent
NAME = "ps2_output_shapes"


def contents(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def read(folder, name=NAME):
    return nbformat.read(COURSE / folder / name / f"{name}.ipynb", as_version=4)


def cell_of(notebook, cell_id):
    return next(cell for cell in notebook.cells if cell.id == cell_id)


@pytest.fixture
def course(tmp_path):
    shutil.copy(COURSE / "nbgrader_config.py", tmp_path)
    shutil.copytree(COURSE / "solutions" / NAME, tmp_path / "solutions" / NAME)
    return tmp_path


@pytest.mark.parametrize("name", assignments(COURSE))
def test_the_committed_release_is_what_nbgrader_makes_of_the_solution(name, tmp_path):
    made = generate(COURSE, name, tmp_path, f"sqlite:///{tmp_path}/gradebook.db")
    assert contents(made) == contents(COURSE / "assignments" / name)


@pytest.mark.parametrize("name", assignments(COURSE))
def test_a_release_leaks_nothing(name):
    assert leaks(read("solutions", name), read("assignments", name), Config()) == []


def test_a_release_leaves_the_gradebook_alone_unless_asked(course):
    assert release(course, NAME) == [Path("assignments", NAME, f"{NAME}.ipynb")]
    assert not (course / "gradebook.db").exists()
    release(course, NAME, record=True)
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        assert gradebook.find_assignment(NAME).max_score == 24


def test_what_leaks_is_not_released_and_the_old_release_stays(course, monkeypatch, capsys):
    path = course / "solutions" / NAME / f"{NAME}.ipynb"
    path.write_text(path.read_text().replace("BEGIN HIDDEN TESTS", "BEGIN HIDEN TESTS", 1))
    old = course / "assignments" / NAME / f"{NAME}.ipynb"
    old.parent.mkdir(parents=True)
    old.write_text("what was released before")
    monkeypatch.chdir(course)
    assert main(["release", NAME]) == 1
    assert "has the marker '### BEGIN HIDEN TESTS'" in capsys.readouterr().err
    assert contents(old.parent) == {old.name: b"what was released before"}


@pytest.mark.parametrize("names, words", [([], "any assignment"), (["ps9"], "ps9")])
def test_what_has_no_solution_cannot_be_released(names, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["release", *names]) == 1
    assert f"no solution of {words} in" in capsys.readouterr().err


def test_a_solution_in_the_wrong_place_is_a_leak():
    source, released = read("solutions"), read("assignments")
    line = "return (n + 2 * padding - reach) // stride + 1"
    assert line in secret_lines(source, Config())
    cell_of(released, "question-1").source += f"\n{line}"
    assert [leak for leak in leaks(source, released, Config()) if line in leak]


def test_a_rubric_or_a_hidden_test_in_the_wrong_place_is_a_leak():
    source, released = read("solutions"), read("assignments")
    for cell_id, words in {
        "own-words": "**Rubric**, 4 points",
        "size-plain": "other_layers",
    }.items():
        line = next(x for x in cell_of(source, cell_id).source.split("\n") if words in x)
        leaking = nbformat.from_dict(released)
        cell_of(leaking, "title").source += f"\n\n{line}"
        assert leaks(source, leaking, Config()), words


def test_an_output_is_a_leak():
    source, released = read("solutions"), read("assignments")
    cell_of(released, "setup").outputs = [nbformat.v4.new_output("stream", text="24")]
    assert leaks(source, released, Config()) == ["cell 3 (setup) has outputs"]
