import pytest

from helpers.explorers.fit_stepper import fit_stepper
from helpers.explorers.fit_stepper.picture import ROWS, bars, describe, describe_call
from helpers.training.fit_calls import Run, calls
from tests.explorers.boxes import controls_of, view_of


def test_the_controls_set_the_view_and_rest_where_they_play_no_part(shown):
    run = Run("evaluate", 7, 3, 1, 2, "on_epoch_end")
    box, _, _ = shown(fit_stepper, run, call=2)
    view, labelled = view_of(box), controls_of(box)
    assert (view.methods[view.method], view.stops[view.stop]) == ("evaluate", "on_epoch_end")
    assert (view.examples, view.batch_size, view.epochs, view.validation) == (7, 3, 1, 2)
    assert (view.at_call, view.last, labelled["call"].max) == (2, 8, 8)
    in_fit = [labelled[name] for name in ("epochs", "validation", "stop_training")]
    assert view.fit_is_idle and all(control.disabled for control in in_fit)
    box, _, _ = shown(fit_stepper, Run("fit"))
    assert not view_of(box).fit_is_idle
    assert not any(control.disabled for control in controls_of(box).values())


def test_picture_and_text_show_the_call_that_is_asked_for(shown):
    _, figure, text = shown(fit_stepper, Run("predict", 3), call=4)
    assert text == f"{describe(Run('predict', 3))} {describe_call(Run('predict', 3), 3)}"
    above, below = figure.axes
    assert [list(axes.lines[0].get_xdata()) for axes in (above, below)] == [[3, 3], [3, 3]]


def test_the_picture_has_a_bar_in_its_row_from_each_beginning_to_its_end(shown):
    run = Run("fit", 3, 2, 1, 1)
    _, figure, _ = shown(fit_stepper, run)
    above, below = figure.axes
    drawn = {
        (ROWS[round(bar.get_y() + bar.get_height() / 2)], bar.get_x(), bar.get_width())
        for bar in above.patches
    }
    assert drawn == {
        ("train", 0, 11), ("epoch", 1, 9), ("train_batch", 2, 1), ("train_batch", 4, 1),
        ("test", 6, 3), ("test_batch", 7, 1),
    }  # fmt: skip
    assert below.lines[1].get_ydata().tolist() == [call.weight for call in calls(run)]


def test_every_beginning_has_its_end():
    for run in (Run(), Run("evaluate"), Run("predict"), Run(stop="on_train_batch_end")):
        made = calls(run)
        found = bars(made)
        assert sorted(at for bar in found for at in bar[1:]) == list(range(len(made)))
        for row, begin, end in found:
            assert (made[begin].method, made[end].method) == (f"on_{row}_begin", f"on_{row}_end")


@pytest.mark.parametrize(
    ("run", "call", "complaint"),
    [
        (Run("learn"), 1, "method is 'learn'; the choices are fit, evaluate, predict"),
        (Run(stop="later"), 1, "stop is 'later'"),
        (Run(examples=9), 1, "examples is 9"),
        (Run(validation=5), 1, "validation is 5"),
        (Run(epochs=0), 1, "epochs is 0"),
        (Run("predict", 2), 5, "call is 5"),
    ],
)
def test_what_the_controls_cannot_show_is_refused(run, call, complaint):
    with pytest.raises(ValueError, match=complaint):
        fit_stepper(run, call=call)
