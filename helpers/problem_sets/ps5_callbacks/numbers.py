"""Problem set 5: the histories and the settings of one student.

How all students get the same amount of work: a history is not random, it is built from pieces, and
every student's history has the same pieces in the same order. Only their lengths and the losses are
drawn, from ranges that are the same for all. So every student meets the same traps once: a count
that an improvement sets back to 0, an epoch that is better than the one before but not than the
best, improvements too small to count, a lucky epoch that is not looked at, a learning rate that has
reached its floor. In every history each of the usual mistakes leads to an answer that is wrong, and
the right answers spread over so many epochs that guessing does not pay. The tests check all of this
for 10,000 ids.

Losses are whole thousandths, and no loss is better than another by exactly ``min_delta``: rounding
decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from helpers.problem_sets.draw import Draw

SET = "ps5_callbacks"
EPOCHS = 20  # of the histories for EarlyStopping and ReduceLROnPlateau
SAVED_EPOCHS = 12  # of the history for ModelCheckpoint
REAL_EPOCHS = 30  # that the training of question 4 may take
REAL_RATE = 0.01  # the learning rate with which it begins
NAMES = ("digits", "best", "network", "reader", "model", "kept", "mnist", "epoch")


@dataclass(frozen=True)
class Case:
    """A recorded training, and one callback with its settings.

    Attributes
    ----------
    callback : str
        Name of the class in `keras.callbacks`.
    settings : dict
        Its arguments.
    history : dict
        Name of a metric → its value after each epoch.
    rate : float
        The learning rate of the first epoch.
    """

    callback: str
    settings: Mapping[str, object]
    history: Mapping[str, Sequence[float]]
    rate: float = 0.01

    def call(self) -> str:
        """The callback as it is written in Python."""
        arguments = ", ".join(f"{name}={value!r}" for name, value in self.settings.items())
        return f"{self.callback}({arguments})"


@dataclass(frozen=True)
class Demand:
    """What three callbacks are to do in a real training: as arguments, and in words.

    `quiet_epochs` is for the words: how many epochs a new learning rate is given.
    """

    stop: Mapping[str, object]
    reduce: Mapping[str, object]
    save: Mapping[str, object]
    quiet_epochs: int = field(repr=False, default=0)

    def in_words(self) -> str:
        """The demand as a list in Markdown."""
        stop, reduce, save = self.stop, self.reduce, self.save
        whole = save["filepath"].endswith(".keras")
        share = {0.5: "half of it", 0.25: "a quarter of it", 0.2: "a fifth of it"}[reduce["factor"]]
        quiet = "epoch is" if self.quiet_epochs == 1 else f"{self.quiet_epochs} epochs are"
        return "\n".join(
            [
                f"1. **`stop`, for EarlyStopping.** The first {stop['start_from_epoch']} epochs "
                "are not looked at. From "
                f"then on, the training ends as soon as {stop['patience']} epochs in a row have "
                "not been better than "
                f"the best one by more than {stop['min_delta']} in validation loss. At the end "
                "the network has the "
                "weights of its best epoch.",
                "2. **`reduce`, for ReduceLROnPlateau.** By the same measure of better, as soon "
                "as "
                f"{reduce['patience']} epochs in a row have not been better than the best one, "
                "the learning rate "
                f"falls to {share}. After each fall the next {quiet} not counted. The rate never "
                "falls below "
                f"{reduce['min_lr']:g}.",
                "3. **`save`, for ModelCheckpoint.** Each time the validation *accuracy* is "
                "higher than ever before, "
                f"{'the whole network is' if whole else 'the weights alone are'} saved, into a "
                "file for each such "
                f"epoch: `{save['filepath'].format(epoch=1)}` would be the first epoch's and "
                f"`{save['filepath'].format(epoch=12)}` that of the twelfth.",
            ]
        )


def stopping_cases(student: str) -> dict[str, Case]:
    """Three trainings with EarlyStopping: "plain", "min_delta" and "late start".

    Parameters
    ----------
    student
        The id as `helpers.problem_sets.student_id` returns it.
    """
    return {
        "plain": _plain(student),
        "min_delta": _min_delta(student),
        "late start": _late_start(student),
    }


def plateau_cases(student: str) -> dict[str, Case]:
    """Two trainings with ReduceLROnPlateau, "plain" and "cooldown"; ``student`` as above."""
    return {"plain": _plateaus(student), "cooldown": _cooldown(student)}


def checkpoint_cases(student: str) -> dict[str, Case]:
    """One training with ModelCheckpoint in four ways; ``student`` as for `stopping_cases`."""
    history = _two_metrics(Draw(student, f"{SET}/checkpoint"))
    best = {"save_best_only": True}
    settings = {
        "loss": best,
        "accuracy": {"monitor": "val_accuracy"} | best,
        "upside down": {"monitor": "val_accuracy", "mode": "min"} | best,
        "every": {},
    }
    file = {"filepath": "kept.keras"}
    return {
        name: Case("ModelCheckpoint", file | options, history) for name, options in settings.items()
    }


def demand(student: str) -> Demand:
    """What the three callbacks of question 4 are to do; ``student`` as for `stopping_cases`."""
    draw = Draw(student, f"{SET}/demand")
    better = {"min_delta": draw.choice((0.01, 0.02, 0.03))}
    stop = {
        "patience": draw.integer(4, 6),
        "start_from_epoch": draw.integer(2, 4),
        "restore_best_weights": True,
    }
    quiet = draw.integer(1, 2)
    reduce = {
        "factor": draw.choice((0.5, 0.25, 0.2)),
        "patience": draw.integer(2, 3),
        "cooldown": quiet + 1,  # Keras counts the last epoch of a cooldown again
        "min_lr": draw.choice((0.0005, 0.0008, 0.001)),
    }
    ending = draw.choice((".keras", ".weights.h5"))
    save = {
        "filepath": f"{draw.choice(NAMES)}-{{epoch:02d}}{ending}",
        "monitor": "val_accuracy",
        "save_best_only": True,
        "save_weights_only": ending == ".weights.h5",
    }
    return Demand(better | stop, better | reduce, save, quiet)


def plan(student: str) -> dict[str, dict[str, object]]:
    """Callback → its arguments, for the training "plain" in the last question."""
    patience = stopping_cases(student)["plain"].settings["patience"]
    return {
        "EarlyStopping": {"patience": patience, "restore_best_weights": True},
        "ModelCheckpoint": {"save_best_only": True},
        "ReduceLROnPlateau": {"factor": 0.5, "patience": patience - 1},
    }


def table(history: Mapping[str, Sequence[float]], width: int = 10) -> str:
    """A history as a table in Markdown; epochs count from 1."""
    blocks = []
    for first in range(0, len(next(iter(history.values()))), width):
        rows = {
            name: [f"{value:.3f}" for value in values[first : first + width]]
            for name, values in history.items()
        }
        epochs = range(first + 1, first + 1 + len(next(iter(rows.values()))))
        lines = [f"| epoch | {' | '.join(map(str, epochs))} |", "|---" * (len(epochs) + 1) + "|"]
        lines += [f"| {name} | {' | '.join(values)} |" for name, values in rows.items()]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def described(cases: Mapping[str, Case]) -> str:
    """Cases in Markdown; a history that several share stands behind the last of them."""
    parts = []
    for (name, case), after in zip(cases.items(), [*[*cases.values()][1:], None]):
        rate = (
            f", first learning rate {case.rate:g}" if case.callback == "ReduceLROnPlateau" else ""
        )
        parts.append(f'**"{name}"**: `{case.call()}`{rate}')
        if after is None or after.history is not case.history:
            parts.append(table(case.history))
    return "\n\n".join(parts)


class _Losses:
    """A history under construction, in thousandths, with the best one so far."""

    def __init__(self, draw: Draw, first: int) -> None:
        self.draw, self.values, self.best = draw, [first], first

    def fall(self, epochs: int, least: int, most: int) -> None:
        """Epochs that are each better than the best."""
        for _ in range(epochs):
            self.best -= self.draw.integer(least, most)
            self.values.append(self.best)

    def bump(self, epochs: int, highest: int = 90) -> None:
        """Epochs above the best that fall towards it: each is better than the one before."""
        above = sorted(self.draw.sample(range(8, highest), epochs), reverse=True)
        self.values += [self.best + step for step in above]

    def rise(self, epochs: int) -> None:
        """Epochs that are each worse than the one before."""
        for _ in range(epochs):
            self.values.append(self.values[-1] + self.draw.integer(5, 25))

    def history(self, epochs: int = EPOCHS) -> dict[str, tuple[float, ...]]:
        if len(self.values) != epochs:
            raise ValueError(
                f"the pieces have {len(self.values)} epochs; they must add up to {epochs}"
            )
        return {"val_loss": tuple(value / 1000 for value in self.values)}

    def left(self, epochs: int = EPOCHS) -> int:
        """How many epochs are missing."""
        return epochs - len(self.values)


def _plain(student: str) -> Case:
    """A fall, a bump too short to stop it, a fall, a longer bump, and the lowest loss behind it."""
    draw = Draw(student, f"{SET}/stopping/plain")
    patience = draw.integer(3, 4)
    losses = _Losses(draw, draw.integer(1200, 1399))
    losses.fall(draw.integer(2, 5), 60, 110)
    losses.bump(patience - 1)
    losses.fall(draw.integer(1, 2), 30, 60)
    losses.bump(patience + draw.integer(1, 3))
    losses.fall(1, 30, 60)
    losses.rise(losses.left())
    return Case("EarlyStopping", {"patience": patience}, losses.history())


def _min_delta(student: str) -> Case:
    """A fall, a creep of steps too small but for their sum, a fall, and too little at the end."""
    draw = Draw(student, f"{SET}/stopping/min_delta")
    patience, delta = draw.integer(3, 4), draw.choice((20, 30, 40))
    losses = _Losses(draw, draw.integer(1200, 1399))
    losses.fall(draw.integer(1, 5), 60, 110)
    tenth = delta // 10
    steps = [draw.integer(low * tenth, high * tenth - 1) for low, high in ((2, 3), (4, 5), (6, 8))]
    losses.values += [losses.best - step for step in steps[-(patience - 1) :]]
    losses.fall(1, 12 * tenth, 14 * tenth)
    losses.fall(draw.integer(0, 2), 60, 110)
    best, lowest = losses.best, draw.integer(5 * tenth, 8 * tenth)
    losses.values += [best + draw.integer(5, 30), best - lowest]
    losses.values += [
        best + draw.integer(5, 60) for _ in range(patience)
    ]  # the last two after the end
    losses.fall(1, 2 * delta, 3 * delta)
    losses.rise(losses.left())
    settings = {"patience": patience, "min_delta": delta / 1000, "restore_best_weights": True}
    return Case("EarlyStopping", settings, losses.history())


def _late_start(student: str) -> Case:
    """A start not looked at, with a lucky epoch at its end; a fall from high above it; a bump."""
    draw = Draw(student, f"{SET}/stopping/late start")
    patience, start = draw.integer(2, 4), draw.integer(3, 6)
    losses = _Losses(draw, draw.integer(1500, 1699))
    losses.fall(start - 2, 15, 40)
    losses.values.append(draw.integer(400, 520))  # the lucky one
    losses.best = draw.integer(1150, 1250)
    losses.values.append(losses.best)
    losses.fall(draw.integer(1, 4), 40, 90)
    losses.bump(patience)
    losses.fall(1, 30, 60)
    losses.rise(losses.left())
    settings = {"patience": patience, "start_from_epoch": start, "restore_best_weights": True}
    return Case("EarlyStopping", settings, losses.history())


def _plateaus(student: str) -> Case:
    """A fall, a bump of twice the patience, a fall, one too short, one just long enough, a fall."""
    draw = Draw(student, f"{SET}/plateau/plain")
    patience = draw.integer(2, 3)
    rate, factor = draw.choice(
        ((0.1, 0.5), (0.1, 0.2), (0.2, 0.5), (0.4, 0.5), (0.5, 0.2), (0.8, 0.5), (0.2, 0.1))
    )
    losses = _Losses(draw, draw.integer(1300, 1499))
    losses.fall(draw.integer(1, 5), 60, 110)
    losses.bump(2 * patience)
    losses.fall(draw.integer(1, 2), 30, 60)
    losses.bump(patience - 1)
    losses.fall(1, 30, 60)
    losses.bump(patience)
    losses.fall(losses.left(), 5, 30)
    return Case(
        "ReduceLROnPlateau", {"factor": factor, "patience": patience}, losses.history(), rate
    )


def _cooldown(student: str) -> Case:
    """A fall, a bump for two cuts of the rate and a cooldown, a fall, and a bump at the floor."""
    draw = Draw(student, f"{SET}/plateau/cooldown")
    patience, cooldown = draw.integer(2, 3), draw.integer(2, 3)
    rate, factor, least = draw.choice(
        (
            (0.1, 0.5, 0.03),
            (0.1, 0.2, 0.01),
            (0.2, 0.5, 0.06),
            (0.2, 0.1, 0.005),
            (0.4, 0.5, 0.15),
            (0.5, 0.2, 0.05),
        )
    )
    losses = _Losses(draw, draw.integer(1300, 1499))
    losses.fall(draw.integer(1, 5), 60, 110)
    losses.bump(2 * patience + cooldown - 1)
    losses.fall(1, 30, 60)
    losses.bump(losses.left(), 110)
    settings = {"factor": factor, "patience": patience, "cooldown": cooldown, "min_lr": least}
    return Case("ReduceLROnPlateau", settings, losses.history(), rate)


def _two_metrics(draw: Draw) -> dict[str, tuple[float, ...]]:
    """A validation loss and an accuracy, each best five times, but not in the same epochs."""
    last_better = SAVED_EPOCHS - 1  # the last two epochs are better in nothing
    while True:
        of_loss = sorted(draw.sample(range(2, last_better), 4))
        of_accuracy = [2, *sorted(draw.sample(range(3, last_better), 3))]
        if of_loss[-1] != of_accuracy[-1] and len(set(of_loss) & set(of_accuracy)) < 3:
            break
    losses = _Losses(draw, draw.integer(1200, 1399))
    gap = 0  # of runs of epochs that are not better
    for epoch in range(2, SAVED_EPOCHS + 1):
        if epoch in of_loss:
            losses.fall(1, 50, 110)
            gap = 0
        else:  # within a run each one is better than the one before
            gap += 1
            losses.values.append(losses.best + draw.integer(91, 98) - 9 * gap)
    accuracies = _accuracies(draw, of_accuracy)
    while not any(
        value < before and value > min(accuracies[:n])
        for n, (before, value) in enumerate(pairwise(accuracies), 1)
    ):
        accuracies = _accuracies(
            draw, of_accuracy
        )  # some epoch must be worse than the one before, but not the worst
    return {
        "val_loss": losses.history(SAVED_EPOCHS)["val_loss"],
        "val_accuracy": tuple(x / 1000 for x in accuracies),
    }


def _accuracies(draw: Draw, better: Sequence[int]) -> list[int]:
    """In thousandths: best in the given epochs, worst in two others, once as good as the best."""
    values = [draw.integer(480, 520)]
    lowest = best = values[0]
    others = [epoch for epoch in range(3, SAVED_EPOCHS) if epoch not in better]
    accidents = draw.sample(others, 2)
    tie = draw.choice(
        [epoch for epoch in others if epoch not in accidents and epoch < SAVED_EPOCHS - 1]
    )
    for epoch in range(2, SAVED_EPOCHS + 1):
        below = 0 if epoch == tie else draw.integer(20, 35)
        if epoch in better:
            best += draw.integer(40, 60)
            values.append(best)
        elif epoch in accidents:
            lowest -= draw.integer(10, 40)
            values.append(lowest)
        else:  # the last epoch is better than the one before, but not the best
            values.append(best - (draw.integer(5, 15) if epoch == SAVED_EPOCHS else below))
    return values
