"""What callbacks are shown of a recorded history, against a training by Keras itself."""

import keras
import numpy as np
import pytest

from helpers.training.recording import show_history

HISTORY = {"loss": [3.0, 2.0, 1.0, 0.5], "val_loss": [4.0, 3.5, 3.0, 2.5]}


class Diary(keras.callbacks.Callback):
    """Writes down when it is called, and may stop the training after an epoch."""

    def __init__(self, name, lines, stops_after=None):
        super().__init__()
        self.name, self.lines, self.stops_after = name, lines, stops_after

    def on_train_begin(self, logs=None):
        self.lines.append((self.name, "train begins", self.model.stop_training))

    def on_epoch_begin(self, epoch, logs=None):
        self.lines.append((self.name, "epoch begins", epoch))

    def on_epoch_end(self, epoch, logs=None):
        self.lines.append((self.name, "epoch ends", epoch))
        if epoch + 1 == self.stops_after:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        self.lines.append((self.name, "train ends", self.params["epochs"]))


@pytest.fixture
def model():
    model = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    return model


@pytest.mark.parametrize("stops_after", [None, 1, 3])
def test_a_history_calls_callbacks_when_a_training_would(model, stops_after):
    shown, trained = [], []
    seen = show_history([Diary("a", shown), Diary("b", shown, stops_after)], model, HISTORY)
    fitted = model.fit(
        np.zeros((2, 1)), np.zeros((2, 1)), epochs=4, verbose=0,
        callbacks=[Diary("a", trained), Diary("b", trained, stops_after)],
    )  # fmt: skip
    assert shown == trained
    assert seen == len(fitted.epoch) == (stops_after or 4)


def test_each_epoch_shows_its_own_values(model):
    logs = []
    write = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, seen: logs.append(seen))
    assert show_history([write], model, {**HISTORY, "accuracy": [0.1, 0.2]}) == 2
    assert logs == [
        {"loss": 3.0, "val_loss": 4.0, "accuracy": 0.1},
        {"loss": 2.0, "val_loss": 3.5, "accuracy": 0.2},
    ]


def test_a_network_that_was_stopped_is_trained_anew(model):
    model.stop_training = True
    assert show_history([], model, HISTORY) == 4
