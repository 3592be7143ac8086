import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

from helpers.drawing.photos import answer_row, filter_bank, photo_row
from helpers.images import photos


def files(shown):
    """The pictures in the HTML, as arrays from 0 to 1."""
    encoded = re.findall(r'src="data:image/webp;base64,([^"]+)"', shown.html)
    opened = [Image.open(io.BytesIO(base64.b64decode(one))).convert("RGB") for one in encoded]
    return [np.asarray(one) / 255 for one in opened]


def test_a_photo_is_small_and_nearly_the_same_and_few_pixels_are_exact():
    large, small = photos.grey("astronaut"), photos.grey("camera", size=20)
    shown = photo_row({"large": large, "small": small}, alt="two photos")
    read_large, read_small = files(shown)
    assert np.abs(read_large[..., 0] - large).mean() < 0.02
    assert np.abs(read_small - small[..., None]).max() <= 0.5 / 255 + 1e-6
    assert len(shown.html) < 25_000


def test_every_picture_has_a_title_and_the_row_has_its_words():
    shown = photo_row({"a < b": np.zeros((4, 4)), "": np.ones((4, 4, 3))}, alt='a "row"')
    assert re.findall(r'<img alt="([^"]*)"', shown.html) == ["a &lt; b", "a &quot;row&quot;"]
    assert 'role="img" aria-label="a &quot;row&quot;"' in shown.html
    assert shown.html.count("<figcaption>") == 1 and repr(shown) == 'a "row"'
    with pytest.raises(ValueError, match="say in words what the picture shows"):
        photo_row({"x": np.zeros((4, 4))}, alt=" ")


def test_values_beyond_black_and_white_are_cut_off():
    (read,) = files(photo_row({"x": np.array([[-3.0, 0.5, 7.0]])}, alt="three pixels"))
    assert np.allclose(read[0, :, 0], [0, 0.5, 1], atol=0.01)


def test_answers_are_blue_below_0_and_orange_above():
    (read,) = files(answer_row({"x": np.array([[-2.0, 0.0, 2.0]])}, alt="three answers"))
    below, zero, above = read[0]
    assert below[2] > below[0] + 0.3 and above[0] > above[2] + 0.3
    assert np.ptp(zero) < 0.05 and zero.min() > 0.9


def test_a_limit_makes_rows_comparable():
    weak = answer_row({"x": np.array([[1.0]])}, alt="one answer", limit=4)
    strong = answer_row({"x": np.array([[4.0]])}, alt="one answer", limit=4)
    assert np.ptp(files(weak)[0]) < np.ptp(files(strong)[0])


def test_a_bank_shows_each_filter_in_its_place_around_mid_grey():
    kernels = np.random.default_rng(1).normal(size=(3, 3, 3, 5))
    (read,) = files(filter_bank(kernels, alt="five filters", columns=3))
    assert read.shape == (2 * 4 + 1, 3 * 4 + 1, 3)
    fourth = read[5:8, 1:4]
    assert np.allclose(
        fourth, 0.5 + kernels[..., 3] / (2 * np.abs(kernels[..., 3]).max()), atol=0.01
    )
    assert np.all(read[5:8, 9:12] == 1)  # there is no sixth
    with pytest.raises(ValueError, match="the kernels have 2 channels"):
        filter_bank(np.zeros((3, 3, 2, 4)), alt="none")
