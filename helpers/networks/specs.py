"""A network as a list of layer specifications: what there is to know without any weights.

Names and defaults are those of Keras. A specification is frozen, so that two of them can be
compared and none changes behind a notebook's back.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from helpers.convolution.axes import Pair, PerAxis, at_least, pair

Sides = tuple[Pair, Pair]


@dataclass(frozen=True, kw_only=True)
class Layer:
    """What all specifications have: a name, which a `Network` gives where there is none."""

    name: str = field(default="", repr=False)

    def _set(self, **values: Any) -> None:
        for attribute, value in values.items():
            object.__setattr__(self, attribute, value)


# Where one number may be given for both axes, a class has an __init__ of its own: its arguments are
# what may be written, the fields what is kept.


@dataclass(frozen=True, init=False)
class Conv2D(Layer):
    """Convolution with ``filters`` kernels of shape (kh, kw, c/groups).

    Strides and dilation may both differ from 1 here; a Keras layer does not allow it.
    """

    filters: int
    kernel_size: Pair
    strides: Pair
    padding: str
    dilation_rate: Pair
    groups: int
    use_bias: bool
    activation: str | None

    def __init__(
        self,
        filters: int,
        kernel_size: PerAxis,
        strides: PerAxis = 1,
        padding: str = "valid",
        dilation_rate: PerAxis = 1,
        groups: int = 1,
        use_bias: bool = True,
        activation: str | None = None,
        *,
        name: str = "",
    ) -> None:
        self._set(
            name=name,
            filters=at_least("filters", filters, 1),
            kernel_size=pair("kernel_size", kernel_size),
            strides=pair("strides", strides),
            padding=_padding_word(padding),
            dilation_rate=pair("dilation_rate", dilation_rate),
            groups=at_least("groups", groups, 1),
            use_bias=use_bias,
            activation=activation,
        )
        if self.filters % self.groups:
            raise ValueError(
                f"filters is {self.filters} and groups is {self.groups}; groups must divide filters"
            )


@dataclass(frozen=True, init=False)
class ZeroPadding2D(Layer):
    """Zeros around the image: one number, (vertical, horizontal) or ((top, bottom), (left, right)).

    Kept in the last form.
    """

    padding: Sides

    def __init__(self, padding: PerAxis | Sides = 1, *, name: str = "") -> None:
        per_side = padding if isinstance(padding, tuple | list) else (padding, padding)
        if len(per_side) != 2:
            raise ValueError(
                f"padding is {padding!r}; give one number, (vertical, horizontal) "
                "or ((top, bottom), (left, right))"
            )
        pairs = (side if isinstance(side, tuple | list) else (side, side) for side in per_side)
        self._set(
            name=name,
            padding=tuple(tuple(at_least("padding", one, 0) for one in side) for side in pairs),
        )


@dataclass(frozen=True, init=False)
class Pooling2D(Layer):
    """What the two kinds of pooling share."""

    pool_size: Pair
    strides: Pair
    padding: str

    def __init__(
        self,
        pool_size: PerAxis = 2,
        strides: PerAxis | None = None,
        padding: str = "valid",
        *,
        name: str = "",
    ) -> None:
        self._set(
            name=name,
            pool_size=pair("pool_size", pool_size),
            strides=pair("strides", pool_size if strides is None else strides),
            padding=_padding_word(padding),
        )


@dataclass(frozen=True, init=False)
class MaxPooling2D(Pooling2D):
    """Largest value in each window; windows do not overlap unless ``strides`` says so."""


@dataclass(frozen=True, init=False)
class AveragePooling2D(Pooling2D):
    """Mean of each window; windows do not overlap unless ``strides`` says so."""


@dataclass(frozen=True)
class GlobalMaxPooling2D(Layer):
    """Largest value of each feature map: (h, w, c) becomes (c,)."""


@dataclass(frozen=True)
class GlobalAveragePooling2D(Layer):
    """Mean of each feature map: (h, w, c) becomes (c,)."""


@dataclass(frozen=True)
class Flatten(Layer):
    """All values in one row: (h, w, c) becomes (h·w·c,)."""


@dataclass(frozen=True)
class Dense(Layer):
    """``units`` neurons, each connected to every value of the last axis."""

    units: int
    use_bias: bool = True
    activation: str | None = None

    def __post_init__(self) -> None:
        self._set(units=at_least("units", self.units, 1))


@dataclass(frozen=True)
class Activation(Layer):
    """A function of each value by itself: ReLU, softmax, ... It changes no shape."""

    activation: str | None


@dataclass(frozen=True)
class Dropout(Layer):
    """Sets a fraction ``rate`` of the values to zero in training. It changes no shape."""

    rate: float


@dataclass(frozen=True)
class BatchNormalization(Layer):
    """Normalises each channel, then shifts (``center``) and stretches (``scale``) it."""

    center: bool = True
    scale: bool = True


@dataclass(frozen=True)
class Network:
    """A chain of layers and the shape that goes into it.

    Layers without a name get the one that Keras would give: conv2d, conv2d_1, max_pooling2d, ...

    Parameters
    ----------
    input_shape : tuple of int
        Without the batch: (h, w, c), or (n,) for a network of dense layers.
    layers : sequence of Layer
        In the order in which the data passes through; kept as a tuple.

    Raises
    ------
    ValueError
        If a length is not a positive integer, a layer no specification, or two have one name.

    Examples
    --------
    >>> Network((28, 28, 1), [Conv2D(32, 3), MaxPooling2D()]).layers[1].name
    'max_pooling2d'
    """

    input_shape: tuple[int, ...]
    layers: Sequence[Layer]

    def __post_init__(self) -> None:
        shape = tuple(at_least("input_shape", n, 1) for n in self.input_shape)
        object.__setattr__(self, "input_shape", shape)
        object.__setattr__(self, "layers", _named(self.layers))


def _named(layers: Iterable[Layer]) -> tuple[Layer, ...]:
    """The layers, each with a name of its own."""
    seen: Counter[str] = Counter()
    named = []
    for layer in layers:
        if not isinstance(layer, Layer):
            raise ValueError(f"layers has {layer!r}; it must be a specification such as Conv2D")
        if not layer.name:
            kind = _snake_case(type(layer).__name__)
            layer = replace(layer, name=f"{kind}_{seen[kind]}" if seen[kind] else kind)
            seen[kind] += 1
        named.append(layer)
    for name, times in Counter(layer.name for layer in named).items():
        if times > 1:
            raise ValueError(f"name is {name!r} in {times} layers; give each a name of its own")
    return tuple(named)


def _snake_case(name: str) -> str:
    """MaxPooling2D becomes max_pooling2d, as in Keras."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _padding_word(padding: str) -> str:
    if padding not in ("valid", "same"):
        raise ValueError(
            f"padding is {padding!r}; in a Keras layer it is 'valid' or 'same', "
            "for a number of pixels put a ZeroPadding2D in front"
        )
    return padding
