"""The controls of the signal propagation explorer, and what it begins with."""

import pytest

from helpers.explorers.signal_propagation import signal_propagation
from helpers.explorers.signal_propagation.picture import describe, describe_layer
from helpers.explorers.signal_propagation.propagation import (
    ACTIVATIONS,
    RULES,
    Setting,
    draws,
    propagate,
)
from tests.explorers.boxes import controls_of, view_of


def test_it_begins_with_what_is_asked_for(shown):
    setting = Setting("orthogonal", "tanh", 1.5, 2)
    box, _, text = shown(signal_propagation, setting, layer=3)
    view, labelled = view_of(box), controls_of(box)
    assert (RULES[view.rule], ACTIVATIONS[view.activation]) == ("orthogonal", "tanh")
    assert (view.factor, view.start, view.layer) == (1.5, 2, 3)
    assert list(labelled) == ["weights", "activation", "times", "start"]
    assert text == f"{describe(setting)} {describe_layer(setting, 3)}"
    assert view.draws == draws().tobytes()


def test_the_guess_is_what_ten_roots_of_two_make(shown):
    he, glorot = (propagate(Setting(rule)).sums[-1] for rule in ("He", "Glorot"))
    guess = view_of(shown(signal_propagation).box).guess
    assert guess["answer"] == pytest.approx(he / glorot) == pytest.approx(2**5)


@pytest.mark.parametrize(
    ("setting", "layer", "message"),
    [
        (Setting("Xavier"), 1, "Xavier"),
        (Setting(activation="sigmoid"), 1, "sigmoid"),
        (Setting(factor=3.0), 1, r"factor is 3\.0"),
        (Setting(start=3), 1, "start is 3"),
        (Setting(), 11, "layer is 11"),
    ],
)
def test_what_no_control_offers_is_refused(shown, setting, layer, message):
    with pytest.raises(ValueError, match=message):
        shown(signal_propagation, setting, layer=layer)
