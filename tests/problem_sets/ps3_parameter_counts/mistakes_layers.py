"""Known mistakes of problem set 3 in the first questions."""

from tests.problem_sets.ps3_parameter_counts.answers import RESULTS, TOTAL, conv, dense, then

OF_LAYERS = {
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
}
