"""Advice on a training: its steps, its loss, what was watched, used and reached."""

from __future__ import annotations

import math
import numbers
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from helpers.problem_sets.advice.calling import answered
from helpers.problem_sets.advice.quantities import compare
from helpers.problem_sets.advice.slips import NO_RETURN

if TYPE_CHECKING:  # who draws the numbers of a student waits for no Keras
    import keras

BATCH = 500  # pictures at a time, so that little memory is needed
TOLERANCE = 0.005  # of an accuracy that Keras reports: one digit of 239 may come out otherwise
COUNT_TOLERANCE = 0.02  # of a number of digits, which is a share in float32 times 2,000 at most
KERAS_BATCH = 32  # what `fit` takes if it is not told
NO_HISTORY = "history is {}; what is wanted is the dictionary `model.fit(...).history`."


def training_steps(digits: int, batch_size: int, epochs: int) -> int:
    """Steps of a training, counted: one for each batch, the last one of an epoch may be short."""
    return epochs * len(range(0, digits, batch_size))


def advise_training_steps(
    function: Callable, calls: Iterable[Mapping[str, int]], *, name_the_call: bool = True
) -> str:
    """Advice on a function ``training_steps(digits, batch_size, epochs)``, or "".

    Parameters
    ----------
    function
        The student's. An exception in it is passed on.
    calls
        Keyword arguments, one mapping for each call.
    name_the_call
        Whether the advice says which call it was; not for a hidden test.
    """
    for call in calls:
        value = answered(function, call)
        what = "training_steps goes wrong for some other training."
        if name_the_call:
            arguments = ", ".join(f"{name}={number}" for name, number in call.items())
            what = f"training_steps({arguments}) returns {value!r}."
        if value is None:
            return f"{what} {NO_RETURN}"
        if advice := compare(value, training_steps(**call), _step_slips(**call)):
            return f"{what} {advice}"
    return ""


