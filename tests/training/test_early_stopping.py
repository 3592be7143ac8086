import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.start.quiet_start import quiet_start
from helpers.training.early_stopping import RECORDED, early_stop
from helpers.training.recording import RECIPES, Recipe, record, replay, small_network
from helpers.training.schedules import SHAPES, Schedule
from helpers.training.split import split

with quiet_start():
    import keras

losses = st.floats(0, 10, width=32)


def by_keras(values, patience, min_delta):
    """Epochs that Keras' own callback trains, and its best epoch."""
    callback = keras.callbacks.EarlyStopping(patience=patience, min_delta=min_delta)
    seen = replay(callback, {"val_loss": values})
    return seen, callback.best_epoch


@pytest.mark.parametrize("name", RECORDED)
@pytest.mark.parametrize(
    ("patience", "min_delta"), [(0, 0), (1, 0), (2, 0.02), (3, 0.005), (5, 0.1), (15, 0)]
)
def test_the_rule_is_that_of_keras_on_the_recorded_trainings(name, patience, min_delta):
    values = list(RECORDED[name].val_loss)
    stop = early_stop(values, patience=patience, min_delta=min_delta)
    assert (stop.last + 1, stop.best) == by_keras(values, patience, min_delta)
    assert len(stop.waits) == stop.last + 1


@settings(max_examples=25, deadline=None)
@given(
    values=st.lists(losses | st.sampled_from([0.5, 0.25]), min_size=1, max_size=15),
    patience=st.integers(0, 4),
    min_delta=st.sampled_from([0.0, 0.1, 0.25]),
)
def test_the_rule_is_that_of_keras_on_any_training(values, patience, min_delta):
    stop = early_stop(values, patience=patience, min_delta=min_delta)
    assert (stop.last + 1, stop.best) == by_keras(values, patience, min_delta)


@given(st.lists(losses, min_size=1), st.integers(0, 5), st.floats(0, 1))
def test_more_patience_never_stops_earlier(values, patience, min_delta):
    here = early_stop(values, patience=patience, min_delta=min_delta)
    more = early_stop(values, patience=patience + 1, min_delta=min_delta)
    assert more.last >= here.last


@given(st.lists(losses, min_size=1), st.floats(0, 1))
def test_patience_0_and_1_do_the_same(values, min_delta):
    at_once, after_one = (
        early_stop(values, patience=patience, min_delta=min_delta) for patience in (0, 1)
    )
    assert at_once == after_one


def test_a_value_as_good_as_the_best_is_no_improvement():
    assert early_stop([0.5, 0.5, 0.5], patience=2).best == 0


@pytest.mark.parametrize(
    ("values", "options", "words"),
    [
        ([], {}, "values is empty"),
        ([1.0], {"patience": -1}, "patience is -1"),
        ([1.0], {"min_delta": -0.1}, "min_delta"),
    ],
)
def test_numbers_that_make_no_sense_are_named(values, options, words):
    with pytest.raises(ValueError, match=words):
        early_stop(values, **options)


def test_every_recorded_training_has_a_recipe_and_all_its_epochs():
    assert list(RECORDED) == list(RECIPES)
    for name, recorded in RECORDED.items():
        assert len(recorded.loss) == len(recorded.val_loss) == RECIPES[name].epochs
        assert min(recorded.loss + recorded.val_loss) > 0


def test_the_recorded_trainings_show_what_their_names_say():
    by_heart, restless, slow = (np.array(RECORDED[name].val_loss) for name in RECORDED)
    assert by_heart.argmin() < 10 and by_heart[-1] > 1.4 * by_heart.min()
    assert (np.diff(restless[:30]) > 0).sum() > 10
    assert np.all(np.diff(slow) < 0) and slow[5] > 0.9 * slow[0]


