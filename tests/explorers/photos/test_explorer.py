import numpy as np

from helpers.explorers.photos.explorer import photo_traits
from helpers.images import photos

# toPixels with bytes that have come through JSON.
PAINTED = """
export const painted = (bytes, channels) =>
    toPixels(Uint8Array.from(bytes), channels, (byte) => [byte, 0, 255 - byte]);
"""


def test_every_photo_is_sent_as_the_bytes_that_python_filters():
    for colour, read in ((False, photos.grey), (True, photos.colour)):
        traits = photo_traits(("coffee", "brick"), size=24, colour=colour)
        sent = np.frombuffer(traits["pictures"], np.uint8)
        both = np.stack([read(name, size=24) for name in traits["names"]])
        assert traits["channels"] == both[0].size // 24**2
        np.testing.assert_allclose(sent.reshape(both.shape) / 255, both, atol=1e-6)
    assert traits["said"] == ["a cup of coffee with a spoon on a wooden table", "a wall of bricks"]


def test_bytes_run_from_black_to_white_and_from_minus_the_limit_to_the_limit(call):
    photo = {"look": "photo", "values": [-1, 0, 0.5, 1, 2], "limit": 1}
    signed = {"look": "signed", "values": [-9, -2, 0, 1, 2, 9], "limit": 2}
    found = call("photos/pixels", ["toBytes", photo], ["toBytes", signed])
    assert found == [[0, 0, 128, 255, 255], [1, 1, 128, 192, 255, 255]]


def test_bytes_become_opaque_colours(call):
    grey, colour = (list(np.random.default_rng(1).bytes(24)) for _ in range(2))
    grey_pixels, colour_pixels = call(
        "photos/pixels", ["painted", grey, 1], ["painted", colour, 3], more=PAINTED
    )
    expected = [[byte, 0, 255 - byte, 255] for byte in grey]
    assert np.reshape(grey_pixels, (-1, 4)).tolist() == expected
    opaque = np.reshape(colour_pixels, (8, 4))
    assert opaque[:, :3].ravel().tolist() == colour
    assert np.all(opaque[:, 3] == 255)
