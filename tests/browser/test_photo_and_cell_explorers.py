"""The explorers of lectures 01 and 03 in JupyterLab, moved by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator

from helpers.explorers.cortex import picture as tuning
from helpers.explorers.photos.fractal_zoom import zoom_scene
from helpers.explorers.photos.gabor import gabor_scene
from helpers.explorers.photos.photo_filter import filter_scene
from helpers.explorers.photos.pyramid import pyramid_scene
from tests.browser import explorer as explorers
from tests.browser.lab_page import LabPage

FIRST, THIRD = "01_why_convolution.ipynb", "03_filters_and_features.ipynb"
LECTURES = {
    FIRST: ("weights-explorer", "tuning-explorer"),
    THIRD: ("photo-filter", "gabor-explorer", "pyramid-explorer", "fractal-zoom"),
}
in_both = pytest.mark.parametrize("lecture", LECTURES, indirect=True)
in_the_first = pytest.mark.parametrize("lecture", [FIRST], indirect=True)
in_the_third = pytest.mark.parametrize("lecture", [THIRD], indirect=True)


@pytest.fixture(scope="module")
def lecture(lab_page: LabPage, request: pytest.FixtureRequest) -> Iterator[str]:
    """The name of a lecture whose explorers have been run, once for all tests of it."""
    lab_page.open(request.param)
    for cell in ("setup", *LECTURES[request.param]):
        lab_page.run_cell(cell)
    for cell in LECTURES[request.param]:
        explorers.skip_guess(lab_page.cell(cell))
    yield request.param
    lab_page.close_all()


def views(lab: LabPage, lecture: str) -> dict[str, Locator]:
    return {cell: lab.cell(cell).locator(".cnn-view") for cell in LECTURES[lecture]}


@in_both
def test_every_explorer_says_what_it_shows_and_nothing_sticks_out(lab: LabPage, lecture: str):
    for cell, view in views(lab, lecture).items():
        assert view.locator("canvas").count() >= 2, cell
        text = view.locator(".cnn-live").inner_text()
        for canvas in view.locator("canvas").all():
            lab.expect_text(canvas, r"\.$")
            assert canvas.get_attribute("aria-label").endswith(text), cell
            assert lab.pixels(canvas)["colours"] > 2, cell
        lab.expect_no_overflow(view)


@in_both
def test_every_slider_moves_by_keys_and_changes_picture_and_text_but_not_the_height(
    lab: LabPage, lecture: str
):
    for cell, view in views(lab, lecture).items():
        canvas = view.locator("canvas").last
        height = lab.cell(cell).bounding_box()["height"]
        for slider in lab.cell(cell).get_by_role("slider").all():
            before = canvas.get_attribute("aria-label")
            key = "ArrowLeft" if slider.get_attribute("aria-label") == "phase" else "ArrowRight"
            lab.press(slider, key)
            changed = "([canvas, before]) => canvas.getAttribute('aria-label') !== before"
            lab.page.wait_for_function(changed, arg=[canvas.element_handle(), before])
        lab.painted()
        assert lab.cell(cell).bounding_box()["height"] == height, cell


@in_both
def test_every_explorer_follows_the_theme(lab: LabPage, lecture: str):
    shown = {cell: view.locator("canvas").all() for cell, view in views(lab, lecture).items()}
    light = {
        cell: [lab.pixels(one)["digest"] for one in canvases] for cell, canvases in shown.items()
    }
    lab.set_theme("JupyterLab Dark")
    try:
        for cell, view in views(lab, lecture).items():
            dark = [lab.pixels(one)["digest"] for one in shown[cell]]
            # A photo and a fractal have colours of their own; the rest is drawn in the theme's.
            assert cell == "fractal-zoom" or dark != light[cell], cell
            assert min(ratio for _, ratio in lab.text_contrasts(view)) >= 4.5, cell
    finally:
        lab.set_theme("JupyterLab Light")
    for cell, canvases in shown.items():
        assert [lab.pixels(one)["digest"] for one in canvases] == light[cell], cell


@in_the_first
def test_the_curves_of_the_cells_take_the_mouse_and_the_arrow_keys(lab: LabPage, lecture: str):
    cell = lab.cell("tuning-explorer")
    chart = cell.locator("canvas").last
    lab.press(chart, "Home")
    lab.expect_text(chart, r"The bar lies at 0°")
    assert (
        cell.get_by_role("slider", name="angle of the bar").get_attribute("aria-valuetext") == "0"
    )
    lab.press(chart, "ArrowRight", "ArrowRight")
    position, length = (
        int(cell.get_by_role("slider", name=f"{name} of the bar").get_attribute("aria-valuetext"))
        for name in ("position", "length")
    )
    prefers = int(cell.get_by_role("slider", name="cells prefer").get_attribute("aria-valuetext"))
    lab.expect_text(chart, f"{tuning.describe(prefers, 6, position, length)}$")
    lab.click_at(chart, 0.99, 0.5)
    lab.expect_text(chart, r"The bar lies at 180°")
    cell.get_by_role("combobox", name="curve over").select_option(label="length of the bar")
    lab.press(chart, "End")
    lab.expect_text(chart, r"48 long\.")


@in_the_third
@pytest.mark.parametrize(
    ("cell", "choices", "scene", "settings"),
    [
        (
            "photo-filter",
            {"photo": "coffee", "filter": "box"},
            filter_scene,
            ("kernel size", "strength"),
        ),
        (
            "gabor-explorer",
            {"photo": "brick"},
            gabor_scene,
            ("wavelength", "angle", "phase", "bandwidth"),
        ),
        (
            "pyramid-explorer",
            {"photo": "coffee", "filter": "bright spots"},
            pyramid_scene,
            ("level",),
        ),
        ("fractal-zoom", {"photo": "astronaut"}, zoom_scene, ("octaves",)),
    ],
)
def test_a_photo_explorer_says_what_python_computes(
    lab: LabPage, lecture: str, cell, choices, scene, settings
):
    shown = lab.cell(cell)
    for name, option in choices.items():
        shown.get_by_role("combobox", name=name, exact=True).select_option(label=option)
    values = []
    for name in settings:
        slider = shown.get_by_role("slider", name=name, exact=True)
        lab.press(slider, "Home", "ArrowRight")
        values.append(float(slider.get_attribute("aria-valuetext")))
    arguments = [int(value) if value == int(value) else value for value in values]
    expected = scene(*choices.values(), *arguments).text
    lab.expect_text(shown.locator("canvas").first, _literally(expected))


def _literally(text: str) -> str:
    """A regular expression for exactly this text, as Python and JavaScript both read it."""
    return "".join(f"\\{sign}" if sign in r"\^$.|?*+()[]{}" else sign for sign in text) + "$"
