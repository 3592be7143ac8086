"""Data that lectures give to their explorers, by the names that they have there."""

import numpy as np
import pytest

from helpers.networks import from_keras
from helpers.start.quiet_start import quiet_start
from tests.pictures import arrays as of

with quiet_start():
    import keras
    from keras import layers


@pytest.fixture(scope="session")
def data() -> dict[str, object]:
    """What a lecture calls its networks, digits and pictures."""
    chain = [layers.Conv2D(2, 5, 3), layers.Flatten(), layers.Dense(10, "softmax")]
    model = keras.Sequential([keras.Input((28, 28, 1)), *chain])
    pictures = np.random.default_rng(0).random((2, 28, 28, 1)).astype("float32")
    digit = np.arange(784).astype(np.uint8).reshape(28, 28)
    return {
        "model": model,
        "models": {"one": model},
        "pictures": pictures,
        "labels": [3, 8],
        "examples": {"a ramp": digit, "another": digit[::-1]},
        "maps": {"ramp": digit / 255},
        "networks": {"one": from_keras(model)},
        "digit": digit,
        "picture": digit / 255,
        "images": {"ramp": digit / 255},
        "x": of.VOLUME,
        "kernels": of.TWO_FILTERS,
    }
