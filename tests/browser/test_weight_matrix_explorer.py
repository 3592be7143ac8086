"""The explorer of a layer as a matrix, lecture 04 in JupyterLab."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from helpers.explorers.weight_matrix.layer import WeightMatrix, describe, describe_place
from tests.browser.explorer import Explorer

LECTURE = "04_layer_geometry.ipynb"
CELLS = (MATRIX := "weight-matrix",)


@pytest.fixture
def matrix(start: Callable[[str], Explorer]) -> Explorer:
    return start(MATRIX)


def expect_place(matrix: Explorer, layer: WeightMatrix, output: int, column: int) -> None:
    """Wait until a layer and a place in its matrix are told."""
    matrix.expect(describe(layer), describe_place(layer, output, column))


def test_every_control_of_the_matrix_changes_the_layer(matrix):
    expect_place(matrix, WeightMatrix(), 4, 12)
    for form in ("dense", "local"):
        before = matrix.digests()
        matrix.choose("layer", form)
        expect_place(matrix, WeightMatrix(form), 4, 12)
        assert all(new != old for new, old in zip(matrix.digests(), before, strict=True))
    matrix.choose("layer", "im2col")
    expect_place(matrix, WeightMatrix("im2col"), 4, 8)  # its matrix has no column 12
    matrix.choose("layer", "shared")
    matrix.press("padding p", "End")
    expect_place(matrix, WeightMatrix(padding=1), 4, 12)
    matrix.press("stride s", "End")
    expect_place(matrix, WeightMatrix(stride=2, padding=1), 4, 12)
    matrix.press("kernel k", "Home")
    expect_place(matrix, WeightMatrix(k=2, stride=2, padding=1), 4, 12)
    matrix.press("input n", "Home")
    expect_place(matrix, WeightMatrix("shared", 3, 2, 2, 1), 3, 8)


def test_a_place_is_chosen_by_keys_and_by_mouse_in_both_pictures(matrix):
    sliding, product = matrix.canvas(0), matrix.canvas(1)
    matrix.lab.press(product, "Home", "PageUp", "ArrowRight", "ArrowDown")
    expect_place(matrix, WeightMatrix(), 1, 1)
    matrix.lab.press(sliding, "ArrowDown", "ArrowRight", "ArrowRight")
    expect_place(matrix, WeightMatrix(), 5, 1)
    matrix.lab.click_at(sliding, 5 / 6, 0.57)  # the middle of the output
    expect_place(matrix, WeightMatrix(), 4, 1)
    matrix.lab.click_at(product, 0.3, 0.3)
    expect(matrix.lines.last).not_to_contain_text("row 4:")
