"""What a picture of the report shows, and says."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from helpers.grading.reporting.drawing import bar, histogram, strip


def fields(picture):
    """(class, place, width) of each rectangle."""
    drawn = ElementTree.fromstring(picture).iter("rect")
    return [(r.get("class"), float(r.get("x", 0)), float(r.get("width"))) for r in drawn]


def test_a_histogram_has_a_bar_for_each_count_and_says_it():
    picture = histogram(np.array([0, 0.9, 1, 5, 9.9, 10, 12]), 10)
    said = ElementTree.fromstring(picture).get("aria-label")
    assert said.endswith(
        "2 with 0 to 10 percent, 1 with 10 to 20 percent, 1 with 50 to 60 percent, "
        "3 with 90 to 100 percent"
    )
    heights = [float(h) for h in re.findall(r'height="([\d.]+)"/>', picture)]
    assert np.array(heights) / max(heights) * 3 == pytest.approx([2, 1, 0, 0, 0, 1, 0, 0, 0, 3])


def test_neighbours_in_a_strip_that_look_alike_are_one_field():
    assert fields(strip([1, 1, 0.99, 0.34, 0.01, 0, 0, 0, np.nan])) == [
        ("s4", 0, 2), ("s3", 2, 1), ("s2", 3, 1), ("s1", 4, 1), ("s0", 5, 3), ("none", 8, 1),
    ]  # fmt: skip


def test_a_share_is_as_long_as_it_is():
    assert fields(bar(0.25))[1] == ("bar", 0, 25)
