import re
from importlib.resources import files

import numpy as np
import pytest
from matplotlib.colors import to_hex

from helpers.drawing.colour_maps import BLUE_TO_ORANGE
from helpers.drawing.colours import (
    BLUE,
    GREY,
    INK,
    MIDDLE,
    NEGATIVE,
    ORANGE,
    PAPER,
    PINK,
    POSITIVE,
)
from tests.drawing.pixels import contrast


@pytest.mark.parametrize("colour", [GREY, BLUE, ORANGE, PINK])
@pytest.mark.parametrize("page", ["#ffffff", "#111111"])
def test_lines_and_words_read_on_a_light_and_on_a_dark_page(colour, page):
    assert contrast(colour, page) > 3


def test_cells_have_the_colours_of_the_browsers_light_theme():
    sheet = files("helpers.explorers.kit").joinpath("style.css").read_text(encoding="utf8")
    light = dict(re.findall(r"--cnn-(\w+): (#\w{6});", sheet[: sheet.index(".cnn-dark")]))
    ours = dict(paper=PAPER, ink=INK, middle=MIDDLE, positive=POSITIVE, negative=NEGATIVE)
    assert {name: to_hex(np.array(colour) / 255) for name, colour in ours.items()} == {
        name: light[name] for name in ours
    }


def test_a_map_of_signed_numbers_runs_from_blue_through_nearly_white_to_orange():
    painted = np.round(255 * BLUE_TO_ORANGE([0.0, 0.5, 1.0])[:, :3])
    np.testing.assert_allclose(painted, [NEGATIVE, MIDDLE, POSITIVE], atol=1)
