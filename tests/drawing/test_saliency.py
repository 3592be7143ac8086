import numpy as np

from helpers.drawing.saliency import Cells, saliency_maps

DIGIT = np.zeros((28, 28))
DIGIT[8:20, 10:14] = 1


def test_the_words_say_where_each_map_is_strongest():
    fine, coarse = np.zeros((28, 28)), np.eye(3)
    fine[3, 5], fine[7, 7] = -0.5, 0.25
    drawn = saliency_maps({"gradient": fine, "Grad-CAM": 2 * coarse}, DIGIT)
    assert drawn.alt == (
        "A digit, and where a logit depends on it. "
        "gradient: strongest in row 3, column 5, −0.5; "
        "Grad-CAM: strongest in row 0, column 0, 2."
    )


def test_a_coarse_map_lies_where_its_cells_are(monkeypatch):
    figures = []
    monkeypatch.setattr(
        "helpers.drawing.saliency.picture", lambda figure, alt: figures.append(figure)
    )
    saliency_maps({"a": np.eye(3), "b": np.eye(28)}, DIGIT, {"a": Cells(7, 4)})
    digit, coarse, fine = figures[0].axes
    assert np.array_equal(digit.images[0].get_array(), DIGIT)
    assert list(coarse.images[0].get_extent()) == [6.5, 18.5, 18.5, 6.5]
    assert list(fine.images[0].get_extent()) == [-0.5, 27.5, 27.5, -0.5]
    assert coarse.get_xlim() == fine.get_xlim() == (-0.5, 27.5)
    assert [axes.get_title() for axes in figures[0].axes] == ["the digit", "a", "b"]
