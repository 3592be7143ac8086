"""The explorers of lecture 05 in JupyterLab: an activation, a softmax, a digit that is drawn."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import expect
from scipy import special

from helpers.drawing.words import number as shown
from tests.browser.explorer import Explorer

LECTURE = "05_mnist_cnn.ipynb"
CELLS = ACTIVATION, SOFTMAX, PAD = "activation-explorer", "softmax-explorer", "draw"


def slope(function: Callable[[float], float], x: float, step: float = 1e-6) -> float:
    return (function(x + step) - function(x - step)) / (2 * step)


def test_an_activation_and_its_slope_are_told_for_every_input(start):
    explorer, leak = start(ACTIVATION), 0.1

    def expect_at(name: str, x: float) -> None:
        function = {
            "sigmoid": special.expit,
            "tanh": np.tanh,
            "ReLU": lambda x: max(0.0, x),
            "leaky ReLU": lambda x: max(leak * x, x),
        }[name]
        value, rise = shown(function(x), 3), shown(slope(function, x), 3)
        explorer.expect(f"{name} at {shown(x)}: value {value}, slope {rise}.")

    expect_at("sigmoid", 1)
    explorer.press("input x", "ArrowLeft", "ArrowLeft")
    expect_at("sigmoid", 0.8)
    explorer.choose("activation", "tanh")
    expect_at("tanh", 0.8)
    explorer.lab.press(explorer.canvas(), "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowLeft")
    expect_at("tanh", 0.8)
    explorer.choose("activation", "ReLU")
    explorer.press("input x", "Home")
    expect_at("ReLU", -4)
    explorer.choose("activation", "leaky ReLU")
    expect_at("leaky ReLU", -4)
    explorer.press("leak α", "End")
    leak = 0.5
    expect_at("leaky ReLU", -4)
    before = explorer.digests()
    explorer.lab.click_at(explorer.canvas(), 0.75, 0.5)
    x = float(explorer.match(r"^leaky ReLU at ([\d.]+): ")[1])
    assert x == pytest.approx(2, abs=0.2) and explorer.digests() != before
    expect_at("leaky ReLU", x)
    expect(explorer.slider("input x")).to_have_attribute("aria-valuetext", f"{x:.1f}")


def test_softmax_makes_of_the_logits_what_scipy_makes_of_them(start):
    explorer, logits = start(SOFTMAX), [2.0, 1.0, 0.0, -1.0]

    def expect_softmax() -> None:
        said = ", ".join(map(shown, logits))
        shares = ", ".join(shown(share, 3) for share in special.softmax(logits))
        explorer.expect(f"Logits {said} become {shares}; they add up to 1.")

    expect_softmax()
    explorer.press("logit 0", "ArrowRight")
    explorer.press("logit 3", "End")
    logits[0], logits[3] = 2.5, 5.0
    expect_softmax()
    explorer.lab.drag_slider(explorer.slider("logit 1"), 0)
    logits[1] = -5.0
    expect_softmax()


def ink(corners: list[tuple[int, int]], side: int = 84, pen: float = 3.2) -> np.ndarray:
    """What a pen with a soft edge leaves on the pad on its way along straight lines, (x, y)."""
    y, x = np.mgrid[:side, :side]
    drawn = np.zeros((side, side))
    for (x0, y0), (x1, y1) in itertools.pairwise(corners):
        dx, dy = x1 - x0, y1 - y0
        along = np.clip(((x - x0) * dx + (y - y0) * dy) / (dx**2 + dy**2), 0, 1)
        distance = np.hypot(x - x0 - along * dx, y - y0 - along * dy)
        drawn = np.maximum(drawn, np.floor(255 * np.clip(pen + 0.5 - distance, 0, 1) + 0.5))
    return drawn.astype(np.uint8)


def expect_answer(pad: Explorer, pixels: str) -> None:
    """Wait for what the network says to the pixels that an expression is in the kernel."""
    shares = np.array(
        pad.lab.value_of(
            f"model.predict({pixels}.reshape(1, 28, 28, 1) / 255, verbose=0)[0].tolist()",
            after="from helpers.digits.centring import like_mnist",
        )
    )
    best, second = np.argsort(-shares)[:2]
    said = f"({shown(100 * shares[best], 1)} %)", f"({shown(100 * shares[second], 1)} %)"
    pad.expect(f"The network says {best} {said[0]}, then {second} {said[1]}.")


def test_a_digit_put_on_the_pad_is_answered_where_it_stands(start):
    pad = start(PAD)
    pad.expect("Nothing is drawn yet.")
    name = "test digit, a 3"
    pad.choose("digit", name)
    centred = f"like_mnist(np.kron(examples['{name}'], np.ones((3, 3), np.uint8)))"
    expect_answer(pad, centred)
    pad.press("move right", *["ArrowRight"] * 3)
    expect_answer(pad, f"np.pad({centred}, ((0, 0), (3, 0)))[:, :28]")
    assert len(pad.visible("canvas")) == 2
    pad.tick("show feature maps")
    maps = pad.view.locator(".cnn-pad-maps")
    pad.lab.expect_text(maps, "^32 feature maps of 26 by 26$")
    assert pad.lab.pixels(maps)["colours"] > 2
    pad.cell.get_by_role("button", name="Clear").click()
    pad.expect("Nothing is drawn yet.")
    assert pad.cell.get_by_role("combobox", name="digit").input_value() == "my own"


def test_a_digit_is_drawn_by_keys(start):
    pad = start(PAD)
    canvas = pad.canvas()
    pad.lab.press(canvas, "ArrowUp", "ArrowUp", "ArrowLeft")
    pad.expect("Nothing is drawn yet.")
    pad.lab.press(canvas, "Space", *["ArrowRight"] * 4, *["ArrowDown"] * 8, "Space", "ArrowDown")
    corners = [(39, 36), (51, 36), (51, 60)]
    expect_answer(
        pad,
        f"like_mnist(np.frombuffer(bytes.fromhex('{ink(corners).tobytes().hex()}'), np.uint8)"
        ".reshape(84, 84))",
    )
    pad.lab.press(canvas, "Delete")
    pad.expect("Nothing is drawn yet.")


def test_a_digit_is_drawn_by_the_mouse(start):
    pad = start(PAD)
    empty = pad.digests()
    pad.lab.drag(pad.canvas(), 0, 60)
    pad.match(r"^The network says \d \([\d.]+ %\), then \d \([\d.]+ %\)\.$")
    drawn = pad.digests()
    assert all(new != old for new, old in zip(drawn, empty, strict=True))
    pad.lab.drag(pad.canvas(), 60, 0)
    expect(pad.view.locator(".cnn-pad-answer")).to_have_attribute("aria-label", re.compile("says"))
    assert pad.digests()[0] != drawn[0]


DAMAGE = """
from helpers.explorers.digit_pad import explorer as pad_module
whole = pad_module.sent
pad_module.sent = lambda model: {**whole(model), "weights": whole(model)["weights"][:-4]}
"""


def test_damaged_weights_are_told_with_what_to_do_and_the_picture_stays(lecture):
    lecture.value_of("None", after=DAMAGE)
    try:
        lecture.run_cell(PAD)
        cell = lecture.cell(PAD)
        expect(cell.get_by_role("alert")).to_have_text(
            "The weights of the network are damaged: run this cell again, or load the page again."
        )
        still = cell.locator(".cnn-view img")
        expect(still).to_be_visible()
        assert still.get_attribute("alt").startswith("A pad to draw a digit on, with the ")
        assert still.evaluate("one => one.naturalWidth") > 100
        assert cell.locator("canvas").count() == 0
    finally:
        lecture.value_of("None", after="pad_module.sent = whole")
