"""The explorers of lecture 04 in JupyterLab: what a student does, and what is said then.

Every expected sentence is made by `helpers.drawing`, which the tests of the widgets check.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import expect

from helpers.explorers.im2col import picture as drawing_im2col
from helpers.explorers.im2col.explorer import chosen
from helpers.explorers.layer_geometry import picture as geometry
from helpers.explorers.layer_geometry.explorer import EXAMPLES, OWN
from helpers.explorers.layer_geometry.picture import Direction
from helpers.explorers.memory import picture as drawing_memory
from helpers.explorers.memory.picture import Stack
from helpers.explorers.pooling import picture as pooling
from helpers.explorers.pooling.explorer import SMALL_MAPS
from helpers.explorers.pooling.picture import Pooling
from tests.browser import explorer as explorers
from tests.browser.explorer import Explorer
from tests.browser.lab_page import LabPage
from tests.browser.waits import WAIT_MS

LECTURE = "04_layer_geometry.ipynb"
CELLS = (
    "geometry-widget",
    "edges-widget",
    "pooling-widget",
    "memory-widget",
    "im2col-explorer",
)


class LayerExplorer(Explorer):
    """One explorer in its cell."""

    def __init__(self, lab: LabPage, cell_id: str) -> None:
        super().__init__(lab, cell_id)
        self.words = self.view.locator(".cnn-text")

    def expect(self, text: str) -> None:
        """Wait until the explorer says `text`, to the eye and to a screen reader."""
        self.lab.painted()
        expect(self.words).to_have_text(text, timeout=WAIT_MS)
        canvases = self.view.locator("canvas").all()
        labels = [canvas.get_attribute("aria-label") for canvas in canvases]
        assert any(label.startswith(text) for label in labels)


@pytest.fixture
def explorer(start: Callable[[str], Explorer], lab: LabPage) -> Callable[[str], LayerExplorer]:
    """A function that gives the explorer of a cell as the cell makes it."""

    def begin(cell_id: str) -> LayerExplorer:
        start(cell_id)
        return LayerExplorer(lab, cell_id)

    return begin


def test_the_geometry_is_told_anew_for_every_slider(explorer):
    layer = explorer("geometry-widget")
    layer.expect(geometry.describe(Direction(28, 3, 0, 2), 3, 4))
    layer.press("input n", "ArrowRight")
    layer.expect(geometry.describe(Direction(29, 3, 0, 2), 3, 4))
    layer.press("padding p", "End")
    layer.expect(geometry.describe(Direction(29, 3, "same", 2), 3, 4))
    layer.press("dilation d", "ArrowRight")
    layer.press("kernel k", "End")
    layer.press("padding p", "Home")
    layer.expect(geometry.describe(Direction(29, 11, 0, 2, 2), 3, 4))


def test_an_example_sets_the_sliders_and_a_slider_makes_it_your_own(explorer):
    layer = explorer("geometry-widget")
    example = layer.cell.get_by_role("combobox", name="example", exact=True)
    for name in ("AlexNet: first layer on 224", "ResNet: first layer", "dilated"):
        layer.choose("example", name)
        layer.expect(geometry.describe(EXAMPLES[name], 3, 4))
        stride = layer.cell.get_by_role("slider", name="stride s", exact=True)
        expected = re.compile(rf"^{EXAMPLES[name].stride}\b")
        expect(stride).to_have_attribute("aria-valuenow", expected)
        expect(example.locator("option:checked")).to_have_text(name)
    layer.press("dilation d", "ArrowRight")
    layer.expect(geometry.describe(Direction(15, 3, 0, 1, 4), 3, 4))
    expect(example.locator("option:checked")).to_have_text(OWN)


def test_a_window_is_moved_by_arrow_keys_and_by_a_click(explorer):
    layer = explorer("geometry-widget")
    layer.lab.press(layer.canvas(1), "ArrowDown", "ArrowRight", "ArrowRight")
    layer.expect(geometry.describe(Direction(28, 3, 0, 2), 4, 6))
    layer.lab.press(layer.canvas(1), "End", "PageUp")
    layer.expect(geometry.describe(Direction(28, 3, 0, 2), 0, 12))
    layer.lab.click_at(layer.canvas(0), 0.5, 0.5)
    layer.expect(geometry.describe(Direction(28, 3, 0, 2), 6, 6))


def test_the_longest_formula_fits_beside_the_pictures(explorer):
    layer = explorer("geometry-widget")
    for label in ("input n", "kernel k", "padding p", "stride s", "dilation d"):
        layer.press(label, "End")
    layer.press("padding p", "ArrowLeft")
    layer.expect(geometry.describe(Direction(256, 11, 5, 5, 5), 3, 4))
    explorers.expect_no_overflow(layer)


TWO_KEYS = """canvas => {
    for (const key of ['ArrowDown', 'ArrowRight'])
        canvas.dispatchEvent(
            new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}"""


def test_two_keys_before_the_next_frame_are_two_steps(explorer):
    layer = explorer("geometry-widget")
    layer.canvas(1).evaluate(TWO_KEYS)
    layer.expect(geometry.describe(Direction(28, 3, 0, 2), 4, 5))
    columns = explorer("im2col-explorer")
    columns.canvas(1).evaluate(TWO_KEYS)
    columns.expect(drawing_im2col.describe(chosen(3, 1, 0, 1), 5, 1))


def test_a_layer_that_does_not_fit_is_told_in_words_and_not_as_an_error(explorer):
    layer = explorer("geometry-widget")
    layer.press("input n", "Home")
    layer.expect(geometry.describe(Direction(1, 3, 0, 2)))
    assert "no output" in layer.words.inner_text()
    layer.press("padding p", "ArrowRight")
    layer.expect(geometry.describe(Direction(1, 3, 1, 2)))


def test_pooling_keeps_what_its_kind_says(explorer):
    pool, values = explorer("pooling-widget"), np.array(SMALL_MAPS["5 × 5"], float)
    pool.choose("feature map", "5 × 5")
    pool.expect(pooling.describe(Pooling(values)))
    pool.lab.press(pool.canvas(1), "ArrowDown", "ArrowRight")
    pool.expect(pooling.describe(Pooling(values), 1, 1))
    pool.choose("kind", "average")
    expect(pool.view.locator(".cnn-sum-line")).to_have_text("(1 + 0 + 2 + 4) / 4 = 1.75")
    pool.press("stride s", "ArrowRight")
    pool.expect(pooling.describe(Pooling(values, "average", 2, 1), 1, 1))
    pool.choose("kind", "global max")
    pool.expect(pooling.describe(Pooling(values, "global max")))


def test_padding_is_told_for_both_modes(explorer):
    edges = explorer("edges-widget")
    before = edges.digests()[1]
    edges.choose("padding", "edge")
    expect(edges.words).to_contain_text("padded with its own edge, 2 per side")
    assert edges.digests()[1] != before
    edges.press("kernel k", "End")
    expect(edges.words).to_contain_text("4 per side; box of 9 by 9; output 32 by 32")


def test_a_column_and_a_pixel_of_im2col_are_chosen_by_keys_and_clicks(explorer):
    columns = explorer("im2col-explorer")
    columns.expect(drawing_im2col.describe(chosen(3, 1, 0, 1), 4))
    columns.lab.press(columns.canvas(1), "ArrowRight", "ArrowDown")
    columns.expect(drawing_im2col.describe(chosen(3, 1, 0, 1), 5, 1))
    columns.press("channels", "End")
    columns.press("stride s", "ArrowRight")
    columns.expect(drawing_im2col.describe(chosen(3, 2, 0, 2), 3, 1))


def test_memory_is_told_for_every_control(explorer):
    calculator = explorer("memory-widget")
    calculator.expect(drawing_memory.describe(Stack()))
    calculator.choose("numbers", "mixed_float16")
    calculator.expect(drawing_memory.describe(Stack(policy="mixed_float16")))
    calculator.choose("used for", "inference")
    calculator.press("layers", "Home")
    calculator.press("batch", "Home")
    smallest = Stack(layers=1, batch=1, policy="mixed_float16", training=False)
    calculator.expect(drawing_memory.describe(smallest))
