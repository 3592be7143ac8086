"""The early-stopping explorer: patience and min_delta on recorded trainings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets
import traitlets

from helpers.explorers.early_stopping.picture import describe, draw
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, decimals, position, slider, switch, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View
from helpers.training.early_stopping import RECORDED, Recorded, early_stop


class EarlyStoppingView(View):
    """The validation loss of a training, and what of it early stopping would have trained."""

    _esm = es_module("early_stopping/view")
    _css = style("kit/plot")
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    records = traitlets.List(traitlets.Dict()).tag(sync=True)
    record = traitlets.Int(0).tag(sync=True)
    patience = traitlets.Int(0).tag(sync=True)
    min_delta = traitlets.Float(0.0).tag(sync=True)
    restore_best_weights = traitlets.Bool(False).tag(sync=True)
    epoch = traitlets.Int(1).tag(sync=True)


def guess(view: EarlyStoppingView) -> Guess:
    """Where another patience ends the training that is shown first."""
    patience = 5 if view.patience != 5 else 2
    values = view.records[view.record]["val_loss"]
    stop = early_stop(values, patience=patience, min_delta=view.min_delta)
    return Guess(
        f"With a patience of {patience}: which epoch is the last of the training "
        f"“{view.names[view.record]}”?",
        answer=stop.last + 1,
        because=(
            f"Best was epoch {stop.best + 1}; then {stop.waits[-1]} in a row were no better."
            if stop.stopped
            else "It never had to wait so long."
        ),
    )


def controls(view: EarlyStoppingView) -> widgets.VBox:
    """The view under its controls."""
    return with_controls(
        view,
        {
            "record": choice("training", view.names, view.record),
            "patience": slider("patience", view.patience, 0, 15),
            "min_delta": decimals("min_delta", view.min_delta, 0, 0.1, 0.005),
            "restore_best_weights": switch("restore_best_weights", view.restore_best_weights),
        },
        guess=guess(view),
    )


def early_stopping_explorer(
    records: Mapping[str, Recorded] = RECORDED,
    patience: int = 2,
    min_delta: float = 0.0,
    *,
    record: str | None = None,
    restore_best_weights: bool = False,
    epoch: int = 1,
) -> None:
    """Show when early stopping ends a recorded training, with its static picture and its text.

    Parameters
    ----------
    records
        Name → training.
    patience, min_delta
        With which it starts: 0 to 15 epochs, 0 to 0.1. What is beyond becomes a slider's end.
    record
        Name of the training that is shown at first; by default the first.
    restore_best_weights
        Whether the weights of the best epoch are put back.
    epoch
        The one that is told, counted from 1.

    Raises
    ------
    ValueError
        If there is no training, none of that name, or no such epoch.
    """
    if not records:
        raise ValueError("records is empty; give at least one training")
    names = list(records)
    shown = records[names[position("record", record or names[0], names)]]
    position("epoch", epoch, range(1, len(shown.val_loss) + 1))
    view = EarlyStoppingView(
        names=names,
        records=[record.metrics() for record in records.values()],
        patience=patience,
        min_delta=min_delta,
        record=names.index(record or names[0]),
        restore_best_weights=restore_best_weights,
        epoch=epoch,
        call=_call(names, given=records is not RECORDED),
    )
    box = controls(view)
    text = describe(shown.val_loss, view.patience, view.min_delta, view.restore_best_weights)
    show(box, draw(shown, view.patience, view.min_delta), text)


def _call(names: list[str], *, given: bool) -> dict[str, Any]:
    """What the browser copies; the first of the recorded trainings need not be named."""
    return call_of(
        early_stopping_explorer,
        given=["records"] if given else [],
        patience="patience",
        min_delta="min_delta",
        record=("record", [None, *names[1:]]),
        restore_best_weights="restore_best_weights",
        epoch="epoch",
    )
