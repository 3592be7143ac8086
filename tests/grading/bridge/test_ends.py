"""What a test gets of a student's names, and what a hostile end can make of it."""

import inspect
import socket
from contextlib import suppress

import numpy as np
import pytest

from helpers.grading.bridge import examiners_end
from helpers.grading.bridge.examiners_end import BridgeError, ExaminersEnd
from helpers.grading.bridge.frames import PackedNetwork, Reference
from helpers.grading.bridge.stand_ins import Refused
from helpers.grading.bridge.students_end import NUMBER
from helpers.grading.bridge.wire import Wire
from helpers.grading.bridge.writing import encode
from helpers.start.at_home import at_home


class Counter:
    step = 2

    def __init__(self, start):
        self.total = start

    def add(self, n):
        self.total += n * self.step
        return self.total


@at_home
def variables_of(function):
    """The names of a function's local variables, which a stand-in does not have."""
    return function.__code__.co_varnames


def only(end, name):
    there, value = end.fetch(name)
    assert there
    return value


def test_a_name_comes_by_value_as_it_is_now(student):
    numbers = [1, 2]
    end = student(numbers=numbers)
    first = only(end, "numbers")
    first.append(9)
    numbers.append(3)
    assert only(end, "numbers") == [1, 2, 3] and first == [1, 2, 9]


def test_a_name_that_is_not_there_is_missing(student):
    assert student().fetch("answer") == (False, None)


def test_a_call_is_made_without_the_names_that_a_test_has_taken_away(student):
    gone = []
    code = "def square(n):\n    return n * n\ndef total(n):\n    return sum(map(square, range(n)))"
    end = student(code, gone)
    total = only(end, "total")
    assert total(4) == 14
    gone.append("square")
    with pytest.raises(NameError, match="square"):
        total(4)
    gone.append("nothing of this name")
    gone.remove("square")
    assert total(4) == 14 and only(end, "square")(3) == 9


def test_a_function_is_called_over_there(student):
    def scale(x, by=2, *, plus=0):
        return x * by + plus

    stand_in = only(student(scale=scale), "scale")
    assert inspect.isfunction(stand_in) and stand_in.__name__ == "scale"
    assert (stand_in(3), stand_in(3, 4), stand_in(3, by=1, plus=5)) == (6, 12, 8)


def test_the_same_function_is_the_same_stand_in(student):
    end = student(f=len, g=len, h=max)
    assert only(end, "f") is only(end, "g") is not only(end, "h")


def test_an_array_that_a_function_changes_is_changed_here_too(student):
    def clear(x, y):
        x[:] = 0
        return y

    x, y = np.ones(3), np.ones(3)
    returned = only(student(clear=clear), "clear")(x, y=y)
    assert x.tolist() == [0, 0, 0] and y.tolist() == [1, 1, 1]
    returned[0] = 7
    assert y[0] == 1


def test_an_array_that_is_locked_here_stays_as_it_is(student):
    x = np.ones(3)
    x.setflags(write=False)
    only(student(clear=lambda x: x.fill(0)), "clear")(x)
    assert x.tolist() == [1, 1, 1]


class OwnError(KeyError):
    pass


@pytest.mark.parametrize(
    ("raised", "type_here", "message"),
    [
        (ValueError("no such size"), ValueError, "no such size"),
        (KeyError("conv_1"), KeyError, "conv_1"),
        (OwnError("conv_1"), KeyError, "OwnError: conv_1"),
        (SystemExit(3), RuntimeError, "SystemExit: 3"),
        (KeyboardInterrupt(), RuntimeError, "KeyboardInterrupt"),
    ],
)
def test_an_exception_comes_by_its_built_in_type_and_message(student, raised, type_here, message):
    def fail():
        raise raised

    with pytest.raises(Exception, match=message) as caught:
        only(student(fail=fail), "fail")()
    assert type(caught.value) is type_here


def test_an_object_shows_attributes_and_methods_and_is_no_data(student):
    counter = only(student(counter=Counter(1)), "counter")
    assert (counter.step, counter.add(2), counter.total) == (2, 5, 5)
    with pytest.raises(AttributeError, match="missing"):
        counter.missing  # noqa: B018
    for use in (list, len, float, np.asarray, lambda x: x + 1, lambda x: x < 1):
        with pytest.raises(TypeError, match="it is a Counter, which stays"):
            use(counter)
    assert counter != 5 and not isinstance(counter, dict | int)


def test_a_class_can_be_called_and_its_object_given_back(student):
    end = student(Counter=Counter, total=lambda counter: counter.total)
    counter = only(end, "Counter")(4)
    assert only(end, "total")(counter) == 4


def test_what_cannot_cross_says_so_to_whoever_uses_it(student):
    value = only(student(squares=(n * n for n in range(3))), "squares")
    assert isinstance(value, Refused)
    with pytest.raises(TypeError, match="squares did not cross to the tests: it is a generator"):
        sum(value)


def test_a_return_value_that_cannot_cross_is_a_type_error_that_names_it(student):
    with pytest.raises(TypeError, match="it is a module"):
        only(student(f=lambda: np), "f")()


def test_a_tensor_arrives_as_an_array(student):
    class Tensor:
        dtype, shape = np.dtype("f4"), (2,)

        def __array__(self, dtype=None, copy=None):
            return np.ones(2, np.float32)

    assert only(student(x=Tensor()), "x").tolist() == [1, 1]


