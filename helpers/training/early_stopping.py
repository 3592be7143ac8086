"""Three trainings, recorded, and the rule by which early stopping ends them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Recorded:
    """The losses of a training after each epoch, on the training and on the validation digits."""

    loss: tuple[float, ...]
    val_loss: tuple[float, ...]

    def metrics(self) -> dict[str, list[float]]:
        """As in Keras' `History.history`."""
        return {"loss": list(self.loss), "val_loss": list(self.val_loss)}


@dataclass(frozen=True)
class Stop:
    """Where early stopping ends a training; epochs are counted from 0.

    Attributes
    ----------
    last : int
        The last epoch that is trained.
    stopped : bool
        Whether early stopping ended it, rather than the number of epochs.
    best : int
        The last epoch that counted as an improvement.
    waits : tuple of int
        How many epochs in a row brought no improvement, after each epoch that was trained.
    """

    last: int
    stopped: bool
    best: int
    waits: tuple[int, ...]


def early_stop(values: Sequence[float], *, patience: int = 0, min_delta: float = 0.0) -> Stop:
    """The rule of `keras.callbacks.EarlyStopping` for a metric that should fall.

    An epoch is an improvement if its value plus ``min_delta`` is below the best one so far; the
    first always is. After ``patience`` epochs in a row without one, the training stops. Keras
    compares in 32 bits, so does this.

    Parameters
    ----------
    values
        The metric after each epoch.
    patience
        Epochs to wait; 0 and 1 do the same.
    min_delta
        How much better an epoch must be to count.

    Raises
    ------
    ValueError
        If there are no values, or a number is negative.
    """
    if not len(values):
        raise ValueError("values is empty; give the metric after each epoch")
    for name, number in (("patience", patience), ("min_delta", min_delta)):
        if number < 0:
            raise ValueError(f"{name} is {number}; it must be 0 or more")
    best = 0
    waits: list[int] = []
    for epoch, value in enumerate(values):
        improved = epoch == 0 or np.float32(value + min_delta) < np.float32(values[best])
        best = epoch if improved else best
        waits.append(0 if improved else waits[-1] + 1)
        if not improved and waits[-1] >= patience:
            return Stop(epoch, True, best, tuple(waits))
    return Stop(len(values) - 1, False, best, tuple(waits))


# Made by `helpers.training.recording.record`, which also has the recipes.
RECORDED = {
    "learns by heart": Recorded(
        loss=(
            2.1668,
            1.4636,
            0.688,
            0.4459,
            0.3201,
            0.228,
            0.18,
            0.1367,
            0.1005,
            0.0724,
            0.051,
            0.0364,
            0.0268,
            0.0197,
            0.0151,
            0.0123,
            0.01,
            0.0082,
            0.007,
            0.006,
            0.0052,
            0.0045,
            0.004,
            0.0036,
            0.0032,
            0.0029,
            0.0026,
            0.0024,
            0.0022,
            0.002,
            0.0018,
            0.0017,
            0.0016,
            0.0015,
            0.0014,
            0.0013,
            0.0012,
            0.0011,
            0.0011,
            0.001,
        ),
        val_loss=(
            1.9594,
            1.1498,
            0.8322,
            0.6624,
            0.5964,
            0.5586,
            0.5467,
            0.5377,
            0.5483,
            0.5633,
            0.581,
            0.5964,
            0.6096,
            0.6192,
            0.6379,
            0.6525,
            0.6644,
            0.6751,
            0.6882,
            0.6972,
            0.7068,
            0.7159,
            0.7241,
            0.7317,
            0.739,
            0.746,
            0.7528,
            0.7592,
            0.7652,
            0.7711,
            0.7767,
            0.7821,
            0.7873,
            0.7924,
            0.7974,
            0.8021,
            0.8067,
            0.8111,
            0.8155,
            0.8197,
        ),
    ),
    "restless": Recorded(
        loss=(
            2.099,
            1.5449,
            0.7001,
            0.4007,
            0.3269,
            0.3022,
            0.278,
            0.2534,
            0.2067,
            0.1817,
            0.163,
            0.1402,
            0.1898,
            0.1163,
            0.1136,
            0.0852,
            0.0665,
            0.0572,
            0.0426,
            0.0374,
            0.0305,
            0.02,
            0.0237,
            0.4427,
            0.162,
            0.0877,
            0.0583,
            0.0417,
            0.0314,
            0.0211,
            0.0151,
            0.0122,
            0.0102,
            0.0087,
            0.0075,
            0.0066,
            0.0058,
            0.0051,
            0.0045,
            0.0041,
        ),
        val_loss=(
            1.3321,
            0.9293,
            0.5574,
            0.4942,
            0.473,
            0.5238,
            0.492,
            0.4331,
            0.4336,
            0.4351,
            0.4658,
            0.4239,
            0.4574,
            0.4267,
            0.4474,
            0.4014,
            0.4141,
            0.4318,
            0.4714,
            0.46,
            0.4708,
            0.5071,
            0.5037,
            0.511,
            0.4246,
            0.3995,
            0.4069,
            0.4151,
            0.4252,
            0.4546,
            0.4686,
            0.4806,
            0.4908,
            0.4941,
            0.5006,
            0.5053,
            0.5103,
            0.5148,
            0.5189,
            0.5223,
        ),
    ),
    "slow start": Recorded(
        loss=(
            2.3036,
            2.27,
            2.2443,
            2.2209,
            2.196,
            2.1676,
            2.1339,
            2.0922,
            2.0397,
            1.9726,
            1.8863,
            1.7769,
            1.643,
            1.4871,
            1.3198,
            1.1557,
            1.0079,
            0.8842,
            0.7848,
            0.7066,
            0.6448,
            0.5953,
            0.5549,
            0.5214,
            0.4929,
            0.4682,
            0.4467,
            0.4274,
            0.4101,
            0.3943,
            0.3798,
            0.3665,
            0.354,
            0.3424,
            0.3315,
            0.3211,
            0.3113,
            0.302,
            0.2931,
            0.2846,
        ),
        val_loss=(
            2.2722,
            2.2518,
            2.2343,
            2.2161,
            2.1954,
            2.1712,
            2.1412,
            2.1034,
            2.0547,
            1.9918,
            1.9105,
            1.8079,
            1.6838,
            1.5444,
            1.4011,
            1.2681,
            1.1541,
            1.0614,
            0.9879,
            0.93,
            0.884,
            0.8468,
            0.8161,
            0.7904,
            0.7686,
            0.7497,
            0.7334,
            0.7191,
            0.7064,
            0.6951,
            0.685,
            0.676,
            0.6678,
            0.6605,
            0.654,
            0.6481,
            0.6426,
            0.6377,
            0.6331,
            0.629,
        ),
    ),
}
"""Name → a training of 40 epochs of a small network on a few digits."""
