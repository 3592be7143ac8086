"""Advice on a Keras model that has to follow a specification, layer by layer.

The layers of the model are first laid beside those of the specification so that as little as
possible differs. A layer that is missing, or one too many, then costs nothing but itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.convolution.axes import Pair
from helpers.networks.specs import (
    AveragePooling2D,
    Conv2D,
    Dense,
    Flatten,
    Layer,
    MaxPooling2D,
    Network,
    Pooling2D,
)

if TYPE_CHECKING:  # who draws the numbers of a student waits for no Keras
    import keras

# What has to agree. Names, initial weights and regularizers are the student's own affair.
COMPARED = {
    Conv2D: (
        "filters", "kernel_size", "strides", "padding", "dilation_rate", "groups", "use_bias",
        "activation",
    ),
    MaxPooling2D: ("pool_size", "strides", "padding"),
    AveragePooling2D: ("pool_size", "strides", "padding"),
    Flatten: (),
    Dense: ("units", "use_bias", "activation"),
}  # fmt: skip
FUNCTION_LAYERS = {"ReLU": "relu", "Softmax": "softmax"}
POOLS = ("MaxPooling2D", "AveragePooling2D")
NO_MODEL = "The model is {}. Make one with `keras.Sequential([...])`, and call it `model`."
ONE_LAYER = 1.0  # what it costs, in `aligned`, to leave a layer out or to have one too many


@dataclass
class Given:
    """A layer of the student's model: its class and what Keras says about it."""

    kind: str
    options: dict[str, object]


def advise_layer(model: object, specification: Network, name: str) -> str:
    """Advice on the layer of a model that stands for one of a specification, or "".

    Parameters
    ----------
    model
        The student's.
    specification
        What it should be: convolutions, max and average pools, Flatten and Dense.
    name
        The layer of the specification to look at.
    """
    if not _is_model(model):
        return NO_MODEL.format(type(model).__name__)
    position = [layer.name for layer in specification.layers].index(name)
    given = read(model)
    found = aligned(specification.layers, given)[position]
    if found is None:
        return f"{name}: no layer of the model stands for it."
    slips = _slips(specification, position, given[found])
    return f"{name}: {' '.join(slips)}" if slips else ""


def advise_chain(model: object, specification: Network) -> str:
    """Advice on what goes in, on Flatten, on the order and on layers too many, or "".

    Parameters
    ----------
    model, specification
        As for `advise_layer`. Wrong or missing convolutions, pools and dense layers are left to it.
    """
    if not _is_model(model):
        return NO_MODEL.format(type(model).__name__)
    if advice := _advise_input(model, specification.input_shape):
        return advice
    given = read(model)
    places = aligned(specification.layers, given)
    for layer, place in zip(specification.layers, places, strict=True):
        if isinstance(layer, Flatten) and place is None:
            return _without_flatten(given)
    extra = [layer.kind for index, layer in enumerate(given) if index not in places]
    if extra:
        return f"The specification knows nothing of {' and '.join(extra)}; leave it out."
    present = [place for place in places if place is not None]
    if present != sorted(present):
        return "All the layers are there, but not in the order of the specification."
    return ""


def read(model: keras.Model) -> list[Given]:
    """The layers of a model from input to output.

    A layer that only applies an activation function is counted to the one before it, which is the
    same network.
    """
    layers: list[Given] = []
    for layer in model.layers:
        kind = type(layer).__name__
        if kind == "InputLayer":
            continue
        options = dict(layer.get_config())
        function = _function(layer)
        alone = FUNCTION_LAYERS.get(kind) or (function if kind == "Activation" else None)
        if alone and layers and layers[-1].options.get("activation", "") is None:
            layers[-1].options["activation"] = alone
            continue
        if "activation" in options:
            options["activation"] = function
        layers.append(Given(kind, options))
    return layers


def aligned(wanted: Sequence[Layer], given: list[Given]) -> list[int | None]:
    """For each wanted layer the index of the given one that stands for it, or None.

    Order counts, as in an edit distance. What is left over after that may stand elsewhere: a layer
    at the wrong place is there, too.
    """
    rows, columns = len(wanted), len(given)
    costs = {(rows, column): (columns - column) * ONE_LAYER for column in range(columns + 1)}
    for row in reversed(range(rows)):
        costs[row, columns] = (rows - row) * ONE_LAYER
        for column in reversed(range(columns)):
            costs[row, column] = min(
                costs[row + 1, column + 1] + _difference(wanted[row], given[column]),
                costs[row + 1, column] + ONE_LAYER,
                costs[row, column + 1] + ONE_LAYER,
            )
    places: list[int | None] = [None] * rows
    row = column = 0
    while row < rows and column < columns:
        if costs[row, column] == costs[row + 1, column + 1] + _difference(
            wanted[row], given[column]
        ):
            places[row] = column
            row, column = row + 1, column + 1
        elif costs[row, column] == costs[row + 1, column] + ONE_LAYER:
            row += 1
        else:
            column += 1
    for row in range(rows):
        if places[row] is None:
            places[row] = next(
                (
                    column
                    for column in range(columns)
                    if column not in places and _difference(wanted[row], given[column]) == 0
                ),
                None,
            )
    return places


def _difference(wanted: Layer, given: Given) -> float:
    """0 for the same layer, below 1 for one of the same kind, too much for any other."""
    kind = type(wanted).__name__
    if given.kind != kind and not (kind in POOLS and given.kind in POOLS):
        return 3 * ONE_LAYER
    names = COMPARED[type(wanted)]
    wrong = sum(getattr(wanted, name) != _value(given, name) for name in names)
    return (wrong + (given.kind != kind)) / (len(names) + 2) * ONE_LAYER


