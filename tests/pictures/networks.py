"""Digits, networks and histories that the album's pictures are drawn from: lectures 5 to 8.

Where a lecture trains a network, one with fixed weights stands in. Where a lecture draws MNIST, the
digits of scikit-learn do.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from helpers.digits.stand_in import stand_in
from helpers.networks import Conv2D, MaxPooling2D, Network, from_keras, receptive_fields
from helpers.start.quiet_start import quiet_start
from helpers.training.activation_maximization import MadeToOrder
from helpers.training.calibration import Bin, reliability
from helpers.training.early_stopping import RECORDED
from helpers.training.exciting_patches import Excitement, strongest_patches
from helpers.training.occlusion import answers, logit_margins
from helpers.training.saliency import METHODS, saliency
from helpers.training.split import Split, split

with quiet_start():
    import keras

Named = dict[str, NDArray]


@cache
def digits() -> Split:
    return split(stand_in(), short=True)


def some_digits(*classes: int) -> tuple[NDArray, NDArray]:
    """The first test digit of each of these classes, (n, 28, 28, 1), and the classes."""
    chosen = [np.flatnonzero(digits().y_test == one)[0] for one in classes]
    return digits().x_test[chosen], digits().y_test[chosen]


def digits_to_test() -> tuple[NDArray, NDArray]:
    return digits().x_test, digits().y_test


def bytes_of_a_digit() -> NDArray:
    return stand_in().x_test[0]


def part_of_a_digit() -> Named:
    return {"rows 8 to 17, columns 8 to 21": bytes_of_a_digit()[8:18, 8:22]}


# Two strokes, as the pad writes them.
A_FOUR = ".CABga-a-a-a--g_g-g_g-g.DQBwg9g-g9g9g-g9"


def digits_for_the_pad() -> Named:
    return {"test digit, a 0": bytes_of_a_digit()}


@cache
def network() -> keras.Model:
    """Three convolutions with a pool between two, and a dense layer, without a training.

    The kernels are random. The dense layer compares what the last of them answer with the mean
    answers to each class, so that it reads most digits rightly.
    """
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    generator = np.random.default_rng(5)
    for weights in model.weights:
        weights.assign(generator.normal(0, 0.5, weights.shape))
    convolutions = keras.Model(model.inputs[0], model.layers[-2].output)
    answers = convolutions.predict(digits().x_train, verbose=0)
    means = np.stack([answers[digits().y_train == digit].mean(axis=0) for digit in range(10)])
    model.layers[-1].set_weights([0.02 * means.T, -0.01 * (means**2).sum(axis=1)])
    return model


@cache
def layer_outputs() -> dict[str, NDArray]:
    """Layer → its output for the test digits, shape (n, h, w, c)."""
    maps = network().layers[:5]
    inside = keras.Model(network().inputs[0], [layer.output for layer in maps])
    outputs = inside.predict(digits().x_test, verbose=0)
    return {f"layer {k}": output for k, output in enumerate(outputs)}


def maps_of_one_digit() -> Named:
    maps = {name: output[0] for name, output in layer_outputs().items()}
    return {"digit": digits().x_test[0], **maps}


def probabilities() -> NDArray:
    return network().predict(digits().x_test, verbose=0)


def ten_answers() -> tuple[NDArray, NDArray, list[str]]:
    return digits().x_test[:10], probabilities()[:10], [f"a {y}" for y in digits().y_test[:10]]


def favourites(layer: int, count: int = 3) -> dict[str, Excitement]:
    field = receptive_fields(from_keras(network()))[layer + 1]
    maps = layer_outputs()[f"layer {layer}"]
    pictures = digits().x_test[..., 0]
    return {
        f"channel {channel}": strongest_patches(maps[..., channel], pictures, field)
        for channel in range(count)
    }


def strongest_by_level() -> dict[str, list[NDArray]]:
    """The strongest patch of three channels in each layer."""
    return {
        f"layer {layer}": [one.patches[0] for one in favourites(layer).values()]
        for layer in (0, 2, 4)
    }


def made_to_order() -> dict[str, MadeToOrder]:
    """What the same channels ask for, as flat patches of three greys."""
    shapes = [one.patches.shape[1:] for one in favourites(4).values()]
    greys = {"start 0": 0.2, "start 1": 0.5, "start 2": 0.8}
    return {
        name: MadeToOrder(
            np.array([np.full(shape, grey) for shape in shapes]), 9 * grey * np.ones(3)
        )
        for name, grey in greys.items()
    }


def four() -> NDArray:
    return some_digits(4)[0][0, ..., 0]


def saliency_of_a_four() -> Named:
    four, label = some_digits(4)
    return {method: saliency(network(), method, four, label)[0] for method in METHODS[:4]}


def grad_cam_of_a_four() -> Named:
    four, label = some_digits(4)
    return {"Grad-CAM": saliency(network(), "Grad-CAM", four, label)[0]}


def occluded_four() -> Named:
    return {
        f"window of grey {grey:g}": logit_margins(
            answers(network(), four()[..., None], 7, grey), label=4
        )
        for grey in (0, 0.5, 1)
    }


EDGES = [0, 0.5, 0.7, 0.9, 0.99, 0.999, 1]


def answers_by_certainty() -> list[Bin]:
    return reliability(probabilities(), digits().y_test, EDGES)


def confusions() -> NDArray:
    counts = np.diag(np.arange(80, 100, 2))
    counts[3, 5], counts[4, 9], counts[9, 4], counts[7, 2] = 7, 12, 9, 1
    return counts


MNIST = {
    "digit": (28, 28, 1),
    "conv2d": (26, 26, 32),
    "max_pooling2d": (13, 13, 32),
    "conv2d_1": (11, 11, 64),
    "max_pooling2d_1": (5, 5, 64),
    "conv2d_2": (3, 3, 64),
}
LOGITS = np.array([-1.0, 0, 2, 3, -2, 0, 0.5, 1, -1, 0])
INPUTS = np.linspace(-4, 4, 201)
FALLING_RATES = np.repeat([0.3, 0.06, 0.012], 8)


def activations(z: NDArray) -> Named:
    leaky = np.where(z > 0, z, 0.1 * z)
    return {"sigmoid": 1 / (1 + np.exp(-z)), "ReLU": np.maximum(0, z), "leaky ReLU": leaky}


def two_networks() -> dict[str, Network]:
    convolutions, pool = [Conv2D(32, 3), Conv2D(64, 3), Conv2D(64, 3)], MaxPooling2D(2)
    one, two, three = convolutions
    return {
        "with pooling": Network((28, 28, 1), [one, pool, two, pool, three]),
        "without pooling": Network((28, 28, 1), convolutions),
    }


def two_models() -> dict[str, keras.Model]:
    return {"convolutions": network(), "the same again": network()}


def logits_and_softmax() -> Named:
    powers = np.exp(LOGITS)
    return {"logits z": LOGITS, "softmax p": powers / powers.sum()}


def answer_to_one_digit() -> Named:
    return {"softmax": probabilities()[0]}


PIXELS, EPOCHS = range(7), range(1, 7)
MOVED = {"xlabel": "pixels moved to the right", "ylabel": "accuracy"}
TRAINED = {"xlabel": "epoch", "ylabel": "share of mistakes"}


def falling_shares(*names: str) -> Named:
    """Accuracies of three starts of each network after moves by `PIXELS`; the first lasts best."""
    moved, starts = np.array(PIXELS), np.array([[-0.03], [0], [0.02]])
    return {
        name: 0.98 - (0.01 + 0.006 * k) * moved**2 + starts * moved / 6
        for k, name in enumerate(names)
    }


COUNTS = (750, 3_000, 12_000)
LEARNED = {"xlabel": "digits to learn from", "ylabel": "mistakes"}


def mistakes_by_count() -> Named:
    """Mistakes of two kinds of network, three starts each, that fall with the digits seen."""
    starts, count = np.array([[0.95], [1], [1.08]]), np.array(COUNTS)
    return {"Flatten": 12_000 * starts / count**0.44, "dense": 5_400 * starts / count**0.22}


def mean_slopes() -> Named:
    """Bells on the field of a unit, and a network that does not see its last two lines."""
    bell, whole = np.hanning(20)[1:-1], np.zeros((28, 28))
    whole[:26, :26] = np.outer(np.hanning(26), np.hanning(26))
    return {"a unit, before": np.outer(bell, bell), "a unit, after": np.outer(bell, bell) ** 2,
            "the network, after": whole}  # fmt: skip


def without_each_change():
    """Made-up mistakes of three starts, of a network and of two others."""
    return {"all six": [1.0, 1.1, 1.05], "dropout": [1.1, 1.0, 1.2], "same padding": [2, 1.7, 2.3]}


def mistakes_by_epoch() -> Named:
    """Shares of mistakes of three starts after each of `EPOCHS`."""
    epoch, starts = np.array(EPOCHS), np.array([[0.9], [1], [1.2]])
    return {"training": 0.2 / epoch**1.5 * starts, "validation": 0.1 / epoch * starts}


LAYERS, RATES = range(1, 11), [10.0**n for n in range(-5, 1)]
DEEPER = {"xlabel": "layer", "ylabel": "spread of the sums"}
FOUND = {"xlabel": "learning rate", "ylabel": "training loss"}
WATCHED = {"xlabel": "epoch", "ylabel": "validation accuracy"}


def spreads() -> Named:
    """Spreads of five starts in ten layers that double, keep or halve them."""
    layer, starts = np.array(LAYERS), np.linspace(0.9, 1.1, 5)[:, None]
    return {name: factor**layer * starts for name, factor in (("2", 2), ("1", 1), ("half", 0.5))}


def losses_by_rate() -> Named:
    """Losses of three starts that fall over the rates and rise at the end."""
    loss = np.array([2.3, 2.2, 1.5, 0.6, 0.9, 5.0])
    return {"loss": loss * np.array([[0.95], [1], [1.1]])}


def two_smooth_runs() -> Named:
    """Accuracies of three starts, with and without averages."""
    epoch, starts = np.array(EPOCHS), np.array([[-0.01], [0], [0.01]])
    return {
        "averaged": 0.96 - 0.08 / epoch + starts / 2,
        "as they are": 0.95 - 0.02 / epoch + starts,
    }


def history() -> dict[str, list[float]]:
    """Losses and accuracies of ten epochs."""
    losses = RECORDED["restless"].metrics()
    shares = {name.replace("loss", "accuracy"): np.exp(-np.array(v)) for name, v in losses.items()}
    return {name: list(values[:10]) for name, values in (losses | shares).items()}


def validation_accuracy() -> dict[str, list[float]]:
    return {"val_accuracy": history()["val_accuracy"]}


def two_losses() -> dict[str, list[float]]:
    names = {"reduced on a plateau": "slow start", "rate 0.3 throughout": "restless"}
    return {label: RECORDED[name].metrics()["val_loss"][:24] for label, name in names.items()}
