"""Problem set 5 as a student meets it."""

import re

import nbformat
import pytest

from helpers.problem_sets.ps5_callbacks import (
    advise_arguments,
    advise_falls,
    advise_kept,
    advise_last_epoch,
    advise_rates,
    advise_training,
    advise_weights,
    advise_written,
    play,
)
from helpers.problem_sets.ps5_callbacks.asked import arguments
from helpers.problem_sets.ps5_callbacks.early_stopping import foretold
from helpers.problem_sets.ps5_callbacks.numbers import stopping_cases
from helpers.problem_sets.ps5_callbacks.reader import notes
from tests.paths import COURSE

NAME = "ps5_callbacks"


def read(folder):
    return nbformat.read(COURSE / folder / NAME / f"{NAME}.ipynb", as_version=4)


SOURCE = {cell.id: cell for cell in read("solutions").cells}
RELEASE = {cell.id: cell for cell in read("assignments").cells}
TEXT = "\n".join(cell.source for cell in RELEASE.values())


def test_neither_rubric_nor_model_answer_is_in_the_release():
    assert not re.search("Rubric|Model answer|BEGIN|callbacks.reader", TEXT)
    assert "stopped_by_another" not in TEXT and "up_and_down" not in TEXT
    assert "EarlyStopping(**stop)" not in TEXT and "asked.share" not in TEXT


def test_the_defaults_in_the_text_are_those_of_keras():
    import inspect

    import keras

    rows = re.findall(r"^\| (\w+) \| (`(?:monitor|filepath).*) \|$", TEXT, re.MULTILINE)
    assert len(rows) == 3
    for name, told in rows:
        parameters = inspect.signature(getattr(keras.callbacks, name)).parameters
        for argument, default in re.findall(r"`(\w+)=([^`]+)`", told):
            assert parameters[argument].default == eval(default), (name, argument)


def test_until_it_is_handed_in_a_wrong_answer_that_fits_no_slip_is_not_told():
    """Trying all twenty epochs does not tell which is right."""
    for case in ("min_delta", "late start"):
        silent = [
            epoch
            for epoch in range(1, 21)
            if not advise_last_epoch({case: epoch}, case, "ada", only_slips=True)
        ]
        assert foretold(stopping_cases("ada")[case])[0] in silent and len(silent) > 8
        told = [epoch for epoch in range(1, 21) if advise_last_epoch({case: epoch}, case, "ada")]
        assert len(told) == 19


@pytest.mark.parametrize("answer", [None, "nine", 9.5, [9], True, float("nan"), float("inf")])
def test_what_is_no_epoch_is_called_so(answer):
    advice = advise_last_epoch({"plain": answer}, "plain", "ada")
    assert "whole number" in advice
    assert "whole number" in advise_weights({"plain": answer}, {}, "plain", "ada")


@pytest.mark.parametrize("answer", [None, 3, "3, 4", ["a"], [3.5]])
def test_what_is_no_list_of_epochs_is_called_so(answer):
    assert "list" in advise_falls({"plain": answer}, "plain", "ada")
    assert "list" in advise_written({"loss": answer}, "loss", "ada")
    assert "list of 20 numbers" in advise_rates({"plain": answer}, {}, "plain", "ada")


def test_advice_never_prints_the_right_answer():
    cases = stopping_cases("ada")
    for name, case in cases.items():
        last, _ = foretold(case)
        for given in range(1, 21):
            if given != last:
                advice = advise_last_epoch({name: given}, name, "ada").removeprefix(
                    f'last_epoch["{name}"] is {given}.'
                )
                assert not re.search(rf"\b{last}\b", advice), advice


def test_an_empty_dictionary_hears_what_is_missing():
    assert 'no last_epoch["plain"] yet' in advise_last_epoch({}, "plain", "ada")
    assert 'no kept["loss"] yet' in advise_kept({}, {}, "ada")
    assert "no longer a dictionary" in advise_last_epoch([9], "plain", "ada")


@pytest.mark.parametrize(
    ("name", "settings", "words"),
    [
        ("stop", {}, "dictionary with the arguments of EarlyStopping"),
        ("stop", {"paitence": 3}, "no argument 'paitence'"),
        ("stop", {"patience": "3"}, "TypeError"),
        ("stop", {"mode": "down"}, "unknown"),
        ("reduce", {"factor": 2.0}, "factor >= 1.0"),
        ("reduce", {"lr": 0.1}, "no argument 'lr'"),
        ("save", {"save_best_only": True}, "filepath is None"),
        ("save", {"filepath": "here/best.keras"}, "without a folder"),
        ("save", {"filepath": "best.keras", "monitor": "val_acc"}, "no metric 'val_acc'"),
        ("save", {"filepath": "best.keras", "save_weights_only": True}, ".weights.h5"),
        ("save", {"filepath": "{step}.keras"}, "KeyError"),
    ],
)
def test_arguments_that_keras_cannot_use_are_named(name, settings, words, recwarn):
    assert words in advise_arguments(settings, name)
    assert [w for w in recwarn if issubclass(w.category, UserWarning)] == []


def test_another_spelling_of_what_is_asked_for_is_right():
    from helpers.problem_sets.ps5_callbacks import advise_save, advise_stop

    asked = arguments("ada")
    assert advise_stop({**asked.stop, "mode": "min", "monitor": "val_loss"}, "ada") == ""
    assert advise_save({**asked.save, "mode": "max"}, "ada") == ""
    del (plain := dict(asked.stop))["restore_best_weights"]
    assert advise_stop(plain, "ada") == ""


def test_what_is_no_training_is_called_so():
    assert "not the history" in advise_training(None, {}, {}, "ada")
    assert "without validation_data" in advise_training({"loss": [1.0]}, {}, {}, "ada")


def test_only_a_callback_is_played_to():
    class NoCallback:
        pass

    with pytest.raises(TypeError, match=r"inherit from keras.callbacks.Callback"):
        play(NoCallback(), [{"val_accuracy": [0.5]}])


def test_the_reader_hears_the_numbers_of_the_model_answer():
    answer, told = SOURCE["own-words"].source, notes("ada")
    last, best = foretold(stopping_cases("ada")["plain"])
    assert f"last epoch {last}, weights of epoch {best}" in told
    assert f"stopped after epoch {last}: epoch {best} is the best" in answer
    lowest = re.search(r"file of epoch (\d+) \((.*?)\)", told)
    assert f"epoch {lowest[1]} with {lowest[2]}" in answer
    first = re.search(r"falls at the end of epochs \[(\d+)", told)[1]
    assert f"act first at the end of epoch {first}" in answer
