import numpy as np

from helpers.explorers.shift.picture import describe, draw

NAMES = ["convolutions", "dense"]
SHARES = np.random.default_rng(2).integers(0, 256, (20, 2, 10)) / 255
MOVES = [(0, 0), (4, 0), (-1, 3), (-8, -8), (8, -2)]


def test_browser_and_picture_say_the_same_of_every_move(call):
    calls, expected = [], []
    for shares in SHARES:
        for right, down in MOVES:
            state = {"label": 3, "right": right, "down": down, "names": NAMES}
            calls.append(["describe", {**state, "shares": shares.tolist()}])
            expected.append(describe(3, right, down, dict(zip(NAMES, shares, strict=True))))
    assert call("shift/answers", *calls) == expected


def test_the_sentence_says_which_networks_are_wrong():
    three, five = np.eye(10)[3], 0.5 * np.eye(10)[5] + 0.25
    assert describe(3, -1, 2, {"a": three, "b": five}) == (
        "A 3, moved 1 left and 2 down. a says 3 (100 %); b says 5 (75 %), wrong."
    )


def test_the_picture_has_a_panel_for_every_network_and_the_right_bar_stands_out():
    moved = np.arange(784).reshape(28, 28) / 784
    digit, *panels = draw(3, moved, dict(zip(NAMES, SHARES[0], strict=True))).axes
    assert np.array_equal(digit.images[0].get_array(), moved)
    assert [axes.get_title() for axes in panels] == NAMES
    for axes, shares in zip(panels, SHARES[0], strict=True):
        assert [bar.get_width() for bar in axes.patches] == shares.tolist()
        colours = [bar.get_facecolor() for bar in axes.patches]
        assert colours.count(colours[3]) == 1
