"""Honest work on the problem sets: right answers, in the ways of working that students have.

Each of them earns every point that tests give. What is answered otherwise than in the model
solution, or more than that, stands here.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.problem_sets.marking import ID_CELL, cells

PS1, PS2, PS3 = "ps1_convolution_by_hand", "ps2_output_shapes", "ps3_parameter_counts"
PS4, PS5 = "ps4_mnist_cnn", "ps5_callbacks"

HABITS = {  # what students write for themselves: (set, answer cell, line behind the answer)
    "a list of their own": (PS1, "cross-correlate", "drawn = []"),
    "a number of their own": (PS1, "cross-correlate", "behind = 3"),
    "a function of their own": (PS1, "pad", "def sliding(a): return a"),
    "a picture drawn over": (PS1, "pad", "picture[:] = kernel[:] = 0"),
    "a count of calls": (PS2, "output-size", "calls = 0"),
    "an import": (PS3, "conv-parameters", "from itertools import combinations"),
    "a table": (PS3, "alexnet-counted", "alexnet = {'conv_1': 34944}"),
    "predictions": (PS4, "own-confusions", "answers = model.predict(x_test, verbose=0)"),
    "fewer digits": (PS4, "moved", "x_test = x_test[:100]; x_test *= 0"),
    "a budget": (PS4, "train", "import os; os.environ['CNN_COURSE_SHORT_RUN'] = '0'"),
}
COUNTER = """import sys
for i in range(6000):
    sys.stdout.write('\\r%d' % i); sys.stdout.flush()
"""
DISPLAYS = "for i in range(2500): display(i)\n"
SETTINGS = """import os, random, warnings
import numpy as np
np.seterr(all='raise'); np.set_printoptions(precision=1, threshold=3)
warnings.simplefilter('error'); random.seed(0); np.random.seed(0); os.environ.clear()
"""
BEST_FILE = """import os, tempfile
best = os.path.join(tempfile.mkdtemp(), 'best.weights.h5')
{}
model.load_weights(best)
"""

Answers = Mapping[str, str | None]


def code(name: str, cell_id: str) -> str:
    """The model answer of a cell."""
    return cells("solutions", name)[cell_id].source


def before(name: str, cell_id: str, lines: str) -> Answers:
    return {cell_id: lines + code(name, cell_id)}


def behind(name: str, cell_id: str, lines: str) -> Answers:
    return {cell_id: f"{code(name, cell_id)}\n{lines}"}


def changed(name: str, cell_id: str, old: str, new: str) -> Answers:
    """The model answer with one piece exchanged."""
    source = code(name, cell_id)
    assert old in source, f"{name}, {cell_id}: no {old!r}"
    return {cell_id: source.replace(old, new)}


def fitted(arguments: str, optimizer: str = '"adam"') -> Answers:
    """The training of problem set 4 with more arguments, or with another optimizer."""
    (train,) = changed(PS4, "train", "verbose=2", f"verbose=2, {arguments}").values()
    return {"train": train.replace('"adam"', optimizer)}


def best_from_a_file() -> Answers:
    save = "keras.callbacks.ModelCheckpoint(best, save_best_only=True, save_weights_only=True)"
    (train,) = fitted(f"callbacks=[{save}]").values()
    return {"train": BEST_FILE.format(train)}


def own_names(name: str) -> Answers:
    """All habits of a set together."""
    sources: dict[str, str] = {}
    for of, cell_id, line in HABITS.values():
        if of == name:
            sources[cell_id] = f"{sources.get(cell_id, code(name, cell_id))}\n{line}"
    return sources


# set → what is done → answer cell → its code, or None where the cell is deleted
HONEST: dict[str, dict[str, Answers]] = {
    PS1: {
        "model": {},
        "output": before(PS1, "pad", COUNTER + DISPLAYS),
        "settings": behind(PS1, "pad", SETTINGS),
        "names": own_names(PS1),
    },
    PS2: {
        "model": {},
        "elsewhere": {
            **behind(PS2, "output-size", f"%cd ..\n{SETTINGS}"),
            ID_CELL: "STUDENT_ID = “me”",  # as some word processors quote
        },
        "no id": {ID_CELL: None},
        "names": {
            **own_names(PS2),
            **behind(PS2, "leftover", "range = (1, 9)"),
            **before(PS2, "backwards", "del range\n"),
        },
    },
    PS3: {
        "model": {},
        "elsewhere": behind(PS3, "conv-parameters", "%cd .."),
        "settings": behind(PS3, "conv-parameters", SETTINGS),
        "names": own_names(PS3),
    },
    PS4: {
        "model": {},
        "best epoch": fitted(
            'callbacks=[keras.callbacks.EarlyStopping(monitor="val_loss", patience=3, '
            "restore_best_weights=True)]"
        ),
        "best epoch from a file": best_from_a_file(),
        "half precision": before(
            PS4, "network", 'keras.config.set_dtype_policy("mixed_float16")\n'
        ),
        "several steps": fitted(
            "shuffle=True", "keras.optimizers.Adam(0.002, gradient_accumulation_steps=2)"
        ),
        "averages": fitted("shuffle=True", "keras.optimizers.Adam(use_ema=True, ema_momentum=0.9)"),
        "settings": behind(PS4, "inputs", SETTINGS),
        "names": own_names(PS4),
    },
    PS5: {
        "model": {},
        "elsewhere": changed(
            PS5,
            "training",
            "        in_folder = ",
            "        os.chdir(folder)\n        in_folder = ",
        ),
        "counts": before(PS5, "early-stopping", COUNTER),
        "settings": behind(PS5, "early-stopping", SETTINGS),
    },
}
