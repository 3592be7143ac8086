"""Markdown of a student as HTML that runs nothing.

nbconvert cleans outputs (`HTMLExporter.sanitize_html`), but nbgrader's template shows the text
cells as they are.
"""

from __future__ import annotations

from html import escape

from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath

from helpers.grading.feedback.clean_html import clean_html
from helpers.grading.feedback.formulas import typeset


class _Renderer(IPythonRenderer):
    """nbconvert's, which gives up a whole notebook where one picture is missing.

    It leaves formulas to a script of the page, too.
    """

    def image(self, text, url, title=None):
        try:
            return super().image(text, url, title)
        except (InvalidNotebook, StopIteration):  # no such attachment, or one without a picture
            return f"<em>(The picture {escape(f'{text} {url}'.strip())} is missing.)</em>"

    def inline_math(self, body):
        return typeset(body, written=f"${body}$")

    def block_math(self, body):
        return typeset(body, display=True, written=f"$${body}$$")

    def latex_environment(self, name, body):
        written = f"\\begin{{{name}}}{body}\\end{{{name}}}"
        return typeset(written, display=True, written=written)


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
    # no ¶ behind a heading: ids of headings are cleaned away, so it would lead nowhere
    renderer = _Renderer(escape=False, attachments=attachments, exclude_anchor_links=True)
    return clean_html(MarkdownWithMath(renderer=renderer).render(source))
