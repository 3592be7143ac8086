import math
from itertools import product

import numpy as np
import pytest
from scipy.stats import ttest_ind

from helpers.training.comparison import mcnemar, mean_difference, only_one_right


def test_difference_over_error_is_welchs_t():
    first, second = [98.15, 97.63, 97.91], [97.4, 97.07, 97.02, 96.8]
    difference, error = mean_difference(first, second)
    assert np.isclose(difference, np.mean(first) - np.mean(second))
    assert np.isclose(difference / error, ttest_ind(first, second, equal_var=False).statistic)


def test_only_pictures_on_which_two_networks_differ_are_counted():
    first = [True, True, True, False, False, True]
    second = [True, False, False, True, False, True]
    assert only_one_right(first, second) == (2, 1)


@pytest.mark.parametrize(("ours", "theirs"), [(0, 5), (3, 6), (4, 4), (9, 1)])
def test_mcnemar_counts_the_tosses_of_a_coin_that_are_as_lopsided(ours, theirs):
    tosses = ours + theirs
    heads = [sum(one) for one in product((0, 1), repeat=tosses)]
    lopsided = sum(abs(2 * k - tosses) >= abs(ours - theirs) for k in heads)
    assert math.isclose(mcnemar(ours, theirs), lopsided / 2**tosses)


def test_networks_that_never_differ_differ_by_chance():
    assert mcnemar(0, 0) == 1
