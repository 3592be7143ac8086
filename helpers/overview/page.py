"""The page as HTML."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from helpers.overview.lectures import lectures
from helpers.overview.sets import ProblemSet, problem_sets

_HERE = Path(__file__).parent
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


def page(course: Path, tree: str) -> str:
    """The page about a course's folder.

    Parameters
    ----------
    course
        The folder with `lectures/` and `assignments/`.
    tree
        The address of that folder in JupyterLab, with a slash at the end.
    """
    sets = [(one, how_far(one)) for one in problem_sets(course)]
    return _TEMPLATES.get_template("page.html.j2").render(
        lectures=lectures(course),
        sets=sets,
        as_code=as_code,
        link=lambda path: tree + quote(path),
        style=(_HERE / "page.css").read_text(encoding="utf-8"),
        script=(_HERE / "page.js").read_text(encoding="utf-8"),
    )


def as_code(text: str) -> Markup:
    """Text in which what stands between backticks is code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def how_far(one: ProblemSet) -> list[str]:
    """Sentences about a set: what is written, what *Validate* said, what is missing."""
    if one.trouble:
        return [one.trouble]
    if not one.written and not one.validated:
        return [f"Not begun: {one.answers} answers to write."]
    said = [f"{one.written} of {one.answers} answers written."]
    if not one.has_id:
        said.append("Your id is missing: write it in the first cell of code.")
    if one.validated is None:
        said.append("Not validated yet.")
        return said
    then = datetime.fromisoformat(one.validated.when)
    gave = f"{one.validated.earned:g} of {one.validated.possible:g} points that tests give here"
    said.append(f"Validate on {then.day} {then:%B, %H:%M}: {gave}.")
    if not one.validated.as_it_was:
        said.append("Changed since: validate again.")
    return said
