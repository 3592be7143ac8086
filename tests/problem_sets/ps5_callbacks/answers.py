"""Answers of problem set 5 with a place for a mistake."""

from tests.problem_sets.marking import cells

NAME = "ps5_callbacks"

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
    return {"arguments": f"{cells('solutions', NAME)['arguments'].source}\n{change}"}


def changed(cell, old, new):
    """The model answer of a cell with one piece of code exchanged."""
    source = cells("solutions", NAME)[cell].source
    assert old in source
    return {cell: source.replace(old, new)}


def training(old, new):
    return changed("training", old, new)


def own(old, new):
    return changed("own-callback", old, new)
