import pytest

from helpers.drawing.histories import curves_over_epochs


def test_metrics_and_rates_are_drawn_over_the_epochs_with_their_alt_text():
    rates = [0.1, 0.05]
    drawn = curves_over_epochs({"loss": [1, 0.5]}, alt="Two losses.", ylabel="loss", rates=rates)
    assert drawn.alt == "Two losses." and 'alt="Two losses."' in drawn.html
    with pytest.raises(ValueError, match="alt is ''"):
        curves_over_epochs({"loss": [1, 0.5]}, alt="", ylabel="loss")


def test_more_metrics_than_can_be_told_apart_are_refused_by_name():
    with pytest.raises(ValueError, match="a, b, c, d, e are 5 curves; at most 4"):
        curves_over_epochs(dict.fromkeys("abcde", (1, 0.5)), alt="five lines", ylabel="loss")
