"""A page of nbgrader's whose cells come from a student."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbgrader
from jinja2 import BytecodeCache, DictLoader, Environment, FileSystemLoader, PrefixLoader
from jinja2.bccache import Bucket
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbconvert.preprocessors import Preprocessor
from traitlets import Bool

from helpers.grading.feedback.clean_html import clean_cells, clean_html
from helpers.grading.feedback.clean_markdown import clean_markdown2html
from helpers.grading.preprocessors.handed_in_outputs import HANDED_IN
from helpers.grading.preprocessors.notes import TOLD

_SIZES = ("width", "height")
# In the place of nbconvert's macro, which loads MathJax from a server: formulas are MathML.
_NO_MATHJAX = {"mathjax.html.j2": '{% macro mathjax(url="") %}{% endmacro %}'}


class PlainMetadata(Preprocessor):
    """Take from a notebook all metadata but those that a page needs.

    nbconvert's templates put others into the page as they are, hide a cell where they say so, and
    show an output as a page of its own.
    """

    enabled = Bool(True).tag(config=True)  # nbconvert's own are switched off until configured

    def preprocess(self, nb, resources):
        python = {"name": "python", "pygments_lexer": "ipython3"}
        nb.metadata = {"language_info": python, TOLD: nb.metadata.get(TOLD, [])}
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell, resources, index):
        kept = {
            name: cell.metadata[name] for name in ("nbgrader", HANDED_IN) if name in cell.metadata
        }
        cell.metadata.clear()
        cell.metadata.update(kept)
        for output in cell.get("outputs", []):
            if "metadata" in output:
                output.metadata = _sizes(output.metadata)
        return cell, resources


def _sizes(metadata: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Of each kind of output, the width and height that are numbers."""
    return {
        kind: {name: about[name] for name in _SIZES if type(about.get(name)) in (int, float)}
        for kind, about in metadata.items()
        if isinstance(about, dict)
    }


class _Compiled(BytecodeCache):
    """Compiled templates of this process.

    Each page has an environment of its own, and to compile nbconvert's templates for it takes a
    third of the page's time.
    """

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])  # nothing, of another template

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


_compiled = _Compiled()


class CleanPage(HTMLExporter):
    """`HTMLExporter` with the filter `clean_cells`, whose templates may extend nbgrader's.

    Attributes
    ----------
    templates : Path
        Folder of the templates. In them, ``nbgrader/`` begins the name of one of nbgrader's.
    """

    templates: Path

    def __init__(self, config=None, **arguments):
        theirs = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
        loaders = [
            FileSystemLoader(self.templates),
            DictLoader(_NO_MATHJAX),
            PrefixLoader({"nbgrader": FileSystemLoader(theirs)}),
        ]
        super().__init__(config=config, extra_loaders=loaders, **arguments)

    def from_notebook_node(self, nb, resources=None, **more):
        """As in `HTMLExporter`, which then reads and writes the page once more.

        That takes longer than all before, and does what `clean_cells` has done or what concerns
        templates of another kind.
        """
        resources = self._init_resources(resources)
        lexer = nb.metadata.get("language_info", {}).get("pygments_lexer")
        highlight = Highlight2HTML(pygments_lexer=lexer, parent=self)
        shown = WidgetsDataTypeFilter(
            notebook_metadata=self._nb_metadata, parent=self, resources=resources
        )
        self.register_filter("highlight_code", self.filters.get("highlight_code", highlight))
        self.register_filter("filter_data_type", shown)
        return TemplateExporter.from_notebook_node(self, nb, resources, **more)

    def _create_environment(self) -> Environment:
        environment = super()._create_environment()
        environment.bytecode_cache = _compiled
        return environment

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        yield from super().default_filters()
        yield from {
            "clean_html": clean_html,
            "markdown2html": clean_markdown2html,
            "clean_cells": clean_cells,
        }.items()
