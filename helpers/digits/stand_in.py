"""The digits that ship inside scikit-learn, in the format of MNIST."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from .arrays import CLASSES, SIDE, Digits, Source

_BOX = 20  # MNIST's digits, too, fill a box of 20 × 20 in the middle of 28 × 28
_EVERY = 5  # one digit in five is a test digit


def stand_in() -> Digits:
    """Scikit-learn's 1,797 digits, enlarged from 8 × 8 to 28 × 28 pixels.

    They are the test part of the UCI set "Optical Recognition of Handwritten Digits" (Alpaydin
    & Kaynak, 1998). In each class every fifth digit is a test digit, so the split is stratified
    and the same everywhere. The same 13 people wrote both parts, so a test is a little kind.

    Returns
    -------
    Digits
        About 1,440 to train on and 350 to test on.
    """
    # Where there is MNIST, nobody should wait seconds for scikit-learn's import.
    from sklearn.datasets import load_digits as load_small_digits  # noqa: PLC0415

    small = load_small_digits()
    pictures, labels = enlarge(small.images), small.target.astype(np.uint8)
    test = np.zeros(len(labels), bool)
    for digit in range(CLASSES):
        test[np.flatnonzero(labels == digit)[_EVERY - 1 :: _EVERY]] = True
    return Digits(
        pictures[~test],
        labels[~test],
        pictures[test],
        labels[test],
        source=Source.SCIKIT_LEARN,
        origin="scikit-learn's digits, enlarged from 8 × 8 pixels; not MNIST",
    )


def enlarge(small: NDArray) -> NDArray[np.uint8]:
    """Scikit-learn's pictures in the format of MNIST.

    Linear interpolation gives 20 × 20 pixels, a border of 4 on each side the rest.

    Parameters
    ----------
    small : array of shape (n, 8, 8)
        Ink from 0 to 16.

    Returns
    -------
    array of shape (n, 28, 28), uint8
        Ink from 0 to 255.
    """
    scale = _BOX / small.shape[1]
    box = ndimage.zoom(small, (1, scale, scale), order=1, mode="grid-constant", grid_mode=True)
    ink = np.clip(np.rint(box * (255 / 16)), 0, 255).astype(np.uint8)
    border = (SIDE - _BOX) // 2
    return np.pad(ink, ((0, 0), (border, border), (border, border)))
