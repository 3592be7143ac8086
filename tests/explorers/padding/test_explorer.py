"""The padding explorer: what Python and the browser compute, say and draw."""

import numpy as np
import pytest
from scipy.signal import correlate2d

from helpers.explorers.padding import explorer as padding_modes
from helpers.explorers.padding import picture as drawing_padding
from helpers.explorers.padding.picture import Padded
from tests.explorers.boxes import as_matrix, view_of

NUMBERS = np.random.default_rng(7)


@pytest.mark.parametrize("mode", ["zeros", "edge"])
@pytest.mark.parametrize("k", [3, 5, 9])
def test_padding_in_python_and_in_the_browser_is_that_of_numpy_and_scipy(call, mode, k):
    image, kernel = NUMBERS.random((6, 9)), NUMBERS.normal(size=(k, k))
    wide = np.pad(image, (k - 1) // 2, mode={"zeros": "constant", "edge": "edge"}[mode])
    expected = correlate2d(wide, kernel, mode="valid")
    padded = Padded(image, kernel, mode, ("photo", "box"))
    np.testing.assert_allclose(padded.bordered, wide)
    np.testing.assert_allclose(padded.output, expected, atol=1e-12)
    (found,) = call(
        "padding/border",
        ["filtered", as_matrix(image), as_matrix(kernel), ["zeros", "edge"].index(mode)],
    )
    np.testing.assert_allclose(found["bordered"]["values"], wide.ravel())
    np.testing.assert_allclose(found["output"]["values"], expected.ravel(), atol=1e-12)
    (said,) = call("padding/border", ["describe", found, {"image": "photo", "kernel": "box"}])
    assert said == drawing_padding.describe(padded)


def test_zeros_darken_the_border_of_a_photo_and_its_edge_does_not():
    face, box = padding_modes.face(), np.full((5, 5), 1 / 25)
    before, _ = drawing_padding.border(face)
    zeros, edge = (
        drawing_padding.border(Padded(face, box, mode, ("photo", "box")).output)[0]
        for mode in ("zeros", "edge")
    )
    assert zeros < 0.6 * before and edge == pytest.approx(before, rel=0.03)


def test_zeros_around_a_photo_make_the_strongest_edge_of_the_map():
    for kernel, columns in (("Sobel X", True), ("Sobel Y", False)):
        weights = padding_modes.filters.preset(kernel, 3).astype(float)
        strongest = {}
        for mode in ("zeros", "edge"):
            response = np.abs(Padded(padding_modes.face(), weights, mode, ("photo", kernel)).output)
            at = np.unravel_index(response.argmax(), response.shape)[1 if columns else 0]
            strongest[mode] = at in (0, 31)
        assert strongest == {"zeros": True, "edge": False}


def test_the_padding_explorer_starts_where_it_is_told(shown):
    box, _, text = shown(padding_modes.padding_modes, "digit", kernel="Sobel Y", k=7, mode="edge")
    view = view_of(box)
    assert text.startswith(
        "The digit, 28 by 28, padded with its own edge, 3 per side; Sobel Y of 7 by 7"
    )
    assert len(view.kernels[view.kernel]["kernels"][view.size]) == 7


@pytest.mark.parametrize(
    "settings", [{"image": "cat"}, {"kernel": "curve"}, {"k": 4}, {"mode": "reflect"}]
)
def test_a_padding_that_the_controls_cannot_show_is_refused(settings):
    ((name, value),) = settings.items()
    with pytest.raises(ValueError, match=f"{name} is {value!r}"):
        padding_modes.padding_modes(**settings)
