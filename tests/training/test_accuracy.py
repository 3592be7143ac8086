import numpy as np

from helpers.training.accuracy import accuracy, accuracy_by_shift


class BrightestColumn:
    """A 'network' that answers with the column, divided by 3, in which the brightest pixel is."""

    def predict(self, pictures, **options):
        columns = pictures.max(axis=(1, 3)).argmax(axis=1)
        return np.eye(10)[np.minimum(columns // 3, 9)]


def test_accuracy_is_the_share_of_right_answers():
    dots = np.zeros((4, 28, 28, 1), "float32")
    dots[:, 10, 6] = 1
    assert accuracy(BrightestColumn(), dots, np.array([2, 2, 2, 5])) == 0.75
    assert accuracy_by_shift(BrightestColumn(), dots, np.full(4, 2), [0, 2, 3]) == [1.0, 1.0, 0.0]
