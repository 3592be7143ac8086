import io

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from PIL import Image

from helpers.drawing.colours import GREY, NEGATIVE, POSITIVE
from helpers.explorers.photos.picture import Panel, draw_panels, small_png
from helpers.images import photos


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
    difference = np.abs(on_a_page(pixels(small)) - on_a_page(pixels(full.getvalue())))
    assert difference.mean() < 2


def on_a_page(shown):
    """Colours as they are seen on a pale page."""
    opacity = shown[..., 3:] / 255
    return opacity * shown[..., :3] + (1 - opacity) * (232, 240, 255)


def test_a_photo_keeps_its_greys_and_a_filter_its_strongest_colours():
    photo, filter = photos.grey("astronaut", size=128), np.zeros((31, 31))
    filter[15, 15:17] = -1, 1
    shown = pixels(draw_panels([Panel("p", photo), Panel("f", filter, "signed")]))
    inside = shown[shown[..., 3] == 255][:, :3].astype(int)
    greys = np.unique(inside[np.ptp(inside, axis=1) <= 2].mean(axis=1))
    assert np.diff(greys).max() <= 8
    for strongest in (POSITIVE, NEGATIVE):
        assert np.abs(inside - strongest).max(axis=1).min() <= 4


def test_the_letters_of_a_title_fade_into_the_ground_in_its_own_grey():
    shown = pixels(draw_panels([Panel("astronaut", photos.grey("astronaut", size=128))]))
    fading = shown[(shown[..., 3] > 0) & (shown[..., 3] < 255)]
    assert len(fading) > 100
    assert np.abs(fading[:, :3] - 255 * np.array(to_rgb(GREY))).max() < 1
