"""The browser centres a drawing as Python does with skimage."""

import numpy as np

from helpers.digits.centring import like_mnist

SIDE = 84


def drawings():
    """Strokes and blots of any size and place, single pixels and lines among them."""
    random = np.random.default_rng(5)
    yield np.zeros((SIDE, SIDE), np.uint8)
    for high, wide in [(1, 1), (84, 84), (1, 60), (40, 1), (20, 20), (3, 2), (63, 11), (30, 55)]:
        ink = np.zeros((SIDE, SIDE), np.uint8)
        top, left = random.integers(0, SIDE - high + 1), random.integers(0, SIDE - wide + 1)
        blot = random.integers(0, 256, (high, wide)) * (random.random((high, wide)) < 0.7)
        blot[0, 0] = blot[-1, -1] = 255  # so that it is as large as it is meant to be
        ink[top : top + high, left : left + wide] = blot
        yield ink


def test_a_drawing_is_scaled_and_centred_as_in_python(call):
    centred = "export const centred = (ink) => likeMnist(Uint8Array.from(ink), 84);"
    inks = list(drawings())
    calls = (["centred", ink.ravel().tolist()] for ink in inks)
    found = call("digit_pad/centring", *calls, more=centred)
    for ink, pixels in zip(inks, found, strict=True):
        expected = like_mnist(ink).astype(int)
        # Half a step may be rounded either way.
        assert np.abs(np.reshape(pixels, (28, 28)) - expected).max() <= 1
        assert np.mean(np.reshape(pixels, (28, 28)) != expected) < 0.005
