import sys

from helpers.training.ablation import __main__ as command
from helpers.training.ablation.networks import CHANGES
from helpers.training.ablation.recorded import ALL, keep, without_each_change
from helpers.training.trained import Trained


def test_every_change_was_measured_from_the_same_number_of_starts():
    measured = without_each_change()
    assert list(measured) == [ALL, *CHANGES]
    (count,) = {len(values) for values in measured.values()}
    assert count >= 3
    assert all(0.9 < value < 1 for values in measured.values() for value in values)


def test_what_is_kept_is_read_again(tmp_path):
    keep({ALL: [0.5, 0.25]}, tmp_path / "some.json")
    assert without_each_change(tmp_path / "some.json") == {ALL: [0.5, 0.25]}


def test_the_command_writes_the_last_epoch_of_each_training(tmp_path, monkeypatch):
    def train(change, digits, *, seeds):
        shares = ((len(change or "") + seed) / 100 for seed in seeds)
        return [Trained(None, {"val_accuracy": [0.1, share]}) for share in shares]

    file = tmp_path / "new.json"
    monkeypatch.setattr(command, "load_digits", lambda: "digits")
    monkeypatch.setattr(command, "split", lambda digits: digits)
    monkeypatch.setattr(command, "train_without", train)
    monkeypatch.setattr(sys, "argv", ["ablation", "--seeds", "1", "2", "--file", str(file)])
    command.main()
    measured = without_each_change(file)
    assert measured[ALL] == [0.01, 0.02]
    assert measured["dropout"] == [0.08, 0.09]
    assert list(measured) == [ALL, *CHANGES]
