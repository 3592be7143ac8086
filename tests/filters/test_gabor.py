import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skimage.filters import gabor_kernel

from helpers.convolution import cross_correlate
from helpers.filters.gabor import gabor, gabor_bank, spread
from helpers.filters.kernels import SOBEL_X, SOBEL_Y

MACHINE_MAY_BE_BUSY = settings(deadline=None, max_examples=40)
filters = st.fixed_dictionaries(
    {
        "wavelength": st.floats(3, 16),
        "angle": st.floats(-180, 180),
        "phase": st.floats(-180, 180),
        "bandwidth": st.floats(0.8, 2.5),
        "elongation": st.floats(0.5, 2),
    }
)


@MACHINE_MAY_BE_BUSY
@given(filters)
def test_a_filter_is_a_bell_times_a_wave_as_scikit_image_computes_it(choice):
    ours = gabor(**choice).astype(float)
    sigma = spread(choice["wavelength"], choice["bandwidth"])
    shape = {
        "theta": np.radians(90 - choice["angle"]),
        "sigma_x": sigma,
        "sigma_y": choice["elongation"] * sigma,
    }
    theirs = gabor_kernel(
        1 / choice["wavelength"], offset=-np.radians(choice["phase"]), n_stds=12, **shape
    ).real
    bell = gabor_kernel(1e-12, n_stds=12, **shape).real
    # Ours is theirs, scaled, less as much of the bell as makes it add up to 0.
    parts = np.stack([middle(theirs, len(ours)).ravel(), middle(bell, len(ours)).ravel()], axis=1)
    (scale, _), *_ = np.linalg.lstsq(parts, ours.ravel(), rcond=None)
    balance = -scale * parts[:, 0].sum() / parts[:, 1].sum()
    assert scale > 0
    assert np.allclose(parts @ [scale, balance], ours.ravel(), atol=1e-4 * np.abs(ours).max())


def middle(kernel, size):
    top, left = ((n - size) // 2 for n in kernel.shape)
    assert top >= 0 and left >= 0
    return kernel[top : top + size, left : left + size]


@MACHINE_MAY_BE_BUSY
@given(filters)
def test_positive_and_negative_weights_add_up_to_1_each(choice):
    kernel = gabor(**choice).astype(float)
    assert kernel[kernel > 0].sum() == pytest.approx(1, abs=1e-4)
    assert kernel.sum() == pytest.approx(0, abs=1e-4)


@MACHINE_MAY_BE_BUSY
@given(wavelength=st.floats(4, 12), bandwidth=st.floats(1, 1.5))
def test_the_bandwidth_is_where_the_answer_has_fallen_to_a_half(wavelength, bandwidth):
    kernel = gabor(wavelength, 90, bandwidth=bandwidth, size=101).sum(axis=0).astype(float)
    place = np.arange(-50, 51)
    answer = {
        f: np.abs(kernel @ np.exp(2j * np.pi * f * place)) for f in np.linspace(0.005, 0.5, 991)
    }
    best = max(answer.values())
    passed = [f for f, value in answer.items() if value >= best / 2]
    assert np.log2(max(passed) / min(passed)) == pytest.approx(bandwidth, abs=0.12)


def test_phase_90_sees_edges_with_the_signs_of_sobel():
    for angle, sobel in ((90, SOBEL_X), (0, SOBEL_Y)):
        kernel = gabor(6, angle, phase=90, size=3)
        assert np.all(np.sign(np.round(kernel, 6)) == np.sign(sobel))


@pytest.mark.parametrize("angle", [0, 30, 45, 90, 120, 165])
def test_a_filter_likes_a_bar_at_its_own_angle_best(angle):
    row, column = np.mgrid[-20:21, -20:21]

    def bar(degrees):
        # The line through the middle that rises to the right by so many degrees, three pixels wide
        turn = np.radians(degrees)
        return (np.abs(column * np.sin(turn) + row * np.cos(turn)) < 1.5).astype(float)

    kernel = gabor(8, angle, size=41)
    answers = {degrees: float((bar(degrees) * kernel).sum()) for degrees in range(0, 180, 15)}
    assert max(answers, key=answers.get) == angle


def test_the_centre_moves_the_filter():
    still, moved = gabor(6, 30, size=41), gabor(6, 30, size=41, centre=(3, -5))
    assert np.allclose(moved[5:-2, 2:-7], still[2:-5, 7:-2], atol=1e-4)


def test_a_bank_answers_with_one_map_for_each_angle():
    bank = gabor_bank(4, (0, 45, 90, 135), size=9)
    picture = np.random.default_rng(3).random((20, 20, 1))
    maps = cross_correlate(picture, bank)
    assert bank.shape == (9, 9, 1, 4) and maps.shape == (12, 12, 4)
    assert np.allclose(
        maps[..., 1], cross_correlate(picture[..., 0], gabor(4, 45, size=9)), atol=1e-6
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"wavelength": 2}, "wavelength is 2; .* at least 3"),
        ({"wavelength": 8, "bandwidth": 0}, "bandwidth is 0; it must be larger than 0"),
        ({"wavelength": 8, "elongation": -1}, "elongation is -1"),
        ({"wavelength": 8, "size": 10}, "size is 10; it must be odd"),
    ],
)
def test_a_filter_that_cannot_be_drawn_is_refused_with_its_value(arguments, message):
    with pytest.raises(ValueError, match=message):
        gabor(**arguments)
