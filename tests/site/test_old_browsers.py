"""What an old browser lacks, and what was damaged on its way: a sentence, and the picture stays."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect

from tests.browser.waits import WAIT_MS
from tests.site.site_page import WINDOW, SitePage

WITHOUT = {
    "MathML": "delete window.MathMLElement",
    "inflating": "delete window.DecompressionStream",
    "canvases off the screen": "delete window.OffscreenCanvas",
    "workers and WebGL": """
        delete window.Worker;
        delete window.WebGLRenderingContext;
        delete window.WebGL2RenderingContext;
    """,
}


@pytest.fixture
def without(browser: Browser, site, request) -> Iterator[SitePage]:
    """A window of a browser that lacks something."""
    context = browser.new_context(viewport=WINDOW, reduced_motion="reduce")
    context.add_init_script(WITHOUT[request.param])
    yield SitePage(context.new_page(), site)
    context.close()


@pytest.mark.parametrize("without", ["MathML"], indirect=True)
def test_without_mathml_a_formula_is_a_line_of_text(without):
    without.open("04_layer_geometry.html")
    explorer = without.page.locator("#geometry-widget .explorer")
    without.wake(explorer)
    sizes = explorer.locator(".cnn-geometry-sizes")
    expect(sizes).to_contain_text("output = ⌊(n + 2p − d(k − 1) − 1) / s⌋ + 1")
    expect(sizes).to_contain_text("output = ⌊(28 + 2·0 − 1·(3 − 1) − 1) / 2⌋ + 1 = 13")
    assert explorer.locator("math").count() == 0
    assert without.faults == []


@pytest.mark.parametrize(
    ("without", "cell"),
    [
        ("inflating", "photo-filter"),  # photos cannot be unpacked
        ("canvases off the screen", "pyramid-explorer"),  # nothing can be drawn
    ],
    indirect=["without"],
)
def test_what_cannot_be_made_is_told_and_its_picture_stays_or_comes_back(without, cell):
    without.open("03_filters_and_features.html")
    place = without.page.locator(f"#{cell}")
    place.scroll_into_view_if_needed()
    alert = place.get_by_role("alert")
    expect(alert).to_contain_text("your browser could not make it", timeout=WAIT_MS)
    expect(alert).to_contain_text("A newer Chrome, Edge, Firefox or Safari can.")
    expect(place.locator(".still img")).to_be_visible()
    assert place.locator("canvas").count() == 0


@pytest.mark.parametrize("without", ["workers and WebGL"], indirect=True)
@pytest.mark.parametrize(
    ("name", "cell"), [("03_filters_and_features", "fractal-zoom"), ("05_mnist_cnn", "draw")]
)
def test_no_explorer_needs_a_worker_or_webgl(without, name, cell):
    without.open(f"{name}.html")
    explorer = without.page.locator(f"#{cell} .explorer")
    without.wake(explorer)
    before = without.seen(explorer)
    choice = explorer.locator("select").first
    choice.select_option(index=choice.locator("option").count() - 1)
    without.painted()
    assert without.seen(explorer) != before
    assert without.faults == []


def test_damaged_weights_are_told_and_the_picture_stays(page, site):
    name = "05_mnist_cnn.html"
    html = BeautifulSoup((site / name).read_text(encoding="utf-8"), "html.parser")
    state = json.loads(html.select_one("#draw script.state").string)
    buffers = [one for model in state["models"].values() for one in model["buffers"]]
    (weights,) = (one["data"] for one in buffers if one["path"] == ["network", "weights"])
    texts = html.select_one("script.texts")
    all_texts = json.loads(texts.string)
    all_texts[weights] = all_texts[weights][: len(all_texts[weights]) // 8 * 4]
    texts.string = json.dumps(all_texts).replace("<", "\\u003c")
    file = site / "damaged.html"
    file.write_text(str(html), encoding="utf-8")
    try:
        page.open("damaged.html")
        cell = page.page.locator("#draw")
        cell.scroll_into_view_if_needed()
        alert = cell.get_by_role("alert")
        expect(alert).to_have_text(re.compile("weights of the network are damaged.*load the page"))
        expect(cell.locator(".still img")).to_be_visible()
        assert cell.locator(".live").count() == 0
    finally:
        file.unlink()
