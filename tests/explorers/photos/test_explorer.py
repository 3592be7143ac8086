import ipywidgets as widgets
import numpy as np

from helpers.explorers.photos.explorer import PanelsView, explorer, to_bytes
from helpers.explorers.photos.picture import Panel, Scene
from tests.explorers.boxes import view_of


def test_a_change_goes_to_the_browser_as_one_message():
    states = []
    slider = widgets.IntSlider(1, 1, 5)
    box = explorer(
        lambda n: Scene((Panel("p", np.full((n, n), 0.5)),), f"{n} by {n}"), {"n": slider}
    )
    view = view_of(box)
    # What ipywidgets calls with the traits that have changed.
    view.send_state = lambda key=None: states.append(set(key))
    slider.value = 4
    assert states == [{"panels", "pixels", "text"}]


def test_bytes_run_from_black_to_white_and_from_minus_the_limit_to_the_limit():
    assert list(to_bytes(Panel("p", np.array([[-1, 0, 0.5, 1, 2]])))) == [0, 0, 128, 255, 255]
    signed = Panel("s", np.array([[-9, -2, 0, 1, 2, 9]]), "signed", limit=2)
    assert list(to_bytes(signed)) == [1, 1, 128, 192, 255, 255]


# toPixels with bytes that have come through JSON.
PAINTED = """
export const painted = (bytes, channels) =>
    toPixels(Uint8Array.from(bytes), channels, (byte) => [byte, 0, 255 - byte]);
"""


def test_the_browser_finds_each_panels_bytes_and_colours(call):
    grey = Panel("grey", np.linspace(0, 1, 6).reshape(2, 3))
    kernel = Panel("kernel", np.eye(3), "numbers")
    colour = Panel("colour", np.random.default_rng(1).random((4, 2, 3)))
    view = PanelsView()
    view.show(Scene((grey, kernel, colour), "three panels"))
    starts, grey_pixels, colour_pixels = call(
        "photos/view",
        ["offsets", view.panels],
        ["painted", list(to_bytes(grey)), 1],
        ["painted", list(to_bytes(colour)), 3],
        more=PAINTED,
    )
    assert starts == [0, 6, 6] and len(view.pixels) == 6 + 24
    values = np.frombuffer(to_bytes(grey), np.uint8)
    expected = np.stack([values, 0 * values, 255 - values, 255 + 0 * values], axis=1)
    assert np.array_equal(np.reshape(grey_pixels, (-1, 4)), expected)
    opaque = np.reshape(colour_pixels, (4, 2, 4))
    assert np.array_equal(opaque[..., :3], np.round(255 * colour.values))
    assert np.all(opaque[..., 3] == 255)
