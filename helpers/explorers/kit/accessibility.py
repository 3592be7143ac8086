"""What controls of ipywidgets lack: names for screen readers, keys that JupyterLab leaves alone."""

import anywidget
import ipywidgets as widgets

from helpers.explorers.kit.javascript import es_module


class ControlNames(anywidget.AnyWidget):
    """Takes no space; improves every control in the box that it is put into.

    A slider's handle gets its description as the accessible name and its readout as the spoken
    value. Sliders, dropdowns and buttons keep the keys pressed on them from JupyterLab, whose
    one-letter commands would cut the cell (x) or turn it into Markdown (m).
    """

    _esm = es_module("kit/accessibility")

    def __init__(self, **kwargs):
        super().__init__(layout=widgets.Layout(display="none"), **kwargs)


def accessible(*children: widgets.Widget, **kwargs) -> widgets.VBox:
    """Stack controls and views in a `VBox` whose controls can be named, heard and typed on.

    Parameters
    ----------
    *children : ipywidgets.Widget
        Controls, views, boxes of them.
    **kwargs
        Passed on to `ipywidgets.VBox`.

    Examples
    --------
    >>> box = accessible(widgets.IntSlider(description="stride s"))
    """
    return widgets.VBox([*children, ControlNames()], **kwargs)
