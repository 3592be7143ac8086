"""What late work costs, by days begun, with grace and a cap."""

import pytest

from helpers.grading.deadlines.late_policy import LatePolicy

HOUR = 3600
SCORE = 20


def lost(hours, **policy):
    return LatePolicy(**policy).late_submission_penalty("ada", SCORE, hours * HOUR)


@pytest.mark.parametrize(
    ("hours", "points"), [(0.001, 2), (24, 2), (24.001, 4), (48, 4), (239, 20), (1000, 20)]
)
def test_each_day_begun_costs_points_and_never_more_than_were_earned(hours, points):
    assert lost(hours, points_per_day=2) == points


@pytest.mark.parametrize(("hours", "points"), [(1, 5), (25, 10), (49, 10)])
def test_each_day_begun_costs_a_share_up_to_the_cap(hours, points):
    assert lost(hours, share_per_day=0.25, most_share=0.5) == points


@pytest.mark.parametrize(("minutes", "points"), [(15, None), (15.1, 2), (24 * 60 + 15, 4)])
def test_within_the_grace_nothing_is_lost_and_after_it_days_count_from_the_due_date(
    minutes, points
):
    assert lost(minutes / 60, points_per_day=2, grace_minutes=15) == points


def test_without_points_and_share_the_method_of_nbgrader_counts():
    assert lost(1) is None
    assert lost(1, penalty_method="zero") == SCORE
