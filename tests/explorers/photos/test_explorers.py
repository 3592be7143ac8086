import io
import re

import ipywidgets as widgets
import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from helpers.explorers.photos import (
    fractal_zoom,
    photo_filter,
)
from helpers.explorers.photos import (
    gabor as gabor_explorer,
)
from helpers.explorers.photos import (
    pyramid as pyramid_explorer,
)
from helpers.explorers.photos.explorer import PanelsView, explorer, to_bytes
from helpers.explorers.photos.picture import Panel, Scene, draw_panels
from helpers.filters.gabor import gabor
from helpers.filters.kernels import SHARPEN, SOBEL_X
from helpers.filters.spots import spot_filter
from helpers.images import photos

SCENES = {
    photo_filter.filter_scene: ("astronaut", "sharpen", 3, 1.0),
    gabor_explorer.gabor_scene: ("camera", 6, 90, 90, 1.0),
    pyramid_explorer.pyramid_scene: ("chelsea", "dark spots", 2),
    fractal_zoom.zoom_scene: ("coffee", 3),
}


def view_of(box):
    return next(child for child in box.children if isinstance(child, PanelsView))


def controls_of(box):
    return {control.description: control for control in box.children[0].children}


@pytest.fixture
def shown(monkeypatch):
    """What a function shows: the widget, the static picture and the text."""
    bundles = []
    monkeypatch.setattr(
        "helpers.explorers.photos.explorer.show", lambda *bundle: bundles.append(bundle)
    )

    def run(function, *arguments):
        function(*arguments)
        return bundles.pop()

    return run


# The photo filter


@pytest.mark.parametrize("name", photo_filter.FILTERS)
@pytest.mark.parametrize("strength", [0.0, 0.3, 1.0, 2.0])
def test_a_filtered_photo_is_scipys_and_mid_grey_stays_mid_grey(name, strength):
    kernel = photo_filter.mixed_kernel(name, 5, strength)
    photo = photos.grey("camera", size=64)
    expected = ndimage.correlate(photo, kernel, mode="nearest") + (1 - kernel.sum()) / 2
    assert np.allclose(photo_filter.filtered(photo, kernel), expected, atol=1e-5)
    plain = np.full((9, 9), 0.5)
    assert np.allclose(photo_filter.filtered(plain, kernel), 0.5, atol=1e-6)


def test_strength_0_shows_the_photo_and_strength_1_the_named_kernel():
    assert np.array_equal(photo_filter.mixed_kernel("Sobel X", 3, 1.0), SOBEL_X)
    assert np.array_equal(photo_filter.mixed_kernel("sharpen", 3, 1.0), SHARPEN)
    for name in photo_filter.FILTERS:
        photo, _, result = photo_filter.filter_scene("coffee", name, 3, 0.0).panels
        assert np.allclose(result.values, photo.values, atol=1e-6)


def test_the_text_says_what_the_kernel_adds_up_to():
    assert (
        "The kernel adds up to 0.00;"
        in photo_filter.filter_scene("grass", "Laplacian", 7, 1.0).text
    )
    assert (
        "The kernel adds up to −1.00;" in photo_filter.filter_scene("grass", "Sobel Y", 3, 2.0).text
    )


# The Gabor explorer


def test_the_frame_holds_the_place_of_the_strongest_answer():
    scene = gabor_explorer.gabor_scene("chelsea", 8, 45, 0, 1.0)
    photo, shown_filter, answer = scene.panels
    kernel = gabor(8, 45)
    expected = ndimage.correlate(photo.values, kernel, mode="nearest")
    assert np.allclose(answer.values, expected, atol=1e-5)
    row, column = np.unravel_index(np.abs(expected).argmax(), expected.shape)
    half = len(kernel) // 2
    assert photo.frames == ((row - half, column - half, 2 * half + 1, 2 * half + 1),)
    assert f"{expected[row, column]:.2f}".replace("-", "−") in scene.text
    assert shown_filter.values.shape == (gabor_explorer.FRAME, gabor_explorer.FRAME)
    assert np.isclose(np.abs(shown_filter.values).sum(), 2, atol=1e-4)


def test_the_largest_filter_of_the_sliders_fits_its_frame():
    largest = gabor(gabor_explorer.LONGEST, 30, bandwidth=gabor_explorer.NARROWEST)
    assert len(largest) <= gabor_explorer.FRAME


# The pyramid


