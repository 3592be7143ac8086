"""Networks that several lectures need: trained once and kept in `.cache/networks`."""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
from IPython import get_ipython
from IPython.display import display
from tqdm import tqdm

from helpers.start.quiet_start import quiet_start
from helpers.start.short_run import short_run
from helpers.training.split import Split

with quiet_start():
    import keras

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "networks"
FIXED = {"loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]}
"""What every training shares."""


@dataclass(frozen=True)
class Trained:
    """A trained network and how it got there.

    Attributes
    ----------
    model : keras.Model
        Compiled; it takes pictures of shape (batch, 28, 28, 1) in [0, 1].
    history : dict
        Name of a metric → its value after each epoch; those of the validation digits begin with
        "val_".
    """

    model: keras.Model
    history: dict[str, list[float]]


def mnist_cnn() -> keras.Model:
    """The small network of lecture 5: three convolutions, two pools, 93,322 parameters."""
    return keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(64, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(64, 3, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ],
        name="mnist_cnn",
    )


def trained(
    build: Callable[[], keras.Model],
    digits: Split,
    *,
    epochs: int = 5,
    batch_size: int = 64,
    seed: int = 0,
    optimizer: str | Mapping[str, object] = "rmsprop",
    cache: Path = CACHE,
) -> Trained:
    """Train a network, or load it if the very same training was done before.

    The key of the cache is made of the digits, the network that `build` makes, how it is trained,
    and the versions of Keras and its backend. Nothing is ever downloaded; without a cache it
    trains, with a progress bar.

    Parameters
    ----------
    build
        Makes the network, without arguments; use `functools.partial` for one that takes some.
    digits
        From `split`.
    epochs, batch_size, seed, optimizer
        How it is trained; a short run trains for one epoch. The optimizer is a name, or what
        `keras.optimizers.serialize` makes of one.
    cache
        Folder of the trained networks.
    """
    epochs = 1 if short_run() else epochs
    how = {"epochs": epochs, "batch_size": batch_size, "seed": seed, "optimizer": optimizer}
    recipe = {**how, **FIXED}
    keras.utils.set_random_seed(seed)
    model = build()
    file = cache / f"{model.name}-{_key(model, digits, recipe)}.keras"
    found = _load(file)
    if found:
        return found
    # A copy: Keras puts objects into the dictionary that it makes an optimizer of.
    model.compile(optimizer=deepcopy(optimizer), **FIXED)
    with Progress(f"training {model.name}", epochs) as progress:
        fitted = model.fit(
            digits.x_train,
            digits.y_train,
            validation_data=(digits.x_validation, digits.y_validation),
            validation_batch_size=1000,
            epochs=epochs,
            batch_size=batch_size,
            verbose=0,
            callbacks=[progress],
        )
    result = Trained(
        model, {name: [float(v) for v in values] for name, values in fitted.history.items()}
    )
    _save(result, file)
    return result


class Progress(keras.callbacks.Callback):
    """A progress bar over the batches of a training, in one output that ends as a line of text."""

    def __init__(self, title: str, epochs: int):
        super().__init__()
        self.title, self.epochs = title, epochs
        self.shown = None

    def __enter__(self):
        # tqdm counts and estimates; its own output would be red in a notebook, and in a file a line
        # for every step.
        self.bar = tqdm(desc=self.title, unit="batch", file=io.StringIO(), mininterval=0.5)
        if get_ipython() is not None:
            self.shown = display({"text/plain": self.title}, raw=True, display_id=True)
        return self

    def __exit__(self, *problem):
        done = self.bar.n == self.bar.total
        seconds = self.bar.format_dict["elapsed"]
        self._say(f"{self.title}: {'done' if done else 'stopped'} after {seconds:.0f} s")
        self.bar.close()

    def on_train_begin(self, logs=None):
        self.bar.reset(total=self.epochs * self.params["steps"])

    def on_train_batch_end(self, batch, logs=None):
        if self.bar.update():
            self._say(str(self.bar))

    def _say(self, text: str) -> None:
        if self.shown:
            self.shown.update({"text/plain": text}, raw=True)


def _key(model: keras.Model, digits: Split, recipe: dict) -> str:
    versions = {
        "keras": keras.__version__,
        "backend": keras.backend.backend(),
        "numpy": np.__version__,
    }
    if versions["backend"] == "tensorflow":
        versions["tensorflow"] = version("tensorflow")
    layers = model.get_config()["layers"]
    architecture = json.dumps(layers, sort_keys=True, default=str)
    # Keras counts names up in a session: conv2d, conv2d_1, …
    for number, layer in enumerate(layers):
        name = json.dumps(layer["config"]["name"])
        architecture = architecture.replace(name, f'"layer {number}"')
    key = hashlib.sha256()
    made_of = [architecture, recipe, versions]
    key.update(json.dumps(made_of, sort_keys=True).encode())
    for array in (digits.x_train, digits.y_train, digits.x_validation, digits.y_validation):
        key.update(str(array.shape).encode())
        key.update(np.ascontiguousarray(array).data)
    return key.hexdigest()[:16]


def _load(file: Path) -> Trained | None:
    """What is in the cache, or None; a file that cannot be read counts as none."""
    history = file.with_suffix(".json")
    if not (file.exists() and history.exists()):
        return None
    try:
        return Trained(
            keras.saving.load_model(file), json.loads(history.read_text(encoding="utf8"))
        )
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as problem:
        kind = type(problem).__name__
        print(f"The cached network {file.name} cannot be read ({kind}); training it anew.")
        return None


def _save(result: Trained, file: Path) -> None:
    """Write the network and its history; each file is there whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{os.getpid()}-{file.name}")
    result.model.save(draft)
    os.replace(draft, file)
    draft = draft.with_suffix(".json")
    draft.write_text(json.dumps(result.history), encoding="utf8")
    os.replace(draft, file.with_suffix(".json"))
