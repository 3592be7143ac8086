"""One output that works everywhere: a live widget, a picture with alt text, and plain text.

After a run JupyterLab shows the widget. Where there is none (a fresh clone that is not trusted
yet, GitHub, a page without JavaScript) the picture stands in its place; a terminal gets the text.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

import ipywidgets as widgets
from IPython.display import display
from matplotlib.figure import Figure

from helpers.drawing.picture import image_tag
from helpers.explorers.kit.view import View

_WITH_PICTURES = ContextVar("with_pictures", default=True)


class Opened(NamedTuple):
    """What `show` takes: an explorer, and the picture and the text of its first state."""

    widget: widgets.Widget
    figure: Figure | bytes
    text: str


def show(widget: widgets.Widget, figure: Figure | bytes, text: str) -> None:
    """Display a widget with its static picture and its text in one output.

    Parameters
    ----------
    widget : ipywidgets.Widget
        What the student moves.
    figure : matplotlib.figure.Figure or bytes
        The same state, drawn once; bytes are a PNG file. A figure gets a transparent background,
        so choose colours that read on white and on black.
    text : str
        What is seen, in words: the picture's alt text and the plain-text form of the output.
    """
    bundle = with_picture(widget._repr_mimebundle_(), figure, text)
    keep_still(widget, lambda: str(bundle["text/html"]))
    display(bundle, raw=True)


def keep_still(widget: widgets.Widget, still: Callable[[], str]) -> None:
    """Have a page ready for the views in a box of widgets, should the browser not draw them.

    Parameters
    ----------
    widget
        A view, or what has views in it.
    still
        Gives the page: HTML that needs no script.
    """
    if isinstance(widget, View):
        widget.still_page = still
    for child in getattr(widget, "children", ()):
        keep_still(child, still)


def with_picture(view: dict | tuple, figure: Figure | bytes, text: str) -> dict[str, object]:
    """Add a static picture and its text to a widget's MIME bundle.

    For `show`, and for a widget that shows itself as the last value of a cell: return this from
    its ``_repr_mimebundle_``.

    Parameters
    ----------
    view : dict or tuple
        What ``_repr_mimebundle_`` of the widget gives.
    figure, text
        As for `show`.
    """
    return with_page(view, image_tag(figure, text) if _WITH_PICTURES.get() else "", text)


@contextmanager
def without_pictures() -> Iterator[None]:
    """Leave the static pictures out, which take most of the time: for who wants the widgets."""
    before = _WITH_PICTURES.set(False)
    try:
        yield
    finally:
        _WITH_PICTURES.reset(before)


def with_page(view: dict | tuple, page: str, text: str) -> dict[str, object]:
    """Add HTML and plain text to a widget's MIME bundle, for where there is no widget.

    Parameters
    ----------
    view
        As for `with_picture`.
    page : str
        HTML that needs no script.
    text : str
    """
    data = view[0] if isinstance(view, tuple) else view
    return {**data, "text/html": page, "text/plain": text}
