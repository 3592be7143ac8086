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
    return alone(planned(build, digits, epochs, batch_size, seed, optimizer, cache))


@dataclass(frozen=True)
class Training:
    """What `trained` was asked for: a network, what it learns from, how, and where it is kept."""

    build: Callable[[], keras.Model]
    digits: Split
    epochs: int
    batch_size: int
    seed: int
    optimizer: str | Mapping[str, object]
    cache: Path

    @property
    def batches(self) -> int:
        """How many steps it takes."""
        return self.epochs * -(-len(self.digits.x_train) // self.batch_size)

    def start(self) -> tuple[keras.Model, Path]:
        """The network before its first step, and the file that holds it after its last."""
        keras.utils.set_random_seed(self.seed)
        model = self.build()
        how = {name: getattr(self, name) for name in ("epochs", "batch_size", "seed", "optimizer")}
        key = _key(model, self.digits, {**how, **FIXED})
        return model, self.cache / f"{model.name}-{key}.keras"

    def run(self, model: keras.Model, file: Path, progress: keras.callbacks.Callback) -> Trained:
        """Train what `start` has just given, and keep it."""
        digits = self.digits
        # A copy: Keras puts objects into the dictionary that it makes an optimizer of.
        model.compile(optimizer=deepcopy(self.optimizer), **FIXED)
        fitted = model.fit(
            digits.x_train,
            digits.y_train,
            validation_data=(digits.x_validation, digits.y_validation),
            validation_batch_size=1000,
            epochs=self.epochs,
            batch_size=self.batch_size,
            verbose=0,
            callbacks=[progress],
        )
        history = {name: [float(v) for v in values] for name, values in fitted.history.items()}
        result = Trained(model, history)
        _save(result, file)
        return result


def planned(
    build: Callable[[], keras.Model],
    digits: Split,
    epochs: int,
    batch_size: int,
    seed: int,
    optimizer: str | Mapping[str, object],
    cache: Path,
) -> Training:
    """A training as the arguments say, but of one epoch in a short run."""
    epochs = 1 if short_run() else epochs
    return Training(build, digits, epochs, batch_size, seed, optimizer, cache)


def alone(training: Training) -> Trained:
    """Load what was trained before, or train it in this process."""
    model, file = training.start()
    found = load(file)
    if found:
        return found
    with Progress(f"training {model.name}", training.epochs) as progress:
        return training.run(model, file, progress)


class Bar:
    """A progress bar over batches, in one output that ends as a line of text."""

    def __init__(self, title: str):
        super().__init__()
        self.title = title
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

    def begin(self, batches: int) -> None:
        """From now on there are so many batches to come."""
        self.bar.reset(total=batches)

    def advance(self, batches: int = 1) -> None:
        """So many more are done."""
        if self.bar.update(batches):
            self._say(str(self.bar))

    def _say(self, text: str) -> None:
        if self.shown:
            self.shown.update({"text/plain": text}, raw=True)


class Progress(Bar, keras.callbacks.Callback):
    """The bar of one training in this process."""

    def __init__(self, title: str, epochs: int):
        super().__init__(title)
        self.epochs = epochs

    def on_train_begin(self, logs=None):
        self.begin(self.epochs * self.params["steps"])

    def on_train_batch_end(self, batch, logs=None):
        self.advance()


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


def load(file: Path) -> Trained | None:
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
