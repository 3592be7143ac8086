"""Problem set 5, answered with known mistakes: each costs its own points and no other.

A training takes seconds, so mistakes come in hands: one of each question at a time. A question's
mistakes cost points of that question alone, so what a hand costs is what its mistakes cost.
"""

from itertools import zip_longest

import pytest

from helpers.problem_sets.ps5_callbacks import (
    advise_falls,
    advise_first_fall,
    advise_kept,
    advise_last_epoch,
    advise_later_falls,
    advise_weights,
    advise_written,
    early_stopping,
)
from helpers.problem_sets.ps5_callbacks import checkpoints as best
from helpers.problem_sets.ps5_callbacks.numbers import (
    checkpoint_cases,
    plateau_cases,
    stopping_cases,
)
from helpers.problem_sets.ps5_callbacks.plateaus import foretold
from helpers.problem_sets.ps5_callbacks.replays import stopped
from tests.problem_sets.marking import cells, mark

NAME = "ps5_callbacks"
STUDENTS = ("ada", "grace")

# --- answers with a place for a mistake --------------------------------------------------------

STOPPING = """
last_epoch, weights_of = {}, {}
for name, case in stopping_cases(me).items():
    losses, settings = case.history["val_loss"], dict(case.settings)
    BEFORE
    best, waited, lowest = None, 0, None
    for epoch in range(settings.get("start_from_epoch", 0) + 1, len(losses) + 1):
        loss = losses[epoch - 1]
        if best is None or loss + settings.get("min_delta", 0) < losses[COMPARED - 1]:
            best, waited = epoch, 0
        else:
            waited += 1
        lowest = epoch if lowest is None or loss < losses[lowest - 1] else lowest
        if waited == settings["patience"] + LONGER:
            break
    last_epoch[name] = epoch
    weights_of[name] = best if settings.get("restore_best_weights") else epoch
losses = stopping_cases(me)["plain"].history["val_loss"]
records = [n for n in range(20) if losses[n] == min(losses[:n + 1])]
enough_patience = max(b - a for a, b in zip(records, records[1:]))
AFTER
"""


def stopping(before="pass", compared="best", longer=0, after=""):
    code = STOPPING.replace("BEFORE", before).replace("COMPARED", compared)
    return {"early-stopping": code.replace("LONGER", str(longer)).replace("AFTER", after)}


PLATEAUS = """
falls, rates = {}, {}
for name, case in plateau_cases(me).items():
    settings, best, waited, resting, rate = case.settings, float("inf"), 0, 0, case.rate
    floor = settings.get("min_lr", 0)
    falls[name], rates[name] = [], []
    for epoch, loss in enumerate(case.history["val_loss"], start=1):
        rates[name].append(rate)
        if loss < best:
            best, waited = loss, 0
        elif resting <= 0:
            waited += 1
        resting -= 1
        if waited >= settings["patience"] + LONGER and rate > floor:
            falls[name].append(epoch)
            rate = max(rate * settings['factor'], floor)
            waited, resting = AGAIN, RESTS
AFTER
"""
RESTS = "settings.get('cooldown', 0) - 1"


def plateaus(longer=0, again=0, rests=RESTS, after=""):
    code = PLATEAUS.replace("LONGER", str(longer)).replace("AGAIN", str(again))
    return {"plateaus": code.replace("RESTS", rests).replace("AFTER", after)}


CHECKPOINTS = """
history = checkpoint_cases(me)["loss"].history
def records(values):
    return [n for n, value in enumerate(values, 1) if RECORD]
written = {
    "loss": records([-loss for loss in history["val_loss"]]),
    "accuracy": records(history["val_accuracy"]),
    "upside down": records([-accuracy for accuracy in history["val_accuracy"]]),
}
kept = {name: epochs[-1] for name, epochs in written.items()} | {"every": 12}
AFTER
"""


def checkpoints(record="value > max(values[:n - 1], default=-9)", after=""):
    return {"checkpoints": CHECKPOINTS.replace("RECORD", record).replace("AFTER", after)}


