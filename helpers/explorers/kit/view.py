"""Base classes of the views: the style sheets they share."""

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
    """

    _css = style()
    call = traitlets.Dict().tag(sync=True)
    guess = traitlets.Dict().tag(sync=True)


class LayerView(View):
    """A view of a layer: one or two pictures, a sum, a text; `cnn-layer` in ``kit/layer.css``."""

    _css = style("kit/layer")
