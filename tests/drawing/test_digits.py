import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

from helpers.drawing.digits import (
    class_bars,
    digit_gallery,
    feature_maps,
    network_answers,
    worst_mistakes,
)
from helpers.drawing.learning import confusion_table, learning_curves


def pixels(shown):
    """RGBA values of a picture as the notebook gets it."""
    data = re.search('base64,([^"]+)', shown.html)[1]
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGBA"))


def ink(shown):
    """How many opaque black pixels it has."""
    values = pixels(shown)
    return int((values == (0, 0, 0, 255)).all(axis=-1).sum())


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


# Feature maps


def test_every_layer_is_named_with_its_size_and_its_empty_maps():
    maps = np.ones((26, 26, 32))
    maps[..., [0, 7, 9]] = 0
    shown = feature_maps({"picture": np.ones((28, 28, 1)), "conv2d": maps})
    assert shown.alt == (
        "One picture on its way through the network. picture: 1 of 1 maps, 28 by 28; "
        "conv2d: 8 of 32 maps, 26 by 26, 2 of them empty."
    )


def test_the_maps_of_a_layer_are_drawn_on_one_scale():
    weak_beside_strong, strong_alone = np.ones((4, 4, 2)), np.ones((4, 4, 1))
    weak_beside_strong[..., 1] = 0.1
    assert ink(feature_maps({"a": weak_beside_strong}, count=2)) == pytest.approx(
        ink(feature_maps({"a": strong_alone}, count=2)), rel=0.02
    )


def test_an_output_that_is_no_image_is_refused_by_name():
    with pytest.raises(ValueError, match=r"'flatten' has the shape \(576,\)"):
        feature_maps({"flatten": np.zeros(576)})


# Bars, curves, confusions


def test_the_bars_are_said_with_their_values():
    values = np.zeros(10)
    values[3] = 2.5
    assert "logits: 0 has 0, 1 has 0, 2 has 0, 3 has 2.5," in class_bars({"logits": values}).alt


def test_bars_for_another_number_of_classes_are_refused():
    with pytest.raises(ValueError, match=r"'softmax' has the shape \(3,\)"):
        class_bars({"softmax": np.ones(3)})


def test_the_curves_say_where_they_begin_and_end():
    history = {
        "loss": [0.5, 0.1],
        "accuracy": [0.8, 0.95],
        "val_loss": [0.3, 0.2],
        "val_accuracy": [0.9, 0.91],
    }
    assert learning_curves(history).alt == (
        "Curves over 2 epochs: training loss from 0.500 to 0.100; "
        "validation loss from 0.300 to 0.200; training accuracy from 0.800 to 0.950; "
        "validation accuracy from 0.900 to 0.910."
    )


def test_a_history_without_validation_has_no_validation_curve():
    alt = learning_curves({"loss": [0.5], "accuracy": [0.8]}).alt
    assert "validation" not in alt


def test_a_history_without_accuracy_is_refused_with_the_remedy():
    with pytest.raises(ValueError, match=r"no 'accuracy', only \['loss'\].*metrics"):
        learning_curves({"loss": [0.5]})


def test_the_most_frequent_confusions_are_said():
    counts = np.diag([10] * 10)
    counts[4, 9], counts[7, 2] = 3, 5
    alt = confusion_table(counts).alt
    assert "100 of 108 are read rightly" in alt
    assert "7 read as 2, 5 times; 4 read as 9, 3 times" in alt


def test_without_mistakes_none_is_named():
    assert "mistakes" not in confusion_table(np.diag([10] * 10)).alt


def test_a_table_that_is_not_square_is_refused():
    with pytest.raises(ValueError, match=r"\(10, 9\)"):
        confusion_table(np.zeros((10, 9), int))
