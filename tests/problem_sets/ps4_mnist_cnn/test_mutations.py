"""Problem set 4, answered with one known mistake at a time: each costs its own points and no other.

The trainings are tiny, and whatever they reach is enough: how accurate a network must be is looked
at in test_assignment.py.
"""

from functools import cache, partial

import pytest

from helpers.digits import Source
from helpers.problem_sets.ps4_mnist_cnn import given
from helpers.problem_sets.ps4_mnist_cnn import numbers as personal
from tests.problem_sets.marking import mark
from tests.problem_sets.ps4_mnist_cnn.mistakes import DRAWN, MISTAKES, MODEL, NAME, instead, then

STUDENTS = ("ada", "s1234567")
TRAINED = {}
TINY = partial(
    personal.Plan, train=143, validation=100, test=355, epochs=2, goals=(0.0, 0.01, 0.02)
)


@pytest.fixture(autouse=True)
def _a_tiny_training(monkeypatch):
    """A few digits, and no graph: to trace one takes longer than the few steps in it."""
    import keras

    set_eagerly = keras.Model.run_eagerly.fset
    monkeypatch.setattr(keras.Model, "run_eagerly", property(lambda model: True, set_eagerly))
    monkeypatch.setenv("CNN_COURSE_SHORT_RUN", "1")
    monkeypatch.setenv("CNN_COURSE_MNIST", "scikit-learn")
    monkeypatch.setitem(personal._PLANS, (Source.SCIKIT_LEARN, True), TINY)
    monkeypatch.setattr(personal, "trained", TRAINED, raising=False)


@pytest.fixture(scope="module", autouse=True)
def _digits_and_budgets_of_these_tests_alone():
    """They are the same for all of them: what is given cannot be written to."""

    def forget():
        given.given_digits.cache_clear()
        given.budget_of.cache_clear()

    forget()
    yield
    forget()


# Where network and training are the model solution's, they are taken over from its run.
QUICK = {cell_id: MODEL[cell_id] for cell_id in DRAWN}
KEEP = QUICK | {"train": MODEL["train"] + "\npersonal.trained[me] = model, history"}
TAKE_OVER = QUICK | {"network": "model, history = personal.trained[me]", "train": ""}


@cache
def marks_of_the_model_solution(student):
    return mark(NAME, KEEP, student=student)


@pytest.mark.parametrize("student", STUDENTS)
def test_the_model_solution_gets_every_point(student):
    marks = marks_of_the_model_solution(student)
    assert [message for _, message in marks.values() if message] == []
    assert sum(points for points, _ in marks.values()) == 25


PERSONAL = ("network", "places", "moved")  # questions that depend on the id


@pytest.mark.parametrize(
    ("mistake", "student"),
    [
        (mistake, student)
        for mistake in MISTAKES
        for student in (STUDENTS if mistake.startswith(PERSONAL) else STUDENTS[:1])
    ],
)
def test_a_mistake_costs_its_own_points_and_no_other(mistake, student):
    answers, costs, words = MISTAKES[mistake]
    costs = costs(student) if callable(costs) else costs
    full = marks_of_the_model_solution(student)
    others = QUICK if {"network", "train"} & set(answers) else TAKE_OVER
    marks = mark(NAME, others | answers, student=student)
    lost = {name: full[name][0] - points for name, (points, _) in marks.items()}
    assert {name: points for name, points in lost.items() if points} == costs, {
        name: message for name, (_, message) in marks.items() if message
    }
    for name in costs:
        assert words in marks[name][1]


def trained_with(callback, behind=""):
    """The model training with a callback that keeps the epoch of the *highest* training loss.

    That is the first one as a rule, so the network is not that of the last epoch.
    """
    fit = MODEL["train"].replace("verbose=2", f"verbose=2, callbacks=[keras.callbacks.{callback}]")
    lines = ["import os, tempfile", "best = os.path.join(tempfile.mkdtemp(), 'best.weights.h5')"]
    return {"train": "\n".join([*lines, fit, behind])}


def averaging(callback=None):
    """The model training, whose optimizer averages the weights so slowly that it shows."""
    slow = "keras.optimizers.SGD(0.1, use_ema=True, ema_momentum=0.995)"
    train = trained_with(callback) if callback else {"train": MODEL["train"]}
    return {"train": train["train"].replace('"adam"', slow)}


HALF_PRECISION = {"network": 'keras.config.set_dtype_policy("mixed_float16")\n' + MODEL["network"]}
MEAN_BY_HAND = """
weights = []
class Keep(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        weights.append(self.model.get_weights())
{}
model.set_weights([np.mean(epochs, axis=0) for epochs in zip(*weights)])
history["val_accuracy"].append(model.evaluate(x_val, y_val, verbose=0)[1])
"""

HONEST = {
    "the best epoch brought back": trained_with(
        'EarlyStopping(monitor="loss", mode="max", patience=1, restore_best_weights=True)'
    ),
    "the best epoch loaded from a file": trained_with(
        'ModelCheckpoint(best, "loss", mode="max", save_best_only=True, save_weights_only=True)',
        behind="model.load_weights(best)",
    ),
    "the best epoch as a whole network": trained_with(
        'ModelCheckpoint(best[:-11] + ".keras", "loss", mode="max", save_best_only=True)',
        behind='model = keras.models.load_model(best[:-11] + ".keras")',
    ),
    "half precision": HALF_PRECISION,
    "gradients of several steps": instead(
        "train", '"adam"', "keras.optimizers.Adam(gradient_accumulation_steps=4)"
    ),
    "gradients of several steps in half precision": HALF_PRECISION
    | instead("train", '"adam"', "keras.optimizers.Adam(gradient_accumulation_steps=2)"),
    "averaged weights": averaging(),
    "averaged weights in half precision": HALF_PRECISION | averaging(),
    "averaged weights that are watched": averaging("SwapEMAWeights()"),
    "averaged weights, the best epoch of them brought back": averaging(
        'SwapEMAWeights(swap_on_epoch=True), keras.callbacks.EarlyStopping("val_loss", mode="max", '
        "patience=1, restore_best_weights=True)"
    ),
    "the mean of all epochs, set by hand": {
        "train": MEAN_BY_HAND.format(
            MODEL["train"].replace("verbose=2", "verbose=2, callbacks=[Keep()]")
        )
    },
}


@pytest.fixture
def _single_precision_afterwards():
    import keras

    yield
    keras.config.set_dtype_policy("float32")


@pytest.mark.usefixtures("_single_precision_afterwards")
@pytest.mark.parametrize("training", HONEST)
def test_an_honest_training_costs_nothing(training):
    marks = mark(NAME, QUICK | HONEST[training])
    assert {name: message for name, (_, message) in marks.items() if message} == {}


def test_averaged_weights_do_not_hide_that_the_test_digits_were_watched():
    watched = "validation_data=(x_test, as_target(labels_test))"
    train = averaging()["train"].replace("validation_data=(x_val, y_val)", watched)
    marks = mark(NAME, QUICK | {"train": train})
    assert {name for name, (points, _) in marks.items() if not points} == {"train-watched"}


COMPILED_ANEW = 'model.compile(optimizer="adam", loss="categorical_crossentropy")'


@pytest.mark.parametrize("before", ["", COMPILED_ANEW])
def test_a_network_that_is_trained_again_behind_its_history_costs_its_point(before):
    """Whether the optimizer goes on counting or begins anew."""
    more = "model.fit(x_test, keras.utils.to_categorical(labels_test), epochs=5, verbose=0)"
    marks = mark(NAME, QUICK | then("train", before, more))
    assert "train-budget" in {name for name, (points, _) in marks.items() if not points}
