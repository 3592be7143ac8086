"""The im2col explorer: what Python and the browser compute and say."""

import itertools

import numpy as np
import pytest

from helpers.convolution import cross_correlate, im2col
from helpers.explorers.im2col import explorer as im2col_explorer
from helpers.explorers.im2col import picture as drawing_im2col
from tests.explorers.boxes import view_of

COLUMNS = [
    im2col_explorer.chosen(*settings)
    for settings in itertools.product(
        im2col_explorer.KERNELS, im2col_explorer.STRIDES, im2col_explorer.PADDINGS, (1, 2)
    )
]


def test_the_matrices_of_the_browser_are_those_of_im2col_and_their_product_is_the_convolution(call):
    asked = [
        ["matrices", c.x.tolist(), c.kernels.tolist(), {"padding": c.padding, "stride": c.stride}]
        for c in COLUMNS
    ]
    for columns, found in zip(COLUMNS, call("im2col/matrices", *asked), strict=True):
        options = {"padding": columns.padding, "stride": columns.stride}
        x_col = im2col(columns.x, columns.k, **options)
        assert found["xCol"]["values"] == x_col.ravel().tolist()
        assert found["wRow"]["values"] == columns.w_row.ravel().tolist()
        maps = cross_correlate(columns.x, columns.kernels, method="loops", **options)
        assert found["product"]["values"] == np.moveaxis(maps, -1, 0).ravel().tolist()
        assert found["product"]["values"] == columns.product.ravel().tolist()
        assert found["size"] == columns.size


def test_the_browser_says_the_same_of_a_column_and_of_a_pixel_and_its_copies(call):
    cases = []
    for columns in COLUMNS:
        last = columns.x_col.shape[1] - 1
        cases += [
            (columns, last, 1, -1),
            (columns, last // 2, 0, 0),
            (columns, 0, 0, columns.x.size // 2),
        ]
    made = call(
        "im2col/matrices",
        *(
            [
                "matrices",
                c.x.tolist(),
                c.kernels.tolist(),
                {"padding": c.padding, "stride": c.stride},
            ]
            for c, *_ in cases
        ),
    )
    said = call(
        "im2col/matrices",
        *(["describe", one, *rest] for one, (_, *rest) in zip(made, cases, strict=True)),
    )
    assert said == [drawing_im2col.describe(*case) for case in cases]


def test_a_middle_pixel_stands_in_nine_columns_and_a_corner_in_one():
    columns = im2col_explorer.chosen(3, 1, 0, 1)
    assert drawing_im2col.describe(columns, pixel=12).endswith(
        "row 2, column 2 stands in 9 columns."
    )
    assert drawing_im2col.describe(columns, pixel=0).endswith("row 0, column 0 stands in 1 column.")


def test_the_product_is_written_out_and_right(call):
    c = im2col_explorer.chosen(2, 2, 1, 2)
    (made,) = call(
        "im2col/matrices",
        ["matrices", c.x.tolist(), c.kernels.tolist(), {"padding": 1, "stride": 2}],
    )
    (text,) = call("im2col/matrices", ["calculation", made, 4, 1])
    left, right = text.replace("·", "*").replace("−", "-").split("=")
    assert eval(left) == int(right) == c.product[1, 4]


def test_the_im2col_explorer_starts_where_it_is_told(shown):
    box, _, text = shown(
        im2col_explorer.im2col_explorer, 2, stride=2, padding=1, channels=2, column=7
    )
    view = view_of(box)
    assert (view.k, view.stride, view.padding, view.channels, view.column) == (2, 2, 1, 2, 7)
    assert "X_col has 8 rows and 9 columns, 72 numbers from 50." in text


@pytest.mark.parametrize(
    "settings", [{"k": 4}, {"stride": 0}, {"padding": 2}, {"channels": 3}, {"column": 9}]
)
def test_an_im2col_that_the_controls_cannot_show_is_refused(settings):
    ((name, value),) = settings.items()
    with pytest.raises(ValueError, match=f"{name} is {value}"):
        im2col_explorer.im2col_explorer(**settings)
