import numpy as np
import pytest

from helpers.start.quiet_start import quiet_start
from helpers.training.accuracy import MANY, accuracy, right_after_moves, right_answers

with quiet_start():
    import keras


class BrightestColumn:
    """A 'network' that answers with the column, divided by 3, in which the brightest pixel is."""

    def __call__(self, pictures, training):
        columns = pictures.max(axis=(1, 3)).argmax(axis=1)
        return np.eye(10)[np.minimum(columns // 3, 9)]


@pytest.fixture
def dots():
    pictures = np.zeros((4, 28, 28, 1), "float32")
    pictures[:, 10, 6] = 1
    return pictures


def test_accuracy_is_the_share_of_right_answers(dots):
    labels = np.array([2, 2, 2, 5])
    assert right_answers(BrightestColumn(), dots, labels).tolist() == [True, True, True, False]
    assert accuracy(BrightestColumn(), dots, labels) == 0.75


def test_many_pictures_get_the_answers_that_few_of_them_get():
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [keras.Input((4, 4, 1)), keras.layers.Flatten(), keras.layers.Dense(3)]
    )
    random = np.random.default_rng(0)
    pictures, labels = random.random((MANY, 4, 4, 1), "float32"), random.integers(0, 3, MANY)
    halves = [
        right_answers(model, pictures[half], labels[half]) for half in np.split(np.arange(MANY), 2)
    ]
    together = right_answers(model, pictures, labels)
    assert together.tolist() == np.concatenate(halves).tolist()
    assert 0 < together.sum() < MANY


def test_each_picture_is_asked_for_after_each_move(dots):
    found = right_after_moves(BrightestColumn(), dots, np.array([2, 2, 3, 3]), [0, 2, 3])
    assert found.tolist() == [[True, True, False, False]] * 2 + [[False, False, True, True]]


@pytest.mark.parametrize(("way", "right"), [("right", 3), ("left", 1), ("down", 2), ("up", 2)])
def test_the_pictures_move_the_way_that_is_named(dots, way, right):
    found = right_after_moves(BrightestColumn(), dots, np.full(4, right), [3], way)
    assert found.all()
