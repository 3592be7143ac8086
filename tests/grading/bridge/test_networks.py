"""Keras models on their way over the bridge."""

import json

import keras
import numpy as np
import pytest

from helpers.grading.bridge.frames import CannotCrossError, PackedNetwork
from helpers.grading.bridge.networks import CLASSES, pack, rebuild, unknown
from helpers.grading.bridge.reading import decode
from helpers.grading.bridge.writing import encode

pytestmark = pytest.mark.training
X = np.random.default_rng(0).random((8, 6, 6, 1), np.float32)
Y = np.eye(3, dtype="f4")[np.arange(8) % 3]


def chain():
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((6, 6, 1)),
            layers.Conv2D(2, 3, activation="relu", kernel_regularizer="l2"),
            layers.BatchNormalization(),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(3, activation=keras.activations.softmax),
        ]
    )


def branches():
    given = keras.Input((6, 6, 1))
    one = keras.layers.Conv2D(2, 3, padding="same")(given)
    two = keras.layers.Conv2D(2, 1)(given)
    flat = keras.layers.Flatten()(keras.layers.Add()([one, two]))
    return keras.Model(given, keras.layers.Dense(3, activation="softmax")(flat))


def fitted(model, **options):
    model.compile(**{"optimizer": "adam", "loss": "categorical_crossentropy", **options})
    model.fit(X, Y, epochs=2, batch_size=4, verbose=0)
    return model


def over(model):
    return decode(encode(pack(model)), {PackedNetwork: rebuild})


@pytest.mark.parametrize("make", [chain, branches])
def test_a_trained_network_answers_the_same(make):
    model = fitted(make(), metrics=["accuracy"])
    there = over(model)
    np.testing.assert_array_equal(there(X, training=False), model(X, training=False))
    assert there.count_params() == model.count_params()
    assert there.output_shape == model.output_shape
    assert [type(layer) for layer in there.layers] == [type(layer) for layer in model.layers]
    assert int(there.optimizer.iterations) == int(model.optimizer.iterations) == 4
    assert there.loss == "categorical_crossentropy"


def test_a_network_that_was_never_built_arrives_so():
    there = over(keras.Sequential([keras.layers.Dense(3)]))
    assert not there.built and there.layers[0].units == 3


@pytest.mark.parametrize(
    "optimizer",
    [
        lambda: keras.optimizers.Adam(0.002, gradient_accumulation_steps=2),
        lambda: keras.optimizers.SGD(
            keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.5), use_ema=True, momentum=0.9
        ),
        lambda: keras.optimizers.LossScaleOptimizer(keras.optimizers.Adam()),
    ],
    ids=["accumulates", "averages", "scales"],
)
def test_the_optimizer_arrives_with_its_state(optimizer):
    model = fitted(chain(), optimizer=optimizer(), loss=keras.losses.CategoricalCrossentropy())
    there = over(model)
    assert type(there.optimizer) is type(model.optimizer)
    for here, other in zip(there.optimizer.variables, model.optimizer.variables, strict=True):
        np.testing.assert_array_equal(here.numpy(), other.numpy())


def test_half_precision_arrives_with_the_scale_of_its_loss():
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_float16")
    try:
        model = fitted(chain())
    finally:
        keras.config.set_dtype_policy(before)
    there = over(model)
    assert there.layers[0].compute_dtype == "float16"
    assert type(there.optimizer).__name__ == "LossScaleOptimizer"
    for here, other in zip(there.optimizer.variables, model.optimizer.variables, strict=True):
        np.testing.assert_array_equal(here.numpy(), other.numpy())


def test_an_own_loss_arrives_as_its_name():
    def squares(y, p):
        return keras.ops.mean((y - p) ** 2)

    there = over(fitted(chain(), loss=squares))
    assert there.loss == "squares" and int(there.optimizer.iterations) == 4


class Own(keras.layers.Layer):
    def call(self, x):
        return x


class OwnModel(keras.Sequential):
    def predict(self, *arguments, **named):
        return Y


def twice(x):
    return 2 * x


def dense(**options):
    return keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, **options)])


