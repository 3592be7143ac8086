"""Problem set 4 as a student meets it."""

import itertools

import nbformat
import numpy as np
import pytest
from traitlets.config import Config

from helpers.digits import Source
from helpers.grading.release.leaks import leaks
from helpers.images.shift import shift
from helpers.networks import to_keras
from helpers.problem_sets.ps4_mnist_cnn import given
from helpers.problem_sets.ps4_mnist_cnn.fitting import answers
from helpers.problem_sets.ps4_mnist_cnn.keras_network import advise_chain, advise_layer
from helpers.problem_sets.ps4_mnist_cnn.moves import one_place
from helpers.problem_sets.ps4_mnist_cnn.numbers import move, plan, specification
from helpers.problem_sets.ps4_mnist_cnn.wanted import network
from tests.paths import COURSE
from tests.problem_sets.marking import cells, mark

NAME = "ps4_mnist_cnn"
SOURCE, RELEASE = cells("solutions", NAME), cells("assignments", NAME)
LAYERS = ("conv_1", "pool_1", "conv_2", "pool_2", "conv_3", "dense", "output")


@pytest.fixture(autouse=True)
def _short_run_on_the_stand_in(monkeypatch):
    monkeypatch.setenv("CNN_COURSE_SHORT_RUN", "1")
    monkeypatch.setenv("CNN_COURSE_MNIST", "scikit-learn")
    given.given_digits.cache_clear()
    given.budget_of.cache_clear()


def test_nothing_leaks_into_the_release():
    notebooks = [
        nbformat.read(COURSE / folder / NAME / f"{NAME}.ipynb", as_version=4)
        for folder in ("solutions", "assignments")
    ]
    assert leaks(*notebooks, Config()) == []
    text = "\n".join(cell.source for cell in RELEASE.values())
    assert "Rubric" not in text and "Model answer" not in text and "to_keras" not in text
    assert list(RELEASE) == list(SOURCE)


@pytest.mark.parametrize("optimizer", ["adam", "rmsprop"])
def test_the_model_solution_reaches_all_accuracies(optimizer):
    train = SOURCE["train"].source.replace('"adam"', repr(optimizer))
    marks = mark(NAME, {"train": train}, student=f"somebody with {optimizer}")
    assert {name: message for name, (_, message) in marks.items() if message} == {}
    assert sum(points for points, _ in marks.values()) == 25


def test_steps_that_are_far_too_small_reach_none():
    train = SOURCE["train"].source.replace('"adam"', "keras.optimizers.SGD(1e-5)")
    marks = mark(NAME, {"train": train})
    failed = {name: message for name, (_, message) in marks.items() if message}
    assert set(failed) == {"train-first-goal", "train-second-goal", "train-third-goal"}
    assert "learned next to nothing" in failed["train-first-goal"]


@pytest.mark.parametrize("student", ["ada", "bob", "clara"])
def test_the_specified_network_hears_nothing(student):
    specification = network(student)
    model = to_keras(specification)
    assert [advise_layer(model, specification, name) for name in LAYERS] == [""] * 7
    assert advise_chain(model, specification) == ""


def test_a_neighbours_network_gets_few_points():
    students = [f"student{number}" for number in range(12)]
    kept = []
    for student, neighbour in itertools.pairwise(students):
        model = to_keras(network(neighbour))
        kept.append(sum(not advise_layer(model, network(student), name) for name in LAYERS))
    assert np.mean(kept) < 3  # of seven: the output layer, and what happens to agree


def test_the_maps_move_by_one_place_as_question_5_says():
    """Away from the border, for the networks of several students, counted in Keras' own maps."""
    import keras

    dice = np.random.default_rng(0)
    for student in ("ada", "bob", "clara", "dora"):
        direction, specification = move(student).direction, network(student)
        model, along = to_keras(specification), {"left": "right", "up": "down"}[direction]
        picture = dice.random((1, 28, 28, 1)).astype("float32")
        axis = {"up": 1, "left": 2}[direction]
        for layer in LAYERS[:4]:
            part = keras.Model(model.inputs[0], model.get_layer(layer).output)
            pixels = one_place(specification, layer, direction)
            here, there = (
                np.asarray(part(x)) for x in (picture, shift(picture, **{along: -pixels}))
            )
            middle = here.shape[axis] // 2
            assert np.allclose(
                there.take(middle - 1, axis=axis)[:, 1:-1], here.take(middle, axis=axis)[:, 1:-1],
                atol=1e-5,
            )  # fmt: skip
            if pixels > 1:
                short = np.asarray(part(shift(picture, **{along: 1 - pixels})))
                pair = short.take(middle - 1, axis=axis), here.take(middle, axis=axis)
                assert not np.allclose(*pair, atol=1e-3)


def test_everything_that_is_shown_can_be_read_without_a_picture():
    for what in (specification("ada"), plan("ada", Source.KERAS, False), move("ada")):
        assert "<" not in repr(what) and len(repr(what)) > 10


class TestAdviceThatNoWholeSolutionShows:
    def test_a_function_layer_counts_as_the_activation_of_the_layer_before(self):
        import keras

        specification = network("ada")
        model = keras.Sequential([keras.Input((28, 28, 1))])
        for layer in to_keras(specification).layers:
            config = layer.get_config()
            function = config.get("activation")
            if function == "relu":
                config["activation"] = None
            model.add(type(layer).from_config(config))
            if function == "relu":
                model.add(keras.layers.ReLU())
        assert [advise_layer(model, specification, name) for name in LAYERS] == [""] * 7
        assert advise_chain(model, specification) == ""

    @pytest.mark.parametrize(
        ("shape", "words"),
        [((28, 28), "channels are missing"), ((28, 28, 3), "not the shape"), (None, "keras.Input")],
    )
    def test_a_wrong_input_hears_what_is_wrong(self, shape, words):
        import keras

        layers = [keras.Input(shape)] if shape else []
        model = keras.Sequential([*layers, keras.layers.Dense(3)])
        assert words in advise_chain(model, network("ada"))

    @pytest.mark.parametrize("model", [None, "a network", ...])
    def test_what_is_no_model_is_named(self, model):
        assert "keras.Sequential" in advise_layer(model, network("ada"), "conv_1")
        assert "keras.Sequential" in advise_chain(model, network("ada"))

    def test_a_model_with_a_list_of_inputs_is_asked_in_silence(self, recwarn):
        import keras

        picture = keras.Input((28, 28, 1))
        model = keras.Model([picture], keras.layers.Flatten()(picture))
        assert answers(model, np.zeros((3, 28, 28, 1), "float32")).shape == (3, 784)
        assert len(recwarn) == 0
