import numpy as np
import pytest

from helpers.drawing.digits import class_bars, digit_gallery, network_answers, worst_mistakes
from tests.drawing.pixels import ink, pixels


def one_hot_answers(read, sure):
    """Softmax rows that read the given digits with the given probability."""
    answers = np.repeat((1 - np.array(sure, float)[:, None]) / 9, 10, axis=1)
    answers[np.arange(len(read)), read] = sure
    return answers


# Digits


def test_the_gallery_says_every_caption_in_its_alt_text():
    shown = digit_gallery(np.zeros((3, 28, 28), np.uint8), [5, 0, 4])
    assert shown.alt == "3 handwritten digits. 5; 0; 4."


def test_ink_is_black_and_as_large_as_the_digit():
    half = np.zeros((1, 28, 28), np.uint8)
    half[:, :, :14] = 255
    whole = np.full((1, 28, 28), 255, np.uint8)
    expected = ink(digit_gallery(whole, [""])) / 2
    assert ink(digit_gallery(half, [""])) == pytest.approx(expected, rel=0.05)
    assert ink(digit_gallery(np.zeros((1, 28, 28)), [""])) == 0


def test_pictures_with_a_channel_axis_are_drawn_like_those_without():
    picture = np.random.default_rng(0).random((2, 28, 28))
    assert digit_gallery(picture, "ab").html == digit_gallery(picture[..., None], "ab").html


def test_twelve_digits_in_rows_of_five_need_three_rows():
    one, two, three = (
        pixels(digit_gallery(np.zeros((n, 28, 28)), range(n), columns=5)).shape[0]
        for n in (5, 10, 12)
    )
    assert three - two == pytest.approx(two - one, abs=12)


def test_the_background_is_transparent_so_that_both_themes_show_through():
    values = pixels(digit_gallery(np.ones((2, 28, 28)), ["a", "b"]))
    assert values[0, 0, 3] == 0 and (values[..., 3] == 255).any()


@pytest.mark.parametrize(("pictures", "captions"), [(0, []), (2, ["a"])])
def test_a_gallery_without_a_caption_for_each_picture_is_refused(pictures, captions):
    with pytest.raises(ValueError, match=f"captions has {len(captions)} entries for {pictures}"):
        digit_gallery(np.zeros((pictures, 28, 28)), captions)


# Answers and mistakes


def test_an_answer_is_the_most_probable_digit_with_its_share():
    shown = network_answers(np.ones((2, 28, 28, 1)), one_hot_answers([4, 0], [0.757, 0.31]))
    assert shown.alt == "2 handwritten digits. 4 at 75.7 %; 0 at 31.0 %."


def test_what_is_on_a_picture_stands_above_the_answer():
    answers = one_hot_answers([4, 0], [0.757, 0.31])
    shown = network_answers(np.ones((2, 28, 28, 1)), answers, ["4 and 9", "0 and 3"])
    assert shown.alt == "2 handwritten digits. 4 and 9: 4 at 75.7 %; 0 and 3: 0 at 31.0 %."
    with pytest.raises(ValueError, match="1 names for 2 pictures"):
        network_answers(np.ones((2, 28, 28, 1)), answers, ["4 and 9"])


def test_the_surest_mistake_comes_first_and_right_answers_are_left_out():
    labels = np.array([1, 2, 3, 4])
    answers = one_hot_answers([1, 7, 8, 4], [0.99, 0.6, 0.9, 0.5])
    shown = worst_mistakes(np.zeros((4, 28, 28)), labels, answers)
    assert shown.alt == "2 handwritten digits. 3, read as 8 at 90.0 %; 2, read as 7 at 60.0 %."


def test_no_more_mistakes_are_shown_than_asked_for():
    answers = one_hot_answers([1] * 9, np.linspace(0.3, 0.9, 9))
    shown = worst_mistakes(np.zeros((9, 28, 28)), np.zeros(9, int), answers, count=3)
    assert shown.alt.startswith("3 handwritten digits. 0, read as 1 at 90.0 %")


def test_a_softmax_is_never_said_to_be_certain():
    answers = one_hot_answers([1], [1.0])
    assert "at 99.9 %" in worst_mistakes(np.zeros((1, 28, 28)), np.array([0]), answers).alt


def test_without_a_mistake_there_is_nothing_to_show():
    with pytest.raises(ValueError, match="every digit is read rightly"):
        worst_mistakes(np.zeros((1, 28, 28)), np.array([1]), one_hot_answers([1], [0.9]))


def test_mistakes_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="2 pictures, 1 labels and 1 rows"):
        worst_mistakes(np.zeros((2, 28, 28)), np.array([1]), one_hot_answers([1], [0.9]))


# Bars


def test_the_bars_are_said_with_their_values():
    values = np.zeros(10)
    values[3] = 2.5
    assert "logits: 0 has 0, 1 has 0, 2 has 0, 3 has 2.5," in class_bars({"logits": values}).alt


def test_bars_for_another_number_of_classes_are_refused():
    with pytest.raises(ValueError, match=r"'softmax' has the shape \(3,\)"):
        class_bars({"softmax": np.ones(3)})
