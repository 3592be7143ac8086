"""Digits made ready for a network: scaled, and a part held out for validation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from helpers.digits import Digits
from helpers.start.short_run import short_run

SHORT_DIGITS = 1500


@dataclass(frozen=True)
class Split:
    """Digits ready for a network: pictures (n, 28, 28, 1), float32 in [0, 1], and labels (n,)."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_validation: np.ndarray
    y_validation: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


def split(digits: Digits, short: bool | None = None) -> Split:
    """Scale the digits and hold the last sixth of the training digits out for validation.

    Parameters
    ----------
    digits
        From `helpers.digits.load_digits`.
    short
        Keep 1,500 digits at most of each part; by default what `short_run` says.
    """
    short = short_run() if short is None else short
    most = SHORT_DIGITS if short else None
    held_out = len(digits.x_train) // 6
    return Split(
        _pictures(digits.x_train[:-held_out][:most]), digits.y_train[:-held_out][:most],
        _pictures(digits.x_train[-held_out:][:most]), digits.y_train[-held_out:][:most],
        _pictures(digits.x_test[:most]), digits.y_test[:most],
    )  # fmt: skip


def _pictures(x: np.ndarray) -> np.ndarray:
    return (x.astype("float32") / 255)[..., None]
