"""What is in the box of an explorer."""

import ipywidgets as widgets

from helpers.explorers.kit.view import View


def view_of(box: widgets.Box) -> View:
    """The explorer's view."""
    (view,) = (child for child in box.children if isinstance(child, View))
    return view


def controls_of(box: widgets.Box) -> dict[str, widgets.Widget]:
    """Label → control, in their order."""
    return {control.description: control for control in box.children[0].children}
