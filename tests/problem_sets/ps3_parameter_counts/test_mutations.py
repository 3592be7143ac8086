"""Problem set 3, answered with one known mistake at a time: each costs its points and no other."""

from contextlib import redirect_stdout
from io import StringIO

import pytest

from tests.problem_sets.marking import cells, lost, mark

NAME = "ps3_parameter_counts"
MODEL = {cell_id: cell.source for cell_id, cell in cells("solutions", NAME).items()}
STUDENTS = ("ada", "grace.hopper", "s1234567")


# --- answers with one mistake ---------------------------------------------------------------------
def conv(count):
    """A mistake in `conv_parameters`, which is put right before the next question."""
    wrong = f"""
def conv_parameters(kernel, channels, filters, groups=1, use_bias=True):
    height, width = kernel
    return {count}
"""
    restored = MODEL["conv-parameters"] + "\n" + MODEL["dense-parameters"]
    return {"conv-parameters": wrong, "dense-parameters": restored}


def dense(count):
    """A mistake in `dense_parameters`, put right before the next call of it."""
    wrong = f"""
def dense_parameters(shape, units, use_bias=True):
    height, width, channels = shape
    return {count}
"""
    restored = MODEL["dense-parameters"] + "\n" + MODEL["mine-counted"]
    return {"dense-parameters": wrong, "mine-counted": restored}


def field(grows, jumps="jump *= s"):
    """A mistake in `receptive_field`, put right before `deep`."""
    wrong = f"""
def receptive_field(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        {grows}
        {jumps}
    return size
"""
    restored = MODEL["receptive-field"] + "\n" + MODEL["deep-fields"]
    return {"receptive-field": wrong, "deep-fields": restored}


def then(cell_id, *lines):
    """The model answer, and behind it lines that spoil something."""
    return {cell_id: "\n".join([MODEL[cell_id], *lines])}


RESULTS = 'my_parameters["dense"] = (flat + 1) * dense.units; total = sum(my_parameters.values())'
TOTAL = "total = sum(my_parameters.values())"

