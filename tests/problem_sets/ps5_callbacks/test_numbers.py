"""The histories of problem set 5: foretold rightly, equally hard, not to be guessed, one's own."""

from collections import Counter
from itertools import pairwise

import pytest

from helpers.problem_sets.ps5_callbacks import checkpoints, early_stopping, plateaus
from helpers.problem_sets.ps5_callbacks.asked import arguments
from helpers.problem_sets.ps5_callbacks.case import described
from helpers.problem_sets.ps5_callbacks.histories import EPOCHS, SAVED_EPOCHS
from helpers.problem_sets.ps5_callbacks.numbers import (
    checkpoint_cases,
    demand,
    plan,
    plateau_cases,
    stopping_cases,
)
from helpers.problem_sets.ps5_callbacks.replays import kept_epoch, reduced, stopped, written_epochs

IDS = [f"student{number:05}" for number in range(10_000)]
SAMPLE = IDS[::1700]  # for which Keras is asked
SOME = slice(None, None, 4)  # for which every slip is followed


@pytest.fixture(scope="module")
def stopping():
    return [stopping_cases(student) for student in IDS]


@pytest.fixture(scope="module")
def plateau():
    return [plateau_cases(student) for student in IDS]


@pytest.fixture(scope="module")
def checkpoint():
    return [checkpoint_cases(student) for student in IDS]


@pytest.fixture(scope="module")
def answers(stopping, plateau, checkpoint):
    """What each student should answer: question → case → answer."""
    return [
        {
            "stop": {name: early_stopping.foretold(case) for name, case in one.items()},
            "fall": {name: plateaus.foretold(case) for name, case in two.items()},
            "write": {name: checkpoints.foretold(case) for name, case in three.items()},
        }
        for one, two, three in zip(stopping, plateau, checkpoint, strict=True)
    ]


def columns(rows):
    """Answers of all students to the same question, for each question."""
    return list(zip(*rows, strict=True))


def most_common(answers):
    return Counter(map(str, answers)).most_common(1)[0][1] / len(answers)


def lowest(values):
    return values.index(min(values)) + 1


# --- the rules are Keras' ----------------------------------------------------------------------


@pytest.mark.parametrize("student", SAMPLE)
def test_what_is_foretold_is_what_keras_does(student):
    for case in stopping_cases(student).values():
        last, best = early_stopping.foretold(case)
        replayed = stopped(case.settings, case.history)
        kept = best if case.settings.get("restore_best_weights") else last
        assert (replayed.last, replayed.weights) == (last, kept), case.call()
    for case in plateau_cases(student).values():
        assert reduced(case.settings, case.history, rate=case.rate).falls == plateaus.foretold(
            case
        ), case.call()
    for case in checkpoint_cases(student).values():
        written = checkpoints.foretold(case)
        assert written_epochs(case.settings, case.history) == written, case.call()
        assert kept_epoch(case.settings, case.history) == written[-1]


@pytest.mark.parametrize("student", SAMPLE[:3])
def test_what_a_slip_leads_to_is_what_keras_does_with_the_argument_left_out(student):
    cases = stopping_cases(student)
    for name, argument, words in (
        ("min_delta", "min_delta", early_stopping.NO_DELTA),
        ("late start", "start_from_epoch", early_stopping.START_SEEN),
    ):
        case = cases[name]
        without = {key: value for key, value in case.settings.items() if key != argument}
        replayed = stopped(without, case.history)
        assert early_stopping.slips_of(case)[words] == (replayed.last, replayed.weights)
    case = plateau_cases(student)["cooldown"]
    for argument, words in (("cooldown", plateaus.NO_COOLDOWN), ("min_lr", plateaus.BELOW_FLOOR)):
        without = {key: value for key, value in case.settings.items() if key != argument}
        assert plateaus.slips(case)[words] == reduced(without, case.history, rate=case.rate).falls
    one_more = {**case.settings, "cooldown": case.settings["cooldown"] + 1}
    assert (
        plateaus.slips(case)[plateaus.WHOLE_COOLDOWN]
        == reduced(one_more, case.history, rate=case.rate).falls
    )


def test_a_cooldown_of_1_changes_nothing_in_keras():
    """The text of the set says so: Keras counts the last epoch of a cooldown again."""
    case = plateau_cases("ada")["cooldown"]
    one, none = ({**case.settings, "cooldown": cooldown} for cooldown in (1, 0))
    assert reduced(one, case.history, rate=case.rate) == reduced(none, case.history, rate=case.rate)


