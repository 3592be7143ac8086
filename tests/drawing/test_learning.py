import numpy as np
import pytest

from helpers.drawing.learning import confusion_table, learning_curves


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
