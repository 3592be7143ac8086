"""What a student writes runs neither in the formgrader's page nor in the feedback."""

import re

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import PyFileConfigLoader

from tests.grading.course import nbgrader_metadata
from tests.paths import COURSE

PICTURE = "data:image/png;base64,iVBORw0KGgo="
TEXTS = {
    "a script": "<script>harm()</script>",
    "an event": "<img src=x onerror='harm()'>",
    "a link": "[text](javascript:harm())",
    "a page as data": "<a href='data:text/html,<script>harm()</script>'>x</a>",
    "a frame": "<iframe srcdoc='<script>harm()</script>'></iframe>",
    "a style": "<style>@import 'http://harm()'</style>",
    "a drawing": "<svg onload='harm()'><script>harm()</script></svg>",
}
OUTPUTS = {
    "text/html": "<b>fine</b><script>harm()</script>",
    "application/javascript": "harm()",
    "image/svg+xml": "<svg onload='harm()'><script>harm()</script></svg>",
    "text/markdown": "<script>harm()</script>",
    "text/latex": "<script>harm()</script>",
    "text/plain": "<script>harm()</script>",
}
RUNS = [
    r"<script[^>]*>[^<]*harm",
    r"<[^>]*\son\w+\s*=\s*['\"]?harm",
    r"href=['\"](javascript|data:text)",
    r"<iframe",
    r"<style[^>]*>[^<]*harm",
]


@pytest.fixture(scope="module")
def page():
    """Make of cells the page that the formgrader shows, with the course's settings."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(COURSE)).load_config()
    config.Exporter.default_preprocessors = []
    exporter = HTMLExporter(
        config=config, template_name="formgrade", extra_template_basedirs=[handlers.template_path]
    )
    about = {
        "assignment_id": "a", "notebook_id": "n", "submission_id": "s", "index": 0, "total": 1,
        "base_url": "", "student": "s", "last_name": None, "first_name": None, "notebook_path": "x",
    }  # fmt: skip

    def render(*cells):
        for number, cell in enumerate(cells):
            cell.metadata.update(nbgrader_metadata(f"cell-{number}"))
        return exporter.from_notebook_node(new_notebook(cells=list(cells)), resources=about)[0]

    return render


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_runs_nothing(page, text):
    found = [pattern for pattern in RUNS if re.search(pattern, page(new_markdown_cell(text)))]
    assert not found


@pytest.mark.parametrize("kind", OUTPUTS)
def test_an_output_runs_nothing(page, kind):
    output = new_output("display_data", data={kind: OUTPUTS[kind]})
    html = page(new_code_cell("1", outputs=[output]))
    assert not [pattern for pattern in RUNS if re.search(pattern, html)]


def test_what_is_harmless_stays(page):
    text = new_markdown_cell(
        f"**bold** $x^2$ ![a graph]({PICTURE}) ![a photo](attachment:photo.png)\n\n"
        "| n | k |\n|---|---|\n| 5 | 3 |\n\n[a link](https://example.org)",
        attachments={"photo.png": {"image/png": "iVBORw0KGgoAAAA="}},
    )
    output = new_output("display_data", data={"image/png": "iVBORw0KGgo="})
    html = page(text, new_code_cell("1", outputs=[output]))
    for kept in ("<strong>bold</strong>", "x^2", f'src="{PICTURE}"', "iVBORw0KGgoAAAA=",
                 "<td", 'href="https://example.org"'):  # fmt: skip
        assert kept in html, kept
