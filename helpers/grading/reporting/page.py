"""The report as one HTML page that loads nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers.grading.reporting import drawing
from helpers.grading.reporting.overview import SetReport
from helpers.grading.reporting.sets import SetsReport

FOLDER = "reports"  # in the course folder
NOTHING = "–"


def page_of_set(found: SetReport, *, names: bool = False) -> str:
    """The page about one assignment.

    Parameters
    ----------
    names
        Whether students' ids may stand on it: who needs attention, and why.
    """
    return _environment().get_template("set.html.j2").render(found=found, names=names)


def page_of_sets(found: SetsReport, *, names: bool = False) -> str:
    """The page over all assignments; `names` as for `page_of_set`."""
    return _environment().get_template("sets.html.j2").render(found=found, names=names)


def page_of_pairs(
    name: str, evidence: Sequence[tuple[Any, Sequence[Any]]], pasted: Sequence[str]
) -> str:
    """The page about pairs of students: who has another's words, each pair, and its cells."""
    made = _environment().get_template("similar.html.j2")
    return made.render(name=name, evidence=evidence, pasted=pasted, names=True)


def write_page(name: str, html: str) -> int:
    """Write a page into the folder of the reports; the exit status of the command."""
    file = Path(FOLDER) / f"{name}.html"
    file.parent.mkdir(exist_ok=True, mode=0o700)
    file.write_text(html, encoding="utf-8")
    print(f"{file}: open it in a browser")
    return 0


def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"percent": _percent, "number": _number}
    made.globals |= {
        "drawing": drawing,
        "now": f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}",
        "style": (folder / "report.css").read_text(encoding="utf-8"),
    }
    return made


def _percent(share: float | None) -> str:
    return NOTHING if share is None else f"{share * 100:.0f} %"


def _number(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.2f}".rstrip("0").rstrip(".")
