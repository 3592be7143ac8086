import pytest

from helpers.drawing.rows import rows_of_runs
from tests.drawing.figures import drawn

RUNS = {"all": [1.0, 3.0], "without": [4.0, 5.0, 9.0]}


def test_each_run_has_a_dot_and_each_row_its_mean_beside_that_of_the_first(monkeypatch):
    (axes,) = drawn(monkeypatch, rows_of_runs, RUNS, xlabel="mistakes").axes
    dots, mean, more_dots, another, through_all = (line.get_data() for line in axes.lines)
    assert [list(dots[0]), list(dots[1])] == [[1, 3], [0, 0]]
    assert [list(more_dots[0]), list(more_dots[1])] == [[4, 5, 9], [1, 1, 1]]
    assert (list(mean[0]), list(another[0])) == ([2, 2], [6, 6])
    assert list(through_all[0]) == [2, 2]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["all", "without"]
    assert axes.yaxis_inverted()


def test_the_alt_text_has_every_row():
    alt = rows_of_runs(RUNS, xlabel="mistakes", digits=1).alt
    assert alt.startswith("mistakes, mean of each row's runs")
    assert "all: 2.0 (1.0 to 3.0); without: 6.0 (4.0 to 9.0)." in alt


@pytest.mark.parametrize("runs", [{}, {"all": [1.0], "without": []}])
def test_a_row_without_a_run_is_refused(runs):
    with pytest.raises(ValueError, match="at least one run"):
        rows_of_runs(runs, xlabel="mistakes")
