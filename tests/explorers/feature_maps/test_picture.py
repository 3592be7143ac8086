import numpy as np
import pytest

from helpers.explorers.feature_maps.maps import MapLayer
from helpers.explorers.feature_maps.picture import describe, draw, seen, strongest_unit

LAYER = MapLayer(name="conv2d", place=0, size=4, channels=3, field=8, jump=2, start=-1)


@pytest.fixture(scope="module")
def maps():
    """Two channels and a silent one, with equal values among them."""
    found = np.random.default_rng(1).integers(0, 9, (3, 4, 4)) * 0.40625
    found[2] = 0
    return found


def test_the_browser_finds_the_strongest_unit_of_a_channel(call, maps):
    calls = (["strongestOf", one.ravel().tolist(), 4] for one in maps)
    for one, unit in zip(maps, call("feature_maps/maps", *calls), strict=True):
        assert tuple(unit) == strongest_unit(one)
        assert one[tuple(unit)] == one.max()


def test_pixels_outside_the_picture_are_not_framed(call):
    layer = {"start": -1, "jump": 2, "field": 5}
    found = call("feature_maps/maps", ["seen", layer, 0], ["seen", layer, 13])
    assert found == [[0, 3], [25, 27]]
    assert [seen(layer, 0), seen(layer, 13)] == [(0, 3), (25, 27)]


def test_browser_and_picture_say_the_same_of_every_unit(call, maps):
    sent = {"layer": LAYER, "maps": maps.reshape(3, -1).tolist(), "largest": maps.max()}
    calls, expected = [], []
    for channel in range(3):
        for unit in (None, *np.ndindex(4, 4)):
            calls.append(["describe", sent, {"label": 6, "channel": channel, "unit": unit}])
            expected.append(describe(6, LAYER, maps, channel, unit))
    assert call("feature_maps/maps", *calls) == expected


def test_the_sentence_tells_a_unit_its_answer_and_its_pixels():
    found = np.zeros((3, 4, 4))
    found[1, 2, 3], found[1, 0, 1] = 2, 0.4
    assert describe(6, LAYER, found, 1) == (
        "A 6 in conv2d, channel 1. Its strongest unit, row 2, column 3, answers 2 and sees the "
        "pixels in rows 3 to 10, columns 5 to 12. 2 of 3 channels are silent."
    )
    assert describe(6, LAYER, found, 1, (0, 1)) == (
        "A 6 in conv2d, channel 1. The unit in row 0, column 1, answers 0.4 and sees the "
        "pixels in rows 0 to 6, columns 1 to 8. 2 of 3 channels are silent."
    )


def test_the_picture_frames_the_strongest_unit_and_its_pixels(maps):
    digit, *frames = draw(np.eye(28), LAYER, maps, 1).get_axes()
    for frame, one in zip(frames, maps, strict=False):
        assert np.array_equal(frame.images[0].get_array(), one)
    row, column = strongest_unit(maps[1])
    (top, bottom), (left, right) = seen(LAYER, row), seen(LAYER, column)
    (pixels,), (whole, cell) = digit.patches, frames[1].patches
    assert pixels.get_bbox().bounds == (left - 0.5, top - 0.5, right - left + 1, bottom - top + 1)
    assert whole.get_bbox().bounds == (-0.5, -0.5, 4, 4)
    assert cell.get_bbox().bounds == (column - 0.5, row - 0.5, 1, 1)
    assert not frames[0].patches
