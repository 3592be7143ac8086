"""A pasted notebook is told, whatever its answers are; answers of one's own are not."""

import pytest

from helpers.grading.similarity.same_answers import FEWEST, SAME, same
from tests.grading.course import ANSWERS, NAME

LONG = "a thought that takes a while to write down and that is mine alone, " * 4
OWN = ANSWERS | {"words": LONG, "add": "def add(a, b):\n    # by hand\n    return -(-a - b)"}
SAID = "3 of 3 answers are word for word those of 'ada'"


@pytest.fixture(scope="module")
def graded(new_course, tmp_path_factory):
    """bob pasted ada's work and changed its layout; cat has the same answers but for the text."""
    course = new_course(tmp_path_factory.mktemp("same") / "course")
    course.hand_in("ada", OWN)
    course.hand_in("bob", {name: f"\n{text}  \n" for name, text in OWN.items()})
    course.hand_in("cat", OWN | {"words": LONG.replace("thought", "notion")})
    course.hand_in("dan", {})
    course.hand_in("eve", {})
    course.said = course.autograde()
    return course


def test_it_stands_in_the_table_and_in_the_report(graded):
    for said in (graded.said, graded.run("-m", "helpers.grading", "report", NAME)):
        assert SAID in graded.row(said, "bob")
        assert SAID.replace("ada", "bob") in graded.row(said, "ada")
        assert said.count("word for word") == 2


def test_a_later_run_tells_it_of_work_that_was_graded_before(graded):
    graded.hand_in("fay", OWN)
    assert "those of 'ada', 'bob'" in graded.row(graded.autograde("--student=fay"), "fay")


def test_what_is_short_is_no_evidence():
    assert same({"ada": {"add": "x" * (FEWEST - 1)}, "bob": {"add": "x" * (FEWEST - 1)}}) == {}
    assert set(same({"ada": {"add": "x" * FEWEST}, "bob": {"add": "x" * FEWEST}})) == {"ada", "bob"}


def test_most_of_a_students_own_text_has_to_be_anothers():
    copied, own = "x" * round(FEWEST * 10 * SAME), "y" * round(FEWEST * 10 * (1 - SAME))
    work = {"ada": {"add": copied}, "bob": {"add": copied, "mean": own}}
    assert same(work) == {
        "ada": "1 of 1 answers are word for word those of 'bob'",
        "bob": "1 of 2 answers are word for word those of 'ada'",
    }
    assert set(same(work | {"bob": {"add": copied, "mean": f"{own}y"}})) == {"ada"}
