import pytest

from helpers.drawing.bands import bands
from tests.drawing.figures import drawn

RUNS = {"a": [[1, 2, 3], [3, 4, 9]], "b": [[5, 5, 5], [5, 5, 5]]}


def test_the_line_is_the_mean_and_the_band_reaches_from_the_lowest_run_to_the_highest(monkeypatch):
    (axes,) = drawn(monkeypatch, bands, [0, 1, 2], RUNS, xlabel="x", ylabel="y").axes
    assert axes.lines[0].get_ydata().tolist() == [2, 3, 6]
    corners = axes.collections[0].get_paths()[0].vertices
    for at, low, high in ((0, 1, 3), (1, 2, 4), (2, 3, 9)):
        heights = corners[corners[:, 0] == at][:, 1]
        assert (heights.min(), heights.max()) == (low, high)


def test_the_alt_text_says_both_ends_with_their_bands_and_no_band_where_all_runs_agree():
    alt = bands([0, 1, 2], RUNS, xlabel="pixels", ylabel="accuracy", digits=1).alt
    assert "accuracy over pixels, mean of 2 runs" in alt
    assert "a: from 2.0 (1.0 to 3.0) to 6.0 (3.0 to 9.0)" in alt
    assert "b: from 5.0 to 5.0" in alt


@pytest.mark.parametrize(
    ("log", "scales"), [("x", ("log", "linear")), ("xy", ("log", "log")), ("", ("linear",) * 2)]
)
def test_the_axes_that_are_named_are_logarithmic(monkeypatch, log, scales):
    runs = {"a": [[1, 2, 3]]}
    (axes,) = drawn(monkeypatch, bands, [1, 5, 70], runs, xlabel="x", ylabel="y", log=log).axes
    assert (axes.get_xscale(), axes.get_yscale()) == scales
    if "x" in log:
        assert axes.get_xticks().tolist() == [1, 5, 70]


def test_the_ticks_of_a_logarithmic_axis_keep_their_digits_below_1(monkeypatch):
    runs = {"a": [[0.001, 1, 1000]]}
    (axes,) = drawn(monkeypatch, bands, [1, 2, 3], runs, xlabel="x", ylabel="y", log="y").axes
    written = axes.yaxis.get_major_formatter().format_ticks([0.001, 0.01, 1, 1000])
    assert written == ["0.001", "0.01", "1", "1000"]


def test_runs_of_another_length_are_refused_by_name():
    with pytest.raises(ValueError, match=r"'a' has the shape \(2, 3\); expected \(runs, 2\)"):
        bands([0, 1], {"a": RUNS["a"]}, xlabel="x", ylabel="y")


def test_more_labels_than_can_be_told_apart_are_refused_by_name():
    with pytest.raises(ValueError, match="a, b, c, d, e are 5 curves; at most 4"):
        bands([0, 1], {name: [[1, 2]] for name in "abcde"}, xlabel="x", ylabel="y")


def test_it_makes_a_picture_with_alt_text():
    shown = bands([0, 1, 2], RUNS, xlabel="x", ylabel="y", log="y")
    assert shown.alt in repr(shown) and "<img" in shown.html
