"""Calls that cross together: the same values and errors, in far fewer requests."""

from fractions import Fraction

import numpy as np
import pytest

from helpers.grading.bridge import students_end
from helpers.grading.bridge.examiners_end import TOGETHER, BridgeError, ExaminersEnd
from helpers.grading.bridge.students_end import NUMBER
from helpers.grading.bridge.wire import Wire
from helpers.grading.bridge.writing import encode
from helpers.start.at_home import call_each

COUNT = 3 * TOGETHER + 1


def stand_in(end, name="f"):
    there, value = end.fetch(name)
    assert there
    return value


def values(function, calls):
    return [(call, answer()) for call, answer in call_each(function, calls)]


def test_every_call_gets_its_value_in_few_requests(student, monkeypatch):
    monkeypatch.setattr(students_end, "MOST_SECONDS", 60)
    end = student(f=lambda n, k=1: Fraction(n, k))
    function, sent = stand_in(end), []
    send = end._wire.send
    monkeypatch.setattr(end._wire, "send", lambda frame: (sent.append(frame), send(frame)))
    calls = [{"n": n, "k": n % 7 + 1} for n in range(COUNT)]
    assert values(function, iter(calls)) == [(call, Fraction(*call.values())) for call in calls]
    assert len(sent) == 4


def test_numbers_cross_as_what_they_are(student):
    given = [0, 1, True, None, -0.0, 2.5, 2**63, -(2**63), 1 << 400, np.int64(3), np.float64(0.5)]
    answers = values(stand_in(student(f=lambda n: given[n])), [{"n": n} for n in range(len(given))])
    found = [answer for _, answer in answers]
    assert list(map(repr, found)) == list(map(repr, given))


def test_calls_with_other_arguments_keep_their_turn(student):
    function = stand_in(student(f=lambda *, n=0, **more: [n, *more]))
    calls = [{}, {}, {"n": 1}, {"k": 2, "n": 1}, {"n": 1, "k": 2}, {"n": 3}, {}]
    assert values(function, calls) == [
        (call, [call.get("n", 0), *(name for name in call if name != "n")]) for call in calls
    ]


def test_a_list_that_the_next_call_changes_crosses_as_it_was(student):
    kept = []

    def grows(n):
        kept.append(n)
        return kept

    answers = values(stand_in(student(f=grows)), [{"n": 1}, {"n": 2}])
    assert [answer for _, answer in answers] == [[1], [1, 2]]


def test_a_call_that_raises_raises_in_its_turn_and_the_others_go_on(student):
    def reciprocal(n):
        return 1 / n

    answers = [
        one for _, one in call_each(stand_in(student(f=reciprocal)), [{"n": 1}, {"n": 0}, {"n": 4}])
    ]
    assert (answers[0](), answers[2]()) == (1, 0.25)
    with pytest.raises(ZeroDivisionError):
        answers[1]()


def test_what_cannot_cross_costs_its_own_call(student):
    function = stand_in(student(f=lambda n: pytest if n else "fine"))
    answers = [one for _, one in call_each(function, [{"n": 1}, {"n": 0}])]
    assert answers[1]() == "fine"
    with pytest.raises(TypeError, match="it is a module"):
        answers[0]()


@pytest.mark.parametrize("limit", ["MOST_SECONDS", "MOST_BYTES"])
def test_a_slow_function_is_not_called_for_all_before_one_is_looked_at(student, monkeypatch, limit):
    monkeypatch.setattr(students_end, limit, 0)
    called = []
    calls = call_each(stand_in(student(f=called.append)), [{"object": n} for n in range(9)])
    next(calls)
    assert len(called) <= 1
    assert len(list(calls)) == 8


def test_a_function_that_lives_here_is_called_when_it_is_asked():
    called = []

    def note(n):
        called.append(n)
        return -n

    calls = call_each(note, [{"n": 1}, {"n": 2}])
    (_, first), _second = next(calls), next(calls)
    assert not called and first() == -1 and called == [1]


FORGED = {
    "no list": 5,
    "none of them": [],
    "more than asked": [encode(("value", 1, []))] * 3,
}


@pytest.mark.parametrize("reply", FORGED.values(), ids=FORGED)
def test_a_forged_number_of_answers_ends_the_bridge(pair, reply):
    ours, theirs = pair
    Wire(theirs).send(NUMBER.pack(1) + encode(("value", reply, [])))
    with pytest.raises(BridgeError, match="tells of calls in a form of its own"):
        list(ExaminersEnd(Wire(ours)).call_each(0, [{"n": 1}, {"n": 2}]))


@pytest.mark.parametrize(
    "answer", ["7", [7], 7j, b"noise", encode(("missing",)), encode(("value", 1))]
)
def test_a_forged_answer_ends_the_bridge(pair, answer):
    ours, theirs = pair
    Wire(theirs).send(NUMBER.pack(1) + encode(("value", [answer], [])))
    ((_, opened),) = ExaminersEnd(Wire(ours)).call_each(0, [{"n": 1}])
    with pytest.raises(BridgeError):
        opened()
