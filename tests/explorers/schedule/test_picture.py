from itertools import product

import numpy as np
import pytest

from helpers.explorers.schedule.picture import describe, draw
from helpers.training.schedules import SHAPES, Schedule

# Every shape at the smallest and the largest rate of the slider, with and without a warm-up.
GRID = [
    Schedule(shape, rate, epochs, warm_up, *decay)
    for shape, rate, (epochs, warm_up), decay in product(
        SHAPES,
        (1e-5, 1e-3, 10**-2.3, 1.0),
        ((30, 0), (30, 1), (30, 10), (7, 2)),
        ((0.5, 10), (0.1, 1), (0.9, 7), (0.3, 15)),
    )
]


def for_browser(schedule):
    names = ("shape", "rate", "epochs", "factor", "every")
    return {name: getattr(schedule, name) for name in names} | {"warmUp": schedule.warm_up}


def test_the_browser_has_the_schedules_of_python(call):
    answers = call("schedule/rates", *(["rates", for_browser(one)] for one in GRID))
    for found, schedule in zip(answers, GRID, strict=True):
        np.testing.assert_allclose(found, schedule.rates(), rtol=1e-12)


def test_browser_and_picture_say_the_same_of_every_schedule(call):
    said = call("schedule/rates", *(["describe", for_browser(one)] for one in GRID))
    assert said == [describe(one) for one in GRID]


@pytest.mark.parametrize(
    ("schedule", "sentence"),
    [
        (
            Schedule("step", rate=0.1, epochs=20, factor=0.1, every=1),
            "Step: times 0.1 at once after every 1 epoch. "
            "The rate begins at 0.1, is 0.1 at most and ends at 1e−20.",
        ),
        (
            Schedule("cosine", rate=1e-5, epochs=10, warm_up=4),
            "Cosine: slowly at first, fastest in the middle, slowly into 0; "
            "before that 4 epochs of warm-up. "
            "The rate begins at 2e−6, is 1e−5 at most and ends at 6.7e−7.",
        ),
    ],
)
def test_the_sentence_tells_the_shape_and_the_ends(schedule, sentence):
    assert describe(schedule) == sentence


def test_an_epoch_is_told_with_three_digits(call):
    schedule = for_browser(Schedule("exponential", rate=0.1, factor=0.5, every=1))
    said = call("schedule/rates", *(["describeEpoch", schedule, epoch] for epoch in (1, 4, 15)))
    assert said == [
        "Epoch 1: learning rate 0.1.",
        "Epoch 4: learning rate 0.0125.",
        "Epoch 15: learning rate 6.10e−6.",
    ]


def test_the_picture_has_a_dot_for_every_epoch():
    schedule = Schedule("cosine", rate=0.2, epochs=12, warm_up=3)
    steps, dots = draw(schedule).axes[0].lines
    for line in (steps, dots):
        assert line.get_xdata().tolist() == list(range(1, 13))
        assert line.get_ydata().tolist() == schedule.rates()
