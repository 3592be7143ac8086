"""A recorded training with a callback, and how a notebook shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypedDict, TypeVar


class Stopping(TypedDict, total=False):
    """Arguments of EarlyStopping that a case or a demand may have."""

    patience: int
    min_delta: float
    start_from_epoch: int
    restore_best_weights: bool


class Reducing(TypedDict, total=False):
    """Arguments of ReduceLROnPlateau that a case or a demand may have."""

    factor: float
    patience: int
    min_delta: float
    cooldown: int
    min_lr: float


class Saving(TypedDict, total=False):
    """Arguments of ModelCheckpoint that a case or a demand may have."""

    filepath: str
    monitor: str
    mode: str
    save_best_only: bool
    save_weights_only: bool


Arguments = TypeVar("Arguments", bound=Mapping[str, object], covariant=True)


@dataclass(frozen=True)
class Case(Generic[Arguments]):
    """A recorded training, and one callback with its settings.

    Attributes
    ----------
    callback : str
        Name of the class in `keras.callbacks`.
    settings : dict
        Its arguments.
    history : dict
        Name of a metric → its value after each epoch.
    rate : float
        The learning rate of the first epoch.
    """

    callback: str
    settings: Arguments
    history: Mapping[str, Sequence[float]]
    rate: float = 0.01

    def call(self) -> str:
        """The callback as it is written in Python."""
        arguments = ", ".join(f"{name}={value!r}" for name, value in self.settings.items())
        return f"{self.callback}({arguments})"


def table(history: Mapping[str, Sequence[float]], width: int = 10) -> str:
    """A history as a table in Markdown; epochs count from 1."""
    blocks = []
    for first in range(0, len(next(iter(history.values()))), width):
        rows = {
            name: [f"{value:.3f}" for value in values[first : first + width]]
            for name, values in history.items()
        }
        epochs = range(first + 1, first + 1 + len(next(iter(rows.values()))))
        lines = [f"| epoch | {' | '.join(map(str, epochs))} |", "|---" * (len(epochs) + 1) + "|"]
        lines += [f"| {name} | {' | '.join(values)} |" for name, values in rows.items()]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def described(cases: Mapping[str, Case[Mapping[str, object]]]) -> str:
    """Cases in Markdown; a history that several share stands behind the last of them."""
    parts = []
    for (name, case), after in zip(cases.items(), [*[*cases.values()][1:], None], strict=True):
        rate = (
            f", first learning rate {case.rate:g}" if case.callback == "ReduceLROnPlateau" else ""
        )
        parts.append(f'**"{name}"**: `{case.call()}`{rate}')
        if after is None or after.history is not case.history:
            parts.append(table(case.history))
    return "\n\n".join(parts)
