"""The formgrader's tables of submissions and of students, with what the course adds to them."""

from __future__ import annotations

from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from nbgrader.server_extensions.formgrader import handlers
from nbgrader.server_extensions.formgrader.base import BaseHandler

_TEMPLATES = Path(__file__).parent / "templates"


class _OursFirst(BaseHandler):
    """A page whose template is the course's, which extends nbgrader's as ``nbgrader/<name>``."""

    def render(self, name: str, **given) -> str:
        theirs: Environment = self.settings["nbgrader_jinja2_env"]
        folder = FileSystemLoader(handlers.template_path)
        loaders = [FileSystemLoader(_TEMPLATES), folder, PrefixLoader({"nbgrader": folder})]
        found = theirs.overlay(loader=ChoiceLoader(loaders))
        return found.select_template([f"{name}.j2", name]).render(**given)


class SubmissionsHandler(_OursFirst, handlers.ManageSubmissionsHandler):
    """The submissions of a set, with a button that grades all that is new."""


class StudentsHandler(_OursFirst, handlers.ManageStudentsHandler):
    """The class, with ids where no name is known."""


HANDLERS = [
    (r"/formgrader/manage_submissions/([^/]+)/?", SubmissionsHandler),
    (r"/formgrader/manage_students/?", StudentsHandler),
]
