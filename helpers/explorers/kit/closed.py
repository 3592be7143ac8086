"""Widgets that are made to be read, and closed when that is done."""

from collections.abc import Iterator
from contextlib import contextmanager

from ipywidgets.widgets.widget import _instances as alive


@contextmanager
def closed_afterwards() -> Iterator[None]:
    """Close at the end each widget that was made within; widgets of others stay open.

    `ipywidgets.Widget.close_all` would close those too. One of them fails at that where a kernel
    was imported since it was made: its line to the browser is unknown to the kernel's list.
    """
    before = set(alive)
    try:
        yield
    finally:
        for one in [widget for model, widget in alive.items() if model not in before]:
            one.close()