MISTAKES = {
    # what the mistake is: (answers, points lost, what the advice says)
    "conv: no biases": (
        conv("height * width * (channels // groups) * filters"),
        {"conv-biases": 1, "conv-together": 1},
        "the biases are missing",
    ),
    "conv: one bias for the layer": (
        conv("height * width * (channels // groups) * filters + use_bias"),
        {"conv-biases": 1, "conv-together": 1},
        "one bias for the whole layer",
    ),
    "conv: a bias for each weight": (
        conv("height * width * (channels // groups) * filters * (1 + use_bias)"),
        {"conv-biases": 1, "conv-together": 1},
        "one bias for each weight",
    ),
    "conv: a bias for each slice": (
        conv("(height * width + use_bias) * (channels // groups) * filters"),
        {"conv-together": 1},
        "a filter has one",
    ),
    "conv: a bias for each input channel": (
        conv("height * width * (channels // groups) * filters + channels * use_bias"),
        {"conv-biases": 1, "conv-together": 1},
        "a bias belongs to a filter",
    ),
    "conv: use_bias is not looked at": (
        conv("(height * width * (channels // groups) + 1) * filters"),
        {"conv-plain": 1, "conv-channels": 1, "conv-groups": 1, "conv-together": 1},
        "the layer has none",
    ),
    "conv: no channels": (
        conv("(height * width + use_bias) * filters"),
        {"conv-channels": 1, "conv-groups": 1, "conv-together": 1},
        "the channels are missing",
    ),
    "conv: no groups": (
        conv("(height * width * channels + use_bias) * filters"),
        {"conv-groups": 1, "conv-together": 1},
        "the groups are forgotten",
    ),
    "conv: the filters are divided too": (
        conv("(height * width * (channels // groups) + use_bias) * (filters // groups)"),
        {"conv-groups": 1, "conv-together": 1},
        "it is one group of them",
    ),
    "conv: the biases are divided by the groups": (
        conv("height * width * (channels // groups) * filters + use_bias * filters // groups"),
        {"conv-together": 1},
        "each filter keeps its own",
    ),
    "conv: every kernel is square": (
        conv("(height**2 * (channels // groups) + use_bias) * filters"),
        {"conv-plain": 1, "conv-together": 1},
        "the height of the kernel is taken for both",
    ),
    "conv: one filter": (
        conv("height * width * (channels // groups) + use_bias"),
        {"conv-plain": 1, "conv-channels": 1, "conv-biases": 1, "conv-groups": 1}
        | {"conv-together": 1},
        "it is one filter alone",
    ),
    "conv: the course does the work": (
        then(
            "conv-parameters",
            "from helpers.networks import Conv2D, parameters",
            "def conv_parameters(kernel, channels, filters, groups=1, use_bias=True):",
            "    layer = Conv2D(filters, kernel, groups=groups, use_bias=use_bias)",
            "    return parameters(layer, (*kernel, channels)).total",
        ),
        {"conv-together": 1},
        "Write conv_parameters yourself",
    ),
    "dense: no channels": (
        dense("(height * width + use_bias) * units"),
        {"dense-plain": 1, "dense-together": 1},
        "Flatten keeps every number",
    ),
    "dense: no biases": (
        dense("height * width * channels * units"),
        {"dense-together": 1},
        "the biases are missing",
    ),
    "dense: a bias for each input": (
        dense("height * width * channels * (units + use_bias)"),
        {"dense-together": 1},
        "a bias belongs to a neuron",
    ),
    "dense: a global average": (
        dense("(channels + use_bias) * units"),
        {"dense-plain": 1, "dense-together": 1},
        "as behind a global average",
    ),
    "mine: half a window counts": (
        then(
            "mine-counted",
            "def up(n, k, stride=1): return -(-(n - k) // stride) + 1",
            "height, width = (up(up(up(up(n, k, 2), 2, 2), conv_3.kernel_size[0]), 2, 2)",
            "    for n, k in zip(mine.input_shape, conv_1.kernel_size))",
            "flat = height * width * conv_3.filters",
            RESULTS,
        ),
        {"mine-flat": 1},
        "windows that fit only in part are counted",
    ),
    "mine: the last pool is left out": (
        then(
            "mine-counted",
            "height, width = (places(places(places(n, k, 2), 2, 2), conv_3.kernel_size[0])",
            "    for n, k in zip(mine.input_shape, conv_1.kernel_size))",
            "flat = height * width * conv_3.filters",
            RESULTS,
        ),
        {"mine-flat": 1},
        "the last pool is left out",
    ),
    "mine: a wrong line, and a layer on the true one": (
        then("mine-counted", "flat = height * width"),
        {"mine-flat": 1},
        "the channels are left out",
    ),
    "mine: conv_1 without channels": (
        then(
            "mine-counted",
            'my_parameters["conv_1"] = conv_parameters(conv_1.kernel_size, 1, conv_1.filters)',
            TOTAL,
        ),
        {"mine-conv-1": 1},
        "the channels are missing",
    ),
    "mine: conv_2 without groups": (
        then(
            "mine-counted",
            'my_parameters["conv_2"] = conv_parameters((3, 3), conv_1.filters, conv_2.filters)',
            TOTAL,
        ),
        {"mine-conv-2": 1},
        "the groups are forgotten",
    ),
    "mine: conv_3 with biases": (
        then("mine-counted", 'my_parameters["conv_3"] += conv_3.filters', TOTAL),
        {"mine-conv-3": 1},
        "the layer has none",
    ),
    "mine: a slip of the pen in conv_3": (
        then("mine-counted", 'my_parameters["conv_3"] += 90', TOTAL),
        {"mine-conv-3": 1},
        "not the right value",
    ),
    "mine: dense without biases": (
        then("mine-counted", 'my_parameters["dense"] = flat * dense.units', TOTAL),
        {"mine-dense": 1},
        "the biases are missing",
    ),
    "mine: dense on the line before the last pool": (
        then(
            "mine-counted",
            "height, width = (places(places(places(n, k, 2), 2, 2), conv_3.kernel_size[0])",
            "    for n, k in zip(mine.input_shape, conv_1.kernel_size))",
            'my_parameters["dense"] = (height * width * conv_3.filters + 1) * dense.units',
            TOTAL,
        ),
        {"mine-dense": 1},
        "the last pool is left out",
    ),
    "mine: the average changes nothing": (
        then("mine-counted", 'after_average = my_parameters["dense"]'),
        {"mine-average": 1},
        "it is the layer behind Flatten",
    ),
    "mine: the average keeps the places": (
        then("mine-counted", "after_average = (height * width + 1) * dense.units"),
        {"mine-average": 1},
        "the average leaves one for each channel",
    ),
    "mine: a total of the weights": (
        then(
            "mine-counted",
            "total -= conv_1.filters + conv_2.filters + dense.units",
        ),
        {"mine-total": 1},
        "the biases are missing",
    ),
    "LeNet-5: c3 of the paper sees all maps": (
        then("lenet-counted", 'c3_of_the_paper = lenet_parameters["c3"]'),
        {"lenet-c3-of-the-paper": 1},
        "every filter sees all maps",
    ),
    "LeNet-5: a bias for each connection": (
        then("lenet-counted", "c3_of_the_paper = 26 * (6 * 3 + 9 * 4 + 6)"),
        {"lenet-c3-of-the-paper": 1},
        "a filter has one",
    ),
    "LeNet-5: c5 on one map": (
        then("lenet-counted", 'lenet_parameters["c5"] = 26 * 120'),
        {"lenet-convolutions": 1},
        "c5: This fits a common slip: the channels are missing",
    ),
    "LeNet-5: the output without biases": (
        then("lenet-counted", 'lenet_parameters["output"] = 840'),
        {"lenet-dense": 1},
        "the biases are missing",
    ),
    "AlexNet: no groups": (
        then(
            "alexnet-counted",
            'alexnet_parameters["conv_2"] = conv_parameters((5, 5), 96, 256)',
            'alexnet_parameters["conv_4"] = conv_parameters((3, 3), 384, 384)',
            'alexnet_parameters["conv_5"] = conv_parameters((3, 3), 384, 256)',
        ),
        {"alexnet-convolutions": 1},
        "the groups are forgotten",
    ),
    "AlexNet: fc_1 without the last pool, and a total that follows": (
        then(
            "alexnet-counted",
            'more = dense_parameters((13, 13, 256), 4096) - alexnet_parameters["fc_1"]',
            'alexnet_parameters["fc_1"] += more',
            "one_tower += more",
        ),
        {"alexnet-dense": 1},
        "the last pool is left out",
    ),
    "AlexNet: one tower as published": (
        then("alexnet-counted", "one_tower = sum(alexnet_parameters.values())"),
        {"alexnet-one-tower": 1},
        "with its groups",
    ),
    "photos: the line of the paper": (
        then(
            "alexnet-counted",
            'photos_total += alexnet_parameters["fc_1"] - photos_fc_1',
            'photos_fc_1 = alexnet_parameters["fc_1"]',
        ),
        {"photos-fc-1": 1},
        "fc_1: This fits a common slip: it is AlexNet as published",
    ),
    "photos: the classes of the paper": (
        then(
            "alexnet-counted",
            'photos_total += alexnet_parameters["fc_3"] - photos_fc_3',
        ),
        {"photos-total": 1},
        "it has the 1000 classes",
    ),
    "work: one place": (
        then("busy-counted", 'my_multiply_adds["conv_1"] = conv_1_weights'),
        {"work-conv-1": 1},
        "it is the work at one place",
    ),
    "work: the places of the input": (
        then(
            "busy-counted",
            "height, width, _ = busy.input_shape",
            'my_multiply_adds["conv_1"] = height * width * conv_1_weights',
        ),
        {"work-conv-1": 1},
        "the places of the input",
    ),
    "work: with the biases": (
        then("busy-counted", 'my_multiply_adds["conv_1"] += out_numbers'),
        {"work-conv-1": 1},
        "the biases are counted",
    ),
    "work: two operations": (
        then("busy-counted", "my_multiply_adds = {n: 2 * v for n, v in my_multiply_adds.items()}"),
        {"work-conv-1": 1, "work-conv-2": 1, "work-dense": 1},
        "counted as two",
    ),
    "work: no groups": (
        then("busy-counted", 'my_multiply_adds["conv_2"] *= conv_2.groups'),
        {"work-conv-2": 1},
        "the groups are forgotten",
    ),
    "work: the parameters of the dense layer": (
        then("busy-counted", 'my_multiply_adds["dense"] += dense.units'),
        {"work-dense": 1},
        "the biases are counted",
    ),
    "memory: one image": (
        then(
            "busy-counted",
            'my_bytes["outputs"] //= batch',
            'my_bytes["outputs_mixed"] //= batch',
        ),
        {"memory-outputs": 1},
        "it is one image",
    ),
    "memory: numbers, not bytes": (
        then("busy-counted", 'my_bytes["outputs"] //= 4'),
        {"memory-outputs": 1},
        "how many numbers",
    ),
    "memory: the policy changes nothing": (
        then("busy-counted", 'my_bytes["outputs_mixed"] = my_bytes["outputs"]'),
        {"memory-mixed": 1},
        "it is the size in float32",
    ),
    "memory: the weights in 16 bits": (
        then("busy-counted", 'my_bytes["parameters_mixed"] //= 2'),
        {"memory-mixed": 1},
        "the policy keeps them in 32",
    ),
    "field: no jump": (
        field("size += d * (k - 1)"),
        {"field-strides": 1, "field-together": 1},
        "every layer is taken to step one pixel",
    ),
    "field: the layer's own stride": (
        field("jump *= s", "size += d * (k - 1) * jump"),
        {"field-strides": 1, "field-together": 1},
        "the layer's own stride",
    ),
    "field: the last stride only": (
        field("size += d * (k - 1) * jump", "jump = s"),
        {"field-strides": 1, "field-together": 1},
        "all strides before multiply",
    ),
    "field: no dilation": (
        field("size += (k - 1) * jump"),
        {"field-together": 1},
        "the dilation is left out",
    ),
    "field: k for k − 1": (
        field("size += d * k * jump"),
        {"field-plain": 1, "field-strides": 1, "field-together": 1},
        "a kernel of k taps spans",
    ),
    "deep: conv_2 without its dilation": (
        then(
            "deep-fields",
            "d = deep.layers[2].dilation_rate[0]",
            "(a, b), (c, e), (f, g) = (my_fields[n] for n in ('pool', 'conv_2', 'conv_3'))",
            "less = (c - a) - (c - a) // d",
            "my_fields['conv_2'] = c - less, e - less",
            "my_fields['conv_3'] = f - less, g - less",
        ),
        {"deep-conv-2": 1},
        "the dilation is left out",
    ),
    "deep: conv_3 lies on its side": (
        then("deep-fields", "my_fields['conv_3'] = my_fields['conv_3'][::-1]"),
        {"deep-conv-3": 1},
        "height and width are swapped",
    ),
}


