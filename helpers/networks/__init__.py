"""A network as a list of layer specifications, and what follows from it without a weight."""

from .geometry import leftovers, output_shape, shapes
from .keras_model import from_keras, to_keras
from .memory import Memory, memory
from .parameters import ParameterCount, multiply_adds, parameters, total_parameters
from .receptive_field import ReceptiveField, Seen, look_back, receptive_fields
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
from .trace import Row, Trace, trace

__all__ = [
    "Activation",
    "AveragePooling2D",
    "BatchNormalization",
    "Conv2D",
    "Dense",
    "Dropout",
    "Flatten",
    "GlobalAveragePooling2D",
    "GlobalMaxPooling2D",
    "Layer",
    "MaxPooling2D",
    "Memory",
    "Network",
    "ParameterCount",
    "ReceptiveField",
    "Row",
    "Seen",
    "Trace",
    "ZeroPadding2D",
    "from_keras",
    "leftovers",
    "look_back",
    "memory",
    "multiply_adds",
    "output_shape",
    "parameters",
    "receptive_fields",
    "shapes",
    "to_keras",
    "total_parameters",
    "trace",
]
