"""MNIST from files: Keras' npz archive, or a folder with the four IDX files."""

import gzip
import os
import zipfile
import zlib
from math import prod
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arrays import SIDE, Digits, DigitsError, Source, from_keys


class _Idx(NamedTuple):
    """An IDX file: the stem of its name, and the shape of one item.

    It begins with a magic number, 0x08 for unsigned bytes, then the number of axes, and the length
    of each (LeCun, Cortes & Burges, "The MNIST database of handwritten digits", file formats).
    """

    stem: str
    item: tuple[int, ...]

    @property
    def axes(self) -> int:
        return 1 + len(self.item)

    @property
    def magic(self) -> int:
        return 0x0800 | self.axes


_IDX = {
    "x_train": _Idx("train-images", (SIDE, SIDE)),
    "y_train": _Idx("train-labels", ()),
    "x_test": _Idx("t10k-images", (SIDE, SIDE)),
    "y_test": _Idx("t10k-labels", ()),
}
# Kaggle's archive unpacks each file into a folder of its own, torchvision into MNIST/raw.
DEEPEST = 2  # folders
_GZIP = b"\x1f\x8b"

# What NumPy, zipfile, gzip and zlib raise when a file is not what its name says.
_BROKEN = (
    OSError,
    ValueError,
    EOFError,
    KeyError,
    RuntimeError,
    MemoryError,
    OverflowError,
    zipfile.BadZipFile,
    zlib.error,
)


def read(path: Path, source: Source = Source.FILE, origin: str = "") -> Digits:
    """Read the digits from an npz file or from a folder.

    Parameters
    ----------
    path : Path
        An npz file with the keys x_train, y_train, x_test and y_test, or a folder with
        train-images-idx3-ubyte and its three siblings, gzipped or not, in folders or not.
    source, origin
        For the result; without an origin, the name of the file or folder.

    Raises
    ------
    DigitsError
        With what is wrong, in half a sentence: the caller knows where the path came from.
    """
    if not os.path.exists(path):  # unlike Path.exists, it never raises
        raise DigitsError("there is no such file or folder")
    arrays = _read_folder(path) if path.is_dir() else _read_npz(path)
    return from_keys(arrays, source, origin or f"the {_kind(path)} {path.resolve().name}")


def _kind(path: Path) -> str:
    return "folder" if path.is_dir() else "file"


def _read_npz(path: Path) -> dict[str, NDArray]:
    try:
        with open(path, "rb") as file:
            if not zipfile.is_zipfile(file):
                raise DigitsError("it is not an npz archive, or only the beginning of one")
            file.seek(0)
            # Never allow_pickle: opening a pickle runs whatever it says.
            with np.load(file, allow_pickle=False) as archive:
                return {name: archive[name] for name in archive.files if name in _IDX}
    except DigitsError:
        raise
    except _BROKEN as error:
        raise DigitsError(f"it cannot be read as an npz archive ({_reason(error)})") from None


def _read_folder(folder: Path) -> dict[str, NDArray]:
    return {name: _read_idx(_find(folder, kind), kind) for name, kind in _IDX.items()}


def _find(folder: Path, kind: _Idx) -> Path:
    names = [
        f"{kind.stem}{dot}idx{kind.axes}-ubyte{ending}"
        for dot in ("-", ".")
        for ending in ("", ".gz")
    ]
    for depth in range(1 + DEEPEST):
        for name in names:
            # in order, so that it is the same file on every machine
            if found := next(filter(Path.is_file, sorted(folder.glob("*/" * depth + name))), None):
                return found
    raise DigitsError(f"it has no file {names[0]} or {names[1]}")


def _read_idx(path: Path, kind: _Idx) -> NDArray[np.uint8]:
    try:
        raw = path.read_bytes()
        data = gzip.decompress(raw) if raw.startswith(_GZIP) else raw
    except _BROKEN as error:
        raise DigitsError(f"{path.name} cannot be read ({_reason(error)})") from None
    begin = 4 * (1 + kind.axes)
    magic, *shape = np.frombuffer(data[:begin], ">u4").tolist() if len(data) >= begin else [None]
    if magic != kind.magic:
        raise DigitsError(
            f"{path.name} does not begin with the header of an IDX file, {kind.magic:#010x}"
        )
    if tuple(shape[1:]) != kind.item:
        raise DigitsError(
            f"{path.name} announces pictures of {' × '.join(map(str, shape[1:]))} pixels; "
            f"they must be {SIDE} × {SIDE}"
        )
    values = np.frombuffer(data, np.uint8, offset=begin)
    announced = prod(shape)
    if len(values) != announced:
        raise DigitsError(
            f"{path.name} is not complete: its header announces {announced:,} bytes of data, "
            f"it has {len(values):,}"
        )
    return values.reshape(shape).copy()


def _reason(error: BaseException) -> str:
    """First line of an error, without the path: the caller's message has it already."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return (str(error).splitlines() or [""])[0].strip() or type(error).__name__
