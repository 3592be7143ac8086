"""The formgrader's page of a submission runs the formgrader's scripts and no student's."""

import re

import nbformat
import pytest

from tests.chromium import chromium
from tests.grading.course import ANSWERS, NAME
from tests.grading.feedback.hostile_cells import EVENT, HARM, NOTEBOOK_METADATA, SCRIPT, all_cells
from tests.grading.formgrader.server import TOKEN, serving

MATHJAX = "https://cdnjs.cloudflare.com/ajax/libs/mathjax/2.7.7/MathJax.js"
# Waits without an expression in a string, which the policy forbids.
ALL_SHOWN = """() => Promise.all([...document.images].map(image => image.complete || new Promise(
    done => ["load", "error"].forEach(event => image.addEventListener(event, done)))))"""


@pytest.fixture(scope="module")
def submission(new_course, tmp_path_factory):
    """A server, and the address of a graded submission that holds every kind of hostile cell."""
    home = tmp_path_factory.mktemp("formgrader")
    course = new_course(home / "course")
    with course.gradebook() as gradebook:
        gradebook.add_student("ada", first_name=EVENT, last_name="Lovelace")
        notebook_id = gradebook.add_submission(NAME, "ada").notebooks[0].id
    notebook = course.answered(ANSWERS)
    notebook.cells += all_cells().values()
    notebook.metadata.update(NOTEBOOK_METADATA)
    folder = course.root / "autograded" / "ada" / NAME
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{NAME}.ipynb")
    (folder / "page.html").write_text(f"<title>page</title>{SCRIPT}{EVENT}")
    with serving(course, home / "home") as server:
        yield f"{server.address}/formgrader/submissions/{notebook_id}/"


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser):
    """A window with the right to grade; nothing answers but the server and a MathJax of ours."""
    context = browser.new_context(extra_http_headers={"Authorization": f"token {TOKEN}"})
    page = context.new_page()
    page.asked = []

    def answer(route):
        page.asked.append(route.request.url)
        route.fulfill(content_type="text/javascript", body="window.mathjax = MathJax.tex2jax;")

    page.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), answer)
    yield page
    context.close()


def test_every_kind_of_content_runs_nothing(submission, page):
    page.goto(submission, wait_until="networkidle")
    assert page.locator("img").count() > 3
    assert page.title() == NAME
    assert [address for address in page.asked if not address.startswith(MATHJAX)] == []


def test_formulas_are_typeset_and_the_formgrader_works(submission, page):
    page.goto(submission, wait_until="networkidle")
    assert page.evaluate("mathjax.inlineMath[0]") == ["$", "$"]
    score = page.locator("input.score#words")
    with page.expect_response(lambda response: response.request.method == "PUT") as saved:
        score.fill("3")
        score.press("Tab")
    assert saved.value.ok
    page.locator(".glyphicon-eye-open").click()
    assert page.locator("a.name-shown").inner_text().strip() == f"Lovelace, {EVENT}"


def test_the_policy_alone_would_stop_it(submission, page):
    page.goto(submission, wait_until="networkidle")
    page.evaluate(
        "html => document.body.insertAdjacentHTML('beforeend', html)", EVENT + "<img src=y>"
    )
    page.evaluate(ALL_SHOWN)
    page.evaluate(
        "text => document.body.append(Object.assign(document.createElement('script'), {text}))",
        HARM,
    )
    assert page.title() == NAME


def test_a_page_among_the_files_runs_nothing(submission, page):
    page.goto(f"{submission}page.html", wait_until="networkidle")
    assert page.title() == "page"
