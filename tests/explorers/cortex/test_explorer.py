from helpers.explorers.cortex.explorer import PROPERTIES, orientation_tuning
from helpers.explorers.cortex.picture import describe
from tests.explorers.boxes import controls_of, view_of


def test_the_controls_set_the_view_and_stay_on_its_steps(shown):
    box, _, _ = shown(orientation_tuning)
    view, labelled = view_of(box), controls_of(box)
    titles = tuple(one.title for one in PROPERTIES)
    assert tuple(labelled) == (*titles, "cells prefer", "curve over")
    assert labelled["curve over"].options == titles
    for one in PROPERTIES:
        control = labelled[one.title]
        assert control.value == getattr(view, one.name)
        assert (control.min, control.max, control.step) == (one.first, one.last, one.step)
        assert (control.value - control.min) % control.step == 0


def test_picture_and_text_show_the_bar_that_the_view_begins_with(shown):
    box, figure, text = shown(orientation_tuning, 45)
    view = view_of(box)
    assert text == describe(45, view.angle, view.position, view.length)
    assert list(figure.axes[1].lines[-1].get_xdata()) == [view.angle] * 2
