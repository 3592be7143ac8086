"""Drawings for tests."""

import numpy as np

from helpers.explorers.digit_pad.drawing import LETTERS

EXAMPLES = np.random.default_rng(7).integers(0, 256, (2, 28, 28)).astype(np.uint8)


def any_drawing(random: np.random.Generator) -> str:
    """A text of one to three strokes, over one of two examples or none."""

    def letters(count: int) -> str:
        return "".join(LETTERS[at] for at in random.integers(0, 64, count))

    def stroke() -> str:
        first = [LETTERS[at] for at in random.integers(0, 6, 2)]
        begin = "".join(letter + letters(1) for letter in first)
        return f".{begin}{letters(2 * int(random.integers(0, 20)))}"

    under = random.choice(["", "1", "2"])
    return under + "".join(stroke() for _ in range(random.integers(1, 4)))
