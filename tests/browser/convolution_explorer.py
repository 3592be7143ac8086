"""The convolution explorer in its cell, as tests move it."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Locator

from helpers import filters
from helpers.convolution import cross_correlate, output_size, unreached
from helpers.explorers.convolution.explorer import SMALL_PICTURES
from helpers.images import drawn
from tests.browser.lab_page import LabPage

LECTURE = "02_convolution_by_hand.ipynb"
CELL = "explorer-widget"
IMAGES = {name: np.array(rows) for name, rows in SMALL_PICTURES.items()} | {
    "seven, 28 × 28": drawn.seven()
}
SPOT, SLOPE, SEVEN = "spot, 5 × 5", "slope, 6 × 8", "seven, 28 × 28"


class Explorer:
    """The explorer in its cell."""

    def __init__(self, lab: LabPage) -> None:
        self.lab = lab
        self.cell = lab.cell(CELL)
        self.view = self.cell.locator(".cnn-explorer")
        self.input = self.view.locator(".cnn-input canvas")
        self.output = self.view.locator(".cnn-output canvas")

    def slider(self, label: str) -> Locator:
        return self.cell.get_by_role("slider", name=label, exact=True)

    def choice(self, label: str) -> Locator:
        return self.cell.get_by_role("combobox", name=label, exact=True)

    def weight(self, row: int, column: int) -> Locator:
        return self.cell.get_by_role("textbox", name=f"kernel row {row}, column {column}")

    def choose(self, label: str, option: str) -> None:
        self.choice(label).select_option(label=option)

    def digests(self) -> list[int]:
        """What tells one picture of the input and the output from another."""
        return self.lab.digests(self.view, ".cnn-input canvas, .cnn-output canvas")

    def expect(
        self,
        image: str = SPOT,
        kernel: np.ndarray = filters.SOBEL_X,
        cell: tuple[int, int] = (0, 0),
        **options,
    ) -> None:
        """Wait until sizes, rows left over, cell and its value are said and written."""
        pixels = IMAGES[image]
        options = {"padding": 0, "stride": 1, "dilation": 1} | options
        sizes = [
            output_size(n, k, **options) for n, k in zip(pixels.shape, kernel.shape, strict=True)
        ]
        value = cross_correlate(pixels.astype(float), kernel.astype(float), **options)[cell]
        self.lab.expect_text(
            self.input,
            rf"^Input {pixels.shape[0]} by {pixels.shape[1]}, padding {options['padding']}\b.*; "
            rf"kernel {kernel.shape[0]} by {kernel.shape[1]}, "
            rf"stride {options['stride']}, dilation {options['dilation']}; "
            rf"output {sizes[0]} by {sizes[1]}\. "
            rf"{self._reach(pixels, kernel, options)} "
            rf"Output row {cell[0]}, column {cell[1]} is ",
            number=value,
        )
        spoken = self.output.get_attribute("aria-valuetext")
        assert spoken.startswith(f"row {cell[0]}, column {cell[1]}: ")
        assert number_in(spoken.split()[-1]) == pytest.approx(value, abs=0.0051)
        written = self.view.locator(".cnn-value b")
        assert number_in(written.inner_text()) == pytest.approx(value, abs=0.0051)
        results = [int(text) for text in self.view.locator(".cnn-result").all_text_contents()]
        assert results in ([sizes[0]], sizes)
        words = self.input.get_attribute("aria-label")
        assert self.view.locator(".cnn-description").inner_text() == words

    @staticmethod
    def _reach(pixels: np.ndarray, kernel: np.ndarray, options: dict) -> str:
        missed = [
            len(unreached(n, k, **options)) for n, k in zip(pixels.shape, kernel.shape, strict=True)
        ]
        counted = [
            f"{count} {name}{'s' if count > 1 else ''}"
            for count, name in zip(missed, ("row", "column"), strict=True)
            if count
        ]
        if not counted:
            return r"Every row and column is reached\."
        return rf"No window reaches {' and '.join(counted)}\b[^.]*\."


def number_in(text: str) -> float:
    return float(text.replace("−", "-"))
