"""Nine weights learn a kernel by gradient descent: a layer with one filter, forwards and backwards.

training = Training(picture, teacher=SOBEL_X, rate=0.1)
steps = descend(training, start)
steps[12].kernel, steps[12].loss
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from helpers.convolution import cross_correlate

LAST_STEP = 100
RUN_AWAY = 1000
"""A descent ends where its loss is this many times as large as the first."""


@dataclass(frozen=True)
class Training:
    """What is learned, from what, and how.

    Attributes
    ----------
    picture : array of shape (h, w)
    teacher : array of shape (k, k)
        Its cross-correlation with the picture is the answer that is asked for.
    rate : float
        Learning rate.
    flips : bool
        Whether the layer turns its kernel round before it uses it: true convolution.
    """

    picture: NDArray
    teacher: NDArray
    rate: float
    flips: bool = False

    @property
    def target(self) -> NDArray:
        """The answer that is asked for, shape (h − k + 1, w − k + 1)."""
        return cross_correlate(self.picture, self.teacher)

    def turned(self, kernel: NDArray) -> NDArray:
        """A kernel as it lies on the picture: turned round in both directions if `flips`."""
        return kernel[::-1, ::-1] if self.flips else kernel

    def answer(self, kernel: NDArray) -> NDArray:
        """What the layer answers to the picture, of the shape of `target`."""
        return cross_correlate(self.picture, self.turned(kernel))

    def loss(self, kernel: NDArray) -> float:
        """Mean of the squared errors over all places."""
        return float(np.mean((self.answer(kernel) - self.target) ** 2))

    def slopes(self, kernel: NDArray) -> NDArray:
        """The gradient of the loss, shape (k, k).

        ∂L/∂w[u, v] = 2/N Σ e[i, j] x[i + u, j + v]: the cross-correlation of picture and error. A
        layer that flips has it turned round.
        """
        error = self.answer(kernel) - self.target
        return self.turned(2 / error.size * cross_correlate(self.picture, error))

    def products(self, kernel: NDArray, row: int, column: int) -> NDArray:
        """The products e · x whose sum is the slope of one weight, but for the factor 2/N."""
        error = self.answer(kernel) - self.target
        row, column = self.lies_at(row, column)
        return error * self.picture[row : row + error.shape[0], column : column + error.shape[1]]

    def lies_at(self, row: int, column: int) -> tuple[int, int]:
        """Where a weight lies in the kernel as it is laid on the picture."""
        k = len(self.teacher)
        return (k - 1 - row, k - 1 - column) if self.flips else (row, column)


class Step(NamedTuple):
    """A kernel on its way, and its loss."""

    kernel: NDArray
    loss: float


def descend(training: Training, start: NDArray, steps: int = LAST_STEP) -> list[Step]:
    """Gradient descent from a kernel on: w ← w − rate · ∂L/∂w.

    Parameters
    ----------
    training : Training
    start : array of shape (k, k)
    steps : int
        How many; fewer are made where the loss runs away.

    Returns
    -------
    list of Step
        The start, and what each step makes of it.
    """
    made = [Step(start, training.loss(start))]
    while len(made) <= steps and not has_run_away(made):
        kernel = made[-1].kernel
        kernel = kernel - training.rate * training.slopes(kernel)
        made.append(Step(kernel, training.loss(kernel)))
    return made


def has_run_away(made: list[Step]) -> bool:
    """Whether the last loss is `RUN_AWAY` times as large as the first, or larger."""
    return made[-1].loss > RUN_AWAY * made[0].loss