def arguments(change):
    names = (
        "stop = dict(demand(me).stop)\nreduce = dict(demand(me).reduce)\nsave = "
        "dict(demand(me).save)\n"
    )
    return {"arguments": names + change}


def changed(cell, old, new):
    """The model answer of a cell with one piece of code exchanged."""
    source = cells("solutions", NAME)[cell].source
    assert old in source
    return {cell: source.replace(old, new)}


def training(old, new):
    return changed("training", old, new)


def own(old, new):
    return changed("own-callback", old, new)


# --- question → what the mistake is → (the answers, the points lost, words of the advice) --------

MISTAKES = {
    "early stopping": {
        "waits one epoch too long": (
            stopping(longer=1),
            ["stop-plain", "stop-min-delta", "stop-late-start"],
            {"stop-plain": "one epoch too late"},
        ),
        "leaves min_delta out, and has one epoch too little patience": (
            stopping(before="settings.pop('min_delta', None)", after="enough_patience -= 1"),
            ["stop-min-delta", "stop-enough-patience"],
            {
                "stop-min-delta": "min_delta is left out",
                "stop-enough-patience": "ends just before the lowest one",
            },
        ),
        "looks at the first epochs": (
            stopping(before="settings.pop('start_from_epoch', None)"),
            ["stop-late-start"],
            {"stop-late-start": "start_from_epoch leaves them out"},
        ),
        "compares with the lowest, not with the best that counted": (
            stopping(compared="lowest"),
            ["stop-min-delta"],
            {"stop-min-delta": "too little better to count"},
        ),
        "names the best epoch as the last": (
            stopping(
                after="last_epoch = {n: last_epoch[n] - c.settings['patience'] "
                "for n, c in stopping_cases(me).items()}"
            ),
            ["stop-plain", "stop-min-delta", "stop-late-start"],
            {"stop-plain": "while it waits"},
        ),
        "counts epochs from 0": (
            stopping(
                after="last_epoch = {n: e - 1 for n, e in last_epoch.items()}\n"
                "weights_of = {n: e - 1 for n, e in weights_of.items()}"
            ),
            ["stop-plain", "stop-min-delta", "stop-late-start"],
            {"stop-plain": "counted from 0"},
        ),
        "brings no weights back, and all of them in plain": (
            stopping(
                after="weights_of = dict(last_epoch)\n"
                "weights_of['plain'] -= stopping_cases(me)['plain'].settings['patience']"
            ),
            ["stop-plain-weights", "stop-min-delta-weights", "stop-late-start-weights"],
            {
                "stop-plain-weights": "nothing brings it back",
                "stop-late-start-weights": "brings the best one back",
            },
        ),
        "takes the lowest loss of what was trained": (
            stopping(
                after="for n, c in stopping_cases(me).items():\n    if n != 'plain':\n"
                "        trained_losses = c.history['val_loss'][:last_epoch[n]]\n"
                "        weights_of[n] = trained_losses.index(min(trained_losses)) + 1"
            ),
            ["stop-min-delta-weights", "stop-late-start-weights"],
            {
                "stop-min-delta-weights": "not better by more than min_delta",
                "stop-late-start-weights": "not looked at",
            },
        ),
    },
    "plateaus": {
        "leaves the cooldown out": (
            plateaus(rests="0"),
            ["falls-cooldown-later"],
            {"falls-cooldown-later": "the cooldown is left out"},
        ),
        "rests for the whole cooldown": (
            plateaus(rests="settings.get('cooldown', 0)"),
            ["falls-cooldown-later"],
            {"falls-cooldown-later": "Keras counts it again"},
        ),
        "waits one epoch too long": (
            plateaus(longer=1),
            ["falls-plain", "falls-cooldown-first"],
            {"falls-plain": "one epoch too long"},
        ),
        "lets the rate fall in each further epoch": (
            plateaus(again="settings['patience']"),
            ["falls-plain", "falls-cooldown-later"],
            {"falls-plain": "begins again at 0"},
        ),
        "multiplies the first rate each time": (
            plateaus(
                after="rates = {n: [c.rate * (1 if e <= falls[n][0] else c.settings['factor']) "
                "for e in range(1, 21)] for n, c in plateau_cases(me).items()}"
            ),
            ["rates-plain", "rates-cooldown"],
            {"rates-plain": "times the first rate"},
        ),
        "lets the rate fall below its floor": (
            plateaus(
                after="f = falls['cooldown']; c = plateau_cases(me)['cooldown']\n"
                "rates['cooldown'] = [c.rate * c.settings['factor'] ** sum(e < n for e in f) "
                "for n in range(1, 21)]"
            ),
            ["rates-cooldown"],
            {"rates-cooldown": "below min_lr"},
        ),
        "gives the epoch of the fall the new rate": (
            plateaus(after="rates = {n: r[1:] + r[-1:] for n, r in rates.items()}"),
            ["rates-plain", "rates-cooldown"],
            {"rates-plain": "one epoch too early"},
        ),
        "names the first epoch with the new rate": (
            plateaus(after="falls = {n: [e + 1 for e in f] for n, f in falls.items()}"),
            ["falls-plain", "falls-cooldown-first"],
            {"falls-plain": "first epoch with the new rate"},
        ),
    },
    "checkpoints": {
        "saves what is as good as the best": (
            checkpoints("value >= max(values[:n - 1], default=-9)"),
            ["written-accuracy"],
            {"written-accuracy": "only as good as the best one"},
        ),
        "compares with the epoch before": (
            checkpoints("n == 1 or value > values[n - 2]"),
            ["written-loss", "written-accuracy", "written-upside-down"],
            {"written-loss": "compared with the one before"},
        ),
        "forgets the first epoch": (
            checkpoints("n > 1 and value > max(values[:n - 1])"),
            ["written-loss", "written-accuracy", "written-upside-down"],
            {"written-loss": "the first epoch is missing"},
        ),
        "turns upside down the right way round": (
            checkpoints(
                after="written['upside down'] = written['accuracy']\n"
                "kept['upside down'] = kept['accuracy']"
            ),
            ["written-upside-down"],
            {"written-upside-down": "the other way round"},
        ),
        "keeps the best where each epoch is written": (
            checkpoints(after="kept['every'] = kept['accuracy']"),
            ["kept"],
            {"kept": "not what this callback keeps"},
        ),
    },
    "arguments": {
        "no restore_best_weights, wrong cooldown, all epochs saved": (
            arguments(
                "del stop['restore_best_weights']\nreduce['cooldown'] -= 1\n"
                "del save['save_best_only']"
            ),
            ["arguments-weights", "arguments-reduce", "arguments-save"],
            {
                "arguments-weights": "those of the best one",
                "arguments-reduce": "Look at cooldown",
                "arguments-save": "after every epoch",
            },
        ),
        "min_delta is left as it is by default, val_loss decides what is saved": (
            arguments("del stop['min_delta'], reduce['min_delta'], save['monitor']"),
            ["arguments-stop", "arguments-reduce", "arguments-save"],
            {
                "arguments-stop": "min_delta",
                "arguments-reduce": "min_delta and its default",
                "arguments-save": "monitor and mode",
            },
        ),
        "start_from_epoch counted from 1, one file for all, no floor": (
            arguments(
                "stop['start_from_epoch'] += 1\nreduce.pop('min_lr')\n"
                "save['filepath'] = save['filepath'].replace('{epoch:02d}', '01')"
            ),
            ["arguments-stop", "arguments-reduce", "arguments-save"],
            {
                "arguments-stop": "start_from_epoch",
                "arguments-reduce": "Look at min_lr",
                "arguments-save": "The name has to hold the epoch",
            },
        ),
        "one epoch too patient, and the weights alone for the whole network or the reverse": (
            arguments(
                "stop['patience'] += 1\nreduce['patience'] += 1\n"
                "save['save_weights_only'] = not save['save_weights_only']\n"
                "ending = '.weights.h5' if save['save_weights_only'] else '.keras'\n"
                "save['filepath'] = 'x-{epoch:02d}' + ending"
            ),
            ["arguments-stop", "arguments-reduce", "arguments-save"],
            {
                "arguments-stop": "made to show patience",
                "arguments-reduce": "Look at patience",
                "arguments-save": "the whole network or the weights alone",
            },
        ),
        "arguments that Keras does not take, so that it cannot train": (
            arguments(
                "stop['patient'] = 3\nreduce['monitor'] = 'val_acc'\nsave['filepath'] = 'best'"
            ),
            [
                "arguments-stop",
                "arguments-weights",
                "arguments-reduce",
                "arguments-save",
                "training-end",
                "training-files",
            ],
            {
                "arguments-stop": "no argument 'patient'",
                "arguments-reduce": "no metric 'val_acc'",
                "arguments-save": "must end in",
            },
        ),
    },
    "training": {
        "no validation data": (
            training("validation_data=(x_val, y_val), ", ""),
            ["training-end", "training-files"],
            {"training-end": "without validation_data"},
        ),
        "ReduceLROnPlateau forgotten": (
            training("ReduceLROnPlateau(**reduce), ", ""),
            ["training-end"],
            {"training-end": "ReduceLROnPlateau was not called"},
        ),
        "EarlyStopping forgotten": (
            training("EarlyStopping(**stop), ", ""),
            ["training-end"],
            {"training-end": "The training went on"},
        ),
        "ModelCheckpoint forgotten": (
            training("ModelCheckpoint(**in_folder),", ""),
            ["training-files"],
            {"training-files": "There is no file"},
        ),
    },
    "own callback": {
        "never begins anew": (
            own(
                "        self.target, self.in_a_row = target, in_a_row\n\n"
                "    def on_train_begin(self, logs=None):\n",
                "        self.target, self.in_a_row = target, in_a_row\n",
            ),
            ["own-again"],
            {"own-again": "Begin anew in on_train_begin"},
        ),
        "more than the target": (
            own("accuracy >= self.target", "accuracy > self.target"),
            ["own-target"],
            {"own-target": "exactly the target"},
        ),
        "counts them all together": (
            own(
                "self.row + 1 if accuracy >= self.target else 0",
                "self.row + (accuracy >= self.target)",
            ),
            ["own-row"],
            {"own-row": "all together"},
        ),
        "takes back what another callback asked for": (
            own(
                "        if self.row >= self.in_a_row:\n",
                "        self.model.stop_training = False\n        if self.row >= self.in_a_row:\n",
            ),
            ["own-manners"],
            {"own-manners": "takes it back"},
        ),
        "needs a val_accuracy": (
            own('(logs or {}).get("val_accuracy")', 'logs["val_accuracy"]'),
            ["own-manners"],
            {"own-manners": "KeyError"},
        ),
        "counts from 0": (
            own("self.reached = epoch + 1", "self.reached = epoch"),
            ["own-target"],
            {"own-target": "from 0"},
        ),
        "keeps the rates when the epoch is over": (
            own(
                "    def on_epoch_begin(self, epoch, logs=None):\n"
                "        self.rates.append(float(self.model.optimizer.learning_rate.numpy()))\n\n"
                "    def on_epoch_end(self, epoch, logs=None):\n",
                "    def on_epoch_end(self, epoch, logs=None):\n"
                "        self.rates.append(float(self.model.optimizer.learning_rate.numpy()))\n",
            ),
            ["own-rates"],
            {"own-rates": "when the epoch is over"},
        ),
    },
}
HANDS = [dict(zip(MISTAKES, hand, strict=True)) for hand in zip_longest(*MISTAKES.values())]


