import io

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from helpers.explorers.photos.picture import Panel, draw_panels, small_png


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("p", np.zeros((2, 2)), "sepia"),
            "look is 'sepia'; it must be one of photo, signed, numbers",
        ),
        (("p", np.zeros((2, 2, 3)), "signed"), r"'p' has the shape \(2, 2, 3\)"),
        (("p", np.zeros(4)), r"'p' has the shape \(4,\)"),
    ],
)
def test_a_panel_that_is_no_picture_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        Panel(*arguments)


def pixels(file):
    with Image.open(io.BytesIO(file)) as picture:
        assert picture.format == "PNG"
        return np.asarray(picture.convert("RGBA"))


def test_panels_stand_side_by_side_on_a_transparent_ground():
    dark, bright = (Panel("p", np.full((4, 4), value)) for value in (0.0, 1.0))
    drawn = pixels(draw_panels([dark, bright]))
    assert drawn[0, 0, 3] == 0
    middle = drawn.shape[0] // 2
    left, right = (drawn[middle, round(part * drawn.shape[1])] for part in (0.25, 0.75))
    assert left[:3].max() < 10 and right[:3].min() > 245
    assert left[3] == right[3] == 255


def test_a_frame_stands_where_it_is_asked_for():
    plain, framed = (
        pixels(draw_panels([Panel("p", np.ones((10, 10)), frames=frames)]))
        for frames in ((), ((2, 3, 4, 5),))
    )
    rows, columns = np.nonzero((plain != framed).any(axis=2))
    # The frame is 4 rows high and 5 columns wide, and a line thick.
    cell = (np.ptp(columns) - np.ptp(rows)) / (5 - 4)
    assert np.ptp(rows) / cell == pytest.approx(4, abs=0.2)


def test_a_palette_makes_a_picture_smaller_and_hardly_changes_it():
    figure = Figure(figsize=(2, 2))
    figure.subplots().imshow(np.linspace(0, 1, 64 * 64).reshape(64, 64), cmap="gray")
    full = io.BytesIO()
    figure.savefig(full, format="png", dpi=96, transparent=True)
    small = small_png(figure)
    assert len(small) < len(full.getvalue())
    difference = pixels(small).astype(int) - pixels(full.getvalue())
    assert np.abs(difference).mean() < 4
