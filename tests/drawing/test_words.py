import numpy as np
import pytest

from helpers.drawing.words import fixed, not_reached, number, short


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.125, 2, "0.13"),  # a half, rounded away from zero
        (-0.125, 2, "−0.13"),
        (2.5, 0, "3"),
        (0.47, 3, "0.470"),
        (-0.001, 2, "0.00"),
        (12, 1, "12.0"),
    ],
)
def test_a_number_with_all_its_decimals(value, digits, text):
    assert fixed(value, digits) == text


def test_a_number_loses_the_zeros_at_its_end_but_not_those_before_its_point():
    assert number(0.470, 3) == "0.47"
    assert number(1200) == "1200" and number(1200, 0) == "1200"
    assert number(-0.001) == "0"


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0, 2, "0"),
        (0.5, 2, "0.5"),
        (1.0, 2, "1"),
        (0.000123, 2, "0.00012"),
        (1e-5, 2, "1e−5"),
        (3.94e-6, 2, "3.9e−6"),
        (3.901e-6, 3, "3.90e−6"),
        (9.96e-6, 2, "1e−5"),
        (0.125, 2, "0.13"),
        (-2e-5, 2, "−2e−5"),
        (12345.0, 2, "12000"),
    ],
)
def test_a_number_of_any_size_takes_few_characters(value, digits, text):
    assert short(value, digits) == text


def test_the_browser_writes_every_number_in_the_same_letters(call):
    random = np.random.default_rng(3)
    values = [0, 1, -1, 0.125, 0.0625, 1e-4, 9.996e-5, 0.00001, 0.99995, 999.5, 6600]
    values += (10.0 ** random.uniform(-12, 6, 300) * random.choice([-1, 1], 300)).tolist()
    for digits in (1, 2, 3):
        found = call("kit/words", *(["short", value, digits] for value in values))
        assert found == [short(value, digits) for value in values]
        found = call("kit/words", *(["number", value, digits] for value in values))
        assert found == [number(value, digits) for value in values]


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
