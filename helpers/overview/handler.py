"""The page's address on Jupyter's server."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from jupyter_server.base.handlers import JupyterHandler
from tornado import web

import helpers
from helpers.overview.page import page

ADDRESS = "course"
COURSE = Path(helpers.__file__).resolve().parents[1]


class CoursePage(JupyterHandler):
    """GET: the page, made anew each time, since work goes on."""

    @web.authenticated
    def get(self) -> None:
        """Send the page; its links open JupyterLab in the same tab."""
        root = Path(self.settings["server_root_dir"]).expanduser().resolve()
        if root != COURSE and root not in COURSE.parents:
            raise web.HTTPError(
                404,
                f"JupyterLab was started in {root}, and the course lies in {COURSE}: "
                "start it there",
            )
        below = COURSE.relative_to(root).as_posix()
        tree = f"{self.base_url}lab/tree/" + ("" if below == "." else f"{quote(below)}/")
        self.set_header("Cache-Control", "no-store")
        self.finish(page(COURSE, tree))
