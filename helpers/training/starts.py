"""Several starts of one network, trained side by side."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import cloudpickle

from helpers.start.quiet_start import quiet_start
from helpers.start.short_run import short_run
from helpers.training import workers
from helpers.training.split import Split
from helpers.training.trained import CACHE, Bar, Trained, Training, alone, load, planned

with quiet_start():
    import keras
    import tensorflow as tf


def trained_starts(
    build: Callable[[], keras.Model],
    digits: Split,
    *,
    seeds: Iterable[int],
    epochs: int = 5,
    batch_size: int = 64,
    optimizer: str | Mapping[str, object] = "rmsprop",
    cache: Path = CACHE,
) -> list[Trained]:
    """Train a network from several starts, or load those that were trained before.

    The same as `[trained(build, digits, seed=seed, …) for seed in seeds]`, with the same files in
    the cache: the same first weights, the same digits in the same order. Where several threads add
    up, two trainings may differ in their last bits, alone or side by side. But several processors
    train several starts at once, each in a process of its own. In a short run, on one processor or
    on a GPU they are trained here, one after the other.

    Parameters
    ----------
    build, digits, epochs, batch_size, optimizer, cache
        As for `trained`.
    seeds
        One for each start.

    Raises
    ------
    helpers.training.workers.TrainingError
        If a start fails in its process; it says which.
    """
    trainings = [
        planned(build, digits, epochs, batch_size, seed, optimizer, cache) for seed in seeds
    ]
    if not _together():
        return [alone(training) for training in trainings]
    found = [_found(training) for training in trainings]
    missing = [training for training, one in zip(trainings, found, strict=True) if one is None]
    if len(missing) > 1:
        _train(missing)
    return [one or alone(training) for training, one in zip(trainings, found, strict=True)]


def _together() -> bool:
    """Whether processes side by side are of use."""
    several = workers.processors() > 1 and not short_run()
    on_tensorflow = keras.backend.backend() == "tensorflow"
    return several and on_tensorflow and not tf.config.list_physical_devices("GPU")


def _found(training: Training) -> Trained | None:
    # Loaded right after its start: a loaded layer that draws numbers takes its seed from there.
    _, file = training.start()
    return load(file)


def _train(trainings: list[Training]) -> None:
    """Train side by side what can be sent to another process."""
    name = trainings[0].build().name
    sent = {f"The training of {name} with seed {one.seed}": _pickled(one) for one in trainings}
    whole = {what: training for what, training in sent.items() if training}
    if not whole:
        return
    with Bar(f"training {name}, {len(whole)} starts") as bar:
        bar.begin(len(whole) * trainings[0].batches)
        workers.train(whole, bar.advance)


def _pickled(training: Training) -> bytes | None:
    """With a function of the notebook as it stands there; None if it refers to what cannot go."""
    digits = training.digits
    learned_from = replace(digits, x_test=digits.x_test[:0], y_test=digits.y_test[:0])
    try:
        return cloudpickle.dumps(replace(training, digits=learned_from))
    except (pickle.PicklingError, TypeError, AttributeError):
        return None
