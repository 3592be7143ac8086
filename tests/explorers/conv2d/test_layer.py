"""What the Conv2D explorer says, in Python, in the browser, and by Keras itself."""

from __future__ import annotations

from dataclasses import asdict
from itertools import product

import pytest
from packaging.version import Version

from helpers.explorers.conv2d.layer import PADDINGS, Conv, describe, describe_filter
from helpers.start.quiet_start import quiet_start

with quiet_start():
    import keras

CONVS = [
    Conv(*settings)
    for settings in product(
        (3, 8), (1, 4, 6), (2, 6), (1, 3, 5), (1, 2), PADDINGS, (1, 2), (1, 2, 4), (True, False)
    )
]
SOME = [*CONVS[::7], Conv(filters=6, groups=4), Conv(channels=6, groups=4)]
SAME_WORDS = Version(keras.__version__) >= Version("3.15")  # an older one words a refusal otherwise


def kerass(conv: Conv) -> tuple | str:
    """Output shape, kernel shape and parameters by Keras, or its message."""
    arguments = asdict(conv)
    n, channels = arguments.pop("n"), arguments.pop("channels")
    try:
        layer = keras.layers.Conv2D(**arguments)
        output = layer(keras.Input((n, n, channels)))
    except ValueError as error:
        return str(error)
    return tuple(output.shape[1:]), tuple(layer.kernel.shape), layer.count_params()


def test_keras_makes_the_same_shapes_and_refuses_in_the_same_words():
    refused = set()
    for conv in SOME:
        found, message = kerass(conv), conv.refusal()
        if message is None:
            k, part = conv.kernel_size, conv.channels // conv.groups
            shape = (conv.size, conv.size, conv.filters)
            assert found == (shape, (k, k, part, conv.filters), conv.parameters), conv
        else:
            assert isinstance(found, str), conv
            assert not SAME_WORDS or found == message, conv
            refused.add(message[:28])
    assert len(refused) == 4


def test_the_browser_says_what_python_says(call):
    asked = [(conv, at) for conv in CONVS for at in {0, conv.filters - 1}]
    said = call("conv2d/layer", *(["describe", asdict(conv)] for conv in CONVS))
    assert said == [describe(conv) for conv in CONVS]
    told = call("conv2d/layer", *(["describeFilter", asdict(conv), at] for conv, at in asked))
    assert told == [describe_filter(conv, at) for conv, at in asked]


def test_a_filter_sees_the_channels_that_keras_joins_to_it(call):
    conv = Conv(3, 6, 4, 3, groups=2)
    layer = keras.layers.Conv2D(4, 3, groups=2, use_bias=False, kernel_initializer="ones")
    joined = [
        [bool(layer(keras.ops.one_hot([[[one] * 3] * 3], 6))[0, 0, 0, to]) for one in range(6)]
        for to in range(4)
    ]
    seen = call(
        "conv2d/layer", *(["sees", asdict(conv), *at] for at in product(range(4), range(6)))
    )
    assert [seen[row : row + 6] for row in range(0, 24, 6)] == joined
    assert describe_filter(conv, 3) == "Filter 3 of group 1 sees channels 3 to 5, with 27 weights."


@pytest.mark.parametrize(
    ("conv", "sentence"),
    [
        (
            Conv(28, 3, 8, 5, 2, "same", use_bias=False),
            'Conv2D(8, 5, strides=2, padding="same", use_bias=False) on 28 × 28 × 3: '
            "output 14 × 14 × 8, kernel (5, 5, 3, 8), 5·5·3·8 = 600 parameters.",
        ),
        (
            Conv(8, 4, 6, groups=4),
            "Conv2D(6, 3, groups=4) on 8 × 8 × 4: ValueError. The number of filters must be evenly "
            "divisible by the number of groups. Received: groups=4, filters=6.",
        ),
    ],
)
def test_the_sentence_has_the_call_the_shapes_and_the_sum_or_the_message(conv, sentence):
    assert describe(conv) == sentence
