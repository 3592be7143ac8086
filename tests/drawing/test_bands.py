import pytest

from helpers.drawing import bands as module
from helpers.drawing.bands import bands


@pytest.fixture
def figures(monkeypatch):
    """The figures that are drawn, in place of their pictures."""
    drawn = []

    def keep(figure, alt):
        drawn.append(figure)
        return alt

    monkeypatch.setattr(module, "picture", keep)
    return drawn


RUNS = {"a": [[1, 2, 3], [3, 4, 9]], "b": [[5, 5, 5], [5, 5, 5]]}


def test_the_line_is_the_mean_and_the_band_reaches_from_the_lowest_run_to_the_highest(figures):
    bands([0, 1, 2], RUNS, xlabel="x", ylabel="y")
    axes = figures[0].axes[0]
    assert axes.lines[0].get_ydata().tolist() == [2, 3, 6]
    corners = axes.collections[0].get_paths()[0].vertices
    for at, low, high in ((0, 1, 3), (1, 2, 4), (2, 3, 9)):
        heights = corners[corners[:, 0] == at][:, 1]
        assert (heights.min(), heights.max()) == (low, high)


def test_the_alt_text_says_both_ends_with_their_bands_and_no_band_where_all_runs_agree(figures):
    alt = bands([0, 1, 2], RUNS, xlabel="pixels", ylabel="accuracy", digits=1)
    assert "accuracy over pixels" in alt
    assert "a: from 2.0 (1.0 to 3.0) to 6.0 (3.0 to 9.0)" in alt
    assert "b: from 5.0 to 5.0" in alt


def test_the_axes_that_are_named_are_logarithmic(figures):
    bands([1, 10, 100], {"a": [[1, 2, 3]]}, xlabel="x", ylabel="y", log="x")
    axes = figures[0].axes[0]
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "linear")
    assert axes.get_xticks().tolist() == [1, 10, 100]


def test_runs_of_another_length_are_refused_by_name():
    with pytest.raises(ValueError, match=r"'a' has the shape \(2, 3\); expected \(runs, 2\)"):
        bands([0, 1], {"a": RUNS["a"]}, xlabel="x", ylabel="y")


def test_it_makes_a_picture_with_alt_text():
    shown = bands([0, 1, 2], RUNS, xlabel="x", ylabel="y", log="y")
    assert shown.alt in repr(shown) and "<img" in shown.html
