"""Problem set 2 as a student meets it."""

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.validator import Validator

from helpers.grading.advice.tables import shape_after

COURSE = Path(__file__).parent.parent
NAME = "ps2_output_shapes"


def read(folder):
    return nbformat.read(COURSE / folder / NAME / f"{NAME}.ipynb", as_version=4)


SOURCE = {cell.id: cell for cell in read("solutions").cells}
RELEASE = {cell.id: cell for cell in read("assignments").cells}


def run(cells, *cell_ids, answers=None):
    """The names that the code of some cells leaves behind, in a kernel's `__main__` as it were."""
    names = {"__name__": "answers_of_a_student"}
    for cell_id in cell_ids:
        exec((answers or {}).get(cell_id, cells[cell_id].source), names)
    return names


def cells_of(question):
    return [name for name in RELEASE if name.startswith(question)]


def test_the_points_are_those_that_the_text_promises():
    points = {name: cell.metadata.nbgrader.points for name, cell in RELEASE.items()
              if cell.metadata.get("nbgrader", {}).get("grade")}  # fmt: skip
    assert sum(points.values()) == 24 and points["own-words"] == 4
    for heading in re.findall(r"^## (\d)\. .*\((\d) points", "\n".join(
        cell.source for cell in RELEASE.values()), re.MULTILINE):  # fmt: skip
        row = re.search(rf"^\| {heading[0]} .*?\| (\d) \|", RELEASE["title"].source, re.MULTILINE)
        assert row[1] == heading[1]


@pytest.mark.parametrize("cell_id", [name for name in RELEASE if name.startswith("question-")])
def test_every_question_says_what_to_read_again(cell_id):
    assert "*Read again:* lecture 0" in RELEASE[cell_id].source


@pytest.mark.parametrize("number", ["02", "04"])
def test_the_sections_to_read_again_exist(number):
    lectures = list((COURSE / "lectures").glob(f"{number}_*.ipynb"))
    if not lectures:
        pytest.skip(f"lecture {number} is missing")
    cells = nbformat.read(lectures[0], as_version=4).cells
    headings = re.findall(r"^#+ (.+)$", "\n".join(
        cell.source for cell in cells if cell.cell_type == "markdown"), re.MULTILINE)  # fmt: skip
    named = set()
    for cell in RELEASE.values():
        for sections in re.findall(
            rf"lecture {number}, ((?:(?:, | and )?\*[^*]+\*)+)", cell.source
        ):
            named |= set(re.findall(r"\*([^*]+)\*", sections))
    assert named
    missing = {name for name in named if not any(heading.startswith(name) for heading in headings)}
    assert missing == set()


def test_no_answer_is_in_the_release():
    text = "\n".join(cell.source for cell in RELEASE.values())
    answers = run(SOURCE, "setup", "output-size", "same", "small-shapes", "wide-shapes")
    for shape in [*answers["small_shapes"].values(), *answers["wide_shapes"].values()]:
        assert str(shape) not in text
    assert "Rubric" not in text and "Model answer" not in text


def test_the_model_answers_agree_with_keras():
    import keras

    answers = run(SOURCE, "setup", "output-size", "same", "small-shapes", "wide-shapes")
    for network, shapes in ((answers[x], answers[f"{x}_shapes"]) for x in ("small", "wide")):
        outputs = keras.Input(shape=network.input_shape)
        shape = network.input_shape
        for layer in network.layers:
            outputs = getattr(keras.layers, type(layer).__name__)(**dataclasses.asdict(layer))(
                outputs
            )
            shape = shape_after(layer, shape)
            assert outputs.shape[1:] == shapes[layer.name] == shape


def test_the_model_answers_of_question_6_are_the_only_ones():
    answers = run(SOURCE, "setup", "output-size", "backwards")
    size = answers["output_size"]
    for layer, stride in zip(answers["reach_the_size"], answers["strides"], strict=True):
        n, k, p, wanted = layer.values()
        assert [s for s in range(1, n) if size(n, k, p, s) == wanted] == [stride]
    for layer, padding in zip(answers["keep_the_size"], answers["paddings"], strict=True):
        k, d = layer.values()
        assert [p for p in range(40) if size(50, k, p, 1, d) == 50] == [padding]


