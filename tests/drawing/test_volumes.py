import numpy as np

from helpers.drawing.volumes import connections_figure, volumes_figure


def test_a_dense_neuron_is_drawn_with_all_inputs_and_a_convolutional_one_with_its_window():
    dense, local = connections_figure(10, 3).axes
    assert (len(dense.lines), len(local.lines)) == (8 * 10, 8 * 3)


def test_volumes_are_drawn_in_one_scale():
    (axes,) = volumes_figure({"input": (32, 32, 3), "output": (28, 28, 12)}).axes
    fronts = [patch.get_xy() for patch in axes.patches[::6]]
    assert [np.ptp(front[:, 0]) for front in fronts] == [3, 12]
    assert [np.ptp(front[:, 1]) for front in fronts] == [32, 28]
    assert [text.get_text() for text in axes.texts] == [
        "input\n32 × 32 × 3",
        "output\n28 × 28 × 12",
    ]


def test_a_depth_column_is_drawn_with_the_patch_it_looks_at():
    shapes = {"a": (32, 32, 3), "b": (28, 28, 12)}
    (bare,), (marked,) = (
        figure.axes
        for figure in (volumes_figure(shapes), volumes_figure(shapes, column=(8, 14), kernel=5))
    )
    assert len(marked.lines) == 4  # to the corners of the patch
    patch, *column = (one.get_xy() for one in marked.patches[len(bare.patches) :])
    assert np.ptp(patch[:, 1]) > 5
    front = column[0]  # of a block that is one cell high and as deep as the volume
    assert (np.ptp(front[:, 0]), round(np.ptp(front[:, 1]), 9)) == (12, 1)
