"""The networks and the layers of problem set 2, drawn from a student's id.

Everybody meets the same traps in the same order; only the numbers between them differ. A network is
therefore drawn from its last layer backwards: first the size that a layer is to put out, then the
remainder that it is to leave, and from both the size that has to go in.

- `small_network`: a convolution that shortens the map; a pool that comes out even; a convolution
  that keeps the size; a pool that leaves one row and one column.
- `wide_network`: a padding that differs between the axes; a stride of 2 with a remainder along one
  axis; a dilation; a pool with a remainder along the other axis; "same" at stride 2 on an odd
  length. Which axis is which is drawn too. Height and width differ after every layer, and so does
  what each common slip gives from what is right.
- `layers_that_keep_the_size`: a long kernel; three taps far apart; more taps, apart.
- `layers_that_reach_a_size`: one with padding and one without, both with a remainder, so that one
  stride alone fits each of them.

No layer runs out of pixels, because the smallest size that is drawn still lets it through.
"""

from __future__ import annotations

from helpers.networks.specs import Conv2D, MaxPooling2D, Network, ZeroPadding2D
from helpers.problem_sets.draw import Draw


def small_network(student: str) -> Network:
    """The chain of four layers of question 4.

    Parameters
    ----------
    student
        The id as `student_id` returns it.
    """
    draw = Draw(student, "ps2_output_shapes/small")
    kernel = draw.choice((3, 5, 7))
    pooled = draw.choice((9, 11, 13, 15, 17, 19))  # odd: the last pool leaves one
    side = 2 * pooled + kernel - 1
    return Network(
        (side, side, 1),
        [
            Conv2D(draw.integer(4, 15), kernel, name="conv_1"),
            MaxPooling2D(2, name="pool_1"),
            Conv2D(draw.integer(16, 31), draw.choice((3, 5)), padding="same", name="conv_2"),
            MaxPooling2D(2, name="pool_2"),
        ],
    )


def wide_network(student: str) -> Network:
    """The chain of five layers of question 5; ``student`` as for `small_network`.

    In the comments the sizes of one axis stand in front of those of the other.
    """
    draw = Draw(student, "ps2_output_shapes/wide")
    out = draw.choice((8, 10, 12, 14)), draw.choice((7, 9, 11, 13))  # even, odd: never alike
    after_dilation = 2 * out[0] + 1, 2 * out[1]  # the pool leaves one, and none
    dilation = draw.choice((2, 3, 4))
    kernel = draw.choice((3, 5, 7))
    padded = [2 * (n + 2 * dilation - 1) + kernel for n in after_dilation]
    padded[1] += 1  # the stride of 2 leaves none, and one
    padding = draw.sample((1, 2, 3), 2)
    sides = [n - 2 * p for n, p in zip(padded, padding, strict=True)]
    last_strides = [1, 2]  # of the odd length
    if draw.choice(("as they are", "swapped")) == "swapped":
        for pair in (sides, padding, last_strides):
            pair.reverse()
    return Network(
        (*sides, 3),
        [
            ZeroPadding2D(tuple(padding), name="pad"),
            Conv2D(draw.integer(4, 15), kernel, strides=2, name="conv_1"),
            Conv2D(draw.integer(16, 27), 3, dilation_rate=dilation, name="conv_2"),
            MaxPooling2D(2, name="pool"),
            Conv2D(
                draw.integer(28, 43),
                draw.choice(((3, 5), (5, 3))),
                strides=tuple(last_strides),
                padding="same",
                name="conv_3",
            ),
        ],
    )


def layers_that_keep_the_size(student: str) -> list[dict[str, int]]:
    """Layers of question 6 whose padding is wanted: ``k`` and ``dilation`` of each."""
    draw = Draw(student, "ps2_output_shapes/keep")
    return [
        {"k": draw.choice((7, 9, 11, 13, 15)), "dilation": 1},
        {"k": 3, "dilation": draw.integer(3, 8)},
        {"k": draw.choice((5, 7, 9)), "dilation": draw.integer(2, 5)},
    ]


def layers_that_reach_a_size(student: str) -> list[dict[str, int]]:
    """Layers of question 6 whose stride is wanted: ``n``, ``k``, ``padding``, ``size`` of each.

    With a remainder r < s and size > s no other stride gives the same size.
    """
    draw = Draw(student, "ps2_output_shapes/reach")
    layers = []
    for stride, padding in zip(draw.sample(range(2, 8), 2), (draw.integer(1, 3), 0), strict=True):
        k = draw.choice((3, 5, 7))
        size = draw.integer(8, 20)
        remainder = draw.integer(1, stride - 1)
        n = (size - 1) * stride + remainder + k - 2 * padding
        layers.append({"n": n, "k": k, "padding": padding, "size": size})
    return layers