@pytest.mark.parametrize("level", range(pyramid_explorer.LEVELS))
def test_the_window_of_a_level_covers_twice_as_much_of_the_photo_as_that_of_the_level_before(level):
    photo, small, answer = pyramid_explorer.pyramid_scene("astronaut", "bright spots", level).panels
    ((row, column, high, wide),) = small.frames
    assert small.values.shape == (256 // 2**level,) * 2
    assert (high, wide) == spot_filter(2).shape
    assert photo.frames == ((row * 2**level, column * 2**level, high * 2**level, wide * 2**level),)
    patch = small.values[row : row + high, column : column + wide]
    assert np.isclose((patch * spot_filter(2)).sum(), answer.values.max(), atol=1e-5)


def test_dark_spots_are_bright_ones_of_the_negative():
    bright = pyramid_explorer.pyramid_scene("chelsea", "bright spots", 1).panels[2].values
    dark = pyramid_explorer.pyramid_scene("chelsea", "dark spots", 1).panels[2].values
    assert np.allclose(bright, -dark, atol=1e-6)


# The fractal zoom


def test_a_photo_enlarged_by_4_shows_a_quarter_of_its_rows_as_squares():
    picture = np.arange(64.0).reshape(8, 8)
    closer = fractal_zoom.magnified(picture, (0.5, 0.5), 4)
    assert np.array_equal(closer, np.kron(picture[3:5, 3:5], np.ones((4, 4))))


@pytest.mark.parametrize(("centre", "corner"), [((0, 0), 0), ((1, 1), 63)])
def test_at_the_border_the_part_is_moved_inside(centre, corner):
    picture = np.arange(64.0).reshape(8, 8)
    closer = fractal_zoom.magnified(picture, centre, 8)
    assert np.all(closer == corner)


def test_the_photo_runs_out_of_pixels_and_the_fractal_does_not():
    texts, variety = [], []
    for octaves in (0, 6, 8, fractal_zoom.DEEPEST):
        scene = fractal_zoom.zoom_scene("chelsea", octaves)
        texts.append(re.search(r"Of the photo (.*) can be seen", scene.text)[1])
        variety.append([len(np.unique(panel.values)) for panel in scene.panels])
    assert texts == ["256 × 256 pixels", "4 × 4 pixels", "a single pixel", "a part of one pixel"]
    assert variety[-1][0] <= 3 and all(fractal > 400 for _, fractal in variety)


# All of them


@pytest.mark.parametrize(
    ("scene", "settings"), SCENES.items(), ids=[scene.__name__ for scene in SCENES]
)
def test_a_scene_says_in_words_what_it_shows_and_can_be_drawn_on_paper(scene, settings):
    shown = scene(*settings)
    assert len(shown.text) > 60 and "nan" not in shown.text
    with Image.open(io.BytesIO(draw_panels(shown.panels))) as picture:
        assert picture.format == "PNG" and picture.width > 2 * picture.height * 0.8
    assert len(draw_panels(shown.panels)) < 80_000


@pytest.mark.parametrize(
    ("function", "moves"),
    [
        (
            photo_filter.photo_filter,
            {"photo": "brick", "filter": "box", "kernel size": "7", "strength": 1.5},
        ),
        (
            gabor_explorer.gabor_explorer,
            {"photo": "brick", "wavelength": 9.5, "angle": 30, "phase": 0, "bandwidth": 2.0},
        ),
        (
            pyramid_explorer.pyramid_explorer,
            {"photo": "coffee", "filter": "bright spots", "level": 3},
        ),
        (fractal_zoom.fractal_zoom, {"photo": "coffee", "octaves": 11}),
    ],
)
def test_every_control_changes_the_picture_and_its_text(shown, function, moves):
    box, static, text = shown(function)
    view, controls = view_of(box), controls_of(box)
    assert view.text == text and static.startswith(b"\x89PNG")
    assert set(controls) == set(moves)
    for name, value in moves.items():
        before = [view.text, *(panel["title"] for panel in view.panels)], view.pixels
        controls[name].value = value
        words = [view.text, *(panel["title"] for panel in view.panels)]
        assert words != before[0] and view.pixels != before[1], name


def test_a_change_goes_to_the_browser_as_one_message():
    states = []
    slider = widgets.IntSlider(1, 1, 5)
    box = explorer(
        lambda n: Scene((Panel("p", np.full((n, n), 0.5)),), f"{n} by {n}"), {"n": slider}
    )
    view = view_of(box)
    view.send_state = lambda key=None: states.append(
        set(key)
    )  # what ipywidgets calls with the changed traits
    slider.value = 4
    assert states == [{"panels", "pixels", "text"}]


def test_bytes_run_from_black_to_white_and_from_minus_the_limit_to_the_limit():
    assert list(to_bytes(Panel("p", np.array([[-1, 0, 0.5, 1, 2]])))) == [0, 0, 128, 255, 255]
    signed = Panel("s", np.array([[-9, -2, 0, 1, 2, 9]]), "signed", limit=2)
    assert list(to_bytes(signed)) == [1, 1, 128, 192, 255, 255]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("p", np.zeros((2, 2)), "sepia"),
            "look is 'sepia'; it must be one of photo, signed, numbers",
        ),
        (("p", np.zeros((2, 2, 3)), "signed"), r"'p' has the shape \(2, 2, 3\)"),
        (("p", np.zeros(4)), r"'p' has the shape \(4,\)"),
    ],
)
def test_a_panel_that_is_no_picture_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        Panel(*arguments)


def test_the_browser_finds_each_panels_bytes_and_colours(call):
    grey = Panel("grey", np.linspace(0, 1, 6).reshape(2, 3))
    kernel = Panel("kernel", np.eye(3), "numbers")
    colour = Panel("colour", np.random.default_rng(1).random((4, 2, 3)))
    view = PanelsView()
    view.show(Scene((grey, kernel, colour), "three panels"))
    painted = (
        "export const painted = (bytes, channels) =>"
        "  toPixels(Uint8Array.from(bytes), channels, (byte) => [byte, 0, 255 - byte]);"
    )
    calls = [
        ["offsets", view.panels],
        ["painted", list(to_bytes(grey)), 1],
        ["painted", list(to_bytes(colour)), 3],
    ]
    starts, grey_pixels, colour_pixels = call("photos/view", *calls, more=painted)
    assert starts == [0, 6, 6] and len(view.pixels) == 6 + 24
    values = np.frombuffer(to_bytes(grey), np.uint8)
    expected = np.stack([values, 0 * values, 255 - values, 255 + 0 * values], axis=1)
    assert np.array_equal(np.reshape(grey_pixels, (-1, 4)), expected)
    opaque = np.reshape(colour_pixels, (4, 2, 4))
    assert np.array_equal(opaque[..., :3], np.round(255 * colour.values)) and np.all(
        opaque[..., 3] == 255
    )
