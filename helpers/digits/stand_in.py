"""The digits that ship inside scikit-learn, in the format of MNIST."""

import numpy as np
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
    """
    from sklearn.datasets import load_digits as load_small_digits

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


def enlarge(small: np.ndarray) -> np.ndarray:
    """Pictures of shape (n, 8, 8) with values 0 to 16 as (n, 28, 28) uint8, 0 to 255.

    Linear interpolation gives 20 × 20, a border of 4 pixels on each side the rest.
    """
    scale = _BOX / small.shape[1]
    box = ndimage.zoom(small, (1, scale, scale), order=1, mode="grid-constant", grid_mode=True)
    ink = np.clip(np.rint(box * (255 / 16)), 0, 255).astype(np.uint8)
    border = (SIDE - _BOX) // 2
    return np.pad(ink, ((0, 0), (border, border), (border, border)))
