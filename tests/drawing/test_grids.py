import re

import numpy as np
import pytest

from helpers.drawing.grids import number_grids


def test_every_number_stands_in_the_table_in_its_place():
    array = np.array([[1, -2, 0.5], [0, 30, -0.25]])
    html = number_grids({"k": array})._repr_html_()
    rows = [re.findall(r">([^<>]+)</td>", row) for row in html.split("<tr ")[1:]]
    assert rows == [["1", "−2", "0.5"], ["0", "30", "−0.25"]]


def test_a_window_is_framed_along_its_edges_and_nowhere_else():
    html = number_grids(
        {"x": np.arange(16).reshape(4, 4)}, windows={"x": np.s_[0:3, 1:4]}
    )._repr_html_()
    sides = {
        int(n): style.count("inset")
        for style, n in re.findall(r'<td style="([^"]*)">(\d+)</td>', html)
    }
    corners, edges = {1: 2, 3: 2, 9: 2, 11: 2}, {2: 1, 5: 1, 7: 1, 10: 1}
    assert {cell: count for cell, count in sides.items() if count} == corners | edges


def test_a_negative_number_is_as_strong_in_colour_as_its_opposite():
    html = number_grids({"x": np.array([[3, -3]])})._repr_html_()
    assert set(re.findall(r"rgba\([\d,]+,([\d.]+)\)", html)) == {"0.45"}


def test_titles_are_escaped():
    assert "<script>" not in number_grids({"<script>": np.eye(2)})._repr_html_()


def test_an_array_too_large_to_read_is_refused_with_its_shape():
    with pytest.raises(ValueError, match=r"'photo' has shape \(28, 28\).*picture"):
        number_grids({"photo": np.zeros((28, 28))})


def test_a_window_for_no_array_is_refused_by_name():
    with pytest.raises(ValueError, match="kernle"):
        number_grids({"kernel": np.eye(3)}, windows={"kernle": [(0, 0)]})