def test_there_are_as_many_mistakes_as_it_takes():
    assert sum(map(len, MISTAKES.values())) >= 30 and len(HANDS) == max(map(len, MISTAKES.values()))


@pytest.mark.parametrize("student", STUDENTS)
def test_the_model_answers_get_every_point_whoever_hands_them_in(student):
    marks = mark(NAME, student=student)
    assert {cell: message for cell, (_, message) in marks.items() if message} == {}
    assert sum(points for points, _ in marks.values()) == 28


@pytest.mark.parametrize(("student", "number"), [
    (student, number) for student in STUDENTS for number in range(len(HANDS))
    if student == STUDENTS[0] or number < 2
])  # fmt: skip
def test_each_mistake_costs_its_own_points_and_no_other(student, number):
    answers, expected, advice = {}, [], {}
    for question, mistake in HANDS[number].items():
        if mistake is not None:
            made, lost, words = MISTAKES[question][mistake]
            answers, expected, advice = answers | made, expected + lost, advice | words
    marks = mark(NAME, answers, student=student)
    assert {cell: message for cell, (points, message) in marks.items() if not points}.keys() == set(
        expected
    )
    for cell, words in advice.items():
        assert words in marks[cell][1], (HANDS[number], cell)


def test_the_work_of_a_neighbour_gets_hardly_a_point():
    """For the numbers of one student, typed in by another."""
    numbers = {}
    for cell in ("early-stopping", "plateaus", "checkpoints", "arguments"):
        numbers[cell] = cells("solutions", NAME)[cell].source.replace("(me)", "('neighbour')")
    earned = {cell for cell, (points, _) in mark(NAME, numbers).items() if points}
    personal = ("stop-", "falls-", "rates-", "written-", "kept", "arguments-")
    by_chance = {cell for cell in earned if cell.startswith(personal)} - {"arguments-weights"}
    assert len(by_chance) <= 5, by_chance  # of 19; on average it is fewer, see below


