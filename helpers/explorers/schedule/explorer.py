"""The schedule explorer: the learning rate of each epoch as a curve."""

from __future__ import annotations

import ipywidgets as widgets
import traitlets

from helpers.drawing.histories import draw_schedule
from helpers.explorers.kit.accessibility import accessible
from helpers.explorers.kit.controls import WIDE, choice, position, rows, slider
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View
from helpers.training.schedules import SHAPES, Schedule

NEEDS_FACTOR = ("step", "exponential")


class ScheduleView(View):
    """The learning rate over the epochs."""

    _esm = es_module("schedule/view")
    _css = style("kit/plot")
    shapes = traitlets.List(list(SHAPES)).tag(sync=True)
    shape = traitlets.Int(0).tag(sync=True)
    rate = traitlets.Float(1e-3).tag(sync=True)
    epochs = traitlets.Int(30).tag(sync=True)
    warm_up = traitlets.Int(0).tag(sync=True)
    factor = traitlets.Float(0.5).tag(sync=True)
    every = traitlets.Int(10).tag(sync=True)
    log = traitlets.Bool(False).tag(sync=True)
    epoch = traitlets.Int(1).tag(sync=True)


def controls(schedule: Schedule) -> widgets.VBox:
    """The view with its controls; see `schedule_explorer`."""
    view = ScheduleView(epochs=schedule.epochs)
    shape = choice("shape", SHAPES, position("shape", schedule.shape, SHAPES))
    rate = widgets.FloatLogSlider(
        schedule.rate, min=-5, max=0, step=0.1, readout_format=".1e", description="rate", **WIDE
    )
    warm_up = slider("warm-up", schedule.warm_up, 0, min(10, schedule.epochs - 1))
    factor = widgets.FloatSlider(
        schedule.factor,
        min=0.1,
        max=0.9,
        step=0.1,
        readout_format=".1f",
        description="factor",
        **WIDE,
    )
    every = slider("every", schedule.every, 1, min(15, schedule.epochs))
    log = widgets.Checkbox(False, description="logarithmic scale", indent=False)
    joined = (
        (shape, "shape"),
        (rate, "rate"),
        (warm_up, "warm_up"),
        (factor, "factor"),
        (every, "every"),
        (log, "log"),
    )
    for control, trait in joined:
        source = "index" if control is shape else "value"
        setattr(view, trait, getattr(control, source))
        widgets.jslink((control, source), (view, trait))

    def settle(_change=None):
        factor.disabled = every.disabled = shape.value not in NEEDS_FACTOR

    shape.observe(settle, "value")
    settle()
    return accessible(rows(*(control for control, _ in joined)), view)


def schedule_explorer(schedule: Schedule = Schedule("cosine", warm_up=5)) -> None:
    """Show the learning rate of each epoch, with its static picture and its text.

    Parameters
    ----------
    schedule
        With which it starts.
    """
    show(controls(schedule), draw_schedule(schedule), schedule.describe())
