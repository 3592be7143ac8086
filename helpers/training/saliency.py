"""Which pixels a logit depends on: gradient methods, and what random weights make of their maps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import tensorflow as tf
from numpy.typing import ArrayLike, NDArray
from scipy.stats import spearmanr

from helpers.start.quiet_start import quiet_start

with quiet_start():
    import keras

SPREAD, SAMPLES, STEPS = 0.2, 16, 16
"""SmoothGrad's noise and how often it is drawn; steps of integrated gradients."""
AT_ONCE = 512
"""About how many pictures a network gets at a time."""


def logits(model, pictures: NDArray) -> NDArray:
    """What the softmax at the end of a network gets, shape (n, classes)."""
    return np.asarray(_all_logits(tf.convert_to_tensor(pictures, "float32"), _chain(model)))


def gradient(model, pictures: NDArray, labels: ArrayLike, *, guided: bool = False) -> NDArray:
    """The slope of a logit for every pixel: how much it grows if the pixel gets a little darker.

    Simonyan, Vedaldi and Zisserman, "Deep inside convolutional networks" (2013).

    Parameters
    ----------
    model
        Keras model that is a chain of layers, for pictures (batch, h, w, c). A softmax at its end
        is left out.
    pictures : array of shape (n, h, w, c)
    labels : array of shape (n,)
        Whose logit it is, for each picture.
    guided : bool
        Leave out what is below 0 at each ReLU on the way back (guided backpropagation:
        Springenberg and others, "Striving for simplicity", 2014).

    Returns
    -------
    array of shape (n, h, w, c)
    """
    x = tf.convert_to_tensor(pictures, "float32")
    with tf.GradientTape() as tape:
        tape.watch(x)
        chosen = _logits(x, _chain(model), labels, guided)
    return np.asarray(tape.gradient(chosen, x))


def smooth_gradient(model, pictures: NDArray, labels: ArrayLike, *, noise: NDArray) -> NDArray:
    """The mean gradient over noisy copies of each picture.

    Smilkov and others, "SmoothGrad: removing noise by adding noise" (2017).

    Parameters
    ----------
    model, pictures, labels
        As for `gradient`.
    noise : array of shape (samples, h, w, c)
        From `gaussian_noise`.
    """
    return _mean_gradient(model, (pictures + one for one in noise), labels)


def gaussian_noise(shape: Sequence[int], *, samples: int = SAMPLES, seed: int = 0) -> NDArray:
    """Noise for `smooth_gradient`, (samples, *shape), with a spread of a fifth of paper to ink."""
    drawn = np.random.default_rng(seed).normal(0, SPREAD, (samples, *shape))
    return drawn.astype("float32")


def integrated_gradients(
    model, pictures: NDArray, labels: ArrayLike, *, steps: int = STEPS
) -> NDArray:
    """Each pixel times the mean gradient on the straight way from empty paper to the picture.

    The sum of a map is what the logit has gained on that way; of many steps, exactly. Sundararajan,
    Taly and Yan, "Axiomatic attribution for deep networks" (2017). The gradient is taken in the
    middle of each step.

    Parameters
    ----------
    model, pictures, labels
        As for `gradient`.
    steps : int
    """
    parts = (np.arange(steps) + 0.5) / steps
    return pictures * _mean_gradient(model, (part * pictures for part in parts), labels)


