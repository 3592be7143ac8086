import os
import subprocess
import sys

import pytest

from helpers.start.quiet_start import quiet_start


def written(program):
    """What a new Python writes to stdout and stderr."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TF_")}
    done = subprocess.run(
        [sys.executable, "-c", program], env=clean, capture_output=True, text=True
    )
    return done.stdout, done.stderr


def test_keras_starts_without_a_word():
    program = (
        "from helpers.start.quiet_start import quiet_start\n"
        "with quiet_start():\n"
        "    import keras\n"
        "print(float(keras.ops.sum(keras.ops.ones(3))))"
    )
    assert written(program) == ("3.0\n", "")


def test_later_on_tensorflow_logs_errors_only():
    program = (
        "from helpers.start.quiet_start import quiet_start\n"
        "with quiet_start():\n"
        "    import tensorflow as tf\n"
        "tf.get_logger().warning('traced again')\n"
        "tf.get_logger().error('broken')"
    )
    assert "traced again" not in "".join(written(program))
    assert "broken" in "".join(written(program))


def test_what_is_written_below_python_is_turned_away_and_comes_back_afterwards(capfd):
    with quiet_start():
        os.write(2, b"a note\n")
    os.write(2, b"a warning\n")
    assert capfd.readouterr().err == "a warning\n"


def test_a_start_that_fails_shows_what_was_written(capfd):
    def fail():
        with quiet_start():
            os.write(2, b"the reason\n")
            raise ImportError

    with pytest.raises(ImportError):
        fail()
    assert capfd.readouterr().err == "the reason\n"


def test_a_variable_that_is_set_stays_as_it_is(monkeypatch):
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "0")
    monkeypatch.setenv("TF_ENABLE_ONEDNN_OPTS", "1")  # so that it is as before after the test
    monkeypatch.delenv("TF_ENABLE_ONEDNN_OPTS")
    with quiet_start():
        pass
    assert os.environ["TF_CPP_MIN_LOG_LEVEL"] == "0"
    assert os.environ["TF_ENABLE_ONEDNN_OPTS"] == "0"
