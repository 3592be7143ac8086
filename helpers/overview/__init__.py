"""The page that JupyterLab's server opens first: the lectures, the problem sets, what is done.

What it links to is opened without being marked as changed.

An extension of Jupyter's server, which `helpers.upkeep.server_extensions` switches on.
"""

from __future__ import annotations

from typing import Any

from helpers.overview import handler, opened


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(app: Any) -> None:
    base = app.web_app.settings["base_url"]
    # What an extension adds comes before the server's own handlers.
    app.web_app.add_handlers(
        r".*",
        [
            (f"{base}{handler.ADDRESS}", handler.CoursePage),
            (f"{base}{opened.ADDRESS}", opened.OpenedNotebook),
        ],
    )
