"""The stepper through `fit`: which methods of a callback are called, in which order, with what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ipywidgets as widgets
import traitlets

from helpers.explorers.fit_stepper.picture import describe, describe_call, draw
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, position, slider, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View
from helpers.training.fit_calls import (
    METHODS,
    RATE,
    START,
    STOPS,
    TRAINING,
    VALIDATION,
    Run,
    calls,
)

LARGEST = {
    "examples": (1, len(TRAINING[0])),
    "batch_size": (1, 4),
    "epochs": (1, 3),
    "validation": (0, len(VALIDATION[0])),
}


class FitStepperView(View):
    """Calls over time; ``method`` and ``stop`` are positions, ``at_call`` counts from 1."""

    _esm = es_module("fit_stepper/view")
    _css = style("kit/plot")
    methods = traitlets.List(list(METHODS)).tag(sync=True)
    stops = traitlets.List(list(STOPS)).tag(sync=True)
    network = traitlets.Dict(
        {"start": START, "rate": RATE, "training": TRAINING, "validation": VALIDATION}
    ).tag(sync=True)
    method = traitlets.Int(0).tag(sync=True)
    examples = traitlets.Int(6).tag(sync=True)
    batch_size = traitlets.Int(2).tag(sync=True)
    epochs = traitlets.Int(2).tag(sync=True)
    validation = traitlets.Int(4).tag(sync=True)
    stop = traitlets.Int(0).tag(sync=True)
    at_call = traitlets.Int(1).tag(sync=True)
    last = traitlets.Int(1).tag(sync=True)
    fit_is_idle = traitlets.Bool(False).tag(sync=True)


def guess(run: Run) -> Guess:
    """How many batches there are in other batches than those that are shown first."""
    size = 4 if run.batch_size != 4 else 2
    ends = [
        call.method
        for call in calls(replace(run, batch_size=size))
        if call.method.endswith("_batch_end")
    ]
    return Guess(
        f"With batches of {size}: how often is a method called whose name ends in _batch_end?",
        answer=len(ends),
        because=(
            "Once for every batch, also the last and smaller one"
            + (", and for those of the validation." if run.method == "fit" else ".")
        ),
        unit="times",
    )


def controls(run: Run, call: int) -> widgets.VBox:
    """The view under its controls; those that play no part outside of `fit` rest."""
    last = len(calls(run))
    view = FitStepperView(
        last=last,
        fit_is_idle=run.method != "fit",
        call=call_of(
            fit_stepper,
            kept=["last"],
            call="at_call",
            method=("method", METHODS),
            stop=("stop", STOPS),
            **{name: name for name in LARGEST},
        ),
    )
    return with_controls(
        view,
        {
            "method": choice("method", METHODS, METHODS.index(run.method)),
            "examples": slider("examples", run.examples, *LARGEST["examples"]),
            "batch_size": slider("batch_size", run.batch_size, *LARGEST["batch_size"]),
            "epochs": slider("epochs", run.epochs, *LARGEST["epochs"]),
            "validation": slider("validation", run.validation, *LARGEST["validation"]),
            "stop": choice("stop_training", STOPS, STOPS.index(run.stop)),
            "at_call": slider("call", call, 1, last),
        },
        guess=guess(run),
        largest={"at_call": "last"},
        idle=dict.fromkeys(("epochs", "validation", "stop"), "fit_is_idle"),
        label=104,
    )


def fit_stepper(
    run: Run = Run(),  # noqa: B008 - a Run is frozen
    *,
    call: int = 1,
    **changes: Any,
) -> None:
    """Step through what a method of a network calls, with a static picture and its text.

    Parameters
    ----------
    run
        With which it starts.
    call
        Which of the calls is told first, counted from 1.
    **changes
        What of the run is different: ``method="predict"``.

    Raises
    ------
    ValueError
        If a setting is beyond its control, or there is no such call.
    """
    run = replace(run, **changes)
    position("method", run.method, METHODS)
    position("stop", run.stop, STOPS)
    for name, (first, last) in LARGEST.items():
        position(name, getattr(run, name), range(first, last + 1))
    position("call", call, range(1, len(calls(run)) + 1))
    box = controls(run, call)
    show(box, draw(run, call - 1), f"{describe(run)} {describe_call(run, call - 1)}")
