import pytest

from helpers.drawing.words import not_reached, number


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (3.0, 2, "3"),
        (-0.125, 2, "−0.13"),
        (0.125, 2, "0.13"),
        (-0.001, 2, "0"),
        (1e6 + 0.25, 1, "1000000.3"),
        (2.5, 0, "3"),
        (100, 0, "100"),
    ],
)
def test_a_number_is_short_its_halves_go_away_from_zero_and_its_minus_is_a_minus(
    value, digits, text
):
    assert number(value, digits) == text


@pytest.mark.parametrize(
    ("unreached", "said"),
    [
        ([(5,), ()], "No window reaches 1 row."),
        ([(), (3, 6)], "No window reaches 2 columns."),
        ([(0, 1), (4,)], "No window reaches 2 rows and 1 column."),
        ([(), ()], "All are seen."),
    ],
)
def test_rows_and_columns_that_are_not_reached_are_counted(unreached, said):
    assert not_reached(unreached, "All are seen.") == said
