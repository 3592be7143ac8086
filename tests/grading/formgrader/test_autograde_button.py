"""The Autograde button of nbgrader's formgrader."""

import threading
import time

import pytest

from tests.grading.course import ANSWERS, NAME
from tests.grading.formgrader.server import serving

SLOW = ANSWERS | {"add": "import time\ntime.sleep(6)\n" + ANSWERS["add"]}


@pytest.fixture
def server(course, tmp_path):
    with serving(course, tmp_path / "home") as server:
        yield server


def test_the_button_grades_one_submission_and_the_server_stays_free(course, server):
    course.hand_in("ada", SLOW)
    course.hand_in("bob")
    button = f"/formgrader/api/submission/{NAME}/ada/autograde"
    answers, free = [], []
    grading = threading.Thread(target=lambda: answers.append(server.ask(button, "POST")))
    grading.start()
    while grading.is_alive():
        server.ask("/api/status")
        free.append(grading.is_alive())
        time.sleep(0.1)
    assert answers[0]["success"], answers
    assert "1 of 1 graded" in answers[0]["log"]
    assert course.scores() == {"ada": 6.0}
    assert sum(free) > 2  # of a server that is busy grading no other answer comes


def test_a_submission_that_cannot_be_graded_is_reported(course, server):
    course.hand_in("ada")
    answer = server.ask("/formgrader/api/submission/unknown/ada/autograde", "POST")
    assert not answer["success"] and "unknown" in answer["error"]
