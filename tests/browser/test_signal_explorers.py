"""Two explorers of lecture 02 in JupyterLab: the rolling overlap, and the filter on the mouse.

Areas are computed here by NumPy, feature maps by `helpers.convolution`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from helpers import filters
from helpers.convolution import cross_correlate
from helpers.drawing.words import number as shown
from helpers.explorers.rolling_overlap.picture import REACH, SHAPES, STEP, sample
from helpers.images import drawn
from tests.browser.explorer import Explorer

LECTURE = "02_convolution_by_hand.ipynb"
CELLS = ROLLING, MOUSE = "rolling", "mouse-explorer"
MARGIN = 28  # pixels of the picture beside its axis
START = 7, 16  # where the lecture puts it
RESPONSE = cross_correlate(drawn.mouse(), filters.CURVE)


@pytest.fixture
def rolling(start: Callable[[str], Explorer]) -> Explorer:
    return start(ROLLING)


@pytest.fixture
def mouse(start: Callable[[str], Explorer]) -> Explorer:
    return start(MOUSE)


# The rolling overlap


def area(f: str, h: str, x: float, move: float = 0.0) -> float:
    """(f ∗ h)(x − move): a discrete convolution of samples that are `STEP` apart."""
    whole = np.convolve(sample(f), sample(h)) * STEP
    return whole[len(whole) // 2 + round((x - move) / STEP)]


def expect_area(rolling: Explorer, f: str, h: str, x: float, move: float = 0.0) -> None:
    """Wait until functions and positions are told, with the area that they have."""
    moved = f", moved by {shown(move)}" if move else ""
    said = rolling.match(
        rf"^f is the {f}{moved}; h is the {h}\. "
        rf"At x = {shown(x)} the area under the product is (−?[\d.]+)\.$"
    )
    assert float(said[1]) == pytest.approx(area(f, h, x, move), abs=0.0051)
    assert rolling.canvas().get_attribute("aria-label") == said[0]
    readings = {"position x": x, "move f by": move}
    for label, value in readings.items():
        reading = re.compile(rf"^[-−]?{abs(value):.1f}$")
        expect(rolling.slider(label)).to_have_attribute("aria-valuetext", reading)


def place_of(rolling: Explorer, x: float) -> float:
    """Where x lies on the picture, as a fraction of its width."""
    width = rolling.canvas().bounding_box()["width"]
    return (MARGIN + (x + REACH) / (2 * REACH) * (width - 2 * MARGIN)) / width


def test_two_boxes_trace_a_triangle_under_the_arrow_keys(rolling):
    rolling.expect("f is the box; h is the box. At x = −0.4 the area under the product is 0.60.")
    rolling.press("position x", *["ArrowRight"] * 4)
    rolling.expect("f is the box; h is the box. At x = 0 the area under the product is 1.00.")
    rolling.press("position x", *["ArrowRight"] * 7)
    rolling.expect("f is the box; h is the box. At x = 0.7 the area under the product is 0.30.")


@pytest.mark.parametrize(
    ("label", "there", "changed"),
    [
        ("position x", "ArrowRight", {"x": -0.3}),
        ("position x", "Home", {"x": -3.0}),
        ("position x", "End", {"x": 3.0}),
        ("move f by", "ArrowLeft", {"move": -0.1}),
        ("move f by", "Home", {"move": -1.0}),
        ("move f by", "End", {"move": 1.0}),
    ],
)
def test_a_key_on_a_slider_changes_picture_and_words(rolling, label, there, changed):
    rolling.choose("f, still", "decay")
    rolling.choose("h, rolling", "bell")
    expect_area(rolling, "decay", "bell", -0.4)
    before = rolling.digests()
    rolling.press(label, there)
    expect_area(rolling, "decay", "bell", **{"x": -0.4} | changed)
    assert rolling.digests() != before


def test_dragging_a_slider_changes_picture_and_words(rolling):
    rolling.choose("f, still", "ramp")
    expect_area(rolling, "ramp", "box", -0.4)
    seen = [rolling.digests()]
    steps = [("position x", 0.6, 0.6, 0.0), ("move f by", 0.75, 0.6, 0.5)]
    for label, fraction, x, move in steps:
        rolling.lab.drag_slider(rolling.slider(label), fraction)
        expect_area(rolling, "ramp", "box", x, move)
        assert rolling.digests() not in seen
        seen.append(rolling.digests())


def test_every_pair_of_functions_has_its_area(rolling):
    rolling.press("position x", *["ArrowRight"] * 8)
    seen = []
    for f, h in itertools.product(SHAPES, repeat=2):
        rolling.choose("f, still", f)
        rolling.choose("h, rolling", h)
        expect_area(rolling, f, h, 0.4)
        assert rolling.digests() not in seen
        seen.append(rolling.digests())


def test_functions_are_chosen_by_keyboard(rolling):
    for label in ("f, still", "h, rolling", "h, rolling"):
        rolling.lab.press(rolling.cell.get_by_role("combobox", name=label), "ArrowDown")
    expect_area(rolling, "ramp", "decay", -0.4)


def test_the_position_follows_arrow_keys_and_the_mouse_on_the_picture(rolling):
    canvas, lab = rolling.canvas(), rolling.lab
    before = rolling.digests()
    walk = [("ArrowRight", -0.3), ("ArrowUp", -0.2), ("ArrowLeft", -0.3), ("ArrowDown", -0.4)]
    for key, x in [*walk, ("End", 3.0), ("Home", -3.0), ("PageUp", 3.0), ("PageDown", -3.0)]:
        lab.press(canvas, key)
        expect_area(rolling, "box", "box", x)
    lab.click_at(canvas, place_of(rolling, 0.5), 0.3)
    expect_area(rolling, "box", "box", 0.5)
    assert rolling.digests() != before
    lab.click_at(canvas, place_of(rolling, 3.7), 0.8)  # f and h are no longer seen whole there
    expect_area(rolling, "box", "box", 3.0)
    # Taken in the middle, where x is 0, and pulled to the left.
    lab.drag(canvas, (place_of(rolling, -0.7) - 0.5) * canvas.bounding_box()["width"])
    expect_area(rolling, "box", "box", -0.7)


# The curve filter on the mouse


def expect_place(mouse: Explorer, row: int, column: int) -> None:
    """Wait until a cell of the feature map is told, and its value written and announced."""
    rows, columns = RESPONSE.shape
    value = shown(RESPONSE[row, column])
    mouse.expect(
        "Input 32 by 32, padding 0; kernel 7 by 7, stride 1, dilation 1; "
        f"output {rows} by {columns}. Every row and column is reached. "
        f"Output row {row}, column {column} is {value}."
    )
    expect(mouse.view.locator(".cnn-value b")).to_have_text(value)
    spoken = f"row {row}, column {column}: {value}"
    expect(feature_map(mouse)).to_have_attribute("aria-valuetext", spoken)
    expect(mouse.slider("cell")).to_have_attribute("aria-valuetext", str(row * columns + column))


def feature_map(mouse: Explorer) -> Locator:
    return mouse.view.locator(".cnn-output canvas")


def test_the_cell_of_the_mouse_is_moved_by_the_slider(mouse):
    expect_place(mouse, *START)
    steps = [
        (["ArrowRight"] * 3, (7, 19)),
        (["End"], (25, 25)),
        (["ArrowLeft"], (25, 24)),
        (["Home"], (0, 0)),
    ]
    for keys, place in steps:
        before = mouse.digests()
        mouse.press("cell", *keys)
        expect_place(mouse, *place)
        assert all(new != old for new, old in zip(mouse.digests(), before, strict=True)), keys
    mouse.lab.drag_slider(mouse.slider("cell"), 1)
    expect_place(mouse, 25, 25)
    mouse.lab.drag_slider(mouse.slider("cell"), 0.5)
    row, column = map(int, mouse.match(r"Output row (\d+), column (\d+) is").groups())
    assert abs(26 * row + column - 675 / 2) < 10
    expect_place(mouse, row, column)


def test_the_best_place_on_the_mouse_is_found_by_arrow_keys(mouse):
    row, column = np.unravel_index(RESPONSE.argmax(), RESPONSE.shape)
    mouse.lab.press(feature_map(mouse), "Home", "PageUp")
    mouse.lab.press(feature_map(mouse), *["ArrowDown"] * row, *["ArrowRight"] * column)
    expect_place(mouse, row, column)
    for key, place in [("End", (row, 25)), ("PageDown", (25, 25)), ("Home", (25, 0))]:
        mouse.lab.press(feature_map(mouse), key)
        expect_place(mouse, *place)


def test_a_cell_of_the_mouse_is_picked_by_the_mouse(mouse):
    before = mouse.digests()
    mouse.lab.click_at(feature_map(mouse), 0.51, 0.49)
    expect_place(mouse, 12, 13)
    assert all(new != old for new, old in zip(mouse.digests(), before, strict=True))
    mouse.lab.drag(feature_map(mouse), 2000, 2000)  # what is outside the map moves nothing
    row, column = map(int, mouse.match(r"Output row (\d+), column (\d+) is").groups())
    assert row > 12 and column > 12
    expect_place(mouse, row, column)


def test_play_steps_over_the_mouse(mouse):
    play = mouse.cell.locator(".widget-play button").first
    before = mouse.digests()
    play.click()
    mouse.match("Output row 7, column (1[89]|2.) is")
    play.click()
    assert all(new != old for new, old in zip(mouse.digests(), before, strict=True))


def test_the_kernel_of_the_mouse_is_shown_and_cannot_be_changed(mouse):
    weights = mouse.cell.get_by_role("textbox", name=re.compile("^kernel row"))
    assert [float(one.input_value()) for one in weights.all()] == filters.CURVE.ravel().tolist()
    assert not any(one.is_editable() for one in weights.all())
    mouse.lab.press(weights.nth(8), "5")
    expect_place(mouse, *START)
    assert mouse.cell.get_by_role("slider", name=re.compile("^(kernel|stride)")).count() == 0
