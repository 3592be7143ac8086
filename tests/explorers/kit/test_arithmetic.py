"""The browser's arithmetic of sizes is that of Python."""

import itertools

from helpers.convolution import (
    dilated_size,
    leftover,
    output_size,
    padding_sides,
    same_padding,
    unreached,
)

GEOMETRIES = list(
    itertools.product(
        (1, 2, 3, 5, 6, 8, 11, 28),  # n
        (1, 2, 3, 4, 5, 7),  # k
        (0, 1, 3, "valid", "same", [1, 2], [0, 3]),  # padding
        (1, 2, 3, 4),  # stride
        (1, 2, 3),  # dilation
    )
)


def or_none_where_it_does_not_fit(function, n, k, padding, stride, dilation):
    try:
        return function(n, k, padding=padding, stride=stride, dilation=dilation)
    except ValueError:
        return None


def test_lengths_of_kernels_and_paddings_are_those_of_python(call):
    calls, expected = [], []
    for n, k, padding, stride, dilation in GEOMETRIES:
        calls += [
            ["dilatedSize", k, dilation],
            ["samePadding", n, k, stride, dilation],
            ["paddingSides", padding, n, k, stride, dilation],
        ]
        expected += [
            dilated_size(k, dilation),
            list(same_padding(n, k, stride=stride, dilation=dilation)),
            list(padding_sides(padding, n, k, stride=stride, dilation=dilation)),
        ]
    assert call("kit/arithmetic", *calls) == expected


def test_output_sizes_are_those_of_python_and_zero_where_the_kernel_does_not_fit(call):
    calls = [
        ["outputSize", n, k, {"padding": p, "stride": s, "dilation": d}]
        for n, k, p, s, d in GEOMETRIES
    ]
    expected = [or_none_where_it_does_not_fit(output_size, *geometry) for geometry in GEOMETRIES]
    assert 0 not in expected and None in expected
    assert call("kit/arithmetic", *calls) == [size or 0 for size in expected]


def test_rows_that_no_window_reaches_are_those_of_python(call):
    fitting = [g for g in GEOMETRIES if or_none_where_it_does_not_fit(output_size, *g)]
    options = [{"padding": p, "stride": s, "dilation": d} for _, _, p, s, d in fitting]
    gaps = call(
        "kit/arithmetic",
        *(["unreached", n, k, o] for (n, k, *_), o in zip(fitting, options, strict=True)),
    )
    ends = call(
        "kit/arithmetic",
        *(["leftover", n, k, o] for (n, k, *_), o in zip(fitting, options, strict=True)),
    )
    assert gaps == [
        list(unreached(n, k, **o)) for (n, k, *_), o in zip(fitting, options, strict=True)
    ]
    assert ends == [leftover(n, k, **o) for (n, k, *_), o in zip(fitting, options, strict=True)]
    assert any(gaps) and any(ends)
