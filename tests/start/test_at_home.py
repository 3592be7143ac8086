"""Checks run where the function lives."""

from helpers.start.at_home import ASK, at_home


@at_home
def arguments(function):
    """How many arguments it takes."""
    return function.__code__.co_argcount


def test_a_function_that_lives_here_is_looked_at_here():
    assert arguments(lambda a, b: None) == 2


def test_a_stand_in_is_asked_by_the_name_of_the_check():
    def stand_in(*arguments):
        raise AssertionError("it is not called")

    setattr(stand_in, ASK, lambda module, check: (module, check))
    assert arguments(stand_in) == (__name__, "arguments")
