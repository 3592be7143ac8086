"""The page that JupyterLab's server opens first: the lectures, the problem sets, what is done.

An extension of Jupyter's server, which `helpers.upkeep.server_extensions` switches on.
"""

from __future__ import annotations

from typing import Any

from helpers.overview.handler import ADDRESS, CoursePage


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(app: Any) -> None:
    address = f"{app.web_app.settings['base_url']}{ADDRESS}"
    app.web_app.add_handlers(r".*", [(address, CoursePage)])
