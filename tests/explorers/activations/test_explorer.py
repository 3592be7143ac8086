import numpy as np
import pytest
from scipy import special

from helpers.explorers.activations.explorer import (
    NAMES,
    ActivationsView,
    activation_controls,
    softmax_controls,
)

# [value, slope] of every activation at every x.
ALL = """
export const all = (xs, leak) => Object.fromEntries(
    Object.entries(ACTIVATIONS).map(([name, of]) => [name, xs.map((x) => of(x, leak))]));
"""


def test_the_functions_are_those_of_keras_and_the_slopes_are_their_derivatives(call):
    keras = pytest.importorskip("keras")
    x = np.linspace(-3.95, 3.95, 40)
    (found,) = call("activations/view", ["all", x.tolist(), 0.2], more=ALL)
    assert tuple(found) == NAMES
    functions = {
        "sigmoid": keras.ops.sigmoid,
        "tanh": keras.ops.tanh,
        "ReLU": keras.ops.relu,
        "leaky ReLU": lambda v: keras.ops.leaky_relu(v, negative_slope=0.2),
    }
    h = 1e-2
    for name, pairs in found.items():
        values, slopes = np.array(pairs).T
        ahead, here, behind = (
            np.asarray(functions[name]((x + step).astype("float32")), float) for step in (h, 0, -h)
        )
        np.testing.assert_allclose(values, here, atol=1e-5)
        np.testing.assert_allclose(slopes, (ahead - behind) / (2 * h), atol=1e-3)


@pytest.mark.parametrize(
    "logits", [[2, 1, 0, -1], [5, 5, 5, 5], [-5, 5, 0, 4.5], [1000, 999, 0, -1000]]
)
def test_softmax_is_scipys_softmax_even_where_powers_overflow(call, logits):
    (found,) = call("activations/view", ["softmax", logits])
    np.testing.assert_allclose(found, special.softmax(logits), atol=1e-12)


@pytest.mark.parametrize(
    ("make", "kind"), [(activation_controls, "activation"), (softmax_controls, "softmax")]
)
def test_the_controls_begin_where_the_view_begins(make, kind):
    box = make()
    view = next(child for child in box.children if isinstance(child, ActivationsView))
    assert view.kind == kind
    shown = {control.description: control for control in box.children[0].children}
    if kind == "softmax":
        assert [shown[f"logit {i}"].value for i in range(4)] == [view.z0, view.z1, view.z2, view.z3]
    else:
        assert (shown["input x"].value, shown["leak α"].value) == (view.x, view.leak)