def test_a_test_gives_plain_data_only(student):
    f = only(student(f=lambda x: x), "f")
    with pytest.raises(TypeError, match="a test gives a Counter"):
        f(Counter(1))


def test_a_check_runs_where_the_function_lives(student):
    def f(x):
        y = x
        return y

    stand_in = only(student(f=f), "f")
    assert variables_of(stand_in) == variables_of(f) == ("x", "y")


# --- an end that does not keep to the rules -------------------------------------------------------


def forged(reply, number=1, length=None):
    frame = NUMBER.pack(number) + reply
    return (len(frame) if length is None else length).to_bytes(4, "little") + frame


FORGED = {
    "another number": forged(encode(("value", 1, [])), number=2),
    "another form": forged(encode(("call", "os.system"))),
    "no tuple": forged(encode(["value", 1, []])),
    "noise": forged(b"\xff" * 20),
    "too long": forged(b"", length=2**32 - 1),
    "an exception by another name": forged(encode(("error", 3, "x"))),
}


@pytest.mark.parametrize("reply", FORGED.values(), ids=FORGED)
def test_a_forged_reply_ends_the_bridge(pair, reply):
    ours, theirs = pair
    theirs.sendall(reply)
    end = ExaminersEnd(Wire(ours))
    with pytest.raises(BridgeError, match="no answer any more"):
        end.fetch("x")
    with pytest.raises(BridgeError):  # for good
        end.fetch("x")


@pytest.mark.parametrize(
    "changed", [1, ("x",), (1.5, np.ones(2)), (0, np.ones(3)), (0, "text"), ("self", np.ones(2))]
)
def test_a_forged_change_reaches_nothing_but_an_array_of_its_shape(pair, changed):
    ours, theirs = pair
    theirs.sendall(forged(encode(("value", 1, [changed]))))
    end, x = ExaminersEnd(Wire(ours)), np.zeros(2)
    with suppress(BridgeError):
        end.call(0, (x,), {})
    assert x.tolist() == [0, 0]


def test_an_exception_is_never_looked_up_beyond_the_table(pair):
    ours, theirs = pair
    theirs.sendall(forged(encode(("error", "SystemExit", "bye"))))
    with pytest.raises(RuntimeError, match="bye"):
        ExaminersEnd(Wire(ours)).call(0, (), {})


def test_names_of_stand_ins_are_names(pair):
    ours, theirs = pair
    strange = Reference(1, "function", "f(); import os", "function")
    theirs.sendall(forged(encode(("value", strange, []))))
    assert only(ExaminersEnd(Wire(ours)), "f").__name__ == "function"


def test_a_network_that_names_other_code_does_not_cross(pair):
    ours, theirs = pair
    config = '{"module": "os", "class_name": "system", "config": {"command": "true"}}'
    theirs.sendall(forged(encode(("value", PackedNetwork(config, [], []), []))))
    value = only(ExaminersEnd(Wire(ours)), "model")
    with pytest.raises(TypeError, match=r"the network uses os\.system"):
        value.summary()


def test_a_closed_end_is_told(pair):
    ours, theirs = pair
    theirs.close()
    with pytest.raises(BridgeError):
        ExaminersEnd(Wire(ours)).fetch("x")


def test_after_an_interrupt_the_late_answer_is_not_taken_for_the_next(pair):
    ours, theirs = pair
    ours.settimeout(0.01)

    class Interrupted(Wire):
        def receive(self):
            try:
                return super().receive()
            except TimeoutError:
                raise KeyboardInterrupt from None

    end = ExaminersEnd(Interrupted(ours))
    theirs.sendall(forged(encode(("value", "late", [])))[:7])  # half of it comes before
    with pytest.raises(KeyboardInterrupt):
        end.fetch("x")
    theirs.sendall(forged(encode(("value", "late", [])))[7:])
    theirs.sendall(forged(encode(("value", "next", [])), number=2))
    assert only(end, "x") == "next"


def test_a_call_that_never_ends_is_waited_for_once(pair, monkeypatch):
    ours, _theirs = pair
    monkeypatch.setattr(examiners_end, "GRACE", 0.05)

    class Interrupted(Wire):
        first = True

        def receive(self):
            if self.first:
                self.first = False
                raise KeyboardInterrupt
            return super().receive()

    end = ExaminersEnd(Interrupted(ours))
    with pytest.raises(KeyboardInterrupt):
        end.fetch("x")
    with pytest.raises(BridgeError, match="timed out"):
        end.fetch("x")
    with pytest.raises(BridgeError, match="timed out"):
        end.fetch("x")


def test_a_request_cut_short_is_not_followed_by_another(pair):
    ours, _ = pair
    wire = Wire(ours)
    wire.limit(0.01)
    with pytest.raises(TimeoutError):
        wire.send(b"x" * (1 << 24))
    with pytest.raises(ConnectionError, match="not sent to its end"):
        wire.send(b"y")


def test_sockets_are_closed_with_the_bridge(pair):
    ours, theirs = pair
    theirs.sendall(FORGED["noise"])
    with pytest.raises(BridgeError):
        ExaminersEnd(Wire(ours)).fetch("x")
    theirs.settimeout(1)
    while theirs.recv(100):
        pass
    assert isinstance(theirs, socket.socket)
