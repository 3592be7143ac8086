"""Put the site together."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Sequence
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from tqdm import tqdm

from helpers.upkeep.site.assets import make_assets
from helpers.upkeep.site.body import TEMPLATES, body
from helpers.upkeep.site.explorers import explorers
from helpers.upkeep.site.formulas import set_formulas
from helpers.upkeep.site.lecture import Lecture, read_title
from helpers.upkeep.site.pictures import move_pictures

INDEX = "index.html"
ASSETS = "assets"
COMPRESSED = {".html", ".js", ".css"}


def build(notebooks: Sequence[Path], site: Path) -> dict[str, int]:
    """Make a page of each lecture, and one that leads to them.

    Parameters
    ----------
    notebooks
        Lectures that were run and saved, in order.
    site
        The folder; what is in it is replaced.

    Returns
    -------
    dict
        Name of a page → bytes of it and of all that it loads but fonts, compressed.

    Raises
    ------
    RuntimeError
        If a cell fails, a formula cannot be read or a program is missing.
    """
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    make_assets(site / ASSETS)
    read = [nbformat.read(path, as_version=4) for path in notebooks]
    lectures = [read_title(one, path) for one, path in zip(read, notebooks, strict=True)]
    pages = Pages(site, lectures)
    for at, (notebook, path) in enumerate(zip(tqdm(read, unit="lecture"), notebooks, strict=True)):
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        content = body(notebook, explorers(code, path.resolve().parent))
        set_formulas(content)
        move_pictures(content, site)
        pages.write(at, str(content))
    pages.write_index()
    return {page: size_with_all(site, page) for page in (INDEX, *(one.page for one in lectures))}


class Pages:
    """The pages of a site, which lead to each other."""

    def __init__(self, site: Path, lectures: Sequence[Lecture]) -> None:
        self.site = site
        self.lectures = lectures
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True
        )

    def write(self, at: int, content: str) -> None:
        """Write the page of a lecture."""
        lecture = self.lectures[at]
        before = self.lectures[at - 1] if at else None
        after = self.lectures[at + 1] if at + 1 < len(self.lectures) else None
        self._write(lecture.page, lecture.title, lecture.question, content, before, after)

    def write_index(self) -> None:
        """Write the page that leads to all lectures."""
        content = self._templates.get_template("index.html.j2").render(lectures=self.lectures)
        title = "Convolutional networks"
        self._write(INDEX, title, "Lectures on convolutional networks", content, None, None)

    def _write(
        self,
        page: str,
        title: str,
        question: str,
        content: str,
        before: Lecture | None,
        after: Lecture | None,
    ) -> None:
        html = self._templates.get_template("page.html.j2").render(
            title=title, question=question, body=Markup(content), before=before, after=after
        )
        (self.site / page).write_text(html, encoding="utf-8")


def size_with_all(site: Path, page: str) -> int:
    """Bytes of a page and of all that it loads but fonts, text compressed by gzip.

    The fonts are those of formulas: 17 kB for those of an explorer, some 60 for others.
    """
    tree = BeautifulSoup((site / page).read_text(encoding="utf-8"), "html.parser")
    loaded = {str(tag.get("src")) for tag in tree.find_all(["script", "img"], src=True)}
    loaded |= {str(tag.get("href")) for tag in tree.find_all("link", rel="stylesheet")}
    return sum(_sent(site / name) for name in {page, *loaded} if not name.startswith("data:"))


def _sent(file: Path) -> int:
    content = file.read_bytes()
    return len(gzip.compress(content)) if file.suffix in COMPRESSED else len(content)
