"""What `fit`, `evaluate` and `predict` of Keras call, in their order, for a network of one weight.

The network answers w·x. Its loss is the mean squared error, and plain gradient descent with a rate
of 0.1 lowers it, so that each of the calls can be told with its numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

START = 0.5  # the weight before the training
RATE = 0.1
TRAINING = (
    (1.0, 0.5, 1.5, 0.75, 2.0, 0.25, 1.25, 1.75),
    (2.3, 0.8, 2.9, 1.7, 3.9, 0.7, 2.2, 3.7),
)
VALIDATION = ((0.6, 1.2, 1.8, 0.9), (1.1, 2.6, 3.4, 2.0))
"""Numbers x, and the numbers y that the network should answer."""

METHODS = ("fit", "evaluate", "predict")
STOPS = ("never", "on_train_batch_end", "on_epoch_end")

Numbers = Sequence[float]
Examples = tuple[Numbers, Numbers]
Logs = dict[str, Any]  # name → a number, or the outputs of a batch


@dataclass(frozen=True)
class Run:
    """One call of a method; `epochs`, `validation` and `stop` play a part in `fit` alone.

    Parameters
    ----------
    method
        One of `METHODS`.
    examples, validation
        How many of `TRAINING` are read, 1 to 8, and how many of `VALIDATION`, 0 to 4.
    batch_size, epochs
    stop
        In which method a callback sets ``model.stop_training``, the first time that it is called;
        one of `STOPS`.
    """

    method: str = "fit"
    examples: int = 6
    batch_size: int = 2
    epochs: int = 2
    validation: int = 4
    stop: str = "never"


@dataclass(frozen=True)
class Call:
    """A call of a callback: its method, the weight at that moment, an epoch or batch, the logs."""

    method: str
    weight: float
    number: int | None = None
    logs: Logs = field(default_factory=dict)


def calls(run: Run) -> list[Call]:
    """All calls in their order.

    Raises
    ------
    KeyError
        If the method is none of `METHODS`.
    """
    return list({"fit": _fit, "evaluate": _evaluate, "predict": _predict}[run.method](run))


def _fit(run: Run) -> Iterator[Call]:
    weight = START
    logs: Logs = {}
    yield Call("on_train_begin", weight)
    for epoch in range(run.epochs):
        yield Call("on_epoch_begin", weight, epoch)
        errors: list[float] = []
        for batch, (x, y) in enumerate(_batches(TRAINING, run.examples, run.batch_size)):
            yield Call("on_train_batch_begin", weight, batch)
            errors += _squared_errors(weight, x, y)
            weight -= RATE * _slope(weight, x, y)
            logs = {"loss": _mean(errors)}
            yield Call("on_train_batch_end", weight, batch, logs)
            if run.stop == "on_train_batch_end":
                break
        if run.validation:
            tested = list(_test(weight, VALIDATION, run.validation, run.batch_size))
            yield from tested
            logs = logs | {"val_loss": tested[-1].logs["loss"]}
        yield Call("on_epoch_end", weight, epoch, logs)
        if run.stop != "never":
            break
    yield Call("on_train_end", weight, None, logs)


def _evaluate(run: Run) -> Iterator[Call]:
    return _test(START, TRAINING, run.examples, run.batch_size)


def _test(weight: float, examples: Examples, count: int, batch_size: int) -> Iterator[Call]:
    """The loss of examples, batch by batch; nothing is learned."""
    logs: Logs = {}
    errors: list[float] = []
    yield Call("on_test_begin", weight)
    for batch, (x, y) in enumerate(_batches(examples, count, batch_size)):
        yield Call("on_test_batch_begin", weight, batch)
        errors += _squared_errors(weight, x, y)
        logs = {"loss": _mean(errors)}
        yield Call("on_test_batch_end", weight, batch, logs)
    yield Call("on_test_end", weight, None, logs)


def _predict(run: Run) -> Iterator[Call]:
    yield Call("on_predict_begin", START)
    for batch, (x, _) in enumerate(_batches(TRAINING, run.examples, run.batch_size)):
        yield Call("on_predict_batch_begin", START, batch)
        yield Call("on_predict_batch_end", START, batch, {"outputs": [START * one for one in x]})
    yield Call("on_predict_end", START)


def _batches(examples: Examples, count: int, batch_size: int) -> Iterator[Examples]:
    """The first ``count`` examples in batches; the last one holds what is left."""
    x, y = examples
    for first in range(0, count, batch_size):
        part = slice(first, min(first + batch_size, count))
        yield x[part], y[part]


def _squared_errors(weight: float, x: Numbers, y: Numbers) -> list[float]:
    return [(weight * one - wanted) ** 2 for one, wanted in zip(x, y, strict=True)]


def _slope(weight: float, x: Numbers, y: Numbers) -> float:
    """How fast the mean squared error grows with the weight: the mean of 2x(wx − y)."""
    return _mean([2 * one * (weight * one - wanted) for one, wanted in zip(x, y, strict=True)])


def _mean(values: Numbers) -> float:
    return sum(values) / len(values)
