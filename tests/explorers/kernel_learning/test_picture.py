"""The kernel-learning explorer in words and as a picture that stands still."""

import re

import numpy as np
import pytest

from helpers.explorers.kernel_learning.descent import LAST_STEP, descend
from helpers.explorers.kernel_learning.explorer import COUNTED, NOISE, PHOTO, START
from helpers.explorers.kernel_learning.picture import describe, draw_training
from tests.explorers.boxes import as_matrix
from tests.explorers.kernel_learning.trainings import SETTINGS, TRAININGS, as_training, training

STEPS = (0, 1, 12, LAST_STEP)
WEIGHT = (0, 2)


def test_the_browser_says_the_same_of_every_descent(call):
    asked, expected = [], []
    for (picture, teacher, *_), one in zip(SETTINGS, TRAININGS, strict=True):
        made = descend(one, START)
        steps = [{"kernel": as_matrix(step.kernel), "loss": step.loss} for step in made]
        for step in STEPS:
            at = min(step, len(made) - 1)
            chosen = {"step": at, "row": WEIGHT[0], "column": WEIGHT[1]}
            slopes = as_matrix(one.slopes(made[at].kernel))
            names = {"picture": picture, "teacher": teacher}
            asked.append(["describe", as_training(one), names, steps, chosen, slopes])
            expected.append(describe(one, picture, teacher, START, step, WEIGHT))
    assert call("kernel_learning/descent", *asked) == expected


def test_words_tell_the_two_kernels_apart():
    one = training(NOISE, COUNTED, rate=0.3, flips=True)
    said = describe(one, NOISE, COUNTED, START, LAST_STEP, WEIGHT)
    assert said.startswith("Picture: noise, 8 × 8; teacher: 1 to 9; rate 0.3; the layer flips.")
    assert "off the teacher's by at most 8, off the same turned round by at most 0." in said
    assert "its slope 0: the next step makes it 7." in said


def test_a_rate_that_is_too_large_is_named():
    said = describe(training(PHOTO, "Sobel X", rate=1), PHOTO, "Sobel X", START, 50, WEIGHT)
    assert "After 2 steps" in said
    assert said.endswith("the descent ends here. The rate is too large.")


@pytest.mark.parametrize("flips", [False, True])
def test_the_line_below_the_picture_adds_up(call, flips):
    one = training(NOISE, COUNTED, flips=flips)
    slopes = one.slopes(START)
    error = one.answer(START) - one.target
    passed = {"error": as_matrix(error), "slopes": as_matrix(slopes)}
    (text,) = call(
        "kernel_learning/descent",
        ["calculation", as_training(one), as_matrix(START), passed, *WEIGHT],
    )
    numbers = [float(found.replace("−", "-")) for found in re.findall(r"−?\d+\.?\d*", text)]
    products = one.products(START, *WEIGHT).ravel()
    e1, x1, e2, x2, e3, x3 = numbers[4:10]
    np.testing.assert_allclose([e1 * x1, e2 * x2, e3 * x3], products[:3], atol=0.02)
    assert numbers[10] == products.size - 3
    assert numbers[11] == pytest.approx(slopes[WEIGHT], abs=5e-4)
    assert text.endswith(f"= {START[WEIGHT] - 0.1 * slopes[WEIGHT]:.3f}".replace("-", "−"))


def test_the_picture_frames_the_weight_and_the_pixels_it_meets():
    for flips, corner in ((False, (1.5, -0.5)), (True, (-0.5, 1.5))):
        figure = draw_training(training(NOISE, COUNTED, flips=flips), START, 3, WEIGHT)
        picture, kernel = figure.axes[:2]
        assert picture.patches[-1].get_xy() == corner
        assert (picture.patches[-1].get_width(), picture.patches[-1].get_height()) == (6, 6)
        assert kernel.patches[-1].get_xy() == (1.5, -0.5)
