"""Markdown of a student as HTML that runs nothing.

The formgrader's page is the instructor's: a script in it could read and change the gradebook.
nbconvert cleans outputs (`HTMLExporter.sanitize_html`), but nbgrader's template shows the text
cells as they are.
"""

from __future__ import annotations

import bleach
from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

_TAGS = set(bleach.ALLOWED_TAGS) | set(
    "p br hr pre span div img h1 h2 h3 h4 h5 h6 table thead tbody tr th td del sub sup "
    "dl dt dd".split()
)
_ATTRIBUTES = set("class title alt width height colspan rowspan align".split())


@pass_context
def clean_markdown2html(context, source: str) -> str:
    """Stands in for nbconvert's filter `markdown2html`: pictures and formulas stay, scripts do not.

    Parameters
    ----------
    context
        Of the template; its cell may have attachments, which are pictures in the text.
    source
        Markdown.
    """
    attachments = context.get("cell", {}).get("attachments", {})
    renderer = IPythonRenderer(escape=False, attachments=attachments)
    html = MarkdownWithMath(renderer=renderer).render(source)
    protocols = {*bleach.ALLOWED_PROTOCOLS, "data"}
    return bleach.clean(html, tags=_TAGS, attributes=_is_harmless, protocols=protocols)


def _is_harmless(tag: str, name: str, value: str) -> bool:
    if name == "href":  # a picture as data is only a picture; a page as data can hold anything
        return tag == "a" and not value.strip().lower().startswith("data:")
    return name in _ATTRIBUTES or (tag == "img" and name == "src")
