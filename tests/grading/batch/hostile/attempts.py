"""What the code of every hostile submission begins with. It runs in the box, not in the tests."""

import ctypes
import json
import os
from pathlib import Path

NOTES = "attempts.json"
_attempts = {}


def attempt(what, action):
    """Do something forbidden, and write down at once what came of it."""
    try:
        came = f"done: {action()!r}"
    except BaseException as error:
        came = f"refused: {type(error).__name__}: {error}"
    _attempts[what] = came[:2000]
    draft = Path(f"{NOTES}.{os.getpid()}")  # whole or not at all: a box may end in between
    draft.write_text(json.dumps(_attempts))
    os.replace(draft, NOTES)


def targets():
    """Where the things lie that are worth an attack, and how to reach them."""
    return json.loads(Path("targets.json").read_text())


def call(name, *arguments):
    """Call a function of the C library; an OSError where it returns -1."""
    function = getattr(ctypes.CDLL(None, use_errno=True), name)
    if function(*arguments) == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return "it worked"
