from itertools import product

import numpy as np

from helpers.explorers.cortex.explorer import FIELD
from helpers.explorers.cortex.picture import describe, draw, tuning_curves
from helpers.filters.cortex import CELLS, bar

# The sentence about every bar, from the answers of the cells in the browser.
SAID = """
export function said(field, prefers, bars) {
    const cells = cellsFor(field, prefers);
    return bars.map(([angle, position, length]) => describe(
        { prefers, angle, position, length }, answers(cells, bar(field, angle, position, length))));
}
"""


def test_browser_and_picture_say_the_same_of_every_bar(call):
    bars = list(product(range(0, 181, 12), (-20, -7, 0, 3), (2, 18, 48)))
    for prefers in (0, 60, 90, 165):
        (said,) = call("cortex/cells", ["said", FIELD, prefers, bars], more=SAID)
        assert said == [describe(prefers, *one) for one in bars]


def test_the_sentence_says_what_the_cells_answer():
    simple, complex_, hypercomplex = (cell(bar(90, -6, 18), 90) for cell in CELLS.values())
    assert describe(90, 90, -6, 18) == (
        "The cells prefer 90°. The bar lies at 90°, −6 pixels off the middle, 18 long. Answers: "
        f"simple {simple:.2f}, complex {complex_:.2f}, hypercomplex {hypercomplex:.2f}."
    )


def test_the_curves_of_the_picture_are_highest_where_bar_and_cells_agree():
    _, curves = draw(45, 60, 0, 18).axes
    *cells, now = curves.lines
    for curve in cells:
        assert curve.get_xdata()[curve.get_ydata().argmax()] == 45
    assert list(now.get_xdata()) == [60, 60]


def test_a_curve_of_the_lecture_is_drawn_for_each_cell_with_its_alt_text():
    lengths = np.arange(2, 20, 2)
    answers = {"simple": lengths / 20, "complex": lengths / 10}
    drawn = tuning_curves(lengths, answers, swept="length", alt="Two curves rise.")
    assert drawn.alt == "Two curves rise." and 'alt="Two curves rise."' in drawn.html
