"""Small files of digits, as MNIST is kept."""

import gzip
import io
import struct

import numpy as np

MNIST_NAMES = ("train-images", "train-labels", "t10k-images", "t10k-labels")
KEYS = ("x_train", "y_train", "x_test", "y_test")


def made(train=6, test=4, seed=0):
    """Arrays of the right kind with random content."""
    random = np.random.default_rng(seed)

    def part(n):
        return random.integers(0, 256, (n, 28, 28), np.uint8), random.integers(0, 10, n, np.uint8)

    return dict(zip(KEYS, (*part(train), *part(test)), strict=True))


def npz_bytes(arrays):
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def idx_bytes(array):
    """IDX as its description has it: two zero bytes, the type, the number of axes, the lengths."""
    return struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.tobytes()


def write_idx(folder, arrays, dot="-", zipped=False):
    folder.mkdir(exist_ok=True)
    for stem, key in zip(MNIST_NAMES, KEYS, strict=True):
        data = idx_bytes(arrays[key])
        name = f"{stem}{dot}idx{arrays[key].ndim}-ubyte" + (".gz" if zipped else "")
        (folder / name).write_bytes(gzip.compress(data) if zipped else data)
    return folder


def assert_holds(digits, arrays):
    for key in KEYS:
        np.testing.assert_array_equal(getattr(digits, key), arrays[key])
        assert getattr(digits, key).dtype == np.uint8
