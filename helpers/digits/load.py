"""`load_digits`: which source is used, and what is said about it."""

import html
import os
from dataclasses import dataclass
from pathlib import Path

from IPython.display import display

from helpers.start.settings import setting

from .arrays import Digits, DigitsError, Source
from .files import read
from .keras_cache import DownloadError, cached, download, keras_home
from .stand_in import stand_in

VARIABLE = "CNN_COURSE_MNIST"
_REMEDY = (
    "Give an npz file with x_train, y_train, x_test and y_test, a folder with the four IDX files, "
    f"or '{Source.SCIKIT_LEARN.value}' for the digits that ship with scikit-learn; "
    "with none of them MNIST is downloaded."
)


def load_digits(path: str | os.PathLike | None = None) -> Digits:
    """Load the handwritten digits.

    Parameters
    ----------
    path : str or path, optional
        An npz file, a folder with the four IDX files, or "scikit-learn". Without it the variable
        CNN_COURSE_MNIST counts, and without that Keras' cache, then Keras' download. If that
        fails too, the digits of scikit-learn stand in, and a box in the notebook says so.

    Returns
    -------
    Digits
        The same shapes and dtypes from every source.

    Raises
    ------
    DigitsError
        If the path, or the one in the variable, does not lead to digits.
    """
    if path is not None:
        return _chosen("path", os.fspath(path))
    if value := setting(VARIABLE):
        return _chosen(VARIABLE, value)
    try:
        return _from_keras()
    except (DownloadError, DigitsError) as error:
        display(StandInNotice(str(error)))
        return stand_in()


def _chosen(name: str, value: str) -> Digits:
    if value == Source.SCIKIT_LEARN:
        return stand_in()
    try:
        return read(Path(value).expanduser())
    except DigitsError as error:
        raise DigitsError(f"{name} is {value!r}, but {error}. {_REMEDY}") from None


def _from_keras() -> Digits:
    home = keras_home()
    return read(cached(home) or download(home), Source.KERAS, "MNIST, downloaded by Keras")


@dataclass(frozen=True)
class StandInNotice:
    """Says that these digits are not MNIST, and why."""

    reason: str

    def __repr__(self) -> str:
        return (
            f"These digits are not MNIST. It could not be downloaded: {self.reason}. "
            "The 1,797 digits that ship with scikit-learn stand in for it, enlarged from 8 × 8 to "
            "28 × 28 pixels: everything runs, but the accuracies are not those of the text. "
            f"If you have MNIST as a file, set {VARIABLE} to its path and restart."
        )

    def _repr_html_(self) -> str:
        style = "border-left:4px solid #c77700;padding:.4em 1em;margin:.5em 0"
        return f'<div role="note" style="{style}">{html.escape(repr(self))}</div>'
