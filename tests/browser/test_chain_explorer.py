"""The explorer of a chain in lecture 04, in JupyterLab: what a student does, what is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from helpers.explorers.chain.explorer import weights
from helpers.explorers.chain.picture import Chain, describe
from helpers.images import drawn
from tests.browser.explorer import Explorer

LECTURE = "04_layer_geometry.ipynb"
CELLS = (CELL := "one-row-widget",)
PICTURE, KERNEL, MAP, RECTIFIED, POOL = range(5)  # places of the canvases


@pytest.fixture
def chain(start: Callable[[str], Explorer]) -> Explorer:
    return start(CELL)


def told(row: int = 3, column: int = 8, kernel: str = "Sobel X", **settings) -> str:
    """What is to be said of a cell of the pool."""
    return describe(Chain(drawn.seven() / 50, weights(kernel), **settings), kernel, row, column)


def test_every_control_is_told(chain):
    chain.expect(told())
    chain.press("bias", "ArrowLeft", "ArrowLeft")
    chain.expect(told(bias=-0.2))
    chain.tick("ReLU before the pool")
    chain.expect(told(bias=-0.2, relu=False))
    chain.choose("pool", "average")
    chain.expect(told(bias=-0.2, relu=False, kind="average"))
    chain.choose("kernel", "Laplacian")
    chain.expect(told(kernel="Laplacian", bias=-0.2, relu=False, kind="average"))
    chain.press("pool size", "ArrowRight")
    chain.expect(told(3, 7, "Laplacian", bias=-0.2, relu=False, kind="average", p=3))


def test_a_cell_is_chosen_by_keys_and_by_a_click_on_any_picture(chain):
    chain.lab.press(chain.canvas(POOL), "ArrowDown", "ArrowLeft")
    chain.expect(told(4, 7))
    chain.lab.press(chain.canvas(PICTURE), "PageUp", "Home")
    chain.expect(told(0, 0))
    chain.lab.click_at(chain.canvas(POOL), 0.5, 0.5)
    chain.expect(told(6, 6))
    chain.lab.press(chain.canvas(POOL), "End")
    chain.lab.click_at(chain.canvas(MAP), 0.49, 0.49)
    chain.expect(told(6, 6))


def test_each_control_changes_the_pictures_behind_it_only(chain):
    before = chain.digests()
    chain.choose("pool", "average")
    chain.expect(told(kind="average"))
    assert [new != old for new, old in zip(chain.digests(), before, strict=True)] == [
        False, False, False, False, True,
    ]  # fmt: skip
    before = chain.digests()
    chain.tick("ReLU before the pool")
    chain.expect(told(kind="average", relu=False))
    changed = [new != old for new, old in zip(chain.digests(), before, strict=True)]
    assert changed == [False, False, False, True, True]


def test_the_way_of_a_number_is_written_out(chain):
    line = chain.view.locator(".cnn-sum-line")
    expect(line).to_contain_text("9 products: 2.72 → with the bias 0: 2.72 → after ReLU: 2.72")
    chain.press("bias", "Home")
    expect(line).to_contain_text("2.72 → with the bias −2: 0.72 → after ReLU: 0.72")
    chain.tick("ReLU before the pool")
    expect(line).not_to_contain_text("ReLU")
