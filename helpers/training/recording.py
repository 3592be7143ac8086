"""Recorded trainings, and callbacks that are shown such a history in place of a training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from helpers.start.quiet_start import quiet_start
from helpers.training.split import Split

with quiet_start():
    import keras


@dataclass(frozen=True)
class Recipe:
    """How a training of `helpers.training.early_stopping` was done: optimiser, digits; seed 8."""

    optimizer: str
    learning_rate: float
    digits: int
    batch_size: int
    epochs: int = 40


RECIPES = {
    "learns by heart": Recipe("adam", 3e-3, digits=400, batch_size=32),
    "restless": Recipe("sgd", 0.3, digits=1000, batch_size=64),
    "slow start": Recipe("sgd", 1e-2, digits=400, batch_size=32),
}


def small_network(
    optimizer: str | keras.optimizers.Optimizer = "adam", seed: int = 8
) -> keras.Model:
    """A network of 5,258 parameters that trains in seconds, compiled for whole-number labels."""
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def record(recipe: Recipe, digits: Split) -> dict[str, list[float]]:
    """Train anew and return the losses after each epoch, rounded to four decimals.

    The numbers of another machine differ a little from those in `helpers.training.early_stopping`,
    the course of the curves does not.

    Parameters
    ----------
    recipe
        One of `RECIPES`, or your own.
    digits
        From `helpers.training.split.split`; 1,000 of the validation digits are used.
    """
    optimizer = keras.optimizers.get(
        {"class_name": recipe.optimizer, "config": {"learning_rate": recipe.learning_rate}}
    )
    fitted = small_network(optimizer).fit(
        digits.x_train[: recipe.digits],
        digits.y_train[: recipe.digits],
        validation_data=(digits.x_validation[:1000], digits.y_validation[:1000]),
        epochs=recipe.epochs,
        batch_size=recipe.batch_size,
        verbose=0,
    )
    return {name: np.round(fitted.history[name], 4).tolist() for name in ("loss", "val_loss")}


def replay(callback: keras.callbacks.Callback, history: Mapping[str, Sequence[float]]) -> int:
    """Show a callback a history, epoch by epoch, until it stops the training that never was.

    Parameters
    ----------
    callback
        Any callback that looks at the end of epochs.
    history
        Name of a metric → its value after each epoch.

    Returns
    -------
    int
        Number of epochs it saw.
    """
    model = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    return show_history([callback], model, history)


def show_history(
    callbacks: Sequence[keras.callbacks.Callback],
    model: keras.Model,
    history: Mapping[str, Sequence[float]],
) -> int:
    """As `replay`, for several callbacks and a network of your own.

    Parameters
    ----------
    callbacks
        They are called in this order.
    model
        The compiled network that they may act on.
    history
        As for `replay`.

    Returns
    -------
    int
        Number of epochs they saw.
    """
    epochs = min(len(values) for values in history.values())
    called = keras.callbacks.CallbackList(list(callbacks), model=model, epochs=epochs)
    model.stop_training = False
    called.on_train_begin()
    for epoch in range(epochs):
        called.on_epoch_begin(epoch)
        called.on_epoch_end(epoch, {name: values[epoch] for name, values in history.items()})
        if model.stop_training:
            break
    called.on_train_end()
    return epoch + 1
