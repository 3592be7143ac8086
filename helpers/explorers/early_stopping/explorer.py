"""The early-stopping explorer: patience and min_delta on recorded trainings."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets as widgets
import traitlets

from helpers.drawing.histories import describe_stop, draw_stop
from helpers.explorers.kit.accessibility import accessible
from helpers.explorers.kit.controls import WIDE, choice, rows, slider
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View
from helpers.training.early_stopping import RECORDED, Recorded


class EarlyStoppingView(View):
    """The validation loss of a training, and what of it early stopping would have trained."""

    _esm = es_module("early_stopping/view")
    _css = style("kit/plot")
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    records = traitlets.List().tag(sync=True)
    record = traitlets.Int(0).tag(sync=True)
    patience = traitlets.Int(0).tag(sync=True)
    min_delta = traitlets.Float(0.0).tag(sync=True)
    restore_best_weights = traitlets.Bool(False).tag(sync=True)
    epoch = traitlets.Int(1).tag(sync=True)


def controls(
    records: Mapping[str, Recorded] = RECORDED, patience: int = 2, min_delta: float = 0.0
) -> widgets.VBox:
    """The view with its controls; see `early_stopping_explorer`."""
    if not records:
        raise ValueError("records is empty; give at least one training")
    view = EarlyStoppingView(
        names=list(records), records=[record.metrics() for record in records.values()]
    )
    training = choice("training", view.names)
    wait = slider("patience", patience, 0, 15)
    delta = widgets.FloatSlider(
        min_delta, min=0, max=0.1, step=0.005, readout_format=".3f", description="min_delta", **WIDE
    )
    restore = widgets.Checkbox(False, description="restore_best_weights", indent=False)
    for control, trait, source in (
        (training, "record", "index"),
        (wait, "patience", "value"),
        (delta, "min_delta", "value"),
        (restore, "restore_best_weights", "value"),
    ):
        setattr(view, trait, getattr(control, source))
        widgets.jslink((control, source), (view, trait))
    return accessible(rows(training, wait, delta, restore), view)


def early_stopping_explorer(
    records: Mapping[str, Recorded] = RECORDED, patience: int = 2, min_delta: float = 0.0
) -> None:
    """Show when early stopping ends a recorded training, with its static picture and its text.

    Parameters
    ----------
    records
        Name → training.
    patience, min_delta
        With which it starts: 0 to 15 epochs, 0 to 0.1.

    Raises
    ------
    ValueError
        If there is no training.
    """
    box = controls(records, patience, min_delta)
    first = next(iter(records.values()))
    show(box, draw_stop(first, patience, min_delta), describe_stop(first, patience, min_delta))
