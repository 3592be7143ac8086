import pytest

from helpers.start.short_run import short_run


@pytest.mark.parametrize("value", ["1", "yes", "true", "on", "TRUE", " Yes "])
def test_a_yes_in_the_variable_makes_the_run_short(monkeypatch, value):
    monkeypatch.setenv("CNN_COURSE_SHORT_RUN", value)
    assert short_run() is True


@pytest.mark.parametrize("value", ["0", "no", "false", "off", "No", ""])
def test_a_no_in_the_variable_makes_the_run_full(monkeypatch, value):
    monkeypatch.setenv("CNN_COURSE_SHORT_RUN", value)
    assert short_run() is False


def test_without_the_variable_the_run_is_full(monkeypatch):
    monkeypatch.delenv("CNN_COURSE_SHORT_RUN", raising=False)
    assert short_run() is False


@pytest.mark.parametrize("value", ["2", "maybe", "-1", "y e s"])
def test_anything_else_is_refused_with_its_value(monkeypatch, value):
    monkeypatch.setenv("CNN_COURSE_SHORT_RUN", value)
    with pytest.raises(ValueError, match=f"CNN_COURSE_SHORT_RUN is '{value}'; set it to 1"):
        short_run()
