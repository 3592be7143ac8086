"""Problem set 1 with one known mistake at a time: each costs its own points and no other."""

import pytest

from tests.problem_sets.marking import cells, lost, mark
from tests.problem_sets.ps1_convolution_by_hand.answers import RIGHT, changed
from tests.problem_sets.ps1_convolution_by_hand.mistakes import MUTATIONS

NAME = "ps1_convolution_by_hand"


@pytest.fixture(scope="module")
def full():
    return mark(NAME)


def test_the_model_solution_and_the_answers_of_this_file_get_full_points(full):
    assert {cell: message for cell, (points, message) in full.items() if points != 1} == {}
    assert len(full) == 20
    assert lost(NAME, RIGHT) == {}


@pytest.mark.parametrize("mistake", MUTATIONS)
def test_a_mistake_costs_its_own_points_and_says_which_it_is(mistake):
    answers, expected, words = MUTATIONS[mistake]
    marks = mark(NAME, answers)
    failed = {cell: message for cell, (points, message) in marks.items() if points == 0}
    assert list(failed) == expected
    assert any(words in message for message in failed.values())


def test_a_flip_that_is_carried_through_costs_one_point():
    """The student believes that the layer flips, and everything that follows is of one piece."""
    answers = changed("cross-correlate", "* kernel)", "* kernel[::-1, ::-1])")
    answers |= changed("slide", "* kernel)", "* kernel[::-1, ::-1])")
    answers |= changed("im2col", "return kernels.", "return kernels[::-1, ::-1].")
    answers |= {
        "detector": "detector = (pattern - pattern.mean())[::-1, ::-1]",
        "find-kernel": "def kernel_behind(answer):\n    return answer\n",
    }
    assert lost(NAME, answers) == {"correlate-flip": 1}


def test_a_flip_in_a_later_question_alone_costs_its_point():
    answers = changed("slide", "* kernel)", "* kernel[::-1, ::-1])")
    assert lost(NAME, answers) == {"slide-stride": 1, "slide-leftover": 1, "slide-padding": 1}
    assert lost(NAME, changed("im2col", "return kernels.", "return kernels[::-1, ::-1].")) == {
        "im2col-product": 1
    }


@pytest.mark.parametrize(
    "mistake",
    [name for name, (answers, _, _) in MUTATIONS.items()
     if len(answers) == 1 and {"cross-correlate", "pad"} & set(answers)],
)  # fmt: skip
def test_a_slip_in_a_function_costs_nothing_where_the_function_is_used(mistake):
    answers, expected, _ = MUTATIONS[mistake]
    uses = {
        "slide": "def slide(x, kernel, padding=0, stride=1):\n"
        "    return cross_correlate(pad(x, padding), kernel)[::stride, ::stride]\n"
    }
    assert list(lost(NAME, answers | uses)) == expected


def test_no_answer_gets_no_point():
    release = cells("assignments", NAME)
    untouched = {cell: release[cell].source for cell in RIGHT}
    assert set(untouched) == {
        name for name, cell in release.items()
        if cell.cell_type == "code" and cell.metadata.nbgrader.solution
    }  # fmt: skip
    assert sum(points for points, _ in mark(NAME, untouched).values()) == 0


def test_zeros_of_the_right_size_get_the_points_for_the_size_only():
    zeros = {
        "cross-correlate": "def cross_correlate(x, kernel):\n"
        "    return np.zeros((x.shape[0] - kernel.shape[0] + 1, x.shape[1] - kernel.shape[1] + 1))",
        "pad": "def pad(x, padding):\n"
        "    return np.zeros((x.shape[0] + 2 * padding, x.shape[1] + 2 * padding))",
        "slide": "def slide(x, kernel, padding=0, stride=1):\n"
        "    return cross_correlate(pad(x, padding), kernel)[::stride, ::stride]",
        "layer": "def layer(x, kernels, bias):\n"
        "    maps = [cross_correlate(x[..., 0], kernels[..., 0, 0]) + b for b in bias]\n"
        "    return np.stack(maps, axis=-1)",
        "max-pool": "def max_pool(x, size, stride):\n"
        "    h, w = ((n - size) // stride + 1 for n in x.shape[:2])\n"
        "    return np.zeros((h, w, x.shape[2]))",
        "im2col": "def im2col(x, kh, kw):\n    return np.zeros((kh * kw * x.shape[2], 12))\n"
        "def filters_to_rows(kernels):\n"
        "    return np.zeros((kernels.shape[3], kernels[..., 0].size))",
        "detector": "detector = np.zeros(pattern.shape)",
        "find-kernel": "def kernel_behind(answer):\n    return 0 * answer",
    }  # fmt: skip
    earned = {cell for cell, (points, _) in mark(NAME, zeros).items() if points}
    assert earned == {"correlate-size", "pad-size"}
