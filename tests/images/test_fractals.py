import numpy as np
import pytest
from scipy import ndimage

from helpers.images.fractals import STAR, STAR_TURN, STAR_ZOOM, mandelbrot, shades


def orbit(c, steps):
    """z₁, z₂, … of z ← z² + c from 0, in plain Python."""
    z, seen = 0, []
    for _ in range(steps):
        z = z * z + c
        seen.append(z)
    return seen


def test_points_of_the_set_never_escape_and_points_outside_do():
    counts = mandelbrot(-1, 1e-3, size=3)  # the middle of the disc of period 2
    assert np.all(np.isinf(counts))
    assert np.all(np.isfinite(mandelbrot(2, 1e-3, size=3)))  # 2 → 6 → 38 → …


def test_the_count_is_that_of_a_plain_loop_up_to_its_smoothing():
    counts = mandelbrot(-0.5, 3.0, size=9, limit=50)
    steps = np.linspace(-1.5, 1.5, 9)
    for i, imaginary in enumerate(steps[::-1]):
        for j, real in enumerate(steps):
            beyond = [
                n
                for n, z in enumerate(orbit(complex(real - 0.5, imaginary), 12), 1)
                if abs(z) > 100
            ]
            if beyond and np.isfinite(counts[i, j]):
                # log₂(log₂ 100) = 2.73 steps lie between the radius 2 and the radius 100
                assert beyond[0] - 2.8 <= counts[i, j] <= beyond[0] - 1.7


def test_the_picture_is_upright_and_mirrored_at_the_real_axis():
    counts = mandelbrot(-0.5, 3.0, size=64)
    assert np.array_equal(np.isinf(counts), np.isinf(counts[::-1]))
    above = mandelbrot(-0.5 + 0.75j, 1.5, size=32)
    assert (
        np.isinf(above[-1]).sum() > np.isinf(above[0]).sum() == 0
    )  # the top row is the larger imaginary part


def test_the_star_stands_still_from_its_fourth_step_and_would_be_thrown_away():
    z = orbit(STAR, 6)
    assert abs(z[3] - z[2]) > 1 and np.allclose(z[3:], z[3], atol=1e-12)
    assert abs(2 * z[3]) == pytest.approx(STAR_ZOOM, abs=1e-12)
    assert np.degrees(np.angle(2 * z[3])) == pytest.approx(STAR_TURN, abs=1e-10)


def test_the_star_looks_the_same_enlarged_and_turned():
    width, half = 2.0**-20, 100
    here = shades(mandelbrot(STAR, width, size=2 * half + 1))
    closer = shades(mandelbrot(STAR, width / STAR_ZOOM, size=2 * half + 1))
    up, right = np.mgrid[half : -half - 1 : -1, -half : half + 1]
    place = right + 1j * up

    def likeness(degrees):
        """Correlation of the closer picture with this one, turned clockwise, inside a circle."""
        source = place * np.exp(1j * np.radians(degrees))
        turned = ndimage.map_coordinates(here, [half - source.imag, half + source.real], order=1)
        inside = np.abs(place) < half - 1
        return np.corrcoef(turned[inside], closer[inside])[0, 1]

    assert likeness(STAR_TURN) > 0.99
    assert likeness(0) < 0.95 and likeness(-STAR_TURN) < 0.98


def test_shades_start_anew_for_each_picture():
    near, far = mandelbrot(STAR, 2.0**-10), mandelbrot(STAR, 2.0**-30)
    assert np.nanmin(far) > np.nanmin(near) + 20
    for counts in (near, far):
        shade = shades(counts)
        assert shade.max() == 1 and 0 <= shade.min() < 0.1
    assert np.all(shades(mandelbrot(-1, 1e-3, size=3)) == 0)


@pytest.mark.parametrize(("size", "width"), [(1, 3.0), (64, 0.0)])
def test_an_empty_square_is_refused_with_its_numbers(size, width):
    with pytest.raises(ValueError, match=rf"size is {size} and width {width}"):
        mandelbrot(0, width, size=size)
