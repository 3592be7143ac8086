"""The six networks differ from lecture 7's in one thing each."""

import json
import re

import keras
import nbformat
import pytest

from helpers.training.ablation.networks import (
    ADAM,
    CHANGES,
    DEEPER,
    DROPOUT,
    MOVED,
    NORMALISED,
    POOLED,
    network_without,
    train_without,
)
from helpers.training.split import Split
from tests.paths import COURSE

PARAMETERS = {
    None: 80_106,
    POOLED: 80_106 - 650 + (6 * 6 * 64 + 1) * 64 + 650,
    DEEPER: 80_106 - 36_864 - 256,
    NORMALISED: 80_106 - 4 * (32 + 48 + 64 + 64) + (32 + 48 + 64 + 64),
    MOVED: 80_106,
    DROPOUT: 80_106,
    ADAM: 80_106,
}


def kinds(change):
    return [type(layer).__name__ for layer in network_without(change).layers]


def nameless(model):
    """A network's layers without the names that Keras counts up."""
    text = json.dumps(model.get_config()["layers"], sort_keys=True, default=str)
    return re.sub(r'"(name|build_config|\w*history)": ("[^"]*"|\{[^{}]*\}|\[[^\]]*\])', "", text)


def test_with_all_six_it_is_the_network_that_the_lecture_builds():
    path = COURSE / "lectures" / "07_inside_the_network.ipynb"
    (cell,) = (
        cell for cell in nbformat.read(path, as_version=4).cells if cell.id == "change-network"
    )
    names = {"keras": keras, "layers": keras.layers}
    exec(cell.source, names)
    assert nameless(network_without()) == nameless(names["better"]())


@pytest.mark.parametrize("change", PARAMETERS)
def test_parameters(change):
    assert network_without(change).count_params() == PARAMETERS[change]


def test_each_change_is_taken_back_alone():
    whole = kinds(None)
    left = {change: [kind for kind in whole if kind not in kinds(change)] for change in CHANGES}
    assert left == {
        POOLED: ["GlobalAveragePooling2D"],
        DEEPER: [],
        NORMALISED: ["BatchNormalization"] * 4,
        MOVED: ["RandomRotation", "RandomTranslation"],
        DROPOUT: ["Dropout"],
        ADAM: [],
    }
    assert kinds(DEEPER).count("Conv2D") == whole.count("Conv2D") - 1
    assert {layer.padding for layer in network_without(DEEPER).layers if "conv" in layer.name} == {
        "valid"
    }
    assert kinds(ADAM) == whole


@pytest.mark.parametrize(
    ("change", "optimizer"), [(None, keras.optimizers.Adam), (ADAM, keras.optimizers.RMSprop)]
)
def test_what_trains_it(monkeypatch, change, optimizer):
    asked = {}
    monkeypatch.setattr(
        "helpers.training.ablation.networks.trained_starts",
        lambda build, digits, **how: asked.update(how, name=build().name, digits=digits),
    )
    rows = range(20_000)
    train_without(change, Split(rows, rows, [1], [1], [1], [1]), seeds=[3])
    used = keras.optimizers.get(asked["optimizer"])
    assert (type(used), asked["seeds"], asked["epochs"]) == (optimizer, [3], 6)
    assert len(asked["digits"].x_train) == len(asked["digits"].y_train) == 12_000


def test_what_is_no_change_is_refused():
    with pytest.raises(ValueError, match="'luck' is no change of lecture 7; there are global"):
        network_without("luck")
