"""Problem set 5, answered with known mistakes: each costs its own points and no other.

A training takes seconds, so mistakes come in hands: one of each question at a time. A question's
mistakes cost points of that question alone, so what a hand costs is what its mistakes cost.
"""

from itertools import zip_longest

import pytest

from helpers.problem_sets.ps5_callbacks import (
    advise_falls,
    advise_first_fall,
    advise_kept,
    advise_last_epoch,
    advise_later_falls,
    advise_weights,
    advise_written,
    early_stopping,
)
from helpers.problem_sets.ps5_callbacks import checkpoints as best
from helpers.problem_sets.ps5_callbacks.numbers import (
    checkpoint_cases,
    plateau_cases,
    stopping_cases,
)
from helpers.problem_sets.ps5_callbacks.plateaus import foretold
from helpers.problem_sets.ps5_callbacks.replays import stopped
from tests.problem_sets.marking import cells, mark
from tests.problem_sets.ps5_callbacks.answers import NAME
from tests.problem_sets.ps5_callbacks.mistakes import MISTAKES

STUDENTS = ("ada", "grace")

HANDS = [dict(zip(MISTAKES, hand, strict=True)) for hand in zip_longest(*MISTAKES.values())]


def test_there_are_as_many_mistakes_as_it_takes():
    assert sum(map(len, MISTAKES.values())) >= 30 and len(HANDS) == max(map(len, MISTAKES.values()))


@pytest.mark.parametrize("student", STUDENTS)
def test_the_model_answers_get_every_point_whoever_hands_them_in(student):
    marks = mark(NAME, student=student)
    assert {cell: message for cell, (_, message) in marks.items() if message} == {}
    assert sum(points for points, _ in marks.values()) == 28


@pytest.mark.parametrize(("student", "number"), [
    (student, number) for student in STUDENTS for number in range(len(HANDS))
    if student == STUDENTS[0] or number < 2
])  # fmt: skip
def test_each_mistake_costs_its_own_points_and_no_other(student, number):
    answers, expected, advice = {}, [], {}
    for question, mistake in HANDS[number].items():
        if mistake is not None:
            made, lost, words = MISTAKES[question][mistake]
            answers, expected, advice = answers | made, expected + lost, advice | words
    marks = mark(NAME, answers, student=student)
    assert {cell: message for cell, (points, message) in marks.items() if not points}.keys() == set(
        expected
    )
    for cell, words in advice.items():
        assert words in marks[cell][1], (HANDS[number], cell)


def test_the_work_of_a_neighbour_gets_hardly_a_point():
    """For the numbers of one student, typed in by another."""
    numbers = {}
    for cell in ("early-stopping", "plateaus", "checkpoints", "arguments"):
        numbers[cell] = cells("solutions", NAME)[cell].source.replace("(me)", "('neighbour')")
    earned = {cell for cell, (points, _) in mark(NAME, numbers).items() if points}
    personal = ("stop-", "falls-", "rates-", "written-", "kept", "arguments-")
    by_chance = {cell for cell in earned if cell.startswith(personal)} - {"arguments-weights"}
    assert len(by_chance) <= 5, by_chance  # of 19; on average it is fewer, see below


def points_for_a_history(student, answers_of):
    """The share of the points of questions 1 to 3 that another student's answers get."""
    one, two, three = (
        draw(answers_of) for draw in (stopping_cases, plateau_cases, checkpoint_cases)
    )
    last = {name: early_stopping.foretold(case)[0] for name, case in one.items()}
    weights = {name: stopped(case.settings, case.history).weights for name, case in one.items()}
    falls = {name: foretold(case) for name, case in two.items()}
    written = {name: best.foretold(case) for name, case in three.items()}
    kept = {name: epochs[-1] for name, epochs in written.items()}
    advice = [advise_last_epoch(last, name, student) for name in last]
    advice += [advise_weights(weights, last, name, student) for name in weights]
    advice += [advise_falls(falls, "plain", student), advise_kept(kept, written, student)]
    advice += [look(falls, "cooldown", student) for look in (advise_first_fall, advise_later_falls)]
    advice += [advise_written(written, name, student) for name in three if name != "every"]
    return advice.count("") / len(advice)


def test_the_answers_of_neighbours_get_hardly_a_point_on_average():
    neighbours = [(f"student{number}", f"student{number + 1}") for number in range(12)]
    assert points_for_a_history("ada", "ada") == 1
    shares = [points_for_a_history(*pair) for pair in neighbours]
    assert sum(shares) / len(shares) < 0.25


def test_no_answer_gets_no_point():
    release = cells("assignments", NAME)
    untouched = {
        name: cell.source for name, cell in release.items()
        if cell.cell_type == "code" and cell.metadata.nbgrader.solution and name != "student-id"
    }  # fmt: skip
    assert len(untouched) == 6
    assert sum(points for points, _ in mark(NAME, untouched).values()) == 0


def test_a_callback_that_does_nothing_gets_no_point():
    lazy = (
        "class StopAtTarget(Callback):\n    def __init__(self, *args):\n        "
        "super().__init__()\n"
    )
    source = cells("solutions", NAME)["own-callback"].source
    idle = {"own-callback": lazy + source[source.index("def played") :]}
    marks = mark(NAME, idle)
    earned = {cell for cell, (points, _) in marks.items() if points and cell.startswith("own-")}
    assert earned == set()