@pytest.mark.parametrize("student", STUDENTS)
def test_the_model_solution_gets_all_points_of_the_tests(student):
    marks = mark(NAME, student=student)
    assert sum(points for points, _ in marks.values()) == 32
    assert all(message == "" for _, message in marks.values())


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_costs_its_own_points_and_is_named(mistake):
    answers, points, words = MISTAKES[mistake]
    for student in STUDENTS:
        assert lost(NAME, answers, student=student) == points, student
        messages = [text for _, text in mark(NAME, answers, student=student).values() if text]
        assert any(words in text for text in messages), messages


def answers_of(student):
    """The numbers of a student's networks, typed in as such."""
    names = {"__name__": "answers_of_a_student"}
    with redirect_stdout(StringIO()):
        for cell_id, cell in cells("solutions", NAME).items():
            if cell.cell_type == "code":
                own_id = f"STUDENT_ID = {student!r}"
                exec(own_id if cell_id == "student-id" else cell.source, names)
    own = {
        "mine-counted": ("flat", "my_parameters", "after_average", "total"),
        "alexnet-counted": ("alexnet_parameters", "one_tower", "photos_fc_1", "photos_total"),
        "busy-counted": ("my_multiply_adds", "my_bytes"),
        "deep-fields": ("my_fields",),
    }
    return {
        cell_id: "\n".join(f"{variable} = {names[variable]!r}" for variable in variables)
        for cell_id, variables in own.items()
    }