@pytest.mark.parametrize("name", ["learns by heart", "slow start"])
def test_a_training_recorded_anew_falls_from_the_loss_of_a_guess(name):
    from helpers.digits import load_digits

    recipe = Recipe(
        RECIPES[name].optimizer, RECIPES[name].learning_rate, digits=300, batch_size=32, epochs=3
    )
    recorded = record(recipe, split(load_digits("scikit-learn"), short=True))
    assert set(recorded) == {"loss", "val_loss"}
    assert recorded["loss"][0] == pytest.approx(np.log(10), abs=0.6)
    assert recorded["loss"][2] < recorded["loss"][0]


def test_the_small_network_has_the_parameters_that_are_said():
    expected = (9 + 1) * 8 + (9 * 8 + 1) * 16 + (5 * 5 * 16 + 1) * 10
    assert small_network().count_params() == expected == 5258


def test_a_replay_lets_a_callback_change_the_learning_rate():
    rates = []
    monitor = keras.callbacks.ReduceLROnPlateau(factor=0.5, patience=1, min_delta=0)
    monitor.on_train_end = lambda logs=None: rates.append(
        float(monitor.model.optimizer.learning_rate.numpy())
    )
    assert replay(monitor, {"val_loss": [1.0, 1.0, 1.0, 0.5]}) == 4
    assert rates == pytest.approx([0.01 / 4])


def test_step_and_exponential_are_those_of_keras():
    for shape, staircase in (("step", True), ("exponential", False)):
        schedule = Schedule(shape, rate=0.1, epochs=30, factor=0.3, every=7)
        theirs = keras.optimizers.schedules.ExponentialDecay(0.1, 7, 0.3, staircase=staircase)
        np.testing.assert_allclose(
            schedule.rates(), [float(theirs(e)) for e in range(30)], rtol=1e-5
        )


@pytest.mark.parametrize("warm_up", [0, 1, 5])
def test_cosine_with_warm_up_is_that_of_keras(warm_up):
    schedule = Schedule("cosine", rate=0.2, epochs=25, warm_up=warm_up)
    theirs = keras.optimizers.schedules.CosineDecay(
        0.2 / (warm_up + 1),
        25 - warm_up,
        warmup_target=0.2 if warm_up else None,
        warmup_steps=warm_up,
    )
    np.testing.assert_allclose(
        schedule.rates(), [float(theirs(e)) for e in range(25)], rtol=1e-5, atol=1e-9
    )


@given(
    shape=st.sampled_from(SHAPES), rate=st.floats(1e-6, 1), warm_up=st.integers(0, 9),
    factor=st.floats(0.1, 1), every=st.integers(1, 20),
)  # fmt: skip
def test_a_schedule_rises_in_the_warm_up_and_never_again(shape, rate, warm_up, factor, every):
    rates = Schedule(shape, rate, 20, warm_up, factor, every).rates()
    assert len(rates) == 20 and max(rates) == rates[warm_up] == rate
    assert all(a < b for a, b in itertools.pairwise(rates))
    assert all(a >= b > 0 for a, b in zip(rates[warm_up:], rates[warm_up + 1 :]))


def test_keras_takes_a_schedule_as_it_is():
    schedule = Schedule("step", rate=0.5, epochs=4, every=2)
    seen = []
    callback = keras.callbacks.LearningRateScheduler(schedule)
    original = callback.on_epoch_begin

    def on_epoch_begin(epoch, logs=None):
        original(epoch, logs)
        seen.append(float(callback.model.optimizer.learning_rate.numpy()))

    callback.on_epoch_begin = on_epoch_begin
    replay(callback, {"loss": [1.0] * 4})
    assert seen == pytest.approx([0.5, 0.5, 0.25, 0.25])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"shape": "sine"}, "'sine'.*constant, step, exponential, cosine"),
        ({"rate": 0.0}, "rate is 0"),
        ({"warm_up": 30}, "warm_up is 30.*0 to 29"),
        ({"factor": 1.5}, "factor is 1.5"),
        ({"every": 0}, "every is 0"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused_by_name(options, words):
    with pytest.raises(ValueError, match=words):
        Schedule(**{"shape": "step", **options})
