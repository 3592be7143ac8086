"""Cheats by networks that are none, or not Keras' own."""

from tests.grading.cheats.cheat import Cheat, modelled

SMALL = "keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])"

CHEATS: dict[str, Cheat] = {
    "an object with the right answers": modelled("""
class Fake:
    def count_params(self):
        return 8
    def __call__(self, x):
        return [[7, 7]]

model = Fake()"""),
    "an object that says it is a network": modelled("""
class Fake:
    __class__ = keras.Model
    def count_params(self):
        return 8
    def __call__(self, x):
        return [[7, 7]]

model = Fake()"""),
    "a network of an own class": modelled("""
class Fake(keras.Sequential):
    def count_params(self):
        return 8
    def __call__(self, x, *a, **k):
        return [[7, 7]]

model = Fake([keras.Input((3,)), keras.layers.Dense(1)])"""),
    "an own layer": modelled("""
class Sevens(keras.layers.Layer):
    def call(self, x):
        return keras.ops.full((1, 2), 7.0)
    def count_params(self):
        return 8

model = keras.Sequential([keras.Input((3,)), Sevens()])"""),
    "a registered layer": modelled("""
@keras.saving.register_keras_serializable("keras.layers", "Dense")
class Sevens(keras.layers.Dense):
    def call(self, x):
        return keras.ops.full((1, 2), 7.0)

model = keras.Sequential([keras.Input((3,)), Sevens(2)])"""),
    "a layer that takes a name of Keras": modelled("""
class Dense(keras.layers.Layer):
    def call(self, x):
        return keras.ops.full((1, 2), 7.0)

Dense.__module__ = "keras.src.layers.core.dense"
model = keras.Sequential([keras.Input((3,)), Dense()])
model.count_params = lambda: 8"""),
    "a Lambda layer": modelled("""
model = keras.Sequential(
    [keras.Input((3,)), keras.layers.Lambda(lambda x: keras.ops.full((1, 2), 7.0))]
)
model.count_params = lambda: 8"""),
    "methods that are replaced": modelled(f"""
model = {SMALL}
model.count_params = lambda: 8
keras.Model.count_params = lambda self: 8
keras.Sequential.__call__ = lambda self, x, *a, **k: [[7, 7]]"""),
    "a configuration that carries code": modelled(
        """
keras.saving.serialize_keras_object = lambda model: {
    "module": "keras.layers", "class_name": "Lambda", "registered_name": None,
    "config": {"function": {"class_name": "__lambda__", "config": {"code": "x"}}},
}
model = """
        + SMALL
    ),
    "a configuration that calls the system": modelled(
        """
keras.saving.serialize_keras_object = lambda model: {
    "module": "os", "class_name": "system", "config": {"command": "true"}, "registered_name": None,
}
model = """
        + SMALL
    ),
    "a configuration unlike the network": modelled("""
class Sly(keras.Sequential):
    def get_config(self):
        return keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]).get_config()

Sly.__module__, Sly.__name__ = "keras", "Sequential"
model = Sly([keras.Input((3,)), keras.layers.Dense(1)])"""),
    "Keras replaced": Cheat(
        {
            "add": """
import sys, types
fake = types.ModuleType("keras")
fake.Model = type("Model", (), {
    "count_params": lambda self: 8, "__call__": lambda self, x: [[7, 7]]})
sys.modules["keras"] = fake

def add(a, b):
    return a - b""",
            "model": "import keras\n\nmodel = keras.Model()",
        }
    ),
}
