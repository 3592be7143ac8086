"""The networks of problem set 3, drawn from a student's id.

Everybody meets the same layers with the same traps in the same order; only the numbers differ.

- `counted_network`: three input channels; a kernel that is not square; groups; a layer without
  biases; and a line behind Flatten whose length goes wrong with any stride, pool, padding or
  leftover that is overlooked. It is drawn from its last map backwards: along each axis two layers
  leave a pixel over, whatever the numbers, and the last map is never square.
- `own_photos`: AlexNet on photos whose last map is not square and not that of the paper. The first
  convolution and each of the three pools leave pixels over along both axes, and whoever counts one
  of them as a whole window gets another last map.
- `busy_network` and `batch_size`: an output of about half the input's height and width, groups,
  three layers to multiply in.
- `deep_network`: a stride in each of the first two layers, then a dilation, the first stride
  another number than the other two; a first and a last kernel that are not square.

The ranges keep what each common slip gives apart from what is right. No layer runs out of pixels:
the smallest last map that is drawn still has some.
"""

from __future__ import annotations

from helpers.networks.published import alexnet
from helpers.networks.specs import Conv2D, Dense, Flatten, MaxPooling2D, Network
from helpers.problem_sets.draw import Draw

LAST_MAPS = (4, 5, 7, 8, 11, 13)  # no two products are equal, and none is the paper's 6 · 6
OBLONG = ((3, 5), (5, 3), (3, 7), (7, 3), (5, 7), (7, 5))


def counted_network(student: str) -> Network:
    """The network of question 3, whose parameters are counted.

    Parameters
    ----------
    student
        The id as `student_id` returns it.
    """
    draw = Draw(student, "ps3_parameter_counts/counted")
    kernel = draw.choice(OBLONG)
    groups = draw.choice((2, 3, 4))
    last_kernel = draw.choice((3, 5))
    height, width = draw.sample((3, 4, 5, 6, 7), 2)
    # Backwards through pool_2, conv_3, pool_1 and conv_1; "+ 1" is a leftover.
    height = 2 * (2 * height + 1 + last_kernel - 1)
    width = 2 * (2 * width + last_kernel - 1) + 1
    height, width = (2 * (n - 1) + k + 1 for n, k in zip((height, width), kernel, strict=True))
    return Network(
        (height, width, 3),
        [
            Conv2D(groups * draw.integer(5, 8), kernel, strides=2, name="conv_1"),
            MaxPooling2D(2, name="pool_1"),
            Conv2D(groups * draw.integer(9, 12), 3, padding="same", groups=groups, name="conv_2"),
            Conv2D(draw.integer(51, 70), last_kernel, use_bias=False, name="conv_3"),
            MaxPooling2D(2, name="pool_2"),
            Flatten(name="flatten"),
            Dense(draw.integer(61, 99), name="dense"),
        ],
    )


def own_photos(student: str) -> Network:
    """AlexNet for photos of another size and another number of classes, for question 5.

    ``student`` as for `counted_network`.
    """
    draw = Draw(student, "ps3_parameter_counts/photos")
    # A last map of m pixels comes from 2m + 2, 4m + 6 and 8m + 14 at most, each with a leftover.
    height, width = (4 * (8 * m + 13) + 11 + draw.integer(1, 3) for m in draw.sample(LAST_MAPS, 2))
    return alexnet(input_shape=(height, width, 3), classes=draw.integer(11, 199))


def busy_network(student: str) -> Network:
    """The network of question 6, whose work and memory are counted.

    ``student`` as for `counted_network`.
    """
    draw = Draw(student, "ps3_parameter_counts/busy")
    groups = draw.choice((3, 4, 5))  # 2 would look like counting two operations
    return Network(
        (2 * draw.integer(15, 22) + 1, 2 * draw.integer(24, 31) + 1, 3),
        [
            Conv2D(
                groups * draw.integer(5, 8),
                draw.choice(OBLONG),
                strides=2,
                padding="same",
                name="conv_1",
            ),
            Conv2D(groups * draw.integer(9, 12), 3, groups=groups, name="conv_2"),
            MaxPooling2D(2, name="pool"),
            Flatten(name="flatten"),
            Dense(draw.integer(61, 99), name="dense"),
        ],
    )


def batch_size(student: str) -> int:
    """Images in a batch of question 6; ``student`` as for `counted_network`."""
    return Draw(student, "ps3_parameter_counts/batch").choice((24, 48, 80, 96, 112))


def deep_network(student: str) -> Network:
    """The network of question 7, whose receptive fields are wanted.

    ``student`` as for `counted_network`.
    """
    draw = Draw(student, "ps3_parameter_counts/deep")
    strides = draw.sample((2, 3, 4), 2)
    dilation = draw.choice([d for d in (2, 3, 5) if d != strides[0]])
    return Network(
        (600, 600, 3),
        [
            Conv2D(8, draw.choice(OBLONG), strides=strides[0], name="conv_1"),
            MaxPooling2D(draw.choice((4, 5)), strides=strides[1], name="pool"),
            Conv2D(16, draw.choice((3, 5)), dilation_rate=dilation, name="conv_2"),
            Conv2D(32, draw.choice(OBLONG), name="conv_3"),
        ],
    )
