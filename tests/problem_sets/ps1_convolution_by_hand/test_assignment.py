"""Problem set 1 as a student meets it."""

import re
import subprocess
import sys
import time

import nbformat
import numpy as np
import pytest
from scipy import signal
from traitlets.config import Config

from helpers.grading.release.leaks import leaks
from tests.paths import COURSE
from tests.problem_sets.marking import cells

NAME = "ps1_convolution_by_hand"
SOURCE, RELEASE = cells("solutions", NAME), cells("assignments", NAME)
ANSWERS = [
    name
    for name, cell in SOURCE.items()
    if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
]
SECONDS = 2.5  # of the processor


@pytest.fixture(scope="module")
def model():
    """The names that the model answers leave behind."""
    names = {"__name__": "answers_of_a_student"}
    for name in ["setup", "scene", *ANSWERS]:
        exec(SOURCE[name].source, names)
    return names


def test_no_answer_and_no_rubric_is_in_the_release():
    source, release = (
        nbformat.read(COURSE / folder / NAME / f"{NAME}.ipynb", as_version=4)
        for folder in ("solutions", "assignments")
    )
    assert leaks(source, release, Config()) == []
    text = "\n".join(cell.source for cell in RELEASE.values())
    assert "Rubric" not in text and "Model answer" not in text and "HIDDEN" not in text
    for name in ANSWERS:
        assert "raise NotImplementedError()" in RELEASE[name].source


def test_the_hidden_tests_draw_their_pictures():
    """Nothing to be learned by heart: each hidden test makes random calls when it runs."""
    hidden = {name: set(cell.source.split("\n")) - set(RELEASE[name].source.split("\n"))
              for name, cell in SOURCE.items() if cell.metadata.get("nbgrader", {}).get("grade")
              and cell.cell_type == "code"}  # fmt: skip
    without = {name for name, lines in hidden.items() if not any(
        re.search(r"\b(drawn|random_layers|random_scenes)\(", line) for line in lines)}  # fmt: skip
    assert without == {"detector-plain"}  # one number says all


def test_the_model_answers_agree_with_scipy_and_keras(model):
    import keras

    generator = np.random.default_rng()
    x, kernel = generator.normal(size=(9, 13)), generator.normal(size=(2, 5))
    theirs = signal.correlate2d(x, kernel, mode="valid")
    assert np.allclose(model["cross_correlate"](x, kernel), theirs)
    theirs = signal.correlate2d(np.pad(x, 2), kernel, mode="valid")[::3, ::3]
    assert np.allclose(model["slide"](x, kernel, padding=2, stride=3), theirs)
    volume, kernels = generator.normal(size=(7, 11, 3)), generator.normal(size=(4, 2, 3, 5))
    bias = generator.normal(size=5)
    theirs = np.asarray(keras.ops.conv(volume[None], kernels))[0]
    maps = model["layer"](volume, kernels, bias)
    assert np.allclose(maps, theirs + bias, atol=1e-5)
    product = model["filters_to_rows"](kernels) @ model["im2col"](volume, 4, 2)
    assert np.allclose(product.T.reshape(maps.shape) + bias, maps)
    theirs = keras.ops.max_pool(volume[None], 3, strides=2)
    assert np.allclose(model["max_pool"](volume, 3, 2), np.asarray(theirs)[0])


def test_the_numbers_of_the_model_answer_to_question_8_are_right():
    x, kernel = np.array([1, 2, 4, 8, 16]), np.array([1, 0, -1])
    assert np.correlate(x, kernel, "valid")[0] == -3 and np.convolve(x, kernel, "valid")[0] == 3
    assert np.convolve(x, kernel)[0] == 1
    for number in ("= −3", "= 3", "1 · 1 = 1"):
        assert number in SOURCE["own-words"].source


def test_a_function_of_the_course_is_not_an_answer():
    names = {"__name__": "answers_of_a_student"}
    exec(RELEASE["setup"].source, names)
    exec("from helpers.convolution import cross_correlate", names)
    with pytest.raises(AssertionError, match="Write cross_correlate yourself"):
        exec(RELEASE["correlate-size"].source, names)


def test_the_tests_need_neither_tensorflow_nor_matplotlib():
    code = "\n".join(["import sys", RELEASE["setup"].source, RELEASE["scene"].source,
                      "assert not {'tensorflow', 'matplotlib', 'scipy'} & set(sys.modules)",
                      ])  # fmt: skip
    assert subprocess.run([sys.executable, "-c", code], cwd=COURSE, check=False).returncode == 0


def test_the_code_of_the_whole_set_takes_a_fraction_of_the_time_to_validate(model):
    names, start = dict(model), time.process_time()
    for name, cell in SOURCE.items():
        if cell.cell_type == "code" and name not in ("setup", "scene"):
            exec(cell.source, names)
    assert time.process_time() - start < SECONDS
