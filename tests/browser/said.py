"""What calls of explorers say in Python: nothing is drawn, displayed or sent to a page.

A lecture's kernel gets this file as text (`by_mouse.sentences`): it imports nothing of the tests.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import ModuleType
from unittest.mock import patch

import comm

from helpers.explorers.kit import shown

EXPLORER = re.compile(r"helpers\.explorers\.\w+\.explorer")


def sentences(*calls: Callable[[], object]) -> list[str]:
    """The sentence of each call: what stands where nothing moves.

    The pictures are not drawn, which takes twenty times as long; they are looked at in
    `tests/pictures` and `tests/explorers/kit/test_random_states.py`.
    """
    told: list[str] = []
    with only_words(told):
        for call in calls:
            found = call()
            if found is not None:  # it shows itself
                told.append(found.text)
    return told


@contextmanager
def only_words(told: list[str]) -> Iterator[None]:
    """Have the texts of explorers added to a list, and nothing else shown of them."""
    with ExitStack() as changed:
        changed.enter_context(shown.without_pictures())
        changed.enter_context(
            patch.object(shown, "display", lambda bundle, **_: told.append(bundle["text/plain"]))
        )
        # A page would load what belongs to each widget that it hears of.
        changed.enter_context(patch.object(comm, "create_comm", comm.DummyComm))
        for module, name in drawings():
            changed.enter_context(patch.object(module, name, lambda *given, **options: None))
        yield


def drawings() -> list[tuple[ModuleType, str]]:
    """Where an explorer that was imported has a function that draws its picture; the name of it."""
    modules = [one for path, one in sys.modules.items() if EXPLORER.fullmatch(path)]
    return [
        (module, name)
        for module in modules
        for name, one in vars(module).items()
        if name.startswith("draw") and getattr(one, "__module__", "").endswith(".picture")
    ]
