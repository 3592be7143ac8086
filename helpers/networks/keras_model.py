"""From a Keras model to its specification and back.

Keras is imported where it is needed: the arithmetic of a network takes milliseconds, TensorFlow's
import takes seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .specs import (
    Activation,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    GlobalMaxPooling2D,
    Layer,
    MaxPooling2D,
    Network,
    ZeroPadding2D,
)

if TYPE_CHECKING:
    import keras

# Keras classes with the same name and arguments as their specification: which arguments to copy.
_COPIED: dict[type[Layer], tuple[str, ...]] = {
    Conv2D: (
        "filters",
        "kernel_size",
        "strides",
        "padding",
        "dilation_rate",
        "groups",
        "use_bias",
        "activation",
    ),
    ZeroPadding2D: ("padding",),
    MaxPooling2D: ("pool_size", "strides", "padding"),
    AveragePooling2D: ("pool_size", "strides", "padding"),
    GlobalMaxPooling2D: (),
    GlobalAveragePooling2D: (),
    Flatten: (),
    Dense: ("units", "use_bias", "activation"),
    Activation: ("activation",),
    Dropout: ("rate",),
    BatchNormalization: ("center", "scale"),
}

# Keras classes that are an activation function by themselves.
_FUNCTIONS = {"ReLU": "relu", "LeakyReLU": "leaky_relu", "ELU": "elu", "Softmax": "softmax"}

# Keras classes that give what they take, but in training: pictures are moved there, or noise added.
_IN_TRAINING_ONLY = (
    "RandomFlip",
    "RandomRotation",
    "RandomTranslation",
    "RandomZoom",
    "RandomShear",
    "RandomContrast",
    "RandomBrightness",
    "GaussianNoise",
    "GaussianDropout",
    "SpatialDropout2D",
    "ActivityRegularization",
)


def from_keras(model: keras.Model) -> Network:
    """Read the specification of a Keras model.

    Parameters
    ----------
    model : keras.Model
        Sequential, or functional with one layer after the other.

    Returns
    -------
    Network
        With the names of the model's layers. Layers that do nothing once training is over, such as
        RandomRotation, are left out, except for dropout.

    Raises
    ------
    ValueError
        If the model is not built, branches, has its channels first, or has a layer that is not
        among the specifications; the message names the layer.
    """
    layers = _chain(model)
    if not model.built:
        raise ValueError(f"model {model.name!r} has no input shape yet; begin it with keras.Input")
    read = [layer for layer in layers if type(layer).__name__ not in _IN_TRAINING_ONLY]
    return Network(model.input_shape[1:], [_specification(layer) for layer in read])


def to_keras(network: Network) -> keras.Sequential:
    """Build the Keras model that a specification describes, with new random weights.

    Parameters
    ----------
    network : Network
        Chain of layers.

    Returns
    -------
    keras.Sequential
        With the layers' names.

    Raises
    ------
    ValueError
        From Keras, where it cannot do what is specified: strides and dilation both above 1.
    """
    import keras  # noqa: PLC0415  here, for the reason above

    model = keras.Sequential([keras.Input(network.input_shape)])
    for layer in network.layers:
        options = {name: getattr(layer, name) for name in _COPIED[type(layer)]}
        model.add(getattr(keras.layers, type(layer).__name__)(**options, name=layer.name))
    return model


def _chain(model: keras.Model) -> list[keras.Layer]:
    """The model's layers from input to output, or an error where the path forks."""
    import keras  # noqa: PLC0415  here, for the reason above

    layers = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    if isinstance(model, keras.Sequential):
        return layers
    if not isinstance(model, keras.Model) or "layers" not in (config := model.get_config()):
        raise ValueError(f"model {model.name!r} is neither Sequential nor functional")
    sources = {one["name"]: _keras_tensors(one["inbound_nodes"]) for one in config["layers"]}
    before = model.layers[0].name
    for layer in layers:
        if sources[layer.name] != [before]:
            raise ValueError(
                f"layer {layer.name!r} takes {sources[layer.name]}; to be read, a model must be "
                f"a chain in which it takes the output of {before!r} once"
            )
        before = layer.name
    return layers


def _keras_tensors(node: object) -> list[str]:
    """Names of the layers whose outputs appear in a part of a functional model's configuration."""
    if isinstance(node, dict):
        if node.get("class_name") == "__keras_tensor__":
            return [node["config"]["keras_history"][0]]
        node = list(node.values())
    elif not isinstance(node, list | tuple):
        return []
    return [name for part in node for name in _keras_tensors(part)]


def _specification(layer: keras.Layer) -> Layer:
    if getattr(layer, "data_format", "channels_last") == "channels_first":
        raise ValueError(
            f"layer {layer.name!r} has its channels first; images here are (h, w, c): "
            "build it with data_format='channels_last'"
        )
    kind = type(layer).__name__
    if kind in _FUNCTIONS:
        return Activation(_FUNCTIONS[kind], name=layer.name)
    for specification, arguments in _COPIED.items():
        if specification.__name__ == kind:
            config = layer.get_config() | {"activation": _function(layer)}
            return specification(**{name: config[name] for name in arguments}, name=layer.name)
    known = [specification.__name__ for specification in _COPIED] + list(_FUNCTIONS)
    raise ValueError(
        f"layer {layer.name!r} is a {kind}; the layers that can be read are {', '.join(known)}"
    )


def _function(layer: keras.Layer) -> str | None:
    """Name of a layer's activation function; none where Keras has put the identity."""
    function = getattr(layer, "activation", None)
    name = getattr(function, "__name__", type(function).__name__)
    return None if name in ("linear", "NoneType") else name
