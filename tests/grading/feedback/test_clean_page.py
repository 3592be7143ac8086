"""What a student writes runs neither in the feedback nor in a page of the formgrader."""

import copy
import re
from html.parser import HTMLParser

import nbformat
import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import PyFileConfigLoader

from helpers.grading.feedback.clean_page import CleanPage
from helpers.grading.feedback.page import OfflinePage
from tests.chromium import chromium
from tests.grading.course import nbgrader_metadata
from tests.grading.feedback.hostile_cells import (
    DRAWING,
    EVENT,
    NOTEBOOK_METADATA,
    PICTURE,
    SCRIPT,
    all_cells,
)
from tests.paths import COURSE

# A hostile notebook may say that it is written in any language, and hold any kind of output.
pytestmark = [
    pytest.mark.filterwarnings("ignore:No lexer found for language:UserWarning"),
    pytest.mark.filterwarnings("ignore:Your element with mimetype:UserWarning"),
]

HARMLESS = new_notebook(
    cells=[
        new_markdown_cell(
            f"**bold** $x^2$ ![a graph](data:image/png;base64,{PICTURE}) "
            "![a photo](attachment:photo.png)\n\n"
            "| n | k |\n|---|---|\n| 5 | 3 |\n\n[a link](https://example.org)",
            attachments={"photo.png": {"image/png": PICTURE}},
        ),
        new_code_cell(
            "plot()",
            outputs=[
                new_output(
                    "display_data",
                    {"image/png": PICTURE},
                    metadata={"image/png": {"width": 320, "height": 240}},
                )
            ],
        ),
        new_code_cell(
            "frame",
            outputs=[
                new_output(
                    "execute_result",
                    {
                        "text/html": "<style scoped>.dataframe th {top: 0}</style>"
                        "<table border='1' class='dataframe'><thead>"
                        "<tr style='text-align: right;'><th>loss</th></tr></thead>"
                        "<tbody><tr><td>0.25</td></tr></tbody></table>"
                    },
                )
            ],
        ),
        new_code_cell("print()", outputs=[new_output("stream", text="\x1b[31mred\x1b[0m <3 > 2")]),
    ]
)
ABOUT = {
    "assignment_id": "a", "notebook_id": "n", "submission_id": "s", "index": 0, "total": 1,
    "base_url": "", "student": "s", "last_name": None, "first_name": None, "notebook_path": "x",
    "nbgrader": {
        "notebook": "n", "score": 1, "max_score": 2, "late_penalty": 0, "unread": 0,
        "questions": [],
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def config():
    config = PyFileConfigLoader("nbgrader_config.py", path=str(COURSE)).load_config()
    config.Exporter.default_preprocessors = []
    return config


@pytest.fixture(scope="module")
def rendered(config):
    """Make of a notebook a page with the course's settings: feedback, or nbgrader's formgrader."""
    feedback = GenerateFeedback(coursedir=CourseDirectory(), config=config.copy())
    exporters = {
        "feedback": OfflinePage(config=feedback.config),
        "formgrader": HTMLExporter(
            config=config,
            template_name="formgrade",
            extra_template_basedirs=[handlers.template_path],
        ),
    }

    def rendered(notebook, kind):
        for number, cell in enumerate(notebook.cells):
            flags = {"grade": True, "solution": True, "points": 1, "score": 1}
            cell.metadata.update(nbgrader_metadata(f"cell-{number}", **flags))
        return exporters[kind].from_notebook_node(notebook, resources=dict(ABOUT))[0]

    return rendered


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def shown(browser, tmp_path):
    """Open a page in the browser, once all pictures are there or have failed."""
    context = browser.new_context()

    def shown(html):
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.route(re.compile("^https?:"), lambda route: route.abort())
        page.goto(path.as_uri())
        return page

    yield shown
    context.close()


class Dangers(HTMLParser):
    """What in the cells of a page could run or load something."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html[html.index('<div class="container" id="notebook-container">') :])

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style", "iframe", "object", "embed", "base", "meta", "link", "svg"):
            self.found.append(tag)
        for name, value in attrs:
            address = re.sub(r"\s", "", value or "")
            if name.startswith("on") or name == "srcdoc" or "javascript:" in address:
                self.found.append(f"{tag} {name}={value}")
            if address.startswith("data:") and not address.startswith("data:image/"):
                self.found.append(f"{tag} {name}={value}")


@pytest.mark.parametrize("kind", ["feedback", "formgrader"])
@pytest.mark.parametrize("what", all_cells())
def test_no_kind_of_content_leaves_anything_that_runs(rendered, kind, what):
    page = rendered(new_notebook(cells=[all_cells()[what]], metadata=NOTEBOOK_METADATA), kind)
    assert Dangers(page).found == []


def test_a_browser_runs_nothing_and_asks_nobody(rendered, shown):
    notebook = new_notebook(cells=list(all_cells().values()), metadata=NOTEBOOK_METADATA)
    page = shown(rendered(notebook, "feedback"))
    assert page.title() == "n"
    assert [address for address in page.asked if not address.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("what", [SCRIPT, EVENT, DRAWING])
def test_the_policy_alone_would_stop_it(rendered, shown, what):
    html = rendered(new_notebook(), "feedback").replace("</main>", f"{what}</main>")
    policy = re.search(r"<head>\s*<meta [^>]*Content-Security-Policy[^>]*>", html)
    assert shown(html).title() == "n"
    page = shown(html.replace(policy[0], "<head>"))
    page.wait_for_function("document.title == 'harmed'")


def test_what_is_honest_is_shown(rendered, shown):
    page = shown(rendered(copy.deepcopy(HARMLESS), "feedback"))
    pictures = page.locator("img").evaluate_all("all => all.map(one => one.naturalWidth)")
    assert pictures == [1, 1, 1]
    assert page.locator("img").last.evaluate("one => [one.width, one.height]") == [320, 240]
    frame = page.locator("table.dataframe")
    assert frame.inner_text().split() == ["loss", "0.25"]
    assert page.get_by_text("scoped").count() == page.get_by_text(".dataframe").count() == 0
    text = page.locator("main.container").inner_text()
    assert page.locator("math msup").count() == 1 and "red <3 > 2" in text
    assert page.locator("strong", has_text="bold").count() == 1
    assert page.get_by_role("link", name="a link").get_attribute("href") == "https://example.org"
    red = page.locator("span", has_text=re.compile("^red$"))
    assert red.evaluate("one => getComputedStyle(one).color") != "rgb(0, 0, 0)"


@pytest.mark.parametrize("kind", ["feedback", "formgrader"])
def test_a_picture_that_is_missing_is_named(rendered, kind):
    cell = new_markdown_cell("before ![my figure](attachment:figure.png) after", attachments={})
    for broken in (cell, {**cell, "attachments": {"figure.png": {}}}):
        page = rendered(new_notebook(cells=[nbformat.from_dict(broken)]), kind)
        assert (
            "before <em>(The picture my figure attachment:figure.png is missing.)</em> after"
            in page
        )


def test_the_page_is_that_of_nbconvert_which_reads_it_once_more(rendered, monkeypatch):
    short = rendered(copy.deepcopy(HARMLESS), "feedback")
    monkeypatch.delattr(CleanPage, "from_notebook_node")
    assert str(BeautifulSoup(short, "html.parser")) == rendered(copy.deepcopy(HARMLESS), "feedback")


def test_a_picture_without_words_says_so_and_others_keep_theirs(rendered):
    source = f'<img src="data:image/png;base64,{PICTURE}" title=\' alt="> \'> ![words](a.png)'
    page = rendered(new_notebook(cells=[new_markdown_cell(source)]), "feedback")
    pictures = BeautifulSoup(page, "html.parser").find_all("img")
    said = [picture["alt"] for picture in pictures]
    assert said == ["No description has been provided for this image", "words"]


def test_a_text_cannot_pose_as_a_button_of_the_formgrader(rendered):
    forged = '<button class="btn full-credit">F</button><span class="full-credit score">F</span>'
    page = rendered(new_notebook(cells=[new_markdown_cell(forged)]), "formgrader")
    assert page.count('class="btn btn-success full-credit"') == 1
    assert "<span>F</span>" in page and ">F</button>" not in page


def test_only_the_first_page_compiles_the_templates(config, monkeypatch):
    compiled = []
    compiles = Environment.compile

    def counted(self, source, name=None, *arguments, **named):
        compiled.append(name)
        return compiles(self, source, name, *arguments, **named)

    def page():
        feedback = GenerateFeedback(coursedir=CourseDirectory(), config=config.copy())
        exporter = OfflinePage(config=feedback.config)
        notebook = new_notebook(cells=[new_markdown_cell("words")])
        return exporter.from_notebook_node(notebook, resources=dict(ABOUT))[0]

    first = page()
    monkeypatch.setattr(Environment, "compile", counted)
    assert page() == first
    assert compiled == []


@pytest.mark.parametrize("kind", ["feedback", "formgrader"])
def test_a_heading_has_no_link_that_leads_nowhere(rendered, kind):
    page = rendered(new_notebook(cells=[new_markdown_cell("# A heading")]), kind)
    assert re.search(r"<h1[^>]*>A heading</h1>", page)
