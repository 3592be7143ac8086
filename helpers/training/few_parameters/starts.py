"""The five trainings that were recorded: their weights and what they reached."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from helpers.start.quiet_start import quiet_start
from helpers.training.few_parameters.recipe import few_parameters_cnn

with quiet_start():
    import keras

FOLDER = Path(__file__).parent / "recorded"
SEEDS = range(5)


@dataclass(frozen=True)
class Start:
    """What one training reached after its last epoch.

    Attributes
    ----------
    validation, test : float
        Share of the digits read rightly.
    """

    seed: int
    validation: float
    test: float


def recorded(folder: Path = FOLDER) -> list[Start]:
    """What each training reached, in the order of the seeds."""
    starts = (json.loads(file.read_text("utf8")) for file in sorted(folder.glob("*.json")))
    return [Start(**start) for start in starts]


def recorded_networks(folder: Path = FOLDER) -> Iterator[keras.Model]:
    """The trained networks, in the order of the seeds; pictures (batch, 28, 28, 1) in [0, 1]."""
    for start in recorded(folder):
        model = few_parameters_cnn()
        with np.load(_weights(folder, start.seed)) as kept:
            model.set_weights([kept[name] for name in kept.files])
        yield model


def keep(model: keras.Model, start: Start, folder: Path = FOLDER) -> None:
    """Write a training down."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(_weights(folder, start.seed), *model.get_weights())
    record = json.dumps(asdict(start), indent=2)
    (folder / f"{start.seed}.json").write_text(record + "\n", "utf8")


def _weights(folder: Path, seed: int) -> Path:
    return folder / f"{seed}.npz"
