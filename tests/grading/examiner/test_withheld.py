import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from traitlets.config import Config

import helpers
from helpers.grading.batch import grade_class
from helpers.grading.examiner.withheld import Withheld, course_without
from helpers.grading.preprocessors.execution import ExecuteInBox

SHOWN = ["helpers.convolution", "helpers.convolution.axes"]
CALL = "from helpers.convolution import output_size; kept = [output_size]; kept[0](5, 3)"


@pytest.fixture(scope="module")
def course() -> Path:
    return course_without(["helpers.convolution"], SHOWN)


def test_a_withheld_module_has_a_stand_in_and_nothing_compiled_is_left(course):
    assert "output_size" not in (course / "convolution" / "geometry.py").read_text()
    assert not list(course.glob("convolution/__pycache__/geometry.*"))
    whole = Path(helpers.__file__).parent
    for name in ("convolution/axes.py", "networks/geometry.py", "explorers/kit/style.css"):
        assert (course / name).read_bytes() == (whole / name).read_bytes()


def test_of_a_withheld_package_no_other_file_is_there_either():
    course = course_without(["helpers.explorers"], [])
    assert list((course / "explorers").rglob("*.py"))
    assert not list((course / "explorers").rglob("*.js"))


def test_it_is_made_once(course):
    assert course_without(["helpers.convolution"], SHOWN[::-1]) == course


def test_a_misspelt_module_is_refused():
    with pytest.raises(ValueError, match=r"helpers\.convolutions: the course has no such module"):
        course_without(["helpers.convolutions"], [])


def test_a_withheld_function_can_be_imported_and_says_why_it_computes_nothing(course):
    done = subprocess.run(
        [sys.executable, "-c", CALL],
        cwd="/", env=os.environ | {"PYTHONPATH": str(course.parent)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr.splitlines()[-1] == (
        "ImportError: helpers.convolution.geometry.output_size is not there while a submission is "
        "graded: it computes what questions ask for; compute it in the notebook"
    )


@pytest.mark.parametrize("examiner", [True, False])
def test_kernels_are_forked_without_what_is_withheld(monkeypatch, examiner):
    asked = {}
    monkeypatch.setattr(grade_class, "connected", lambda *_, **named: asked.update(named))
    box = {"withheld": ["helpers.convolution"], "examiner": examiner}
    grader = grade_class.GradeClass(config=Config({"ExecuteInBox": box}))
    pipeline = SimpleNamespace(execute=ExecuteInBox)
    grade_class._cluster(grader, pipeline, SimpleNamespace(modules=lambda: {"helpers.networks"}))
    assert asked["preload"] == ["helpers.networks", "numpy"]
    assert list(asked["withheld"]) == (["helpers.convolution"] if examiner else [])


def test_an_attribute_of_what_is_withheld_is_withheld_too():
    with pytest.raises(ImportError, match=r"advice\.OUTPUT_SIZE is not there"):
        _ = Withheld("helpers.problem_sets.advice.OUTPUT_SIZE").right
