"""The formgrader's page of a submission: it shows what a student wrote, and runs none of it.

nbgrader's page belongs to the instructor, who may change grades and files. So the cells are
cleaned, and the policy in the page's header lets a browser run the formgrader's own scripts alone.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable
from functools import cached_property
from html import escape
from pathlib import Path

from jupyter_server.utils import url_path_join
from nbgrader.server_extensions.formgrader import handlers

from helpers.grading.feedback.clean_page import CleanPage
from helpers.grading.formgrader.marking import Beside, beside_answers

# What nbgrader writes into attributes; a policy names such scripts by their digest.
_ON_CLICK = ("toggle_name(true);", "toggle_name(false);")


class SubmissionPage(CleanPage):
    """nbgrader's page, with cleaned cells and a nonce in its own scripts.

    Parameters
    ----------
    nonce
        The one in the policy of the answer.
    beside
        What stands beside an answer, given the names of set and notebook.
    """

    templates = Path(__file__).parent / "templates"

    def __init__(
        self, nonce: str, beside: Callable[[str, str], dict[str, Beside]], **arguments
    ) -> None:
        self.nonce, self.beside = nonce, beside
        super().__init__(**arguments)

    def from_notebook_node(self, nb, resources=None, **more):
        resources = dict(resources or {})
        if resources.get("last_name") is resources.get("first_name") is None:  # not on a roster
            resources |= {"last_name": resources.get("student"), "first_name": "no name known"}
        # a name comes from a folder, and stands in the page as it is
        plain = {
            name: escape(value) if isinstance(value, str) else value
            for name, value in resources.items()
        }
        beside = self.beside(resources["assignment_id"], resources["notebook_id"])
        ours = {"nonce": self.nonce, "beside": beside}
        return super().from_notebook_node(nb, {**plain, **ours}, **more)


class SubmissionHandler(handlers.SubmissionHandler):
    """Answers with a `SubmissionPage`."""

    @cached_property
    def nonce(self) -> str:
        return secrets.token_urlsafe()

    @property
    def exporter(self) -> SubmissionPage:
        return SubmissionPage(self.nonce, self._beside, config=super().exporter.config)

    def _beside(self, assignment: str, notebook: str) -> dict[str, Beside]:
        folders = self.coursedir
        folder = folders.format_path(folders.source_directory, ".", assignment)
        recorded = self.gradebook.find_notebook(notebook, assignment)
        return beside_answers(Path(folder, f"{notebook}.ipynb"), self.gradebook, recorded)

    @property
    def content_security_policy(self) -> str:
        address = f"{self.request.protocol}://{self.request.host}"
        below = url_path_join(address, super().base_url, "formgrader") + "/"
        digests = (hashlib.sha256(script.encode()).digest() for script in _ON_CLICK)
        on_click = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
        policy = {
            "default-src": "'none'",
            "base-uri": "'none'",
            "form-action": "'none'",
            "connect-src": below,
            "font-src": f"{below}static/",
            "img-src": f"{below}static/ {below}submissions/ data:",
            "script-src": f"'nonce-{self.nonce}' 'unsafe-hashes' {on_click}",
            "style-src": f"{below}static/ 'unsafe-inline'",
        }
        return "; ".join(
            [*map(" ".join, policy.items()), super().content_security_policy]
        )  # the first of two directives counts


class FileHandler(handlers.SubmissionFilesHandler):
    """Answers with a file of a submission, which may be a page with scripts of its own."""

    @property
    def content_security_policy(self) -> str:
        return "; ".join(
            [
                "sandbox",
                "default-src 'none'",
                "img-src data:",
                "style-src 'unsafe-inline'",
                super().content_security_policy,
            ]
        )


_OURS = {
    handlers.SubmissionHandler: SubmissionHandler,
    handlers.SubmissionFilesHandler: FileHandler,
}
# All of nbgrader's below this address, since the last of them takes whatever comes.
HANDLERS = [
    (address, _OURS.get(handler, handler), *more)
    for address, handler, *more in handlers.default_handlers
    if address.startswith("/formgrader/submissions/")
]