def points_for_a_history(student, answers_of):
    """The share of the points of questions 1 to 3 that another student's answers get."""
    one, two, three = (
        draw(answers_of) for draw in (stopping_cases, plateau_cases, checkpoint_cases)
    )
    last = {name: early_stopping.foretold(case)[0] for name, case in one.items()}
    weights = {name: stopped(case.settings, case.history).weights for name, case in one.items()}
    falls = {name: foretold(case) for name, case in two.items()}
    written = {name: best.foretold(case) for name, case in three.items()}
    kept = {name: epochs[-1] for name, epochs in written.items()}
    advice = [advise_last_epoch(last, name, student) for name in last]
    advice += [advise_weights(weights, last, name, student) for name in weights]
    advice += [advise_falls(falls, "plain", student), advise_kept(kept, written, student)]
    advice += [look(falls, "cooldown", student) for look in (advise_first_fall, advise_later_falls)]
    advice += [advise_written(written, name, student) for name in three if name != "every"]
    return advice.count("") / len(advice)


def test_the_answers_of_neighbours_get_hardly_a_point_on_average():
    neighbours = [(f"student{number}", f"student{number + 1}") for number in range(12)]
    assert points_for_a_history("ada", "ada") == 1
    shares = [points_for_a_history(*pair) for pair in neighbours]
    assert sum(shares) / len(shares) < 0.25


def test_no_answer_gets_no_point():
    release = cells("assignments", NAME)
    untouched = {
        name: cell.source for name, cell in release.items()
        if cell.cell_type == "code" and cell.metadata.nbgrader.solution and name != "student-id"
    }  # fmt: skip
    assert len(untouched) == 6
    assert sum(points for points, _ in mark(NAME, untouched).values()) == 0


def test_a_callback_that_does_nothing_gets_no_point():
    lazy = (
        "class StopAtTarget(Callback):\n    def __init__(self, *args):\n        "
        "super().__init__()\n"
    )
    source = cells("solutions", NAME)["own-callback"].source
    idle = {"own-callback": lazy + source[source.index("def played") :]}
    marks = mark(NAME, idle)
    earned = {cell for cell, (points, _) in marks.items() if points and cell.startswith("own-")}
    assert earned == set()
