from functools import partial

import numpy as np
import pytest

from helpers.digits import load_digits
from helpers.training import trained as trained_module
from helpers.training.split import Split, split
from helpers.training.trained import mnist_cnn, trained

keras = trained_module.keras


def tiny():
    return keras.Sequential(
        [keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10, "softmax")],
        name="tiny",
    )


def other():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(10, "softmax"),
        ]
    )


@pytest.fixture(scope="module")
def digits():
    return split(load_digits("scikit-learn"), short=True)


def weights(result):
    return [array.copy() for array in result.model.get_weights()]


def test_the_digits_are_scaled_and_no_digit_is_in_two_parts():
    digits = load_digits("scikit-learn")
    parts = split(digits, short=False)
    assert parts.x_train.shape[1:] == (28, 28, 1) and parts.x_train.dtype == np.float32
    assert parts.x_train.min() == 0 and parts.x_train.max() == 1
    assert len(parts.x_validation) == len(digits.x_train) // 6
    assert len(parts.x_train) + len(parts.x_validation) == len(digits.x_train)
    together = np.concatenate([parts.x_train, parts.x_validation])[..., 0]
    np.testing.assert_allclose(together * 255, digits.x_train, atol=1e-3)
    np.testing.assert_array_equal(parts.y_test, digits.y_test)


def test_the_network_of_lecture_5_has_its_93322_parameters():
    assert mnist_cnn().count_params() == 93_322


def test_the_second_time_it_is_loaded_and_is_the_same(digits, tmp_path, monkeypatch):
    first = trained(tiny, digits, cache=tmp_path)
    monkeypatch.setattr(keras.Model, "fit", lambda *a, **k: pytest.fail("trained again"))
    second = trained(tiny, digits, cache=tmp_path)
    for a, b in zip(weights(first), weights(second), strict=True):
        np.testing.assert_array_equal(a, b)
    assert second.history == first.history and "val_accuracy" in first.history
    assert sorted(file.suffix for file in tmp_path.iterdir()) == [".json", ".keras"]


def test_other_digits_another_network_another_seed_are_other_trainings(digits, tmp_path):
    fewer = Split(
        digits.x_train[:-1],
        digits.y_train[:-1],
        digits.x_validation,
        digits.y_validation,
        digits.x_test,
        digits.y_test,
    )
    trained(tiny, digits, cache=tmp_path)
    trained(tiny, fewer, cache=tmp_path)
    trained(other, digits, cache=tmp_path)
    trained(tiny, digits, seed=1, cache=tmp_path)
    assert len(list(tmp_path.glob("*.keras"))) == 4


def wide(units):
    hidden = keras.layers.Dense(units, "relu")
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Flatten(),
            hidden,
            keras.layers.Dense(10, "softmax"),
        ]
    )


def test_an_argument_of_the_network_counts_and_the_names_keras_gives_do_not(digits, tmp_path):
    trained(partial(wide, 3), digits, cache=tmp_path)
    trained(partial(wide, 4), digits, cache=tmp_path)
    trained(partial(wide, 3), digits, cache=tmp_path)
    assert len({file.stem.split("-")[1] for file in tmp_path.glob("*.keras")}) == 2


def test_a_seed_repeats_the_training(digits, tmp_path):
    first, second = (
        trained(tiny, digits, cache=tmp_path / "a"),
        trained(tiny, digits, cache=tmp_path / "b"),
    )
    for a, b in zip(weights(first), weights(second), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("damage", [b"", b"not a network", None])
def test_a_damaged_cache_is_made_anew(digits, tmp_path, capsys, damage):
    first = trained(tiny, digits, cache=tmp_path)
    file = next(tmp_path.glob("*.keras"))
    file.write_bytes(file.read_bytes()[:500] if damage is None else damage)
    again = trained(tiny, digits, cache=tmp_path)
    assert "cannot be read" in capsys.readouterr().out
    np.testing.assert_array_equal(weights(first)[0], weights(again)[0])
    assert trained(tiny, digits, cache=tmp_path).history == first.history


def test_the_bar_counts_every_batch_in_one_output_and_ends_with_a_line(
    digits, tmp_path, capsys, monkeypatch
):
    texts = []

    class Shown:
        def update(self, data, raw):
            texts.append(data["text/plain"])

    monkeypatch.setattr(trained_module, "get_ipython", lambda: object())
    monkeypatch.setattr(trained_module, "display", lambda *args, **kwargs: Shown())
    bars = []
    enter = trained_module.Progress.__enter__
    monkeypatch.setattr(
        trained_module.Progress, "__enter__", lambda self: bars.append(self) or enter(self)
    )
    trained(tiny, digits, batch_size=100, cache=tmp_path)
    assert bars[0].bar.n == bars[0].bar.total == -(-len(digits.x_train) // 100)
    assert texts[-1].startswith("training tiny: done after")
    assert capsys.readouterr() == ("", "")


def test_an_optimizer_with_a_schedule_serves_for_several_trainings(digits, tmp_path):
    schedule = keras.optimizers.schedules.CosineDecay(1e-3, decay_steps=20)
    adam = keras.optimizers.serialize(keras.optimizers.Adam(schedule))
    runs = [trained(tiny, digits, seed=seed, optimizer=adam, cache=tmp_path) for seed in (0, 1)]
    assert len(list(tmp_path.glob("*.keras"))) == 2
    assert all(isinstance(run.model.optimizer._learning_rate, type(schedule)) for run in runs)
