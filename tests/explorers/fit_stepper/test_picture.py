from itertools import product

import numpy as np
import pytest

from helpers.explorers.fit_stepper.picture import bars, describe, describe_call
from helpers.training.fit_calls import (
    METHODS,
    RATE,
    START,
    STOPS,
    TRAINING,
    VALIDATION,
    Run,
    calls,
)

NETWORK = {"start": START, "rate": RATE, "training": TRAINING, "validation": VALIDATION}
RUNS = [
    Run(*settings) for settings in product(METHODS, (1, 5, 8), (1, 2, 3), (1, 3), (0, 1, 4), STOPS)
]


def for_browser(run):
    names = ("method", "examples", "epochs", "validation", "stop")
    return {name: getattr(run, name) for name in names} | {"batchSize": run.batch_size}


@pytest.fixture
def made(call):
    return call("fit_stepper/calls", *(["calls", NETWORK, for_browser(run)] for run in RUNS))


def test_the_browser_makes_the_calls_of_python(made):
    for run, found in zip(RUNS, made, strict=True):
        wanted = calls(run)
        for name in ("method", "number"):
            assert [one[name] for one in found] == [getattr(one, name) for one in wanted]
        weights = [one["weight"] for one in found]
        np.testing.assert_allclose(weights, [one.weight for one in wanted], rtol=1e-12)
        for one, other in zip(found, wanted, strict=True):
            assert one["logs"].keys() == other.logs.keys()
            for name, value in other.logs.items():
                np.testing.assert_allclose(one["logs"][name], value, rtol=1e-12)


def test_browser_and_picture_draw_the_same_bars(call, made):
    found = call("fit_stepper/calls", *(["bars", one] for one in made))
    for run, drawn in zip(RUNS, found, strict=True):
        assert [tuple(bar.values()) for bar in drawn] == bars(calls(run))


def test_browser_and_picture_say_the_same_of_all_calls_and_of_each(call, made):
    pairs = list(zip(RUNS, made, strict=True))
    said = call("fit_stepper/calls", *(["describe", for_browser(run), all] for run, all in pairs))
    assert said == [describe(run) for run in RUNS]
    each = [(run, all, at) for run, all in pairs[::7] for at in range(len(all))]
    told = call(
        "fit_stepper/calls",
        *(["describeCall", for_browser(run), all, at] for run, all, at in each),
    )
    assert told == [describe_call(run, at) for run, _, at in each]


def test_all_calls_are_told_with_their_count_and_the_weights_way():
    assert describe(Run("fit", 5, 2, 2, 0, "on_train_batch_end")) == (
        "fit, 5 examples in batches of 2, 2 epochs, no validation: 6 calls, 1 step. "
        "The first on_train_batch_end sets stop_training. The weight goes from 0.500 to 0.708."
    )
    assert describe(Run("predict", 1, 1)) == (
        "predict, 1 example in batches of 1: 4 calls. The weight stays 0.500."
    )


@pytest.mark.parametrize(
    ("run", "at", "sentence"),
    [
        (
            Run(),
            5,
            "Call 6 of 30: on_train_batch_end(1, logs), logs: loss 2.073. "
            "A step is taken: the weight goes from 0.708 to 1.071. "
            "The loss is the mean of this epoch so far, each batch before its step.",
        ),
        (
            Run("fit", 2, 2, 1, 0, "on_epoch_end"),
            4,
            "Call 5 of 6: on_epoch_end(0, logs), logs: loss 1.771. "
            "There is no val_loss: EarlyStopping would look for it in vain. "
            "Here stop_training is set.",
        ),
        (
            Run("predict", 3, 2),
            3,
            "Call 4 of 6: on_predict_batch_begin(1, logs), logs: empty. Next: example 2.",
        ),
        (
            Run("evaluate", 2, 2),
            3,
            "Call 4 of 4: on_test_end(logs), logs: loss 1.771. evaluate returns it.",
        ),
    ],
)
def test_a_call_is_told_with_its_logs_and_what_they_mean(run, at, sentence):
    assert describe_call(run, at) == sentence
