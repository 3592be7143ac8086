"""Fixtures of the tests of digits."""

import pytest

from tests.digits.made import made, npz_bytes


@pytest.fixture
def npz(tmp_path):
    path = tmp_path / "small.npz"
    path.write_bytes(npz_bytes(made()))
    return path


@pytest.fixture(autouse=True)
def no_variables(monkeypatch, tmp_path):
    monkeypatch.delenv("CNN_COURSE_MNIST", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
