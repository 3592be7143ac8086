import numpy as np
import pytest

from helpers.drawing.occlusion import occlusion_maps
from tests.drawing.figures import drawn


@pytest.fixture
def digit():
    picture = np.zeros((28, 28))
    picture[5:20, 10:14] = 1
    return picture


def margins():
    paper = np.full((22, 22), 8.0)  # a window of 7 × 7 on 28 × 28
    ink = paper.copy()
    ink[0, 0] = -12
    return {"paper": paper, "ink": ink}


def test_each_map_is_described_by_its_range_and_its_mistakes(digit):
    assert occlusion_maps(margins(), digit).alt == (
        "A digit, and the lead of its class for every place of a window. "
        "paper: from 8.0 to 8.0, behind at 0 of 484 places; "
        "ink: from -12.0 to 8.0, behind at 1 of 484 places."
    )


def test_all_maps_have_one_scale_and_lie_where_the_centre_of_the_window_is(monkeypatch, digit):
    _, paper, ink, bar = drawn(monkeypatch, occlusion_maps, margins(), digit).axes
    for frame in (paper, ink):
        (image,) = frame.images
        assert image.get_clim() == (-12, 12)
        assert image.get_extent() == [2.5, 24.5, 24.5, 2.5]
    assert bar.get_ylabel() == "lead of the right class"


def test_the_outline_of_the_digit_lies_on_every_map(monkeypatch, digit):
    _, *maps, _ = drawn(monkeypatch, occlusion_maps, margins(), digit).axes
    for frame in maps:
        (outline,) = frame.collections
        corners = np.concatenate([path.vertices for path in outline.get_paths()])
        assert corners.min(axis=0).tolist() == [9.5, 4.5]
        assert corners.max(axis=0).tolist() == [13.5, 19.5]
