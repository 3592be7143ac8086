import pytest

from helpers.explorers.early_stopping.explorer import early_stopping_explorer
from helpers.explorers.early_stopping.picture import describe
from helpers.training.early_stopping import RECORDED, Recorded
from tests.explorers.boxes import controls_of, view_of


def test_the_controls_set_the_view_and_say_what_they_are(shown):
    box, _, _ = shown(early_stopping_explorer, patience=4, min_delta=0.02)
    view = view_of(box)
    assert (view.names, view.patience, view.min_delta) == (list(RECORDED), 4, 0.02)
    assert view.records[0]["val_loss"] == list(RECORDED["learns by heart"].val_loss)
    assert list(controls_of(box)) == ["training", "patience", "min_delta", "restore_best_weights"]


def test_a_training_of_your_own_can_be_explored(shown):
    mine = {"mine": Recorded(loss=(1.0, 0.5), val_loss=(1.0, 0.7))}
    assert view_of(shown(early_stopping_explorer, mine).box).names == ["mine"]
    with pytest.raises(ValueError, match="records is empty"):
        early_stopping_explorer({})


@pytest.mark.parametrize("settings", [(2, 0.0), (4, 0.02), (99, 0.5)])
def test_picture_and_text_show_what_the_view_begins_with_also_at_the_end_of_a_slider(
    shown, settings
):
    box, figure, text = shown(early_stopping_explorer, RECORDED, *settings)
    view = view_of(box)
    values = view.records[view.record]["val_loss"]
    assert (view.patience, view.min_delta) == (min(settings[0], 15), min(settings[1], 0.1))
    assert text == describe(values, view.patience, view.min_delta, view.restore_best_weights)
    assert figure.axes[0].lines[0].get_ydata().tolist() == values
