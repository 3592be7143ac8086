"""Known mistakes of problem set 3 in the later questions."""

from tests.problem_sets.ps3_parameter_counts.answers import field, then

OF_NETWORKS = {
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
