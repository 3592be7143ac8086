from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from helpers.start.quiet_start import quiet_start
from helpers.training.fit_calls import RATE, START, STOPS, TRAINING, VALIDATION, Run, calls

with quiet_start():
    import keras

pytestmark = pytest.mark.training


def kerass_calls(run: Run) -> list[tuple]:
    """The same run by Keras: method, weight, epoch or batch, and logs of each call."""
    seen = []
    x, y = (np.array(one)[: run.examples, None] for one in TRAINING)
    held_back = tuple(np.array(one)[: run.validation, None] for one in VALIDATION)
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    model.compile(keras.optimizers.SGD(RATE), "mse")
    model.set_weights([np.array([[START]])])

    class Recorder(keras.callbacks.Callback):
        def tell(self, method, number=None, logs=None):
            weight = float(model.get_weights()[0].item())
            told = {name: np.ravel(value).tolist() for name, value in (logs or {}).items()}
            seen.append((method, weight, number, told))
            self.model.stop_training |= method == run.stop

    for name in dir(keras.callbacks.Callback):
        if not name.startswith("on_"):
            continue
        if "batch" in name or "epoch" in name:

            def hook(self, number, logs=None, name=name):
                self.tell(name, number, logs)
        else:

            def hook(self, logs=None, name=name):
                self.tell(name, None, logs)

        if name not in ("on_batch_begin", "on_batch_end"):  # old names of on_train_batch_…
            setattr(Recorder, name, hook)

    options = {"batch_size": run.batch_size, "verbose": 0, "callbacks": [Recorder()]}
    if run.method == "fit":
        validation = {"validation_data": held_back} if run.validation else {}
        model.fit(x, y, epochs=run.epochs, shuffle=False, **validation, **options)
    elif run.method == "evaluate":
        model.evaluate(x, y, **options)
    else:
        model.predict(x, **options)
    return seen


RUNS = [
    *(Run("fit", 5, 2, 2, 3, stop) for stop in STOPS),
    Run("fit", 8, 4, 3, 0),
    Run("fit", 1, 1, 1, 1),
    Run("evaluate", 7, 3),
    Run("predict", 5, 2),
]


@pytest.mark.parametrize("run", RUNS)
def test_keras_calls_the_same_methods_with_the_same_numbers(run):
    seen = kerass_calls(run)
    made = calls(run)
    assert [call.method for call in made] == [method for method, *_ in seen]
    assert [call.number for call in made] == [number for *_, number, _ in seen]
    assert [list(call.logs) for call in made] == [list(logs) for *_, logs in seen]
    for call, (_, weight, _, logs) in zip(made, seen, strict=True):
        assert call.weight == pytest.approx(weight, rel=1e-5)
        for name, value in call.logs.items():
            np.testing.assert_allclose(np.ravel(value), logs[name], rtol=1e-5)


def test_the_runs_end_as_they_are_meant_to():
    ends = [[call.method for call in calls(run)].count("on_train_batch_end") for run in RUNS[:3]]
    assert ends == [6, 1, 3]


def test_a_step_follows_the_slope_of_the_loss():
    first = Run("fit", 4, 4, 1, 0)
    x, y = (np.array(one)[:4] for one in TRAINING)

    def loss(weight):
        return ((weight * x - y) ** 2).mean()

    slope = (loss(START + 1e-4) - loss(START - 1e-4)) / 2e-4
    assert calls(first)[-1].weight == pytest.approx(START - RATE * slope)


def test_an_unknown_method_is_refused():
    with pytest.raises(KeyError, match="learn"):
        calls(Run("learn"))


def test_calls_of_fit_are_counted_by_a_formula():
    for examples, batch_size, epochs, validation in product((1, 5, 8), (1, 3), (1, 3), (0, 3)):
        batches = -(-examples // batch_size)
        tested = 2 + 2 * -(-validation // batch_size) if validation else 0
        made = calls(Run("fit", examples, batch_size, epochs, validation))
        assert len(made) == 2 + epochs * (2 + 2 * batches + tested)