def _step_slips(digits: int, batch_size: int, epochs: int) -> dict[str, object]:
    return {
        "the last batch of an epoch is left out; it is short, but it makes a step": epochs
        * (digits // batch_size),
        "it is not rounded to a whole number": epochs * digits / batch_size,
        "the epochs run into each other; each of them ends with a short batch": math.ceil(
            epochs * digits / batch_size
        ),
        "it is for one epoch only": training_steps(digits, batch_size, 1),
        "it is the number of digits, not of batches": epochs * digits,
        "one digit makes one step": digits,
    }


def answers(model: keras.Model, pictures: np.ndarray) -> np.ndarray:
    """What a network answers, shape (n, classes), without a line on stderr.

    `predict` makes a new graph for each network and each size of batch, and TensorFlow complains
    when there are many. Here the layers are simply called.
    """
    parts = (pictures[i : i + BATCH] for i in range(0, len(pictures), BATCH))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras has one for each model that takes a list of inputs
        return np.concatenate([np.asarray(model(part, training=False)) for part in parts])


def share_right(model: keras.Model, pictures: np.ndarray, labels: np.ndarray) -> float:
    """Share of the pictures that a network puts into the right class."""
    return float(np.mean(answers(model, pictures).argmax(axis=1) == labels))


def advise_loss(model: keras.Model) -> str:
    """Advice on the loss that a model was compiled with, for one-hot labels of ten classes."""
    if advice := _not_trained(model):
        return advice
    loss = getattr(model, "loss", None)
    name = loss if isinstance(loss, str) else getattr(loss, "name", getattr(loss, "__name__", ""))
    name = str(name).lower().replace("_", "")
    if name in ("categoricalcrossentropy", "sparsecategoricalcrossentropy"):
        return ""
    slips = {
        "meansquarederror": "The squared error is for numbers to be hit, not for classes.",
        "mse": "The squared error is for numbers to be hit, not for classes.",
        "binarycrossentropy": "It asks of each class by itself yes or no; one of ten is right.",
    }
    advice = slips.get(name, "It does not fit a softmax over ten classes.")
    return f"The loss is {loss if isinstance(loss, str) else type(loss).__name__}. {advice}"


def advise_history(
    history: Mapping[str, Sequence[float]], model: keras.Model, validation: Sequence, test: Sequence
) -> str:
    """Advice on what was watched during a training, or "".

    The network may be that of any epoch: a callback can bring back the best one. It may be that of
    none where the optimizer averages the weights over the steps: `fit` ends with the averages, and
    each epoch was measured without them. Then the numbers themselves tell of which digits they are.

    Parameters
    ----------
    history
        The student's: name of a measure → its value after each epoch.
    model
        The trained network.
    validation, test
        Pictures and labels (n,) of each part.
    """
    if advice := _advise_form(history):
        return advice
    values, kept = history["val_accuracy"], _kept_epochs(history, model, validation)
    explained = kept or averages_weights(getattr(model, "optimizer", None))
    if len(values) in kept or (explained and _are_counts(values, len(validation[1]))):
        return ""
    if abs(values[-1] - share_right(model, *test)) <= TOLERANCE:
        return (
            "The last val_accuracy is that of the test digits. Watch the validation digits; what "
            "helps to decide cannot measure afterwards (lecture 05, *Three parts, not two*)."
        )
    return (
        "No val_accuracy is what this network reaches on x_val, y_val. Were other digits held out, "
        "or was the network trained again after that? If you set its weights yourself, to a mean "
        'of some epochs, measure it on x_val, y_val and append that to history["val_accuracy"].'
    )


def _kept_epochs(
    history: Mapping[str, Sequence[float]], model: keras.Model, validation: Sequence
) -> list[int]:
    """The epochs, from 1, after which the network was as good as it is now."""
    reached = share_right(model, *validation)
    return [
        n for n, value in enumerate(history["val_accuracy"], 1) if abs(value - reached) <= TOLERANCE
    ]


def _are_counts(shares: Sequence[float], digits: int) -> bool:
    """Whether shares can be of so many digits: each of them is a whole number of digits."""
    counts = np.asarray(shares) * digits
    return bool(np.all(np.abs(counts - np.round(counts)) < COUNT_TOLERANCE))


def _advise_form(history: object) -> str:
    if not isinstance(history, dict):
        return NO_HISTORY.format(type(history).__name__)
    missing = [name for name in ("accuracy", "val_accuracy") if not history.get(name)]
    if "accuracy" in missing:
        return 'history has no accuracy: say metrics=["accuracy"] when you compile.'
    if missing:
        return "history has no val_accuracy: give fit the validation digits."
    values = [value for name in ("accuracy", "val_accuracy") for value in history[name]]
    if not all(isinstance(value, numbers.Real) for value in values):
        return "history holds something that is not a number."
    return ""


def advise_budget(
    history: object,
    model: keras.Model,
    validation: Sequence,
    *,
    digits: int,
    batch_size: int,
    epochs: int,
) -> str:
    """Advice on what a training has used, by the steps that the optimizer counts, or "".

    A file brings the optimizer of its epoch along, so the steps may end there.

    Parameters
    ----------
    history, validation
        As for `advise_history`.
    model
        The trained network, with its optimizer.
    digits, batch_size, epochs
        What may be used; fewer epochs are welcome.
    """
    if advice := _not_trained(model):
        return advice
    if not isinstance(history, dict) or not history:
        return NO_HISTORY.format(type(history).__name__)
    made, run = batches_seen(model.optimizer), len(next(iter(history.values())))
    if run > epochs:
        return f"The training ran for {run} epochs; the budget allows fewer."
    kept = [] if _advise_form(history) else _kept_epochs(history, model, validation)
    ends = {run, *(epoch for epoch in kept if epoch < run)}
    if any(training_steps(digits, batch_size, end) in made for end in ends):
        return ""
    if training_steps(digits, KERAS_BATCH, run) in made:
        return "The batches are those that Keras takes if it is not told; give fit the batch_size."
    steps = made.start
    if run and not steps % run and steps // run < training_steps(digits, batch_size, 1):
        return (
            f"Each epoch made only {steps // run} steps: the batches are too large, or not all of "
            "x_train was used."
        )
    if steps > training_steps(digits, batch_size, epochs):
        return (
            f"The optimizer has made {steps} steps, more than the budget allows. If the cell ran "
            "twice, the second training went on where the first one ended: restart the kernel and "
            "run all cells."
        )
    return (
        f"The optimizer has made {steps} steps, and history tells of {run} epochs: they do not "
        "belong together, or the batches are not as they should be."
    )


def batches_seen(optimizer: keras.optimizers.Optimizer) -> range:
    """How many batches an optimizer may have seen since it was made.

    It counts its own steps. One that accumulates gradients makes a step of several batches. Under
    mixed_float16 the loss is scaled: a batch whose gradients are too large for float16 makes no
    step but halves the scale, and so many good batches in a row double it again (Keras,
    `LossScaleOptimizer`).

    Parameters
    ----------
    optimizer
        Of Keras, after its first step.
    """
    inner = getattr(optimizer, "inner_optimizer", optimizer)
    together = inner.gradient_accumulation_steps or 1
    least = int(inner.iterations) * together
    most = least + together - 1
    if inner is not optimizer:
        halved = round(math.log2(optimizer.initial_scale / float(optimizer.dynamic_scale)))
        least += max(halved, 0)
        most += halved + most // optimizer.dynamic_growth_steps
    return range(least, most + 1)


def averages_weights(optimizer: keras.optimizers.Optimizer | None) -> bool:
    """Whether `fit` ends with moving averages in the place of the weights (Keras, ``use_ema``)."""
    inner = getattr(optimizer, "inner_optimizer", optimizer)
    return any(getattr(one, "use_ema", False) for one in getattr(inner, "optimizers", [inner]))


def _not_trained(model: keras.Model) -> str:
    optimizer = getattr(model, "optimizer", None)
    if optimizer is None:
        return "The model is not compiled."
    if not int(optimizer.iterations):
        return "The optimizer has made no step since the model was compiled; train it after that."
    return ""


def advise_accuracy(
    model: keras.Model, pictures: np.ndarray, labels: np.ndarray, goal: float
) -> str:
    """Advice where a network reads fewer than a share ``goal`` of the pictures rightly."""
    given = answers(model, pictures)
    if given.shape != (len(pictures), 10):
        return f"The network answers with the shape {given.shape[1:]}; ten numbers are wanted."
    reached = float(np.mean(given.argmax(axis=1) == labels))
    if reached >= goal:
        return ""
    advice = (
        f"{reached:.1%} of the held-out digits are read rightly; this point asks for {goal:.1%}."
    )
    if not np.isfinite(given).all():
        return f"{advice} The answers are not numbers any more: the steps were too large."
    if reached < 0.2:
        return f"{advice} Guessing would do as well: the network has learned next to nothing."
    return f"{advice} Was all of the budget used, and how far does your optimizer move at a step?"
