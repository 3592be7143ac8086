"""The Autograde buttons of nbgrader's formgrader, as the course has configured its grader."""

import threading
import time

import pytest

from tests.chromium import chromium
from tests.grading.course import ANSWERS, NAME
from tests.grading.formgrader.server import TOKEN, serving

SLOW = ANSWERS | {"add": "import time\ntime.sleep(6)\n" + ANSWERS["add"]}
WHOLE_SET = f"/formgrader/api/assignment/{NAME}/autograde"
LONGEST = 2  # seconds for an answer of the server; a submission takes three times as long


@pytest.fixture
def server(course, tmp_path):
    course.examine()
    with serving(course, tmp_path / "home") as server:
        yield server


def seconds_of_an_answer(server):
    begin = time.monotonic()
    server.ask("/api/status")
    return time.monotonic() - begin


def test_the_button_of_a_student_grades_that_submission_and_the_server_stays_free(course, server):
    course.hand_in("ada", SLOW)
    course.hand_in("bob")
    button = f"/formgrader/api/submission/{NAME}/ada/autograde"
    answers, waited = [], []
    grading = threading.Thread(target=lambda: answers.append(server.ask(button, "POST")))
    grading.start()
    while grading.is_alive():
        waited.append(seconds_of_an_answer(server))
        time.sleep(0.1)
    assert answers[0]["success"], answers
    assert "1 of 1 graded" in answers[0]["log"]
    assert course.scores() == {"ada": 6.0}
    assert len(waited) > 6 and max(waited) < LONGEST


def test_the_button_of_a_set_grades_what_is_new_and_says_how_far_it_is(course, server):
    assert server.ask(WHOLE_SET) == {"running": False}
    course.hand_in("ada")
    course.autograde()
    for student in ("bob", "cleo"):
        course.hand_in(student, SLOW)
    state, seen, waited = server.ask(WHOLE_SET, "POST"), [], []
    assert server.ask(WHOLE_SET, "POST")["running"]  # a second click begins nothing
    while state["running"]:
        waited.append(seconds_of_an_answer(server))
        state = server.ask(WHOLE_SET)
        seen.append((state.get("done"), state.get("total")))
        time.sleep(0.1)
    assert state["success"] and "2 of 2 graded" in state["log"], state
    assert (0, 2) in seen  # and while both are at work nothing else is said
    assert course.scores() == {"ada": 6.0, "bob": 6.0, "cleo": 6.0}
    assert max(waited) < LONGEST
    assert not list(course.root.glob(".grading/*.progress"))


def test_the_page_of_a_set_has_the_button_and_shows_the_end(course, server):
    course.hand_in("ada")
    with chromium() as browser:
        page = browser.new_page(extra_http_headers={"Authorization": f"token {TOKEN}"})
        page.goto(f"{server.address}/formgrader/manage_submissions/{NAME}")
        page.get_by_role("button", name="Autograde what is new").press("Enter")
        page.get_by_role("status").filter(has_text="starts").wait_for()
        log = page.get_by_role("dialog")
        log.wait_for(timeout=300_000)
        assert "1 of 1 graded" in log.inner_text()
        with page.expect_navigation():
            log.get_by_role("button", name="OK").click()
        page.get_by_text("needs manual grading").wait_for()
        assert page.get_by_role("link", name="ada", exact=True).is_visible()  # she has no name
        assert page.get_by_text("not known", exact=True).is_visible()  # when it was handed in
    assert course.scores() == {"ada": 6.0}


def test_a_submission_that_cannot_be_graded_is_reported(course, server):
    course.hand_in("ada")
    answer = server.ask("/formgrader/api/submission/unknown/ada/autograde", "POST")
    assert not answer["success"] and "unknown" in answer["error"]
    state = server.ask("/formgrader/api/assignment/unknown/autograde", "POST")
    while state["running"]:
        time.sleep(0.1)
        state = server.ask("/formgrader/api/assignment/unknown/autograde")
    assert not state["success"] and "unknown" in state["log"]
