"""The formgrader's page of a submission runs the formgrader's scripts and no student's."""

import nbformat
import pytest

from helpers.grading.formgrader.submission_page import SubmissionPage
from tests.chromium import chromium
from tests.grading.course import ANSWERS, NAME
from tests.grading.feedback.hostile_cells import EVENT, HARM, NOTEBOOK_METADATA, SCRIPT, all_cells
from tests.grading.formgrader.server import TOKEN, serving

COMMENT = "Say **which** order. <b>Really</b>"
RUBRIC = "**Rubric**\n\n- 1 point: order, with $a + b = b + a$"
# Waits without an expression in a string, which the policy forbids.
ALL_SHOWN = """() => Promise.all([...document.images].map(image => image.complete || new Promise(
    done => ["load", "error"].forEach(event => image.addEventListener(event, done)))))"""


@pytest.fixture(scope="module")
def submission(new_course, tmp_path_factory):
    """A server, and the address of a graded submission that holds every kind of hostile cell."""
    home = tmp_path_factory.mktemp("formgrader")
    course = new_course(home / "course")
    source = course.root / "solutions" / NAME / f"{NAME}.ipynb"
    solution = nbformat.read(source, as_version=4)
    solution.cells[-1].source += f"\n\n{RUBRIC}"
    nbformat.write(solution, source)
    with course.gradebook() as gradebook:
        gradebook.add_student("ada", first_name=EVENT, last_name="Lovelace")
        notebook_id = gradebook.add_submission(NAME, "ada").notebooks[0].id
        for student in ("bob", "cleo"):
            gradebook.add_student(student)
            gradebook.add_submission(NAME, student)
            gradebook.find_comment("words", NAME, NAME, student).manual_comment = COMMENT
        gradebook.db.commit()
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
    """A window with the right to grade; `page.asked` is what it asked of others than the server."""
    context = browser.new_context(extra_http_headers={"Authorization": f"token {TOKEN}"})
    page = context.new_page()
    page.asked = []

    def note(request):
        if not request.url.startswith(("http://127.0.0.1", "data:")):
            page.asked.append(request.url)

    page.on("request", note)
    yield page
    context.close()


def test_every_kind_of_content_runs_nothing(submission, page):
    page.goto(submission, wait_until="networkidle")
    assert page.locator("img").count() > 3
    assert page.title() == NAME
    assert page.asked == []


def test_formulas_are_typeset_and_the_formgrader_works(submission, page):
    page.goto(submission, wait_until="networkidle")
    assert page.locator("#notebook-container > .cell math").count() >= 2
    score = page.locator("input.score#words")
    with page.expect_response(lambda response: response.request.method == "PUT") as saved:
        score.fill("3")
        score.press("Tab")
    assert saved.value.ok
    page.locator(".glyphicon-eye-open").click()
    assert page.locator("a.name-shown").inner_text().strip() == f"Lovelace, {EVENT}"


def test_rubric_and_comments_given_before_stand_beside_the_answer(submission, page):
    page.goto(submission, wait_until="networkidle")
    beside = page.locator(".marking")
    assert beside.count() == 1
    rubric = beside.locator("details[open]", has_text="How to mark it")
    assert rubric.locator("li").inner_text().startswith("1 point: order")
    assert rubric.locator("math").count() == 1
    model_answer = beside.locator("details:not([open])")
    assert "A sum has no order." in model_answer.text_content()
    marker = "summary => getComputedStyle(summary).display"
    assert model_answer.locator("summary").evaluate(marker) == "list-item"  # it can be unfolded
    given_before = beside.locator("button")
    assert given_before.all_inner_texts() == [COMMENT]  # once, though two have it
    with page.expect_response(lambda response: response.request.method == "PUT") as saved:
        given_before.press("Enter")
    assert saved.value.json()["manual_comment"] == COMMENT
    assert page.locator("textarea#words-comment").input_value() == COMMENT


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


def test_who_has_no_name_is_called_by_the_id():
    about = {"assignment_id": NAME, "notebook_id": NAME, "student": "bob", "index": 0, "total": 1}
    page = SubmissionPage("nonce", lambda assignment, notebook: {})
    html, _ = page.from_notebook_node(
        nbformat.v4.new_notebook(), about | {"last_name": None, "first_name": None, "base_url": ""}
    )
    assert "bob, no name known" in html and "None" not in html
