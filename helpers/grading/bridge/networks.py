"""Keras models that cross: configuration and arrays, built anew from layers of Keras' own.

A configuration names classes, and Keras imports what it names. So each name in it is compared with
the table below before Keras sees it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.grading.bridge.frames import CannotCrossError, PackedNetwork

if TYPE_CHECKING:
    import keras

_POOLS = [f"{of}Pooling{n}D" for of in ("Max", "Average") for n in (1, 2, 3)]
_GLOBAL = [f"Global{pool}" for pool in _POOLS]
_CONVOLUTIONS = [f"{of}{n}D" for of in ("Conv", "SeparableConv", "DepthwiseConv") for n in (1, 2)]
_ROWS = [f"{of}{n}D" for of in ("ZeroPadding", "Cropping", "UpSampling") for n in (1, 2, 3)]
_RANDOM = ["Brightness", "Contrast", "Crop", "Flip", "Rotation", "Translation", "Zoom"]
# Module → classes that may be named from it. Lambda layers, layers of other frameworks and those
# that read files are not among them.
CLASSES = {
    "keras": ("Sequential", "Functional", "Model", "DTypePolicy", "Variable"),
    "keras.models": ("Sequential", "Functional", "Model"),
    "keras.src.models.functional": ("Functional",),
    "keras.src.models.sequential": ("Sequential",),
    "keras.dtype_policies": ("DTypePolicy",),
    "keras.layers": (
        *("InputLayer", "Dense", "Flatten", "Reshape", "Permute", "RepeatVector", "Masking"),
        *("Activation", "ReLU", "LeakyReLU", "PReLU", "ELU", "Softmax", "Rescaling"),
        *("Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"),
        *("GaussianNoise", "GaussianDropout", "AlphaDropout", "ActivityRegularization"),
        *("BatchNormalization", "LayerNormalization", "GroupNormalization", "UnitNormalization"),
        *("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Dot"),
        *("Embedding", "EinsumDense", "Identity", "Normalization", "CenterCrop", "Resizing"),
        *("SimpleRNN", "GRU", "LSTM", "Bidirectional", "TimeDistributed"),
        *(*_POOLS, *_GLOBAL, *_CONVOLUTIONS, *_ROWS),
        *("Conv3D", "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"),
        *(f"Random{what}" for what in _RANDOM),
    ),
    "keras.initializers": (
        *("Zeros", "Ones", "Constant", "Identity", "RandomNormal", "RandomUniform"),
        *("TruncatedNormal", "VarianceScaling", "GlorotNormal", "GlorotUniform", "HeNormal"),
        *("HeUniform", "LecunNormal", "LecunUniform", "Orthogonal"),
    ),
    "keras.regularizers": ("L1", "L2", "L1L2", "OrthogonalRegularizer"),
    "keras.constraints": ("MaxNorm", "MinMaxNorm", "NonNeg", "UnitNorm"),
    "keras.optimizers": (
        *("SGD", "RMSprop", "Adam", "AdamW", "Adadelta", "Adagrad", "Adamax", "Nadam", "Ftrl"),
        *("Adafactor", "Lion", "Lamb", "Muon", "LossScaleOptimizer"),
    ),
    "keras.optimizers.schedules": (
        *("CosineDecay", "CosineDecayRestarts", "ExponentialDecay", "InverseTimeDecay"),
        *("PiecewiseConstantDecay", "PolynomialDecay"),
    ),
    "keras.losses": (
        *("BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy"),
        *("BinaryFocalCrossentropy", "CategoricalFocalCrossentropy", "MeanSquaredError"),
        *("MeanAbsoluteError", "MeanSquaredLogarithmicError", "MeanAbsolutePercentageError"),
        *("Huber", "LogCosh", "Poisson", "KLDivergence", "Hinge", "SquaredHinge"),
        *("CategoricalHinge", "CosineSimilarity"),
    ),
    "keras.metrics": (
        *("Accuracy", "BinaryAccuracy", "CategoricalAccuracy", "SparseCategoricalAccuracy"),
        *("TopKCategoricalAccuracy", "SparseTopKCategoricalAccuracy", "MeanSquaredError"),
        *("BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy"),
        *("MeanAbsoluteError", "Precision", "Recall", "AUC", "Mean", "F1Score"),
    ),
}
# What Keras writes for its own tensors and tuples; it names nothing to be imported.
MARKS = ("__keras_tensor__", "__tuple__")
REGISTERED = (None, "Functional", "Sequential")


def is_network(value: object, keras_module: Any) -> bool:
    """Whether a value is a Keras model; ``keras_module`` is None where nobody imported Keras."""
    return keras_module is not None and isinstance(value, keras_module.Model)


def pack(model: keras.Model) -> PackedNetwork:
    """A model as plain data, in the student's kernel.

    Raises
    ------
    CannotCrossError
        If something in it is not one of Keras' own in the table; the message names it.
    """
    import keras  # noqa: PLC0415  (a notebook without networks waits for no Keras)

    optimizer = getattr(model, "optimizer", None)
    try:
        written = keras.saving.serialize_keras_object(model)
        _refuse(_own_functions(written))
        config = _plain(written)
        if optimizer is not None:  # under mixed_float16 not the one that was asked for
            asked_for = keras.saving.serialize_keras_object(optimizer)
            config["compile_config"]["optimizer"] = _plain(asked_for)
        _name_unknown_losses(config)
        text = json.dumps(config)
    except (TypeError, ValueError, NotImplementedError) as error:
        raise CannotCrossError(f"Keras cannot write down this network: {error}") from error
    _refuse(unknown(config))
    counted = [] if optimizer is None else optimizer.variables
    arrays = [np.asarray(variable.numpy()) for variable in counted]
    return PackedNetwork(text, [np.asarray(array) for array in model.get_weights()], arrays)


def rebuild(packed: PackedNetwork) -> keras.Model:
    """The model, built anew by Keras in safe mode.

    Raises
    ------
    CannotCrossError
        If the configuration names something that is not in the table, or Keras makes nothing of it.
    """
    import keras  # noqa: PLC0415  (a notebook without networks waits for no Keras)

    try:
        config = json.loads(packed.config)
        _refuse(unknown(config))
        model = keras.saving.deserialize_keras_object(config, safe_mode=True)
        if type(model) not in (keras.Sequential, keras.Model, keras.models.Model) and not (
            type(model).__module__ == "keras.src.models.functional"
        ):
            raise CannotCrossError(f"it is a {type(model).__name__}, not a network")
        if packed.weights:
            model.set_weights(packed.weights)
        if packed.optimizer:
            for variable, array in zip(model.optimizer.variables, packed.optimizer, strict=True):
                variable.assign(array)
    except CannotCrossError:
        raise
    except Exception as error:  # Keras raises anything on a configuration that is not its own
        said = f"{type(error).__name__}: {error}"
        raise CannotCrossError(f"Keras cannot build this network anew: {said[:500]}") from error
    return model


def unknown(config: object) -> Iterator[str]:
    """The names in a configuration that are not in the table, with their modules."""
    waiting = [config]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            waiting += part.values()
            if _is_lambda(part):
                yield "a lambda"
            elif "class_name" in part or "module" in part or "registered_name" in part:
                name, module = part.get("class_name"), part.get("module")
                if not isinstance(name, str) or not isinstance(module, str | None):
                    yield f"{name!r} of {module!r}"
                elif module is None:
                    if name not in MARKS:
                        yield name
                elif name not in CLASSES.get(module, ()):
                    yield f"{module}.{name}"
                elif part.get("registered_name") not in REGISTERED:
                    yield str(part["registered_name"])


def _own_functions(config: object) -> Iterator[str]:
    """The student's functions in what Keras writes of a model; its own stand there as their names.

    A loss or a measure may be the student's, see `_name_unknown_losses`.
    """
    waiting = [config]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list | tuple):
            waiting += part
        elif isinstance(part, dict):
            waiting += (value for name, value in part.items() if name != "compile_config")
            if part.get("class_name") == "function":
                yield f"the function {part.get('config')}"


def _is_lambda(part: dict) -> bool:
    """Whether a part of a configuration is a lambda; of an activation only its code is there."""
    match part:
        case {"class_name": "__lambda__"}:
            return True
        case {"value": [str(), _, _], **rest}:
            return not rest
    return False


def _refuse(names: Iterator[str]) -> None:
    if (name := next(names, None)) is not None:
        raise CannotCrossError(
            f"the network uses {name}, which cannot cross to the tests; build it of Keras' own "
            "layers, activations, losses and optimizers, without Lambda and functions of your own"
        )


def _plain(config: Any) -> Any:
    """A configuration with the names of functions in place of descriptions, as Keras reads too."""
    if isinstance(config, dict):
        if config.get("class_name") == "function" and isinstance(config.get("config"), str):
            return config["config"]
        return {str(name): _plain(value) for name, value in config.items()}
    if isinstance(config, list | tuple):
        return [_plain(value) for value in config]
    return config


def _name_unknown_losses(config: Any) -> None:
    """A student's own loss or measure crosses as its name: tests may ask which it is."""
    compiled = config.get("compile_config") or {}
    for key in ("loss", "metrics", "weighted_metrics"):
        if any(unknown(compiled.get(key))):
            compiled[key] = _names(compiled[key]) if key == "loss" else None


def _names(config: Any) -> Any:
    """The names of classes in place of what is not in the table."""
    if isinstance(config, list):
        return [_names(value) for value in config]
    if isinstance(config, dict) and any(unknown(config)):
        return str(config.get("class_name", "loss"))
    return config
