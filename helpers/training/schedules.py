"""Learning rates that change from epoch to epoch."""

from __future__ import annotations

import math
from dataclasses import dataclass

SHAPES = ("constant", "step", "exponential", "cosine")


@dataclass(frozen=True)
class Schedule:
    """The learning rate as a function of the epoch, for `keras.callbacks.LearningRateScheduler`.

    With e epochs after the warm-up of w, rate r, factor f, every m epochs, E epochs in all:

    ===========  ===============================
    constant     r
    step         r · f^⌊e/m⌋
    exponential  r · f^(e/m)
    cosine       r · (1 + cos(π e/(E − w)))/2
    ===========  ===============================

    In the warm-up, epoch e of w has r · (e + 1)/(w + 1). (I. Loshchilov, F. Hutter, "SGDR",
    equation 5 without restarts; P. Goyal and others, "Accurate, Large Minibatch SGD", section 2.2.)

    Parameters
    ----------
    shape
        "constant", "step", "exponential" or "cosine".
    rate
        The highest learning rate.
    epochs
        How many epochs the training has.
    warm_up
        Epochs in which the rate rises in equal steps.
    factor, every
        What the rate is multiplied with, after how many epochs; for "step" and "exponential".

    Raises
    ------
    ValueError
        If the shape is none of the four, or a number is out of range.

    Examples
    --------
    >>> Schedule("step", rate=0.1, factor=0.5, every=10)(10)
    0.05
    """

    shape: str
    rate: float = 1e-3
    epochs: int = 30
    warm_up: int = 0
    factor: float = 0.5
    every: int = 10

    def __post_init__(self):
        if self.shape not in SHAPES:
            raise ValueError(f"shape is {self.shape!r}; choose from {', '.join(SHAPES)}")
        if not self.rate > 0:
            raise ValueError(f"rate is {self.rate}; it must be above 0")
        if not 0 <= self.warm_up < self.epochs:
            raise ValueError(
                f"warm_up is {self.warm_up}; it must be from 0 to {self.epochs - 1}, "
                "within the epochs"
            )
        if not 0 < self.factor <= 1:
            raise ValueError(f"factor is {self.factor}; it must be above 0 and at most 1")
        if self.every < 1:
            raise ValueError(f"every is {self.every}; it must be at least 1 epoch")

    def __call__(self, epoch: int, rate_before: float | None = None) -> float:
        """The learning rate of an epoch, counted from 0; the rate before does not matter."""
        if epoch < self.warm_up:
            return self.rate * (epoch + 1) / (self.warm_up + 1)
        after = epoch - self.warm_up
        if self.shape == "step":
            return self.rate * self.factor ** (after // self.every)
        if self.shape == "exponential":
            return self.rate * self.factor ** (after / self.every)
        if self.shape == "cosine":
            return self.rate * (1 + math.cos(math.pi * after / (self.epochs - self.warm_up))) / 2
        return self.rate

    def rates(self) -> list[float]:
        """The learning rates of all epochs."""
        return [self(epoch) for epoch in range(self.epochs)]
