"""What a file keeps of an explorer: picture and text, not the widget of a kernel that ends.

An extension of Jupyter's server, which `helpers.upkeep.server_extensions` switches on.
"""

from __future__ import annotations

from typing import Any

WIDGET = "application/vnd.jupyter.widget-view+json"


def keep_pictures(model: dict[str, Any], **_: Any) -> None:
    """Take the widgets out of a notebook that is being saved, where a page stands beside them.

    Without one, JupyterLab shows the page when the notebook is opened again; the notebook on the
    screen goes on as it is.

    Parameters
    ----------
    model : dict
        What is being saved, as Jupyter's contents API has it; it is changed.
    """
    if model["type"] != "notebook" or not model.get("content"):
        return
    for cell in model["content"]["cells"]:
        for output in cell.get("outputs", ()):
            bundle = output.get("data", {})
            if "text/html" in bundle:
                bundle.pop(WIDGET, None)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(app: Any) -> None:
    app.contents_manager.register_pre_save_hook(keep_pictures)
