import pytest

from helpers.explorers.schedule.explorer import NEEDS_FACTOR, schedule_explorer
from helpers.explorers.schedule.picture import describe
from helpers.training.schedules import SHAPES, Schedule
from tests.explorers.boxes import controls_of, view_of


def test_the_controls_set_the_view_and_rest_where_they_play_no_part(shown):
    box, _, _ = shown(schedule_explorer, Schedule("cosine", rate=0.01, warm_up=3))
    view, labelled = view_of(box), controls_of(box)
    assert view.shapes[view.shape] == "cosine"
    assert (view.rate, view.warm_up, view.epochs) == (0.01, 3, 30)
    assert labelled["factor"].disabled and labelled["every"].disabled
    labelled = controls_of(shown(schedule_explorer, Schedule("step")).box)
    assert not labelled["factor"].disabled
    assert not labelled["every"].disabled


def test_the_browser_lets_the_same_controls_rest(call):
    found = call("schedule/rates", *(["needsFactor", {"shape": shape}] for shape in SHAPES))
    assert found == [shape in NEEDS_FACTOR for shape in SHAPES]


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        (Schedule("cosine", warm_up=5), Schedule("cosine", warm_up=5)),
        (Schedule("step", 0.1, 12, 3, 0.3, 4), Schedule("step", 0.1, 12, 3, 0.3, 4)),
        # What the sliders cannot show becomes their end.
        (Schedule("step", 1e-7, 40, 20, 0.05, 30), Schedule("step", 1e-5, 40, 10, 0.1, 15)),
    ],
)
def test_picture_and_text_show_what_the_view_begins_with(shown, asked, begins):
    box, figure, text = shown(schedule_explorer, asked)
    view = view_of(box)
    assert view.schedule == begins
    assert text == describe(begins)
    assert figure.axes[0].lines[0].get_ydata().tolist() == begins.rates()
