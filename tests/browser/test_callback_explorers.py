"""The explorers of lecture 08 in JupyterLab: what fit calls, where it stops, how fast it learns."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from helpers.drawing.words import number as shown
from helpers.explorers.fit_stepper.picture import describe, describe_call
from helpers.training.early_stopping import RECORDED
from helpers.training.fit_calls import Run, calls
from tests.browser.explorer import Explorer
from tests.browser.lab_page import LabPage

LECTURE = "08_callbacks.ipynb"
CELLS = STEPPER, STOPPING, SCHEDULE = "fit-stepper", "early-explorer", "schedule-explorer"
FIRST = next(iter(RECORDED))
NUMBER = r"([\d.]+(?:e−\d+)?)"


@pytest.fixture
def stepper(start: Callable[[str], Explorer]) -> Explorer:
    return start(STEPPER)


@pytest.fixture
def stopping(start: Callable[[str], Explorer]) -> Explorer:
    return start(STOPPING)


@pytest.fixture
def schedule(start: Callable[[str], Explorer]) -> Explorer:
    return start(SCHEDULE)


def expect_call(stepper: Explorer, run: Run, call: int) -> None:
    """Wait until a run and one of its calls, counted from 1, are told."""
    stepper.expect(describe(run), describe_call(run, call - 1))


def test_every_control_of_fit_changes_its_calls(stepper):
    expect_call(stepper, Run(), 6)
    stepper.press("examples", "End")
    expect_call(stepper, Run(examples=8), 6)
    stepper.press("batch_size", "ArrowRight")
    expect_call(stepper, Run(examples=8, batch_size=3), 6)
    stepper.press("epochs", "End")
    expect_call(stepper, Run("fit", 8, 3, 3), 6)
    stepper.press("validation", "Home")
    expect_call(stepper, Run("fit", 8, 3, 3, 0), 6)
    stepper.choose("stop_training", "on_train_batch_end")
    expect_call(stepper, Run("fit", 8, 3, 3, 0, "on_train_batch_end"), 6)


def test_the_calls_are_stepped_through_by_slider_keys_and_mouse(stepper):
    last = len(calls(Run()))
    stepper.press("call", "End")
    expect_call(stepper, Run(), last)
    canvas = stepper.canvas()
    stepper.lab.press(canvas, "Home", "ArrowRight", "ArrowDown", "ArrowLeft")
    expect_call(stepper, Run(), 2)
    before = stepper.digests()
    stepper.lab.click_at(canvas, 0.999, 0.5)
    expect_call(stepper, Run(), last)
    assert stepper.digests() != before


def test_with_fewer_calls_the_last_of_them_is_told_and_the_slider_ends_there(stepper):
    stepper.press("call", "End")
    stepper.choose("method", "predict")
    expect_call(stepper, Run("predict"), 8)
    expect(stepper.slider("call")).to_have_attribute("aria-valuemax", "8.0")
    stepper.choose("method", "evaluate")
    expect_call(stepper, Run("evaluate"), 8)
    stepper.choose("method", "fit")
    stepper.expect_enabled("epochs")
    expect_call(stepper, Run(), 8)


def keras_stops(
    lab: LabPage, training: str, patience: int = 2, min_delta: float = 0.0
) -> tuple[bool, int, int]:
    """Whether Keras stops a recorded training, its last epoch and its best, counted from 1."""
    values = list(RECORDED[training].val_loss)
    stopped, last, best = lab.value_of(
        "[stop.model.stop_training, epochs, stop.best_epoch]",
        after="from helpers.training.recording import replay\n"
        f"stop = keras.callbacks.EarlyStopping(patience={patience}, min_delta={min_delta})\n"
        f"epochs = replay(stop, {{'val_loss': {values}}})",
    )
    return stopped, last, best + 1


def test_the_training_ends_where_keras_ends_it(stopping):
    settings = [(0, 0.0), (5, 0.0), (5, 0.02)]
    seen = set()
    for name, (patience, min_delta) in itertools.product(RECORDED, settings):
        values = RECORDED[name].val_loss
        stopped, last, best = keras_stops(stopping.lab, name, patience, min_delta)
        seen.add(stopped)
        stopping.choose("training", name)
        stopping.press("patience", "Home", *["ArrowRight"] * patience)
        stopping.press("min_delta", "Home", *["ArrowRight"] * round(min_delta / 0.005))
        ending = (
            f"the training stops after epoch {last} of {len(values)}."
            if stopped
            else f"it runs through all {len(values)} epochs."
        )
        expect(stopping.lines.first).to_have_text(
            f"patience {patience}, min_delta {shown(min_delta, 3)}: {ending} "
            f"The weights you keep are those of the last epoch (val_loss {values[last - 1]:.3f}); "
            f"the best were those of epoch {best} ({values[best - 1]:.3f}). "
            f"The lowest val_loss of the whole record is {min(values):.3f}, "
            f"after epoch {values.index(min(values)) + 1}."
        )
    assert seen == {True, False}


def test_the_weights_that_are_kept_can_be_the_best(stopping):
    _, last, best = keras_stops(stopping.lab, FIRST)
    values, line = RECORDED[FIRST].val_loss, stopping.lines.first
    assert last != best
    expect(line).to_contain_text(f"those of the last epoch (val_loss {values[last - 1]:.3f})")
    before = stopping.digests()
    stopping.tick("restore_best_weights")
    kept = f"the best ones, of epoch {best} (val_loss {values[best - 1]:.3f})."
    expect(line).to_contain_text(f"The weights you keep are {kept}")
    assert stopping.digests() != before


def test_an_epoch_is_picked_by_arrow_keys_and_by_a_click(stopping):
    _, last, best = keras_stops(stopping.lab, FIRST)
    values, canvas = RECORDED[FIRST].val_loss, stopping.canvas()
    loss = f"{values[best - 1]:.3f}"
    stopping.match("^Epoch 1: val_loss .*, the first value to beat.$")
    stopping.lab.press(canvas, *["ArrowRight"] * (best - 1))
    stopping.match(rf"^Epoch {best}: val_loss {loss}, below .* the count is 0 again\.$")
    stopping.lab.press(canvas, *["ArrowUp"] * (last - best))
    stopping.match(rf"^Epoch {last}: .*, not below {loss}: 2 of 2 epochs waited: stop\.$")
    stopping.lab.press(canvas, "End")
    stopping.match(rf"^Epoch {len(values)}: val_loss {values[-1]:.3f}, never trained\.$")
    before = stopping.digests()
    stopping.lab.click_at(canvas, 0.5, 0.5)
    epoch = int(stopping.match(r"^Epoch (1\d|2\d): val_loss")[1])
    assert abs(epoch - len(values) / 2) <= 2 and stopping.digests() != before


def rate_of(shape: str, epoch: int, *, warm_up=0, rate=1e-3, epochs=30, factor=0.5, every=10):
    """The learning rate of an epoch, counted from 1."""
    after = epoch - 1 - warm_up
    if after < 0:
        return rate * epoch / (warm_up + 1)
    return (
        rate
        * {
            "constant": lambda: 1,
            "step": lambda: factor ** (after // every),
            "exponential": lambda: factor ** (after / every),
            "cosine": lambda: (1 + math.cos(math.pi * after / (epochs - warm_up))) / 2,
        }[shape]()
    )


def expect_rates(schedule: Explorer, epoch: int, shape: str, **settings) -> None:
    """Wait until the ends, the largest rate and that of one epoch are said."""
    found = schedule.match(rf"^Epoch {epoch}: learning rate {NUMBER}\.$")[1]
    assert number(found) == pytest.approx(rate_of(shape, epoch, **settings), rel=0.006)
    line = schedule.lines.first.inner_text()
    assert line.startswith(shape.capitalize())
    rates = [rate_of(shape, one, **settings) for one in range(1, 31)]
    said = re.search(rf"begins at {NUMBER}, is {NUMBER} at most and ends at {NUMBER}\.$", line)
    expected = [rates[0], max(rates), rates[-1]]
    assert [number(text) for text in said.groups()] == pytest.approx(expected, rel=0.06)
    told = schedule.canvas().get_attribute("aria-label")
    assert told == " ".join(schedule.lines.all_inner_texts())


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def test_every_schedule_has_the_rates_of_its_formula(schedule):
    schedule.lab.press(schedule.canvas(), *["ArrowRight"] * 11)
    for shape in ("constant", "step", "exponential", "cosine"):
        schedule.choose("shape", shape)
        expect(schedule.lines.first).to_contain_text(shape.capitalize())
        expect_rates(schedule, 12, shape, warm_up=5)


def test_the_sliders_and_the_scale_change_the_schedule(schedule):
    schedule.choose("shape", "step")
    for label in ("factor", "every"):
        schedule.expect_enabled(label)
    schedule.press("warm-up", "Home")
    schedule.press("factor", "ArrowRight")
    schedule.press("every", "Home", "ArrowRight")
    schedule.press("rate", "End")
    schedule.lab.press(schedule.canvas(), "Home", "ArrowRight", "ArrowRight", "ArrowRight")
    expect(schedule.lines.first).to_contain_text("times 0.6 at once after every 2 epochs. ")
    expect_rates(schedule, 4, "step", rate=1.0, factor=0.6, every=2)
    before = schedule.digests()
    schedule.tick("logarithmic scale")
    schedule.lab.painted()
    assert schedule.digests() != before
    expect_rates(schedule, 4, "step", rate=1.0, factor=0.6, every=2)
    schedule.lab.click_at(schedule.canvas(), 0.99, 0.5)
    expect_rates(schedule, 30, "step", rate=1.0, factor=0.6, every=2)
