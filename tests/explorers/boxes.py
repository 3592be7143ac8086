"""What is in the box of an explorer, and what goes to the browser."""

import ipywidgets as widgets
import numpy as np
from numpy.typing import ArrayLike

from helpers.explorers.kit.view import View


def view_of(box: widgets.Box) -> View:
    """The explorer's view."""
    (view,) = (child for child in box.children if isinstance(child, View))
    return view


def controls_of(box: widgets.Box) -> dict[str, widgets.Widget]:
    """Label → control, in their order."""
    return {control.description: control for control in box.children[0].children}


def as_matrix(array: ArrayLike) -> dict:
    """A matrix as the browser knows it."""
    values = np.asarray(array, float)
    rows, columns = values.shape
    return {"rows": rows, "columns": columns, "values": values.ravel().tolist()}
