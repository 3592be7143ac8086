"""Base classes of the views: the style sheets they share."""

import anywidget

from helpers.explorers.kit.javascript import style


class View(anywidget.AnyWidget):
    """A picture drawn in the browser.

    A subclass sets ``_esm = es_module("its_file")`` and declares its state as traits tagged
    ``sync=True``. Join controls to the traits with `ipywidgets.jslink`, so that a step of a slider
    is drawn without asking Python; use `ipywidgets.link` where Python must act on it.
    """

    _css = style()


class GeometryView(View):
    """A view whose elements are laid out by ``geometry.css``."""

    _css = style("kit/panel")
