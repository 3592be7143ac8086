"""The histories of problem set 5, built from pieces.

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

from collections.abc import Sequence
from itertools import pairwise

from helpers.problem_sets.draw import Draw
from helpers.problem_sets.ps5_callbacks.case import Case, Reducing, Stopping

SET = "ps5_callbacks"
EPOCHS = 20  # of the histories for EarlyStopping and ReduceLROnPlateau
SAVED_EPOCHS = 12  # of the history for ModelCheckpoint


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


def plain(student: str) -> Case[Stopping]:
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


def min_delta(student: str) -> Case[Stopping]:
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
    # The last two come after the end.
    losses.values += [best + draw.integer(5, 60) for _ in range(patience)]
    losses.fall(1, 2 * delta, 3 * delta)
    losses.rise(losses.left())
    settings: Stopping = {
        "patience": patience,
        "min_delta": delta / 1000,
        "restore_best_weights": True,
    }
    return Case("EarlyStopping", settings, losses.history())


def late_start(student: str) -> Case[Stopping]:
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
    settings: Stopping = {
        "patience": patience,
        "start_from_epoch": start,
        "restore_best_weights": True,
    }
    return Case("EarlyStopping", settings, losses.history())


def plateaus(student: str) -> Case[Reducing]:
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


def cooldown(student: str) -> Case[Reducing]:
    """A fall, a bump for two cuts of the rate and a cooldown, a fall, and a bump at the floor."""
    draw = Draw(student, f"{SET}/plateau/cooldown")
    patience, rest = draw.integer(2, 3), draw.integer(2, 3)
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
    losses.bump(2 * patience + rest - 1)
    losses.fall(1, 30, 60)
    losses.bump(losses.left(), 110)
    settings: Reducing = {"factor": factor, "patience": patience, "cooldown": rest, "min_lr": least}
    return Case("ReduceLROnPlateau", settings, losses.history(), rate)


def two_metrics(draw: Draw) -> dict[str, tuple[float, ...]]:
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
    # Some epoch must be worse than the one before, but not the worst.
    while not any(
        value < before and value > min(accuracies[:n])
        for n, (before, value) in enumerate(pairwise(accuracies), 1)
    ):
        accuracies = _accuracies(draw, of_accuracy)
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
