import numpy as np
import pytest
from matplotlib.figure import Figure

from helpers.explorers.kit.digits import (
    SIDE,
    DigitsView,
    as_bytes,
    digit_choice,
    digit_traits,
    draw_shares,
)

PICTURES = np.random.default_rng(0).random((3, SIDE, SIDE, 1))
LABELS = np.array([7, 1, 0])


def test_shares_become_the_nearest_bytes():
    assert list(as_bytes(np.array([[0, 0.5019], [0.501, 1]]))) == [0, 128, 128, 255]


def test_a_view_takes_its_digits_as_they_are():
    view = DigitsView(**digit_traits(PICTURES, LABELS))
    assert view.labels == [7, 1, 0] and view.digit == 0
    sent = np.frombuffer(view.pixels, np.uint8).reshape(PICTURES.shape)
    assert np.abs(sent / 255 - PICTURES).max() <= 0.5 / 255 + 1e-9


def test_digits_are_chosen_by_what_they_are():
    view = DigitsView(**digit_traits(PICTURES, LABELS), digit=2)
    control = digit_choice(view, "test digit, ")
    assert control.options == ("test digit, a 7", "test digit, a 1", "test digit, a 0")
    assert control.index == 2


def test_shares_are_bars_from_the_top_in_their_colours():
    axes = Figure().subplots()
    draw_shares(axes, [0.25, 0.75], ["#ff0000", "#0000ff"])
    first, second = axes.patches
    assert (first.get_width(), second.get_width()) == (0.25, 0.75)
    assert first.get_facecolor() == (1, 0, 0, 1) and second.get_facecolor() == (0, 0, 1, 1)
    heights = [axes.transData.transform((0, bar.get_y()))[1] for bar in axes.patches]
    assert heights[0] > heights[1]
    assert axes.get_xlim() == pytest.approx((0, 1))


# Calls of canvas methods, as [name, ...arguments], for a drawing without a browser.
PAINTED = """
export function painted(shares, options) {
  const texts = [], bars = [];
  const context = {
    save() {}, restore() {}, strokeRect() {}, measureText: () => ({ width: 0 }),
    fillRect: (...box) => bars.push(box),
    fillText: (text) => texts.push(text),
  };
  const colour = [0, 0, 0];
  const palette = { middle: colour, negative: colour, positive: colour, ink: colour,
    muted: colour, paper: colour, accent: colour, font: "" };
  paintShares(context, [0, 0, 118, 100], shares, palette, options);
  return { texts, bars };
}
"""


def test_the_bars_of_the_browser_are_as_long_as_the_shares(call):
    shares = (np.arange(10) / 45).tolist()
    plain, with_numbers, empty = call(
        "kit/digits",
        ["painted", shares, {"label": 3}],
        ["painted", shares, {"percents": True}],
        ["painted", [], {"percents": True}],
        more=PAINTED,
    )
    lengths = [width for _, _, width, _ in plain["bars"][1::2]]  # beside one of full length each
    assert lengths == pytest.approx([100 * share for share in shares])
    assert plain["texts"] == [str(digit) for digit in range(10)]
    assert with_numbers["texts"][:4] == ["0", "0 %", "1", "2.2 %"]
    assert empty["texts"] == plain["texts"]
