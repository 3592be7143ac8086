"""The formgrader's table of students, as an instructor sees it."""

import pytest

from tests.chromium import chromium
from tests.grading.formgrader.server import TOKEN, serving

PEOPLE = {
    "ada": {"first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.org"},
    "bob": {},
    "cleo": {"first_name": "Cleo"},
}


@pytest.fixture
def page(course, tmp_path):
    with course.gradebook() as gradebook:
        for student, known in PEOPLE.items():
            gradebook.add_student(student, **known)
    with serving(course, tmp_path / "home") as server, chromium() as browser:
        page = browser.new_page(extra_http_headers={"Authorization": f"token {TOKEN}"})
        page.goto(f"{server.address}/formgrader/manage_students")
        page.locator("td.name").first.wait_for()
        yield page


def test_a_student_without_a_name_is_called_by_the_id(page):
    assert page.locator("td.name").all_inner_texts() == ["bob", "Cleo", "Lovelace, Ada"]
    assert page.locator("td.email").all_inner_texts() == ["", "", "ada@example.org"]
    assert "None" not in page.locator("#main-table").inner_text()


def test_a_name_that_is_filled_in_is_shown_and_an_id_is_not_saved_as_a_name(page):
    row = page.locator("tr", has=page.locator("td.id", has_text="bob"))
    row.locator(".edit a").click()
    dialog = page.get_by_role("dialog")
    assert dialog.locator(".modal-last-name").input_value() == ""
    dialog.locator(".modal-first-name").fill("Robert")
    dialog.get_by_role("button", name="Save").click()
    row.get_by_role("link", name="Robert", exact=True).wait_for()
