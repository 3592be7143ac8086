import pytest

from helpers.start import settings
from helpers.start.settings import keep_settings, setting
from helpers.start.short_run import short_run


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(settings, "_kept", None)


def test_a_setting_is_what_the_variable_is_now(monkeypatch):
    monkeypatch.setenv("CNN_COURSE_SHORT_RUN", "1")
    assert setting("CNN_COURSE_SHORT_RUN") == "1"
    monkeypatch.delenv("CNN_COURSE_SHORT_RUN")
    assert setting("CNN_COURSE_SHORT_RUN") == ""


def test_kept_settings_stay_what_an_answer_makes_of_the_environment(monkeypatch):
    monkeypatch.setenv("CNN_COURSE_SHORT_RUN", "1")
    monkeypatch.delenv("CNN_COURSE_MNIST", raising=False)
    keep_settings()
    monkeypatch.delenv("CNN_COURSE_SHORT_RUN")
    monkeypatch.setenv("CNN_COURSE_MNIST", "/elsewhere.npz")
    assert short_run() is True
    assert setting("CNN_COURSE_MNIST") == ""