def failing(cells, answer, question, answers):
    """Messages of the test cells of a question that fail."""
    messages = {}
    for name in cells_of(question):
        try:
            run(cells, "setup", answer, name, answers=answers)
        except AssertionError as error:
            messages[name] = str(error)
    return messages


ONE_SLIP = {
    "rounded up": "-(-(n + 2 * padding - dilation * (k - 1) - 1) // stride) + 1",
    "padding is added once": "(n + padding - dilation * (k - 1) - 1) // stride + 1",
    "padding is left out": "(n - dilation * (k - 1) - 1) // stride + 1",
    "dilation is left out": "(n + 2 * padding - k) // stride + 1",
    "taken as d · k long": "(n + 2 * padding - dilation * k) // stride + 1",
    "not rounded": "(n + 2 * padding - dilation * (k - 1) - 1) / stride + 1",
    "stride is left out": "n + 2 * padding - dilation * (k - 1)",
}


@pytest.mark.parametrize("words", ONE_SLIP)
def test_one_slip_in_output_size_costs_its_own_point_and_the_last(words):
    code = f"def output_size(n, k, padding=0, stride=1, dilation=1):\n    return {ONE_SLIP[words]}"
    shown = failing(RELEASE, "output-size", "size-", {"output-size": code})
    assert all(words in message for message in shown.values()) and shown
    graded = failing(SOURCE, "output-size", "size-", {"output-size": code})
    assert len(graded) == 2 and "size-together" in graded


def test_learning_the_shown_answers_by_heart_earns_nothing():
    code = """
known = {}
def output_size(n, k, padding=0, stride=1, dilation=1):
    return known.get((n, k, padding, stride, dilation), 1)
def leftover(n, k, padding=0, stride=1, dilation=1):
    return known.get((n, k, padding, stride, dilation, "left"), 0)
"""
    right = run(SOURCE, "output-size", "leftover")
    known = {}
    for name in [*cells_of("size-"), *cells_of("leftover-")]:
        for call in re.findall(r"dict\((.*?)\)", RELEASE[name].source):
            layer = dict(n=0, k=0, padding=0, stride=1, dilation=1) | eval(f"dict({call})")
            known[tuple(layer.values())] = right["output_size"](**layer)
            known[(*layer.values(), "left")] = right["leftover"](**layer)
    code = code.replace("known = {}", f"known = {known}")
    by_heart = {"output-size": code, "leftover": code}
    assert failing(RELEASE, "output-size", "size-", by_heart) == {}
    assert len(failing(SOURCE, "output-size", "size-", by_heart)) == 5
    assert failing(RELEASE, "leftover", "leftover-", by_heart) == {}
    assert len(failing(SOURCE, "leftover", "leftover-", by_heart)) == 2


def test_a_function_of_the_course_is_not_an_answer():
    code = "from helpers.convolution import output_size as theirs\noutput_size = theirs"
    assert (
        "Write output_size yourself"
        in failing(RELEASE, "output-size", "size-", {"output-size": code})["size-together"]
    )


def test_the_tests_need_no_tensorflow():
    code = "import sys\n" + RELEASE["setup"].source + "\nassert 'tensorflow' not in sys.modules"
    run = subprocess.run([sys.executable, "-c", code], cwd=COURSE, check=False)
    assert run.returncode == 0


def test_validate_is_content_with_the_model_answers_and_with_nothing_else(tmp_path):
    release = read("assignments")
    path = tmp_path / f"{NAME}.ipynb"
    nbformat.write(release, path)
    assert len(Validator().validate(str(path))["failed"]) == 21
    for cell in release.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = SOURCE[cell.id].source
    nbformat.write(release, path)
    assert Validator().validate(str(path)) == {}
