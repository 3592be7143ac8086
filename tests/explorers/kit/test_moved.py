from itertools import product

import numpy as np

from helpers.images.shift import shift


def test_a_picture_is_moved_in_the_browser_as_in_python(call):
    picture = np.random.default_rng(3).integers(0, 256, (6, 6), np.uint8)
    moves = list(product((-5, -1, 0, 3), (-4, 0, 2, 5)))
    found = call("kit/moved", *(["moved", picture.ravel().tolist(), 6, *move] for move in moves))
    for (right, down), pixels in zip(moves, found, strict=True):
        expected = shift(picture[None], right, down)[0]
        assert pixels == expected.ravel().tolist(), (right, down)
