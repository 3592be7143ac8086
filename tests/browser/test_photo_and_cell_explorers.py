"""The explorers of lectures 01 and 03 in JupyterLab, moved by mouse and keyboard."""

from __future__ import annotations

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
CELLS = {
    FIRST: ("weights-explorer", "tuning-explorer"),
    THIRD: ("photo-filter", "gabor-explorer", "pyramid-explorer", "fractal-zoom"),
}
in_both = pytest.mark.parametrize("lecture", CELLS, indirect=True)
in_the_first = pytest.mark.parametrize("lecture", [FIRST], indirect=True)
in_the_third = pytest.mark.parametrize("lecture", [THIRD], indirect=True)


def views(lecture: LabPage) -> dict[str, Locator]:
    """The explorers of the lecture, as their cells make them."""
    return {cell: explorers.run(lecture, cell).view for cell in CELLS[lecture.shown]}


@in_both
def test_every_explorer_says_what_it_shows_and_nothing_sticks_out(lecture: LabPage):
    for cell, view in views(lecture).items():
        assert view.locator("canvas").count() >= 2, cell
        text = view.locator(".cnn-live").inner_text()
        for canvas in view.locator("canvas").all():
            lecture.expect_text(canvas, r"\.$")
            assert canvas.get_attribute("aria-label").endswith(text), cell
            assert lecture.pixels(canvas)["colours"] > 2, cell
        lecture.expect_no_overflow(view)


@in_both
def test_every_slider_moves_by_keys_and_changes_picture_and_text_but_not_the_height(
    lecture: LabPage,
):
    for cell, view in views(lecture).items():
        canvas = view.locator("canvas").last
        height = lecture.cell(cell).bounding_box()["height"]
        for slider in lecture.cell(cell).get_by_role("slider").all():
            before = canvas.get_attribute("aria-label")
            key = "ArrowLeft" if slider.get_attribute("aria-label") == "phase" else "ArrowRight"
            lecture.press(slider, key)
            changed = "([canvas, before]) => canvas.getAttribute('aria-label') !== before"
            lecture.page.wait_for_function(changed, arg=[canvas.element_handle(), before])
        lecture.painted()
        assert lecture.cell(cell).bounding_box()["height"] == height, cell


@in_the_first
def test_the_curves_of_the_cells_take_the_mouse_and_the_arrow_keys(lecture: LabPage):
    cell = explorers.run(lecture, "tuning-explorer").cell
    chart = cell.locator("canvas").last
    lecture.press(chart, "Home")
    lecture.expect_text(chart, r"The bar lies at 0°")
    assert (
        cell.get_by_role("slider", name="angle of the bar").get_attribute("aria-valuetext") == "0"
    )
    lecture.press(chart, "ArrowRight", "ArrowRight")
    position, length = (
        int(cell.get_by_role("slider", name=f"{name} of the bar").get_attribute("aria-valuetext"))
        for name in ("offset", "length")
    )
    prefers = int(cell.get_by_role("slider", name="cells prefer").get_attribute("aria-valuetext"))
    lecture.expect_text(chart, f"{tuning.describe(prefers, 6, position, length)}$")
    lecture.click_at(chart, 0.99, 0.5)
    lecture.expect_text(chart, r"The bar lies at 180°")
    cell.get_by_role("combobox", name="curve over").select_option(label="length of the bar")
    lecture.press(chart, "End")
    lecture.expect_text(chart, r"48 long\.")


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
    lecture: LabPage, cell, choices, scene, settings
):
    shown = explorers.run(lecture, cell).cell
    for name, option in choices.items():
        shown.get_by_role("combobox", name=name, exact=True).select_option(label=option)
    values = []
    for name in settings:
        slider = shown.get_by_role("slider", name=name, exact=True)
        lecture.press(slider, "Home", "ArrowRight")
        values.append(float(slider.get_attribute("aria-valuetext")))
    arguments = [int(value) if value == int(value) else value for value in values]
    expected = scene(*choices.values(), *arguments).text
    lecture.expect_text(shown.locator("canvas").first, _literally(expected))


def _literally(text: str) -> str:
    """A regular expression for exactly this text, as Python and JavaScript both read it."""
    return "".join(f"\\{sign}" if sign in r"\^$.|?*+()[]{}" else sign for sign in text) + "$"
