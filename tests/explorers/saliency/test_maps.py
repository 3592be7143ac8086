"""Maps, their rank correlation and their sentence: in the browser as in Python."""

import itertools

import numpy as np
import pytest

from helpers.explorers.kit.network import sent
from helpers.explorers.saliency.explorer import cells_of, grad_cam_layer
from helpers.explorers.saliency.picture import describe
from helpers.training.saliency import (
    METHODS,
    STEPS,
    gaussian_noise,
    randomised,
    rank_correlation,
    saliency,
)
from helpers.training.trained import mnist_cnn

PICTURE = np.random.default_rng(2).integers(0, 256, (28, 28, 1), np.uint8)

# The whole map for each [random layers, method, class].
MADE = """
const { readNetwork } = $kit_network_forward;
const viewOf = (bytes) => new DataView(Uint8Array.from(bytes).buffer);
export const made = (described, weights, random, pixels, noise, given, wanted) => {
    const [learned, other] = [weights, random].map((bytes) =>
        readNetwork({ ...described, weights: viewOf(bytes) }));
    const all = { ...given, noise: Float32Array.from(noise) };
    const picture = Float32Array.from(pixels, (byte) => byte / 255);
    return wanted.map(([count, method, of]) => {
        const network = withLastOf(learned, other, count);
        const map = blank(network, method, all);
        while (!isComplete(map)) computeNext(map, network, picture, { method, of }, all);
        return [map.side, map.values];
    });
};
export const correlations = (pairs) =>
    pairs.map(([one, other, counted]) =>
        rankCorrelation(asMap(one), asMap(other), (at) => counted[at]));
const asMap = (values) => ({ values: Float64Array.from(values) });
export const said = (state, maps, ink) =>
    describe(state, ...maps.map(([side, values]) => (
        { side, values: Float64Array.from(values), done: 1, steps: 1 })), (at) => ink[at]);
"""


@pytest.mark.training
def test_the_browser_makes_the_maps_of_tensorflow(call):
    model = mnist_cnn()
    wanted = [
        *itertools.product((0,), METHODS, (3,)),
        *itertools.product((0, 1), ("Grad-CAM",), range(10)),
        *itertools.product((1, 4), ("gradient",), (8,)),
        (5, "guided backpropagation", 0),
    ]
    network, noise = sent(model), gaussian_noise((28, 28, 1))
    given = {"steps": STEPS, "cam": grad_cam_layer(model)}
    random = list(sent(randomised(model, 5))["weights"])
    weights, pixels = list(network.pop("weights")), PICTURE.ravel().tolist()
    asked = ["made", network, weights, random, pixels, noise.ravel().tolist(), given, wanted]
    (found,) = call("saliency/maps", asked, more=MADE)
    empty = 0
    for (count, method, of), (side, values) in zip(wanted, found, strict=True):
        made = saliency(randomised(model, count), method, PICTURE[None] / 255, [of])[0]
        assert side == len(made)
        largest = np.abs(made).max()
        empty += largest == 0
        np.testing.assert_allclose(np.reshape(values, made.shape), made, atol=1e-5 * largest + 1e-6)
    assert empty < 15  # Grad-CAM cuts off what is below 0


def test_the_browser_ranks_strengths_as_scipy_does(call):
    random = np.random.default_rng(0)
    pairs, expected = [], []
    for high in (2, 5, 1000):
        one, other = random.integers(-high, high, (2, 60))
        for counted in (np.full(60, True), random.random(60) < 0.4):
            pairs.append([one.tolist(), other.tolist(), counted.tolist()])
            expected.append(rank_correlation(one[counted], other[counted]))
    pairs.append([[1] * 60, pairs[0][1], [True] * 60])
    *found, nothing = call("saliency/maps", ["correlations", pairs], more=MADE)[0]
    assert nothing is None
    np.testing.assert_allclose(found, expected)


@pytest.mark.parametrize(("side", "method"), [(28, "SmoothGrad"), (3, "Grad-CAM")])
def test_browser_and_picture_say_the_same(call, side, method):
    random = np.random.default_rng(side)
    ink = random.random((28, 28)) < 0.3
    calls, expected = [], []
    for label, of, count in itertools.product((1, 7), (7,), (0, 1, 2, 5)):
        maps = random.normal(size=(2, side, side)).round(3)
        if count == 5:
            maps[1] = 0
        state = {"label": label, "of": of, "method": method, "count": count, "layers": 5}
        plain = [[side, one.ravel().tolist()] for one in maps]
        calls.append(["said", state, plain, ink.ravel().tolist()])
        expected.append(describe(label, of, method, (count, 5), maps, ink))
    assert call("saliency/maps", *calls, more=MADE) == expected
    assert any("no ranks" in one for one in expected)
    assert any("on the ink alone" in one for one in expected) == (side == 28)


def test_as_long_as_passes_are_missing_the_browser_says_how_much_is_computed(call):
    state = {"label": 4, "of": 9, "method": "SmoothGrad", "count": 2, "layers": 5}
    whole = {"side": 3, "values": [0, -2, *[0] * 7], "done": 8, "steps": 8}
    part = {**whole, "done": 2}
    beginning, middle = call(
        "saliency/maps", ["describe", state, part, part], ["describe", state, whole, part]
    )
    assert beginning == "A 4, SmoothGrad for the logit of 9. 25 % of the map is computed."
    assert middle == (
        "A 4, SmoothGrad for the logit of 9. The strongest cell of 3 by 3 is in row 0, column 1: "
        "−2. With the last 2 layers of 5 random: 25 % of the map is computed."
    )


def test_a_cell_of_grad_cam_lies_in_the_middle_of_what_its_unit_sees(call):
    cam = grad_cam_layer(mnist_cnn())
    assert cam == {"place": 4, "field": 18, "jump": 4, "start": 0}
    middle = cells_of(cam)
    assert (middle.first + middle.wide / 2, middle.wide) == (18 / 2, 4)
    found = call("saliency/maps", *(["cellsIn", one, {"cam": cam}] for one in METHODS))
    assert found == [{"first": 0, "wide": 1}] * 4 + [middle._asdict()]
