import pytest

from helpers.explorers.weight_matrix import weight_matrix_explorer
from helpers.explorers.weight_matrix.layer import FORMS, WeightMatrix, describe, describe_place
from tests.explorers.boxes import controls_of, view_of


def test_it_starts_where_it_is_told(shown):
    layer = WeightMatrix("local", 4, 2, 2, 1)
    box, figure, text = shown(weight_matrix_explorer, layer, output=3, column=7)
    view = view_of(box)
    assert (view.forms[view.form], view.n, view.k, view.stride, view.padding) == (
        "local", 4, 2, 2, 1
    )  # fmt: skip
    assert (view.output, view.column) == (3, 7)
    names = ["layer", "input n", "kernel k", "stride s", "padding p"]
    assert list(controls_of(box)) == names
    assert text == f"{describe(layer)} {describe_place(layer, 3, 7)}"
    titles = [axes.get_title() for figure in figure.subfigs for axes in figure.axes]
    assert titles == [
        "input", "weights of this output", "output", "the input, row by row", "",
        "weights 9 × 16", "output",
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_picture_frames_the_row_and_every_copy_of_the_weight(shown, form):
    layer = WeightMatrix(form)
    _, figure, _ = shown(weight_matrix_explorer, layer, output=4, column=6)
    matrix = figure.subfigs[1].axes[2]
    frames = [one for one in matrix.patches if one.get_linewidth() > 1]
    drawn = {(round(one.get_y() + 0.5), round(one.get_x() + 0.5)) for one in frames}
    assert drawn == {(4, 0), *layer.copies(4, 6)}


@pytest.mark.parametrize(
    ("layer", "place", "complaint"),
    [
        (WeightMatrix("sparse"), {}, "form is 'sparse'; the choices are dense, local, shared"),
        (WeightMatrix(n=6), {}, "n is 6"),
        (WeightMatrix(k=1), {}, "k is 1"),
        (WeightMatrix(padding=2), {}, "padding is 2"),
        (WeightMatrix(stride=3), {}, "stride is 3"),
        (WeightMatrix(), {"output": 9}, "output is 9"),
        (WeightMatrix("im2col"), {"column": 9}, "column is 9"),
    ],
)
def test_what_the_controls_cannot_show_is_refused(layer, place, complaint):
    with pytest.raises(ValueError, match=complaint):
        weight_matrix_explorer(layer, **({"output": 0, "column": 0} | place))