def _mean_gradient(model, versions: Iterable[NDArray], labels: ArrayLike) -> NDArray:
    """The mean gradient over versions of the pictures, as many at a time as `AT_ONCE` allows."""
    every = np.stack(list(versions))
    of_all = np.concatenate(
        [
            gradient(model, some.reshape(-1, *every.shape[2:]), np.tile(labels, len(some)))
            for some in np.array_split(every, -(-every[..., 0, 0, 0].size // AT_ONCE))
        ]
    )
    return of_all.reshape(every.shape).mean(axis=0)


def grad_cam(model, pictures: NDArray, labels: ArrayLike, *, layer: int | None = None) -> NDArray:
    """The maps of a layer, each times its mean gradient, added up; what is below 0 is cut off.

    Selvaraju and others, "Grad-CAM" (2017).

    Parameters
    ----------
    model, pictures, labels
        As for `gradient`.
    layer : int, optional
        Place among the model's layers, by default that of `last_convolution`.

    Returns
    -------
    array of shape (n, h, w)
        As large as the layer's maps.
    """
    after = (last_convolution(model) if layer is None else layer) + 1
    layers = _chain(model)
    maps = _through(tf.convert_to_tensor(pictures, "float32"), layers[:after])
    with tf.GradientTape() as tape:
        tape.watch(maps)
        chosen = _logits(maps, layers[after:], labels, guided=False)
    weights = tf.reduce_mean(tape.gradient(chosen, maps), axis=(1, 2), keepdims=True)
    return np.asarray(tf.nn.relu(tf.reduce_sum(weights * maps, axis=-1)))


METHODS = (
    "gradient",
    "SmoothGrad",
    "integrated gradients",
    "guided backpropagation",
    "Grad-CAM",
)


def saliency(model, method: str, pictures: NDArray, labels: ArrayLike) -> NDArray:
    """The maps of a method for pictures of one channel.

    Parameters
    ----------
    model, pictures, labels
        As for `gradient`; the pictures have the shape (n, h, w, 1).
    method : str
        One of `METHODS`.

    Returns
    -------
    array of shape (n, h, w)
        For Grad-CAM as large as the maps of the last convolution.

    Raises
    ------
    ValueError
        If there is no such method.
    """
    if method == "Grad-CAM":
        return grad_cam(model, pictures, labels)
    if method == "SmoothGrad":
        noise = gaussian_noise(pictures.shape[1:])
        return smooth_gradient(model, pictures, labels, noise=noise)[..., 0]
    if method == "integrated gradients":
        return integrated_gradients(model, pictures, labels)[..., 0]
    if method not in METHODS:
        raise ValueError(f"method is {method!r}; the choices are {', '.join(METHODS)}")
    return gradient(model, pictures, labels, guided=method != "gradient")[..., 0]


def last_convolution(model) -> int:
    """Place of the last convolution among the model's layers.

    Raises
    ------
    ValueError
        If it has none.
    """
    found = [at for at, one in enumerate(_chain(model)) if isinstance(one, keras.layers.Conv2D)]
    if not found:
        raise ValueError(f"model {model.name!r} has no Conv2D; Grad-CAM needs the maps of one")
    return found[-1]


def layers_with_weights(model) -> list:
    """The layers that training changes, first to last."""
    return [layer for layer in model.layers if layer.weights]


def randomised(model, count: int, *, seed: int = 0) -> keras.Model:
    """A copy of a network whose last layers are as before a training.

    Adebayo and others, "Sanity checks for saliency maps" (2018): a map that hardly changes when
    layer after layer loses what it has learned does not show what was learned.

    Parameters
    ----------
    model
        Keras model; it stays as it is.
    count : int
        How many of the layers with weights, from the last one on.
    seed : int
        Kernels are drawn by Glorot's rule; for one seed a layer's are the same, whatever `count`.

    Raises
    ------
    ValueError
        If there are not so many layers with weights.
    """
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    learned = layers_with_weights(copy)
    if not 0 <= count <= len(learned):
        raise ValueError(f"count is {count}; {model.name!r} has {len(learned)} layers with weights")
    for place, layer in enumerate(learned):
        if place < len(learned) - count:
            continue
        draw = keras.initializers.GlorotUniform(seed=1000 * seed + place)
        for one in layer.weights:
            ones = one.name in ("gamma", "moving_variance")
            one.assign(draw(one.shape) if len(one.shape) > 1 else np.full(one.shape, float(ones)))
    return copy


def rank_correlation(one: NDArray, other: NDArray) -> float:
    """Spearman's rank correlation of the strengths in two maps, their signs left out.

    1 where both have their pixels in the same order, about 0 where the orders have nothing to do
    with each other. NaN where a map has the same strength everywhere.
    """
    strengths = np.abs(one).ravel(), np.abs(other).ravel()
    if any(np.ptp(strength) == 0 for strength in strengths):
        return float("nan")
    return float(spearmanr(*strengths).statistic)


def _chain(model) -> list:
    return [one for one in model.layers if not isinstance(one, keras.layers.InputLayer)]


def _logits(x: tf.Tensor, layers: Sequence, labels: ArrayLike, guided: bool) -> tf.Tensor:
    """The logit of each picture's label, from what the first of the layers gets."""
    found = _all_logits(x, layers, guided)
    return tf.gather(found, np.asarray(labels, "int32"), axis=1, batch_dims=1)


def _all_logits(x: tf.Tensor, layers: Sequence, guided: bool = False) -> tf.Tensor:
    *others, last = layers
    x = _through(x, others, guided)
    if getattr(last, "activation", None) is keras.activations.softmax:
        x = tf.matmul(x, last.kernel) + (last.bias if last.use_bias else 0.0)
    elif not isinstance(last, keras.layers.Softmax):
        x = last(x, training=False)
    return x


def _through(x: tf.Tensor, layers: Sequence, guided: bool = False) -> tf.Tensor:
    for layer in layers:
        activation = getattr(layer, "activation", None)
        if guided and activation is keras.activations.relu:
            x = _guided_relu(_without_activation(layer, x))
        elif guided and isinstance(layer, keras.layers.ReLU):
            x = _guided_relu(x)
        else:
            x = layer(x, training=False)
    return x


def _without_activation(layer, x: tf.Tensor) -> tf.Tensor:
    layer.activation = keras.activations.linear
    try:
        return layer(x, training=False)
    finally:
        layer.activation = keras.activations.relu


@tf.custom_gradient
def _guided_relu(x: tf.Tensor):
    y = tf.nn.relu(x)
    return y, lambda above: tf.nn.relu(above) * tf.cast(y > 0, above.dtype)
