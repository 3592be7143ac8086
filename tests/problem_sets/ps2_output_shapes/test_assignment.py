"""Problem set 2 as a student meets it; what holds for every set is in test_problem_sets.py."""

import re
import subprocess
import sys

import nbformat
import pytest

from helpers.networks import shapes
from helpers.problem_sets.ps2_output_shapes.numbers import small_network, wide_network
from helpers.problem_sets.ps2_output_shapes.tables import shape_after
from tests.paths import COURSE
from tests.problem_sets.marking import cells, mark

NAME = "ps2_output_shapes"
SOURCE, RELEASE = cells("solutions", NAME), cells("assignments", NAME)
STUDENTS = ["ada", "bob", "charlie"]


def run(cells, *cell_ids, answers=None):
    """The names that the code of some cells leaves behind, in a kernel's `__main__` as it were."""
    names = {"__name__": "answers_of_a_student"}
    for cell_id in cell_ids:
        exec((answers or {}).get(cell_id, cells[cell_id].source), names)
    return names


ADA = {"student-id": "STUDENT_ID = 'ada'"}


def cells_of(question):
    """Its tests."""
    return [
        name
        for name, cell in RELEASE.items()
        if name.startswith(question) and cell.metadata.get("nbgrader", {}).get("points")
    ]


def answers_of(student):
    """Everything that the model solution leaves behind for one student."""
    answers = {"student-id": f"STUDENT_ID = {student!r}"}
    code = [name for name, cell in SOURCE.items() if cell.cell_type == "code"]
    untested = [name for name in code if not SOURCE[name].metadata.nbgrader.grade]
    return run(SOURCE, *untested, answers=answers)


@pytest.mark.parametrize("student", STUDENTS)
def test_no_answer_is_in_the_release(student, capsys):
    text = "\n".join(cell.source for cell in RELEASE.values())
    answers = answers_of(student)
    shown = capsys.readouterr().out
    assert "wide" in text and "Conv2D(" in shown
    for shape in [*answers["small_shapes"].values(), *answers["wide_shapes"].values()]:
        assert str(shape) not in text and str(shape) not in shown
    assert "Rubric" not in text and "Model answer" not in text


@pytest.mark.parametrize("student", STUDENTS)
def test_the_model_answers_agree_with_the_shapes_of_the_network(student, capsys):
    """Which Keras agrees with: tests/test_personal_ps2.py."""
    answers = answers_of(student)
    for make, table in ((small_network, "small_shapes"), (wide_network, "wide_shapes")):
        network, shape = make(student), make(student).input_shape
        assert list(answers[table].values()) == list(shapes(network)[1:])
        for layer in network.layers:
            shape = shape_after(layer, shape)
            assert shape == answers[table][layer.name]


@pytest.mark.parametrize("student", STUDENTS)
def test_the_model_answers_of_question_6_are_the_only_ones(student, capsys):
    answers = answers_of(student)
    size = answers["output_size"]
    for layer, stride in zip(answers["reach_the_size"], answers["strides"], strict=True):
        n, k, p, wanted = layer.values()
        assert [s for s in range(1, n) if size(n, k, p, s) == wanted] == [stride]
    for layer, padding in zip(answers["keep_the_size"], answers["paddings"], strict=True):
        k, d = layer.values()
        assert [p for p in range(60) if size(80, k, p, 1, d) == 80] == [padding]


def test_the_numbers_of_the_model_answer_to_question_7_are_right():
    """For the example in brackets, and the rule for everybody's network."""
    text = SOURCE["own-words"].source
    assert "(Image 26, kernel 5: *m* is 11.)" in text and (26 - 5 + 1) / 2 == 11
    assert "(Kernel 3: 24, 12, 12, 6.)" in text
    for student in STUDENTS:
        network = small_network(student)
        n, k = network.input_shape[0], network.layers[0].kernel_size[0]
        m = (n - k + 1) // 2
        assert shapes(network)[3][0] == m and m % 2 == 1
        for changed in (k - 2, k + 2):
            first = n - changed + 1
            assert first in (2 * m + 2, 2 * m - 2) and first // 2 % 2 == 0


def failing(cells, answer, question, answers):
    """Messages of the test cells of a question that fail."""
    messages = {}
    for name in cells_of(question):
        try:
            run(cells, "student-id", "setup", answer, name, answers=answers | ADA)
        except AssertionError as error:
            messages[name] = str(error)
    return messages


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
        for call in re.findall(r"{.*?}", RELEASE[name].source):
            layer = {"n": 0, "k": 0, "padding": 0, "stride": 1, "dilation": 1} | eval(call)
            known[tuple(layer.values())] = right["output_size"](**layer)
            known[(*layer.values(), "left")] = right["leftover"](**layer)
    code = code.replace("known = {}", f"known = {known}")
    by_heart = {"output-size": code, "leftover": code}
    assert failing(RELEASE, "output-size", "size-", by_heart) == {}
    assert len(failing(SOURCE, "output-size", "size-", by_heart)) == 5
    assert failing(RELEASE, "leftover", "leftover-", by_heart) == {}
    assert len(failing(SOURCE, "leftover", "leftover-", by_heart)) == 2


def test_a_visible_test_of_the_wide_network_looks_at_the_form_only():
    four = ["pad", "conv_1", "conv_2", "pool"]
    wrong = {"wide-shapes": f"wide_shapes = dict.fromkeys({four}, (1, 1, 1))"}
    shown = failing(RELEASE, "wide-shapes", "wide-", wrong)
    assert shown == {"wide-conv-3": "There is no entry for 'conv_3' yet."}
    assert len(failing(SOURCE, "wide-shapes", "wide-", wrong)) == 5


@pytest.mark.parametrize("student", STUDENTS)
def test_a_message_about_a_shape_holds_no_number_but_those_of_the_student(student):
    four = ["conv_1", "pool_1", "conv_2", "pool_2"]
    wrong = {"small-shapes": f"small_shapes = dict.fromkeys({four}, (7, 7, 2))"}
    for name in four:
        message = mark(NAME, wrong, student=student)[f"small-{name.replace('_', '-')}"][1]
        said = message.replace(name, "").replace("+ 1 is missing", "")
        assert said and set(re.findall(r"\d+", said)) <= {"7"}


def test_an_untouched_release_says_what_to_type():
    with pytest.raises(NotImplementedError):
        run(RELEASE, "student-id")
    with pytest.raises(ValueError, match="Type your id"):
        run(RELEASE, "student-id", "setup", answers={"student-id": 'STUDENT_ID = ""'})


def test_questions_1_to_3_can_be_tried_before_the_id_is_typed():
    answer = SOURCE["output-size"].source
    names = {"__name__": "answers_of_a_student", "STUDENT_ID": ""}
    with pytest.raises(ValueError, match="id"):
        exec(RELEASE["setup"].source, names)
    exec(answer, names)
    exec(RELEASE["size-together"].source, names)


def test_the_tests_need_no_tensorflow():
    code = [ADA["student-id"], RELEASE["setup"].source, "import sys"]
    code = "\n".join([*code, "assert 'tensorflow' not in sys.modules"])
    done = subprocess.run([sys.executable, "-c", code], cwd=COURSE, check=False)
    assert done.returncode == 0


def test_the_release_has_no_name_of_a_student():
    released = nbformat.read(COURSE / "assignments" / NAME / f"{NAME}.ipynb", as_version=4)
    assert "ada" not in "\n".join(cell.source for cell in released.cells).split('"')
