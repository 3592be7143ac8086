"""The schedule explorer: the learning rate of each epoch as a curve."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ipywidgets as widgets
import traitlets

from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import (
    choice,
    decimals,
    position,
    powers,
    slider,
    switch,
    with_controls,
)
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View
from helpers.explorers.schedule.picture import describe, draw
from helpers.training.schedules import SHAPES, Schedule

NEEDS_FACTOR = ("step", "exponential")
STATE = ("log", "epoch", "rate", "epochs", "warm_up", "factor", "every")
COSINE = Schedule("cosine", warm_up=5)
HALVED_TWICE = Guess(
    "A step schedule with factor 0.5 every 10 epochs, without a warm-up: how many percent of the "
    "first rate are left in epoch 21?",
    answer=100 * Schedule("step", rate=1.0, factor=0.5, every=10)(20),
    because="It was halved after epoch 10 and after epoch 20.",
    unit="%",
)


class ScheduleView(View):
    """The learning rate over the epochs; ``shape`` is a position in ``shapes``."""

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
    factor_is_idle = traitlets.Bool(False).tag(sync=True)

    @property
    def schedule(self) -> Schedule:
        """What is shown."""
        return Schedule(
            self.shapes[self.shape], self.rate, self.epochs, self.warm_up, self.factor, self.every
        )


def controls(view: ScheduleView) -> widgets.VBox:
    """The view under its controls; those that play no part rest."""
    return with_controls(
        view,
        {
            "shape": choice("shape", SHAPES, view.shape),
            "rate": powers("rate", view.rate, -5, 0),
            "warm_up": slider("warm-up", view.warm_up, 0, min(10, view.epochs - 1)),
            "factor": decimals("factor", view.factor, 0.1, 0.9, 0.1),
            "every": slider("every", view.every, 1, min(15, view.epochs)),
            "log": switch("logarithmic scale", view.log),
        },
        guess=HALVED_TWICE,
        idle={"factor": "factor_is_idle", "every": "factor_is_idle"},
    )


def schedule_explorer(
    schedule: Schedule = COSINE, *, log: bool = False, epoch: int = 1, **changes: Any
) -> None:
    """Show the learning rate of each epoch, with its static picture and its text.

    Parameters
    ----------
    schedule
        With which it starts. What is beyond a slider becomes its end.
    log
        Whether the scale is logarithmic.
    epoch
        The one that is told, counted from 1.
    **changes
        What of the schedule is different: ``rate=0.01``.

    Raises
    ------
    ValueError
        If there is no such shape or epoch.
    """
    schedule = replace(schedule, **changes)
    position("epoch", epoch, range(1, schedule.epochs + 1))
    view = ScheduleView(
        shape=position("shape", schedule.shape, SHAPES),
        rate=schedule.rate,
        epochs=schedule.epochs,
        warm_up=schedule.warm_up,
        factor=schedule.factor,
        every=schedule.every,
        factor_is_idle=schedule.shape not in NEEDS_FACTOR,
        log=log,
        epoch=epoch,
        call=call_of(
            schedule_explorer,
            shape=("shape", SHAPES),
            **{name: name for name in STATE},
        ),
    )
    box = controls(view)
    show(box, draw(view.schedule, log), describe(view.schedule))
