"""A page's photos: the browser gets every pixel as it was, and each photo comes once."""

import base64

import numpy as np
import pytest

from helpers.images import photos
from helpers.upkeep.site.assets import WEB
from helpers.upkeep.site.photos import Photos
from helpers.upkeep.site.texts import Texts

UNPACK = """
export async function pixelsOf(packed, places) {
  const bytes = await new Photos(packed).inOne(places);
  return new Uint8Array(bytes.buffer);
}
"""


@pytest.fixture(scope="module")
def unpack(call_source):
    source = (WEB / "photos.js").read_text(encoding="utf-8") + UNPACK

    def run(packed, *places):
        (numbers,) = call_source(source, ["pixelsOf", packed, places])
        return np.array(numbers, dtype=np.uint8)

    return run


def pixels(name, size, *, colour):
    read = photos.colour if colour else photos.grey
    return np.rint(255 * read(name, size=size)).astype(np.uint8)


@pytest.mark.parametrize("shape", [(1, 1, 1), (9, 9, 3), (16, 16, 1)])
def test_noise_comes_back_as_it_was(unpack, shape):
    noise = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    kept = Photos()
    place = kept.place(noise.tobytes(), shape[0], shape[2])
    assert (unpack(kept.packed(), place) == noise.ravel()).all()


def test_photos_come_back_as_they_were_and_a_grey_one_of_its_coloured_one(unpack):
    shown = [
        pixels(name, 64, colour=colour)
        for colour in (False, True)
        for name in ("astronaut", "coffee", "camera", "brick")
    ]
    kept = Photos()
    places = [kept.place(one.tobytes(), 64, one.size // 64**2) for one in shown]
    assert kept.place(shown[0].tobytes(), 64, 1) == places[0]
    packed = kept.packed()
    assert [one.get("luminance") for one in packed] == [4, 5, 6, 7, None, None, None, None]
    assert all(len(one["other"]) < 20 for one in packed[:4])
    expected = np.concatenate([one.ravel() for one in shown])
    assert (unpack(packed, *places) == expected).all()


def test_a_grey_photo_that_is_of_none_of_the_coloured_ones_is_kept_itself(unpack):
    grey, other = pixels("chelsea", 64, colour=False), pixels("coffee", 64, colour=True)
    kept = Photos()
    places = [kept.place(grey.tobytes(), 64, 1), kept.place(other.tobytes(), 64, 3)]
    assert "packed" in kept.packed()[0]
    assert (unpack(kept.packed(), *places)[: grey.size] == grey.ravel()).all()


def test_a_view_with_photos_keeps_their_places_and_no_bytes():
    picture = pixels("brick", 32, colour=False)
    data = base64.b64encode(picture.tobytes() * 2).decode()
    state = {"size": 32, "channels": 1, "pictures": None}
    buffer = {"path": ["pictures"], "encoding": "base64", "data": data}
    taken = Texts().taken_from({"a": {"state": state, "buffers": [buffer]}})
    assert taken["a"]["photos"] == [0, 0]
    assert taken["a"]["buffers"] == []
    # Another view may have a trait of this name.
    other = {"state": {"pictures": 3}, "buffers": [{**buffer, "data": "AAAA"}]}
    kept = Texts().taken_from({"b": other})["b"]
    assert kept["state"]["pictures"] == 3 and "photos" not in kept and len(kept["buffers"]) == 1
