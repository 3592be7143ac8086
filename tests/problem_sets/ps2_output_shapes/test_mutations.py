"""Problem set 2 with one known mistake at a time: each loses its own points and no others."""

import pytest

from helpers.networks import shapes
from helpers.networks.geometry import output_shape
from helpers.problem_sets.ps2_output_shapes.numbers import (
    layers_that_keep_the_size,
    layers_that_reach_a_size,
    small_network,
    wide_network,
)
from tests.problem_sets.marking import lost, mark

NAME = "ps2_output_shapes"
STUDENTS = ["ada", "bob", "charlie"]
RIGHT = "(n + 2 * padding - dilation * (k - 1) - 1) // stride + 1"


def function(name, value, arguments="n, k, padding=0, stride=1, dilation=1"):
    return f"def {name}({arguments}):\n    return {value}\n"


def same(size="-(-n // stride)", before="missing // 2", after="missing - missing // 2", extra="0"):
    """Both functions of question 3; the size in the second is its own."""
    return (
        function("same_size", size, "n, stride=1")
        + "def same_padding(n, k, stride=1):\n"
        + f"    missing = max((-(-n // stride) - 1) * stride + k - n, {extra})\n"
        + f"    return {before}, {after}\n"
    )


SIZE = {  # what the mistake is: its formula, the test cells that lose, words of the advice
    "rounded up": (
        "-(-(n + 2 * padding - dilation * (k - 1) - 1) // stride) + 1",
        {"size-stride", "size-together"},
        "it is rounded up",
    ),
    "not rounded": (
        RIGHT.replace("//", "/"),
        {"size-stride", "size-together"},
        "not rounded to a whole number",
    ),
    "the first place is not counted": (
        RIGHT.removesuffix(" + 1"),
        {"size-plain", "size-padding", "size-stride", "size-dilation", "size-together"},
        "the + 1 is missing",
    ),
    "the padding counts once": (
        RIGHT.replace("2 * padding", "padding"),
        {"size-padding", "size-together"},
        "p counts for each of the two sides",
    ),
    "no padding": (
        RIGHT.replace("2 * padding", "0"),
        {"size-padding", "size-together"},
        "the padding is left out",
    ),
    "no dilation": (
        RIGHT.replace("dilation * (k - 1)", "(k - 1)"),
        {"size-dilation", "size-together"},
        "the dilation is left out",
    ),
    "the dilated kernel is d k long": (
        RIGHT.replace("dilation * (k - 1) - 1", "dilation * k"),
        {"size-dilation", "size-together"},
        "it ends at its last tap",
    ),
    "no stride": (
        RIGHT.replace("// stride", "// 1"),
        {"size-stride", "size-together"},
        "the stride is left out",
    ),
    "the kernel is divided by the stride too": (
        "(n + 2 * padding) // stride - dilation * (k - 1)",
        {"size-stride", "size-together"},
        "not the right value",
    ),
    "the course's own function": (
        "helpers.convolution.output_size(n, k, padding=padding, stride=stride, dilation=dilation)",
        {"size-together"},
        "Write output_size yourself",
    ),
}

OTHERS = {  # what the mistake is: the answers, the test cells that lose, words of the advice
    "leftover of the row without its padding": (
        {"leftover": function("leftover", "(n - dilation * (k - 1) - 1) % stride")},
        {"leftover-padded"},
        "the padding is left out",
    ),
    "leftover without dilation": (
        {"leftover": function("leftover", "(n + 2 * padding - k) % stride")},
        {"leftover-padded"},
        "the dilation is left out",
    ),
    "leftover of the whole row": (
        {"leftover": function("leftover", "(n + 2 * padding) % stride")},
        {"leftover-plain", "leftover-padded"},
        "the kernel also takes room",
    ),
    "the places instead of the leftover": (
        {"leftover": function("leftover", RIGHT)},
        {"leftover-plain", "leftover-padded"},
        "it is the number of places",
    ),
    '"same" keeps the size at any stride': (
        {"same": same(size="n")},
        {"same-size"},
        "keeps at stride 1 only",
    ),
    '"same" rounded down': (
        {"same": same(size="n // stride")},
        {"same-size"},
        '"same" rounds up',
    ),
    "the odd zero in front": (
        {"same": same(before="missing - missing // 2", after="missing // 2")},
        {"same-padding"},
        "stands in front",
    ),
    "as many zeros behind as in front": (
        {"same": same(before="-(-missing // 2)", after="-(-missing // 2)")},
        {"same-padding"},
        "one zero too many",
    ),
    "negative padding where the stride is longer than the kernel": (
        {"same": same(extra="-100")},
        {"same-padding"},
        "negative",
    ),
    "the total of the zeros": (
        {"same": same(before="missing", after="0").replace("missing, 0", "missing")},
        {"same-padding"},
        "the total",
    ),
}