# --- the same for everybody, on every machine --------------------------------------------------


def test_the_numbers_of_a_student_stay_what_they_are():
    assert stopping_cases("ada")["plain"].call() == "EarlyStopping(patience=3)"
    assert stopping_cases("ada")["plain"].history["val_loss"][:6] == (
        1.361,
        1.273,
        1.197,
        1.279,
        1.224,
        1.155,
    )
    assert checkpoint_cases("ada")["loss"].history["val_accuracy"][:3] == (0.510, 0.564, 0.540)
    assert arguments("ada").save["filepath"] == "mnist-{epoch:02d}.weights.h5"


def test_histories_are_as_long_for_everybody_and_no_loss_is_odd(stopping, plateau, checkpoint):
    for cases, epochs in ((stopping, EPOCHS), (plateau, EPOCHS), (checkpoint, SAVED_EPOCHS)):
        for own in cases:
            for case in own.values():
                for values in case.history.values():
                    assert len(values) == epochs and min(values) > 0.2 and max(values) < 1.8
                    assert all(value == round(value, 3) for value in values)


def test_accuracies_are_below_1(checkpoint):
    assert max(max(own["loss"].history["val_accuracy"]) for own in checkpoint) < 1


# --- equally hard ------------------------------------------------------------------------------


def test_early_stopping_always_stops_before_the_end_and_never_at_the_lowest(stopping, answers):
    for own, answer in zip(stopping, answers, strict=True):
        for name, case in own.items():
            last, best = answer["stop"][name]
            losses = case.history["val_loss"]
            assert last == best + case.settings["patience"] <= EPOCHS - 1
            assert lowest(losses) != best, name


def test_no_slip_in_early_stopping_is_right_by_accident(stopping):
    tempting = {
        "plain": (early_stopping.NEVER_SET_BACK, early_stopping.ONE_BEFORE),
        "min_delta": (
            early_stopping.NO_DELTA,
            early_stopping.LOWEST_COUNTS,
            early_stopping.NEVER_SET_BACK,
        ),
        "late start": (early_stopping.START_SEEN, early_stopping.ONE_BEFORE),
    }
    always = (
        early_stopping.TOO_LONG,
        early_stopping.BEST_EPOCH,
        early_stopping.FROM_0,
        early_stopping.NEVER_ENDS,
    )
    for own in stopping[SOME]:
        for name, case in own.items():
            last, _ = early_stopping.foretold(case)
            slips = early_stopping.slips_of(case)
            assert all(slips[words][0] != last for words in (*tempting[name], *always)), case.call()


def test_the_weights_of_every_history_have_their_trap(stopping, answers):
    for own, answer in zip(stopping, answers, strict=True):
        last, best = answer["stop"]["min_delta"]
        trained = own["min_delta"].history["val_loss"][:last]
        assert lowest(trained) not in (best, last)
        late = own["late start"]
        last, best = answer["stop"]["late start"]
        start = late.settings["start_from_epoch"]
        assert lowest(late.history["val_loss"][:last]) == start < best


def test_enough_patience_is_more_than_the_patience_given(stopping):
    answers = []
    for own in stopping:
        case = own["plain"]
        losses = case.history["val_loss"]
        best = [n for n in range(1, EPOCHS + 1) if losses[n - 1] == min(losses[:n])]
        enough = max(b - a for a, b in pairwise(best))
        assert enough > case.settings["patience"] + 1 and best[-1] == lowest(losses) < EPOCHS
        answers.append(enough)
    assert most_common(answers) < 0.4


def test_no_slip_on_a_plateau_is_right_by_accident(plateau):
    for own in plateau[SOME]:
        assert (
            len(plateaus.foretold(own["plain"])) == 3
            and len(plateaus.foretold(own["cooldown"])) == 2
        )
        for name, case in own.items():
            right, slips = plateaus.foretold(case), plateaus.slips(case)
            spared = {"plain": (), "cooldown": (plateaus.NEVER_SET_BACK,)}[name]
            wrong = {words: falls for words, falls in slips.items() if words not in spared}
            assert right not in wrong.values(), (case.call(), right)
            if name == "cooldown":
                later = (plateaus.NO_COOLDOWN, plateaus.WHOLE_COOLDOWN, plateaus.BELOW_FLOOR)
                assert all(
                    slips[words][0] == right[0] and slips[words][1:] != right[1:] for words in later
                )


