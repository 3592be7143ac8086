"""HTML of a lecture: its text, code and outputs, without the page around them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from helpers.explorers.kit.saved import WIDGET
from helpers.upkeep.site.explorers import Models
from helpers.upkeep.site.texts import Texts, script

TEMPLATES = Path(__file__).with_name("template")
SUMMARY = "pre[style*=overflow]"
SHOWN = ["text/html", "text/markdown", "image/png", "text/plain"]
"""Kinds of output, the first that a cell has is shown."""


class Renderer(IPythonRenderer):
    """Markdown as JupyterLab renders it, formulas put aside for `formulas.set_formulas`."""

    def block_math(self, body: str) -> str:
        return f"<cnn-formula display>{escape(body)}</cnn-formula>"

    def inline_math(self, body: str) -> str:
        return f"<cnn-formula>{escape(body)}</cnn-formula>"


def from_markdown(source: str) -> str:
    """HTML of Markdown."""
    renderer = Renderer(escape=False, exclude_anchor_links=True)
    return MarkdownWithMath(renderer=renderer).render(source)


def body(notebook: NotebookNode, explorers: Mapping[str, tuple[str, Models]]) -> BeautifulSoup:
    """The lecture with its saved outputs and with explorers that live in the browser.

    Parameters
    ----------
    notebook
        The lecture as saved.
    explorers
        Id of a cell → what `helpers.upkeep.site.explorers` gives for it.
    """
    shown = nbformat.from_dict(notebook)
    texts = Texts()
    for cell in shown.cells:
        if cell.get("id") in explorers:
            _put_in(cell, *explorers[cell.id], texts)
    exporter = HTMLExporter(
        template_name="lecture",
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        extra_template_basedirs=[str(TEMPLATES)],
        filters={"markdown2html": from_markdown},
    )
    exporter.config.NbConvertBase.display_data_priority = SHOWN
    html, _ = exporter.from_notebook_node(shown)
    page = BeautifulSoup(html + texts.script(), "html.parser")
    # Keras writes a summary as lines that do not break, in the colours of a black terminal.
    for wide in page.select(f"table, {SUMMARY}"):
        wide.wrap(page.new_tag("div", attrs={"class": "wide"}))
    for styled in page.select(f"{SUMMARY}, {SUMMARY} span"):
        del styled["style"]
    for link in page.find_all("a", href=re.compile(r"^\d\d_\w+\.ipynb")):
        link["href"] = str(link["href"]).replace(".ipynb", ".html")
    return page


def _put_in(cell: NotebookNode, root: str, models: Models, texts: Texts) -> None:
    """Put an explorer into its cell, behind the picture that stands there until it lives."""
    for output in cell.outputs:
        data = output.get("data", {})
        if data.pop(WIDGET, None):
            still = f'<div class="still">{data["text/html"]}</div>'
            state = script({"root": root, "models": texts.taken_from(models)}, "state")
            data["text/html"] = f'<div class="explorer">{still}{state}</div>'