def table(network, at, wrong):
    """Every row from the layers, but one from `wrong`: what comes behind follows from it."""
    rows, shape = {}, network.input_shape
    for layer in network.layers:
        rows[layer.name] = shape = (
            wrong(layer, shape) if layer.name == at else output_shape(layer, shape)
        )
    return rows


def up(layer, shape):
    """A pool, or "valid", rounded up."""
    height, width = (-(-n // s) for n, s in zip(shape, layer.strides, strict=False))
    return height, width, shape[2]


def no_channels(layer, shape):
    return *output_shape(layer, shape)[:2], shape[2]


def times_channels(layer, shape):
    return *output_shape(layer, shape)[:2], shape[2] * layer.filters


def one_off(layer, shape):
    height, width, channels = output_shape(layer, shape)
    return height - 1, width - 1, channels


def swapped(layer, shape):
    height, width, channels = output_shape(layer, shape)
    return width, height, channels


def no_dilation(layer, shape):
    return shape[0] - 2, shape[1] - 2, layer.filters


def as_valid(layer, shape):
    sizes = (
        (n - k) // s + 1 for n, k, s in zip(shape, layer.kernel_size, layer.strides, strict=False)
    )
    return *sizes, layer.filters


def as_at_stride_1(layer, shape):
    return *shape[:2], layer.filters


def padded_once(layer, shape):
    (top, _), (left, _) = layer.padding
    return shape[0] + top, shape[1] + left, shape[2]


def the_other_axis(layer, shape):
    (top, bottom), (left, right) = layer.padding
    return shape[0] + left + right, shape[1] + top + bottom, shape[2]


SMALL = {  # what the mistake is: the layer, what it makes of it, words of the advice
    "the last pool rounded up": ("pool_2", up, "it is rounded up"),
    "the channels of the input kept": ("conv_1", no_channels, "each filter makes one"),
    "channels times filters": ("conv_2", times_channels, "each filter makes one"),
    "one place too few": ("conv_1", one_off, "the + 1 is missing"),
    '"same" taken for "valid"': ("conv_2", as_valid, 'the layer says "same"'),
}
WIDE = {
    "the padding on one side": ("pad", padded_once, "on one side only"),
    "the padding of the other axis": ("pad", the_other_axis, "the first number is vertical"),
    "height and width swapped": ("conv_1", swapped, "the height comes first"),
    "one place too few": ("conv_1", one_off, "the + 1 is missing"),
    "no dilation": ("conv_2", no_dilation, "the dilation is left out"),
    "a pool rounded up": ("pool", up, "it is rounded up"),
    '"same" keeps the size at stride 2': ("conv_3", as_at_stride_1, "keeps at stride 1 only"),
    '"same" taken for "valid"': ("conv_3", as_valid, 'the layer says "same"'),
}


@pytest.mark.parametrize("student", STUDENTS)
def test_the_model_answers_get_every_point_of_the_tests(student):
    marks = mark(NAME, student=student)
    assert sum(points for points, _ in marks.values()) == 20
    assert not [message for _, message in marks.values() if message]


@pytest.mark.parametrize("mistake", SIZE)
def test_a_mistake_in_the_size_loses_its_own_point_and_the_last(mistake):
    formula, cells, words = SIZE[mistake]
    answers = "import helpers.convolution\n" + function("output_size", formula)
    # The tables and strides of the model solution are computed with it; here they are numbers.
    check({"output-size": answers} | written_down("ada"), cells, words, "ada")


@pytest.mark.parametrize("student", STUDENTS)
@pytest.mark.parametrize("mistake", OTHERS)
def test_a_mistake_in_another_function_loses_its_own_point(mistake, student):
    answers, cells, words = OTHERS[mistake]
    check(answers | written_down(student), cells, words, student)


@pytest.mark.parametrize("student", STUDENTS)
@pytest.mark.parametrize("mistake", SMALL)
def test_a_mistake_in_the_small_network_loses_one_point(mistake, student):
    layer, wrong, words = SMALL[mistake]
    rows = table(small_network(student), layer, wrong)
    cell = f"small-{layer.replace('_', '-')}"
    answers = written_down(student) | {"small-shapes": f"small_shapes = {rows}"}
    check(answers, {cell}, words, student)


@pytest.mark.parametrize("student", STUDENTS)
@pytest.mark.parametrize("mistake", WIDE)
def test_a_mistake_in_the_wide_network_loses_one_point(mistake, student):
    layer, wrong, words = WIDE[mistake]
    rows = table(wide_network(student), layer, wrong)
    cell = f"wide-{layer.replace('_', '-')}"
    check({"wide-shapes": f"wide_shapes = {rows}"}, {cell}, words, student)


def check(answers, cells, words, student):
    """The cells lose a point each, the others none; one of them says the words."""
    assert lost(NAME, answers, student=student) == dict.fromkeys(cells, 1)
    messages = mark(NAME, answers, student=student)
    assert any(words in messages[cell][1] for cell in cells), messages


def written_down(student):
    """The answers of questions 4 to 6 as numbers."""
    small, wide = small_network(student), wide_network(student)
    return {
        "small-shapes": f"small_shapes = {rows_of(small)}",
        "wide-shapes": f"wide_shapes = {rows_of(wide)}",
        "backwards": f"paddings = {paddings(student)}\nstrides = {strides(student)}",
    }


def rows_of(network):
    return dict(zip([layer.name for layer in network.layers], shapes(network)[1:], strict=True))


def paddings(student):
    return [task["dilation"] * (task["k"] - 1) // 2 for task in layers_that_keep_the_size(student)]


def strides(student):
    return [
        next(
            s
            for s in range(1, task["n"])
            if (task["n"] + 2 * task["padding"] - task["k"]) // s + 1 == task["size"]
        )
        for task in layers_that_reach_a_size(student)
    ]


@pytest.mark.parametrize("student", STUDENTS)
@pytest.mark.parametrize(
    ("of", "words"),
    [
        (lambda task, p: 2 * p, "both sides together"),
        (lambda task, p: task["k"] // 2, "the dilation is left out"),
        (lambda task, p: task["dilation"] * task["k"] // 2, "it ends at its last tap"),
    ],
)
def test_a_mistake_in_the_paddings_loses_one_point(of, words, student):
    tasks = layers_that_keep_the_size(student)
    wrong = [of(task, p) for task, p in zip(tasks, paddings(student), strict=True)]
    answers = {"backwards": f"paddings = {wrong}\nstrides = {strides(student)}"}
    check(answers, {"backwards-padding"}, words, student)


@pytest.mark.parametrize("student", STUDENTS)
def test_a_stride_for_a_size_that_is_rounded_up_loses_one_point(student):
    task = layers_that_reach_a_size(student)[0]
    room = task["n"] + 2 * task["padding"] - task["k"]
    wrong = next(s for s in range(1, room) if -(-room // s) + 1 <= task["size"])
    both = [wrong, strides(student)[1]]
    answers = {"backwards": f"paddings = {paddings(student)}\nstrides = {both}"}
    check(answers, {"backwards-stride"}, f"does not give {task['size']}", student)


@pytest.mark.parametrize("student", STUDENTS)
def test_a_neighbours_numbers_lose_the_points_of_questions_4_to_6(student):
    neighbours = written_down(student + "a")
    assert len(lost(NAME, neighbours, student=student)) >= 9  # of 11


def test_a_network_of_ones_own_making_is_not_asked_about():
    """Whatever a student does to `small`, the tests draw it again."""
    answers = written_down("ada")
    answers["small-shapes"] = """
names = ["conv_1", "pool_1", "conv_2", "pool_2"]
small = Network((4, 4, 1), [Conv2D(1, 1, name=name) for name in names])
small_shapes = dict.fromkeys(names, (4, 4, 1))
me = "bob"
"""
    cells = {"small-conv-1", "small-pool-1", "small-conv-2", "small-pool-2"}
    assert set(lost(NAME, answers)) == cells
