"""What the course changes in nbgrader's formgrader: its buttons and tables, and how it shows work.

An extension of Jupyter's server, switched on once for an environment (`make env` does it) by

    python -m helpers.upkeep.server_extensions

Its handlers have the addresses of nbgrader's and are loaded before them (extensions load in
alphabetical order, and the first handler of an address wins).
"""

from __future__ import annotations

from jupyter_server.utils import url_path_join

from helpers.grading.formgrader import autograde_button, submission_page, tables

NAME = __name__


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": NAME}]


def _load_jupyter_server_extension(server) -> None:
    base = server.web_app.settings["base_url"]
    handlers = [*autograde_button.HANDLERS, *submission_page.HANDLERS, *tables.HANDLERS]
    server.web_app.add_handlers(
        ".*$", [(url_path_join(base, address), *handler) for address, *handler in handlers]
    )
