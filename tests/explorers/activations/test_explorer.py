import pytest

from helpers.explorers.activations.explorer import (
    LOGITS,
    ActivationsView,
    activation_controls,
    activation_explorer,
    softmax_controls,
    softmax_explorer,
)
from helpers.explorers.activations.picture import NAMES, describe_activation, describe_softmax
from tests.explorers.boxes import controls_of, view_of


def test_the_controls_of_an_activation_begin_where_the_view_begins():
    box = activation_controls(ActivationsView(kind="activation"))
    view, shown = view_of(box), controls_of(box)
    assert {label: control.value for label, control in shown.items()} == {
        "activation": NAMES[view.activation], "input x": view.x, "leak α": view.leak,
    }  # fmt: skip


def test_only_a_leaky_relu_leaks(call):
    idle = {}
    for at, name in enumerate(NAMES):
        box = activation_controls(ActivationsView(kind="activation", activation=at))
        idle[name] = controls_of(box)["leak α"].disabled
    assert idle == {"sigmoid": True, "tanh": True, "ReLU": True, "leaky ReLU": False}
    leaks = call("activations/functions", *(["leaks", at] for at in range(len(NAMES))))
    assert leaks == [not rests for rests in idle.values()]


def test_the_controls_of_softmax_begin_where_the_view_begins():
    box = softmax_controls(ActivationsView(kind="softmax"))
    view, shown = view_of(box), controls_of(box)
    assert {label: control.value for label, control in shown.items()} == {
        f"logit {at}": getattr(view, f"z{at}") for at in range(4)
    }


@pytest.mark.parametrize(
    ("explorer", "text"),
    [
        (activation_explorer, describe_activation("sigmoid", 1.0, 0.1)),
        (softmax_explorer, describe_softmax(LOGITS)),
    ],
)
def test_the_text_is_that_of_what_the_view_begins_with(shown, explorer, text):
    assert shown(explorer).text == text