def test_the_last_fall_of_cooldown_ends_at_the_floor(plateau):
    for own in plateau:
        case = own["cooldown"]
        factor, floor = case.settings["factor"], case.settings["min_lr"]
        assert case.rate * factor**2 < 0.95 * floor and 1.05 * floor < case.rate * factor


def test_no_slip_in_a_checkpoint_is_right_by_accident(checkpoint):
    for own in checkpoint[SOME]:
        for name in ("loss", "accuracy", "upside down"):
            right, slips = checkpoints.foretold(own[name]), checkpoints.slips(own[name])
            tie = {} if name == "accuracy" else {checkpoints.AS_GOOD}
            assert all(falls != right for words, falls in slips.items() if words not in tie)
            assert len(right) == (3 if name == "upside down" else 5)
        kept = [checkpoints.foretold(case)[-1] for case in own.values()]
        assert len({kept[0], kept[1], kept[3]}) == 3 and kept[2] != kept[1]


def test_min_delta_is_never_met_exactly(stopping):
    """So that it does not matter how a computer rounds."""
    for own in stopping:
        case = own["min_delta"]
        best, delta = float("inf"), case.settings["min_delta"]
        for loss in case.history["val_loss"]:
            assert abs(best - loss - delta) > 5e-4
            best = loss if loss < best - delta else best


def test_everybody_is_asked_for_as_much(stopping):
    for student in IDS:
        asked = arguments(student)
        assert set(asked.stop) == {
            "patience",
            "min_delta",
            "start_from_epoch",
            "restore_best_weights",
        }
        assert set(asked.reduce) == {"factor", "patience", "min_delta", "cooldown", "min_lr"}
        assert asked.reduce["patience"] < asked.stop["patience"]  # or the rate would never fall
        assert asked.reduce["min_delta"] == asked.stop["min_delta"] >= 0.01
        assert asked.reduce["cooldown"] - 1 in (1, 2) and asked.save["monitor"] == "val_accuracy"
        assert asked.save["filepath"].endswith(".weights.h5") == asked.save["save_weights_only"]
    for student, own in zip(IDS[::50], stopping[::50], strict=True):
        patience = own["plain"].settings["patience"]
        assert plan(student)["ReduceLROnPlateau"]["patience"] == patience - 1


# --- not to be guessed, and one's own ----------------------------------------------------------


def test_answers_cannot_be_guessed(answers):
    for name in ("plain", "min_delta", "late start"):
        both = columns([own["stop"][name] for own in answers])
        assert max(map(most_common, both)) < 0.3, name
    for name in ("plain", "cooldown"):
        falls = [own["fall"][name] for own in answers]
        assert most_common(falls) < 0.15 and max(map(most_common, columns(falls))) < 0.3, name
    for name in ("loss", "accuracy", "upside down"):
        assert most_common([own["write"][name] for own in answers]) < 0.1, name


def test_hardly_two_students_have_the_same_answers(answers):
    assert len(set(map(str, answers))) > 0.999 * len(IDS)


def test_neighbours_have_different_histories_and_demands(stopping):
    assert len({str(own["plain"].history) for own in stopping}) == len(IDS)
    asked = [arguments(student) for student in IDS]
    assert sum(one == other for one, other in pairwise(asked)) < 0.001 * len(IDS)


def test_the_demand_in_words_names_every_number():
    for student in IDS[:300]:
        asked, text = arguments(student), demand(student).in_words()
        for number in (
            asked.stop["patience"],
            asked.stop["start_from_epoch"],
            asked.stop["min_delta"],
        ):
            assert f" {number} " in text
        assert (
            f" {asked.reduce['patience']} epochs" in text and f"{asked.reduce['min_lr']:g}." in text
        )
        assert asked.save["filepath"].format(epoch=12) in text


def test_a_shared_history_is_shown_once():
    text = described(checkpoint_cases("ada"))
    assert (
        text.count("| val_accuracy |") == 2 and text.count("ModelCheckpoint(") == 4
    )  # two blocks of epochs
    assert text.rindex("ModelCheckpoint(") < text.index("| val_accuracy |")
    assert described(stopping_cases("ada")).count("| val_loss |") == 6