@pytest.mark.parametrize("function", ["relu", keras.activations.gelu, keras.layers.ReLU(2.0)])
def test_an_activation_of_keras_crosses(function):
    model = dense(activation=function)
    some = np.float32([[1, 2], [-3, 4], [2, -2]])
    np.testing.assert_array_equal(over(model)(some), model(some))


@pytest.mark.filterwarnings("ignore:.*includes a `lambda`")
@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda: dense(activation=lambda x: 2 * x), "a lambda"),
        (lambda: dense(activation=twice), "the function twice"),
        (lambda: dense(kernel_initializer=lambda shape, dtype: keras.ops.ones(shape)), "a lambda"),
        (lambda: keras.Sequential([keras.layers.Activation(lambda x: x)]), "a lambda"),
        (lambda: keras.Sequential([keras.Input((2,)), Own()]), "Own"),
        (lambda: keras.Sequential([keras.Input((2,)), keras.layers.Lambda(lambda x: x)]), "Lambda"),
        (lambda: OwnModel([keras.Input((2,)), keras.layers.Dense(1)]), "OwnModel"),
    ],
    ids=[
        *("lambda activates", "function activates", "lambda begins", "lambda between"),
        *("layer", "lambda", "model"),
    ],
)
def test_code_of_the_students_own_does_not_cross(make, named):
    with pytest.raises(CannotCrossError, match=f"{named}.*, which cannot cross"):
        pack(make())


def with_layer(**layer):
    model = chain()
    config = json.loads(pack(model).config)
    config["config"]["layers"][1] |= layer
    return json.dumps(config)


HOSTILE = {
    "a Lambda": {"class_name": "Lambda", "config": {"function": {"class_name": "__lambda__"}}},
    "a function of another module": {"module": "os", "class_name": "system"},
    "a downloading function": {"module": "keras.utils", "class_name": "get_file"},
    "a saved model": {"class_name": "TFSMLayer", "config": {"filepath": "/tmp/x"}},
    "a class registered elsewhere": {"registered_name": "Custom>Own"},
    "a marked lambda": {"activation": {"class_name": "__lambda__", "config": {"value": "x"}}},
    "a function by name": {"x": {"class_name": "function", "config": "eval", "module": "builtins"}},
    "a lambda as Keras writes it": {"config": {"activation": {"value": ["4wEA", None, None]}}},
    "no name": {"class_name": None},
    "a list for a name": {"class_name": ["Dense"]},
}


@pytest.mark.parametrize("layer", HOSTILE.values(), ids=HOSTILE)
def test_a_configuration_that_names_other_code_is_refused_before_keras_sees_it(layer, monkeypatch):
    asked = []
    monkeypatch.setattr(keras.saving, "deserialize_keras_object", lambda *a, **n: asked.append(a))
    with pytest.raises(CannotCrossError):
        rebuild(PackedNetwork(with_layer(**layer), [], []))
    assert asked == []


@pytest.mark.parametrize(
    "config",
    ["", "[]", "null", "{", "[" * 100_000, '{"module": "keras.layers", "class_name": "Dense"}'],
    ids=["nothing", "list", "null", "half", "deep", "a layer"],
)
def test_what_is_no_network_is_refused(config):
    with pytest.raises(CannotCrossError):
        rebuild(PackedNetwork(config, [], []))


def test_weights_of_other_shapes_are_refused():
    packed = pack(fitted(chain()))
    with pytest.raises(CannotCrossError, match="anew"):
        rebuild(PackedNetwork(packed.config, packed.weights[:-1], packed.optimizer))


def test_every_name_of_the_table_is_one_of_keras():
    for module, names in CLASSES.items():
        if module.startswith("keras.src"):
            continue
        place = keras
        for part in module.split(".")[1:]:
            place = getattr(place, part)
        missing = {name for name in names if not hasattr(place, name)}
        assert missing <= {"Functional"}, module


def test_the_walk_finds_names_at_any_depth():
    deep = {"a": [{"b": {"module": "os", "class_name": "system"}}]}
    assert list(unknown(deep)) == ["os.system"]
