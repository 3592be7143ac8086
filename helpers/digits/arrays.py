"""What every source of digits has to deliver."""

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray

SIDE = 28
CLASSES = 10


class DigitsError(ValueError):
    """The digits that were asked for cannot be had; the message says why and what to do."""


class Source(str, Enum):
    """Where the digits come from."""

    FILE = "file"
    KERAS = "Keras"
    SCIKIT_LEARN = "scikit-learn"


@dataclass(frozen=True, eq=False, repr=False)
class Digits:
    """Pictures and labels, for training and for testing; made by `load_digits`.

    Attributes
    ----------
    x_train, x_test : numpy.ndarray
        Pictures, shape (n, 28, 28), uint8, 0 for paper and 255 for ink.
    y_train, y_test : numpy.ndarray
        Labels, shape (n,), uint8, 0 to 9.
    source : Source
        Where they come from.
    origin : str
        The same in words, without the folders of this machine.

    Raises
    ------
    DigitsError
        If an array has another shape or dtype, or a label is above 9.
    """

    x_train: NDArray[np.uint8]
    y_train: NDArray[np.uint8]
    x_test: NDArray[np.uint8]
    y_test: NDArray[np.uint8]
    source: Source
    origin: str = field(default="")

    def __post_init__(self) -> None:
        for part in ("train", "test"):
            _check(part, getattr(self, f"x_{part}"), getattr(self, f"y_{part}"))

    @property
    def notice(self) -> str:
        """One line: how many digits, and where they come from."""
        return (
            f"{len(self.x_train):,} digits to train on and {len(self.x_test):,} to test on, "
            f"{SIDE} × {SIDE} pixels each; source: {self.origin or self.source.value}"
        )

    def __repr__(self) -> str:
        return self.notice

    def _repr_html_(self) -> str:
        return f"<p>{html.escape(self.notice)}</p>"


def from_keys(arrays: Mapping[str, NDArray], source: Source, origin: str) -> Digits:
    """`Digits` from a mapping with the keys x_train, y_train, x_test and y_test.

    Parameters
    ----------
    arrays : mapping
        Key → array, of the shapes and dtypes that `Digits` has.
    source, origin
        As in `Digits`.

    Raises
    ------
    DigitsError
        If a key is missing, or an array has another shape or dtype; half a sentence.
    """
    names = ("x_train", "y_train", "x_test", "y_test")
    missing = [name for name in names if name not in arrays]
    if missing:
        found = ", ".join(sorted(arrays)) or "nothing"
        raise DigitsError(f"it holds {found}; what is missing is {', '.join(missing)}")
    return Digits(**{name: arrays[name] for name in names}, source=source, origin=origin)


def _check(part: str, pictures: NDArray, labels: NDArray) -> None:
    for name, array in ((f"x_{part}", pictures), (f"y_{part}", labels)):
        if array.dtype != np.uint8:
            raise DigitsError(f"{name} has the dtype {array.dtype}; it must be uint8")
    if pictures.ndim != 3 or pictures.shape[1:] != (SIDE, SIDE) or not len(pictures):
        raise DigitsError(
            f"x_{part} has the shape {pictures.shape}; it must be (n, {SIDE}, {SIDE}), n at least 1"
        )
    if labels.shape != (len(pictures),):
        raise DigitsError(
            f"y_{part} has the shape {labels.shape}; "
            f"for {len(pictures)} pictures it must be ({len(pictures)},)"
        )
    if labels.max() >= CLASSES:
        raise DigitsError(f"y_{part} holds the label {labels.max()}; labels are 0 to {CLASSES - 1}")