PERSONAL = {
    "mine-flat", "mine-conv-1", "mine-conv-2", "mine-conv-3", "mine-dense", "mine-average",
    "mine-total", "photos-fc-1", "photos-total", "work-conv-1", "work-conv-2", "work-dense",
    "memory-outputs", "memory-mixed", "deep-conv-2", "deep-conv-3",
}  # fmt: skip


@pytest.mark.parametrize(("student", "neighbour"), [("ada", "grace.hopper"), ("a", "b")])
def test_the_numbers_of_a_neighbour_are_wrong(student, neighbour):
    assert lost(NAME, answers_of(student), student=student) == {}
    assert set(lost(NAME, answers_of(neighbour), student=student)) == PERSONAL


def test_a_neighbours_numbers_earn_next_to_nothing():
    """Now and then two students share a layer: less than half a point of the 16, on average."""
    earned = []
    for number in range(30):
        marks = mark(NAME, answers_of(f"s{number}"), student=f"s{number + 1}")
        earned.append(sum(marks[test][0] for test in PERSONAL))
    assert sum(earned) / len(earned) < 0.5 and max(earned) <= 3


def test_a_table_of_nonsense_earns_no_total():
    nonsense = "flat = total = 4\nmy_parameters = dict(conv_1=1, conv_2=1, conv_3=1, dense=1)"
    assert set(lost(NAME, {"mine-counted": nonsense + "\nafter_average = 1"})) >= {
        name for name in PERSONAL if name.startswith("mine")
    }
