from itertools import product

import numpy as np
import pytest

from helpers.explorers.early_stopping.picture import describe, draw
from helpers.start.quiet_start import quiet_start
from helpers.training.early_stopping import RECORDED, Recorded
from helpers.training.recording import replay

with quiet_start():
    import keras

VALUES = [1.0, 0.5, 0.6, 0.4, 0.45, 0.47, 0.1]


def trainings():
    """The recorded ones, and short ones with equal values and with halves to round."""
    random = np.random.default_rng(0)
    yield from (list(recorded.val_loss) for recorded in RECORDED.values())
    yield from (random.uniform(0, 1, 12).round(1).tolist() for _ in range(8))
    yield from ([0.5], [0.3, 0.3], [1.0625, 0.5625, 0.8125, 0.4375], VALUES)


@pytest.mark.training
def test_the_browser_stops_where_keras_stops(call):
    cases = list(product(trainings(), (0, 1, 2, 5), (0.0, 0.1, 0.015)))
    answers = call("early_stopping/rule", *(["earlyStop", *case] for case in cases))
    for (values, patience, min_delta), answer in zip(cases, answers, strict=True):
        callback = keras.callbacks.EarlyStopping(patience=patience, min_delta=min_delta)
        epochs = replay(callback, {"val_loss": values})
        assert (answer["last"] + 1, answer["best"]) == (epochs, callback.best_epoch)
        assert answer["stopped"] == callback.model.stop_training
        if not answer["stopped"]:
            assert answer["waits"][-1] == callback.wait


def test_browser_and_picture_say_the_same_of_every_training(call):
    deltas = (0.0, 0.005, 0.015, 0.1)
    cases = list(product(trainings(), (0, 1, 2, 5, 15), deltas, (False, True)))
    said = call("early_stopping/rule", *(["describe", *case] for case in cases))
    assert said == [describe(*case) for case in cases]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (
            (2, 0.0, False),
            "patience 2, min_delta 0: the training stops after epoch 6 of 7. The weights you keep "
            "are those of the last epoch (val_loss 0.470); the best were those of epoch 4 (0.400). "
            "The lowest val_loss of the whole record is 0.100, after epoch 7.",
        ),
        (
            (9, 0.2, True),
            "patience 9, min_delta 0.2: it runs through all 7 epochs. The weights you keep are "
            "the best ones, of epoch 7 (val_loss 0.100). "
            "The lowest val_loss of the whole record is 0.100, after epoch 7.",
        ),
    ],
)
def test_the_sentence_tells_the_end_and_the_weights_that_are_kept(settings, sentence):
    assert describe(VALUES, *settings) == sentence


def test_every_epoch_is_told_with_what_it_had_to_beat(call):
    epochs = call(
        "early_stopping/rule",
        *(["describeEpoch", VALUES, 2, 0.05, epoch] for epoch in range(len(VALUES))),
    )
    assert epochs == [
        "Epoch 1: val_loss 1.000, the first value to beat.",
        "Epoch 2: val_loss 0.500, below 0.950: an improvement, the count is 0 again.",
        "Epoch 3: val_loss 0.600, not below 0.450: 1 of 2 epochs waited.",
        "Epoch 4: val_loss 0.400, below 0.450: an improvement, the count is 0 again.",
        "Epoch 5: val_loss 0.450, not below 0.350: 1 of 2 epochs waited.",
        "Epoch 6: val_loss 0.470, not below 0.350: 2 of 2 epochs waited: stop.",
        "Epoch 7: val_loss 0.100, never trained.",
    ]


def test_the_picture_leaves_pale_what_would_not_have_been_trained():
    recorded = Recorded(loss=tuple(VALUES), val_loss=tuple(VALUES))
    axes = draw(recorded, patience=2, min_delta=0.0).axes[0]
    pale, trained, loss, best, end = axes.lines
    assert len(pale.get_xdata()) == 7 and pale.get_alpha() < 1
    assert len(trained.get_xdata()) == len(loss.get_xdata()) == 6
    assert (list(best.get_xdata()), list(best.get_ydata())) == ([4], [0.4])
    assert list(end.get_xdata()) == [6, 6]
    assert len(draw(recorded, patience=9, min_delta=0.0).axes[0].lines) == 4  # no end is drawn
