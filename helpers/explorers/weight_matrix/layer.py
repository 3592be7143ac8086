"""A small layer as one matrix: dense, local, with shared weights, and as im2col has it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from helpers.convolution import im2col, output_size
from helpers.drawing.words import count_of, number

FORMS = ("dense", "local", "shared", "im2col")
LARGEST = 5  # rows and columns of the input
KERNEL = np.array([[1, -2, 3], [4, 6, -5], [-4, 2, -1]])
"""Nine weights that differ, so that each can be told from the others by its colour."""


def numbers() -> tuple[NDArray, NDArray]:
    """The input (5, 5) and the free weights of 36 outputs for 25 pixels: always the same."""
    generator = np.random.default_rng(4)
    pixels = generator.integers(0, 10, size=(LARGEST, LARGEST))
    return pixels, generator.choice([-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6], (36, 25))


@dataclass(frozen=True)
class WeightMatrix:
    """A layer of one channel and one filter as matrix · vector = result.

    Parameters
    ----------
    form
        One of `FORMS`: every output has its own weight for every pixel; for those in its window
        alone; all windows share the kernel's weights; or the pixels stand in the matrix, patch by
        patch, and the kernel in the vector.
    n, k
        Rows and columns of the input, up to `LARGEST`, and of the kernel, 2 or 3.
    stride, padding
    """

    form: str = "shared"
    n: int = 5
    k: int = 3
    stride: int = 1
    padding: int = 0

    @property
    def size(self) -> int:
        """Rows and columns of the output."""
        return output_size(self.n, self.k, padding=self.padding, stride=self.stride)

    @property
    def input(self) -> NDArray:
        """Shape (n, n)."""
        return numbers()[0][: self.n, : self.n]

    @property
    def kernel(self) -> NDArray:
        """Shape (k, k)."""
        return KERNEL[: self.k, : self.k]

    @property
    def taps(self) -> NDArray:
        """Which number of the kernel joins an output and a pixel, -1 for none; (size², n²)."""
        i, j = np.divmod(np.arange(self.size**2), self.size)
        y, x = np.divmod(np.arange(self.n**2), self.n)
        u = y - (i[:, None] * self.stride - self.padding)
        v = x - (j[:, None] * self.stride - self.padding)
        inside = (u >= 0) & (u < self.k) & (v >= 0) & (v < self.k)
        return np.where(inside, u * self.k + v, -1)

    @property
    def weights(self) -> NDArray:
        """For each output the weight of each pixel; shape (size², n²)."""
        taps = self.taps
        if self.form in ("shared", "im2col"):
            return np.where(taps >= 0, self.kernel.ravel()[taps], 0)
        free = numbers()[1][: self.size**2, : self.n**2]
        return free if self.form == "dense" else np.where(taps >= 0, free, 0)

    @property
    def matrix(self) -> NDArray:
        """The weights; in the form im2col the patches, shape (size², k²)."""
        if self.form != "im2col":
            return self.weights
        return im2col(self.input[..., None], self.k, padding=self.padding, stride=self.stride).T

    @property
    def vector(self) -> NDArray:
        """The pixels, shape (n²,); in the form im2col the kernel, shape (k²,)."""
        return (self.kernel if self.form == "im2col" else self.input).ravel()

    @property
    def result(self) -> NDArray:
        """The outputs, shape (size²,)."""
        return self.matrix @ self.vector

    def copies(self, output: int, column: int) -> list[tuple[int, int]]:
        """Places of the matrix that hold the same weight as this one, itself among them."""
        tap = self.taps[output, column] if self.form == "shared" else -1
        if tap < 0:
            return [(output, column)]
        return [(int(row), int(at)) for row, at in np.argwhere(self.taps == tap)]


def describe(layer: WeightMatrix) -> str:
    """The layer and its weights in words."""
    rows, columns = layer.matrix.shape
    settings = (
        f"Input {layer.n} by {layer.n}, kernel {layer.k}, stride {layer.stride}, "
        f"padding {layer.padding}, output {layer.size} by {layer.size}."
    )
    numbers = f"{rows} × {columns} matrix"
    joined, every = int((layer.taps >= 0).sum()), count_of(layer.taps.size, "weight")
    shared = count_of(layer.k**2, "weight")
    return (
        settings
        + " "
        + {
            "dense": f"Dense, a {numbers}: each output has a weight of its own for each pixel, "
            f"{every}.",
            "local": f"Local, a {numbers}: each output keeps the weights in its window, the others "
            f"are 0. {joined} of {every} are left.",
            "shared": f"Shared, a {numbers}: the {joined} places in the windows share {shared}. "
            "This is the convolutional layer.",
            "im2col": f"im2col, a {numbers}: the pixels stand in the matrix, a patch in each row, "
            f"and the {shared} once, in the vector. The answers are the shared layer's.",
        }[layer.form]
    )


def describe_place(layer: WeightMatrix, output: int, column: int) -> str:
    """One place of the matrix in words."""
    i, j = divmod(output, layer.size)
    where = f"Output ({i}, {j}), row {output}: {number(layer.result[output])}."
    value = number(layer.matrix[output, column])
    tap = column if layer.form == "im2col" else int(layer.taps[output, column])
    weight = f"the kernel's weight ({tap // layer.k}, {tap % layer.k})"
    if layer.form == "im2col":
        return f"{where} Column {column} holds the pixel that meets {weight}: {value}."
    pixel = f"pixel ({column // layer.n}, {column % layer.n})"
    if layer.form == "dense":
        return f"{where} Its weight for {pixel} is {value}."
    if tap < 0:
        return f"{where} It does not see {pixel}: the weight is 0."
    if layer.form == "local":
        return f"{where} Its weight for {pixel} is {value}, and no other's."
    times = count_of(len(layer.copies(output, column)), "time")
    return f"{where} Its weight for {pixel} is {value}, {weight}: it stands {times} in the matrix."