def _value(given: Given, name: str) -> object:
    value = given.options.get(name)
    return tuple(value) if isinstance(value, list) else value


def _slips(specification: Network, position: int, given: Given) -> list[str]:
    """What to say about a layer that is not as specified."""
    wanted = specification.layers[position]
    said = []
    if given.kind != type(wanted).__name__:
        said.append(f"it is a {given.kind}, which takes the {_taken(given.kind)} of a window.")
    for name in COMPARED[type(wanted)]:
        right, value = getattr(wanted, name), _value(given, name)
        if value != right and not (name == "strides" and _side_by_side(wanted, given)):
            said.append(_SLIPS[name](specification, position, right, value))
    return said


def _side_by_side(wanted: Layer, given: Given) -> bool:
    """Whether the steps of a pool are those of its window in both, whatever the window."""
    pool = isinstance(wanted, Pooling2D) and wanted.strides == wanted.pool_size
    return pool and _value(given, "strides") == _value(given, "pool_size")


def _taken(kind: str) -> str:
    return "maximum" if kind == "MaxPooling2D" else "mean"


def _slip_in_number(specification: Network, position: int, right: int, value: object) -> str:
    layer = specification.layers[position]
    word = "filters" if isinstance(layer, Conv2D) else "units"
    others = [
        other.name
        for other in specification.layers
        if other is not layer and value == getattr(other, "filters", getattr(other, "units", None))
    ]
    fits = f" That is the number of {others[0]}." if others else ""
    return f"{word} is {value}, which is not what is specified.{fits}"


def _slip_in_window(specification: Network, position: int, right: Pair, value: object) -> str:
    name = "kernel_size" if isinstance(specification.layers[position], Conv2D) else "pool_size"
    if value == right[::-1]:
        return f"{name} is {value}: the two are swapped, rows come first."
    if value == (right[0],) * 2 or value == (right[1],) * 2:
        return f"{name} is {value}, but the window is not square; give (rows, columns)."
    return f"{name} is {value}, which is not what is specified."


def _slip_in_strides(specification: Network, position: int, right: Pair, value: object) -> str:
    layer = specification.layers[position]
    if not isinstance(layer, Pooling2D):
        return f"strides is {value}, but nothing is said of steps; it should take each place."
    if value == layer.pool_size:
        own = "the window's own size, which a pool takes if it is not told its steps"
        return f"strides is {value}: that is {own}."
    if right == layer.pool_size:
        return f"strides is {value}, but windows side by side make steps of their own size."
    return f"strides is {value}, which is not what is specified."


def _slip_in_padding(specification: Network, position: int, right: str, value: object) -> str:
    if right == "same":
        why = "without zeros the map shrinks, and Keras adds none unless it is told"
        return f'padding is "{value}": {why}.'
    if isinstance(specification.layers[position], Conv2D):
        return f'padding is "{value}": it adds zeros where none are specified.'
    return f'padding is "{value}": a pool takes only whole windows unless zeros are specified.'


def _slip_in_bias(specification: Network, position: int, right: bool, value: object) -> str:
    if value:
        return "it has biases, as always in Keras unless `use_bias` says otherwise."
    return "it has no biases, and it should have them."


def _slip_in_activation(specification: Network, position: int, right: str, value: object) -> str:
    if value is None:
        return (
            "it has no activation: "
            "the layer only multiplies and adds (lecture 05, *What stands between the layers*)."
        )
    if right == "softmax":
        why = "ten numbers that add up to 1 are wanted (lecture 05, *Softmax*)"
        return f'activation is "{value}": {why}.'
    return f'activation is "{value}", which is not what is specified.'


def _slip_elsewhere(name: str) -> Callable[..., str]:
    def say(specification: Network, position: int, right: object, value: object) -> str:
        return f"{name} is {value}; nothing is said of it, so leave it out."

    return say


_SLIPS: dict[str, Callable[..., str]] = {
    "filters": _slip_in_number,
    "units": _slip_in_number,
    "kernel_size": _slip_in_window,
    "pool_size": _slip_in_window,
    "strides": _slip_in_strides,
    "padding": _slip_in_padding,
    "use_bias": _slip_in_bias,
    "activation": _slip_in_activation,
    "dilation_rate": _slip_elsewhere("dilation_rate"),
    "groups": _slip_elsewhere("groups"),
}


def _advise_input(model: keras.Model, shape: tuple[int, ...]) -> str:
    try:
        given = tuple(model.input_shape)[1:]
    except (AttributeError, ValueError):  # Keras' own, for a model that was never built
        return "The model does not know its input; begin it with `keras.Input(shape=...)`."
    if given == shape:
        return ""
    if given == shape[:2]:
        return f"The input is {given}: the channels are missing. A grey picture has one."
    return f"The input is {given}, which is not the shape of one digit (height, width, channels)."


def _without_flatten(given: list[Given]) -> str:
    for layer in given:
        if layer.kind.startswith("Global"):
            return f"{layer.kind} stands where Flatten should: it keeps one number only of a map."
    return "Flatten is missing: a dense layer on maps treats each place by itself."


def _function(layer: keras.Layer) -> str | None:
    """Name of a layer's activation function; None where there is none."""
    function = getattr(layer, "activation", None)
    name = getattr(function, "__name__", type(function).__name__)
    return None if name in ("linear", "NoneType") else name


def _is_model(model: object) -> bool:
    import keras  # noqa: PLC0415  (who draws the numbers of a student waits for no Keras)

    return isinstance(model, keras.Model)
