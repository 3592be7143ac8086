from itertools import product

import numpy as np
import pytest

from helpers.explorers.early_stopping import explorer as stopping
from helpers.explorers.schedule import explorer as schedules
from helpers.start.quiet_start import quiet_start
from helpers.training.early_stopping import RECORDED, Recorded
from helpers.training.recording import replay
from helpers.training.schedules import SHAPES, Schedule

with quiet_start():
    import keras


def test_the_browser_stops_where_keras_stops(call):
    random = np.random.default_rng(0)
    trainings = [list(recorded.val_loss) for recorded in RECORDED.values()]
    # Rounded, so that values are equal.
    trainings += [random.uniform(0, 1, 12).round(1).tolist() for _ in range(8)]
    trainings += [[0.5], [0.3, 0.3]]
    cases = list(product(trainings, (0, 1, 2, 5), (0.0, 0.1, 0.015)))
    answers = call("early_stopping/view", *(["earlyStop", *case] for case in cases))
    for (values, patience, min_delta), answer in zip(cases, answers):
        callback = keras.callbacks.EarlyStopping(patience=patience, min_delta=min_delta)
        epochs = replay(callback, {"val_loss": values})
        assert (answer["last"] + 1, answer["best"]) == (epochs, callback.best_epoch)
        assert answer["stopped"] == callback.model.stop_training
        if not answer["stopped"]:
            assert answer["waits"][-1] == callback.wait


def test_the_words_of_the_browser_say_what_happens(call):
    values = [1.0, 0.5, 0.6, 0.4, 0.45, 0.47, 0.1]
    settings = [(2, 0, False), (2, 0, True), (9, 0.2, True)]
    last, restored, patient, *epochs = call(
        "early_stopping/view",
        *(["outcome", values, *setting] for setting in settings),
        *(["epochInWords", values, 2, 0, epoch] for epoch in range(len(values))),
    )
    assert "stops after epoch 6 of 7." in last
    assert "those of the last epoch (val_loss 0.470)" in last
    assert "the best ones, of epoch 4 (val_loss 0.400)" in restored
    assert "0.100, after epoch 7" in restored
    assert "runs through all 7 epochs" in patient and "of epoch 7" in patient
    assert epochs[0].endswith("the first value to beat.")
    assert epochs[2] == "Epoch 3: val_loss 0.600, not below 0.500: 1 of 2 epochs waited."
    assert epochs[3].endswith("below 0.500: an improvement, the count is 0 again.")
    assert epochs[5].endswith("2 of 2 epochs waited: stop.")
    assert epochs[6].endswith("never trained.")


def test_the_browser_has_the_schedules_of_python(call):
    specs = [
        Schedule(shape, rate, 30, warm_up, *decay)
        for shape, rate, warm_up, decay in product(
            SHAPES, (1e-3, 0.4), (0, 1, 10), ((0.5, 10), (0.1, 1), (0.9, 7))
        )
    ]
    names = ("shape", "rate", "epochs", "factor", "every")
    sent = [{name: getattr(s, name) for name in names} | {"warmUp": s.warm_up} for s in specs]
    answers = call("schedule/view", *(["rates", one] for one in sent))
    np.testing.assert_allclose(answers, [s.rates() for s in specs], rtol=1e-12)
    words = call("schedule/view", *(["inWords", one] for one in sent))
    assert [w.split(". The")[0] for w in words] == [s.describe().split(". The")[0] for s in specs]


@pytest.mark.parametrize(("low", "high"), [(0, 1e-3), (0, 1.05), (0, 4.2e-5), (0, 0.33)])
def test_the_lines_of_an_axis_are_few_round_and_inside(call, low, high):
    (found,) = call("kit/plot", ["ticks", low, high])
    assert 4 <= len(found) <= 9
    assert all(low <= tick <= high * 1.000001 for tick in found)
    steps = np.diff(found)
    assert steps == pytest.approx(steps[0]) and f"{steps[0]:.3e}"[:5] in ("1.000", "2.000", "5.000")


@pytest.mark.parametrize(("low", "high"), [(0.35, 1.4), (0.47, 2.1), (0.55, 2.4), (1e-5, 1e-2)])
def test_a_logarithmic_axis_has_lines_too(call, low, high):
    (found,) = call("kit/plot", ["logTicks", low, high])
    assert 3 <= len(found) <= 10 and low <= min(found) and max(found) <= high * 1.002


def view_of(box, kind):
    return next(child for child in box.children if isinstance(child, kind))


def test_the_controls_of_early_stopping_set_the_view_and_say_what_they_are():
    box = stopping.controls(patience=4, min_delta=0.02)
    view = view_of(box, stopping.EarlyStoppingView)
    assert (view.names, view.patience, view.min_delta) == (list(RECORDED), 4, 0.02)
    assert view.records[0]["val_loss"] == list(RECORDED["learns by heart"].val_loss)
    assert [control.description for control in box.children[0].children] == [
        "training", "patience", "min_delta", "restore_best_weights",
    ]  # fmt: skip


def test_a_training_of_your_own_can_be_explored():
    mine = {"mine": Recorded(loss=(1.0, 0.5), val_loss=(1.0, 0.7))}
    assert view_of(stopping.controls(mine), stopping.EarlyStoppingView).names == ["mine"]
    with pytest.raises(ValueError, match="records is empty"):
        stopping.controls({})


def test_the_controls_of_a_schedule_set_the_view_and_rest_where_they_play_no_part():
    box = schedules.controls(Schedule("cosine", rate=0.01, warm_up=3))
    view = view_of(box, schedules.ScheduleView)
    assert view.shapes[view.shape] == "cosine"
    assert (view.rate, view.warm_up, view.epochs) == (0.01, 3, 30)
    shape, _, _, factor, every, _ = box.children[0].children
    assert factor.disabled and every.disabled
    shape.set_state({"index": SHAPES.index("step")})
    assert not factor.disabled and not every.disabled


@pytest.mark.parametrize(
    ("module", "name"),
    [(stopping, "early_stopping_explorer"), (schedules, "schedule_explorer")],
    ids=["early stopping", "schedule"],
)
def test_beside_the_widget_stand_a_picture_and_its_words(module, name, monkeypatch):
    shown = {}
    monkeypatch.setattr(
        module, "show", lambda widget, figure, text: shown.update(figure=figure, text=text)
    )
    getattr(module, name)()
    assert shown["figure"].axes and len(shown["text"]) > 40
