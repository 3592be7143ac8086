"""Base classes of the views: the style sheets they share."""

from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from helpers.explorers.kit.javascript import style


class View(anywidget.AnyWidget):
    """A picture drawn in the browser.

    A subclass sets ``_esm = es_module("its_folder/view")`` and declares its state as traits tagged
    ``sync=True``. `helpers.explorers.kit.controls` joins controls to them in the browser, so that a
    step of a slider is drawn without asking Python. Where `call` is set (see
    `helpers.explorers.kit.call`), a button copies the call that opens the explorer as it stands.
    Where `guess` is set (see `helpers.explorers.kit.guess`), the first move waits for a prediction.
    Where the browser cannot draw it (damaged weights, an old browser), it asks for `still_page`,
    the page with the picture of the first state.
    """

    _css = style()
    call = traitlets.Dict().tag(sync=True)
    guess = traitlets.Dict().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.still_page: Callable[[], str] = str
        self.on_msg(self._send_still)

    def _send_still(self, _: Any, content: Any, __: Any) -> None:
        if content == {"wants": "still"}:
            self.send({"still": self.still_page()})


class LayerView(View):
    """A view of a layer: one or two pictures, a sum, a text; `cnn-layer` in ``kit/layer.css``."""

    _css = style("kit/layer")
