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
        root = Path(self.settings["server_root_dir"]).expanduser()
        try:
            tree = tree_address(self.base_url, root, COURSE)
        except ValueError as error:
            raise web.HTTPError(404, str(error)) from error
        self.set_header("Cache-Control", "no-store")
        self.finish(page(COURSE, tree))


def tree_address(base_url: str, root: Path, course: Path) -> str:
    """The address of a course's folder in JupyterLab, with a slash at the end.

    Parameters
    ----------
    base_url
        The server's, with slashes around.
    root
        The folder that the server shows.
    course
        The course's folder.

    Raises
    ------
    ValueError
        If the course is not below the root.
    """
    root, course = root.resolve(), course.resolve()
    if root != course and root not in course.parents:
        raise ValueError(
            f"JupyterLab was started in {root}, and the course lies in {course}: start it there"
        )
    below = course.relative_to(root).as_posix()
    return f"{base_url}lab/tree/" + ("" if below == "." else f"{quote(below)}/")
