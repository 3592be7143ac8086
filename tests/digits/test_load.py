"""Which digits a notebook gets, and what it is told."""

import numpy as np
import pytest

from helpers import digits as digits_package
from helpers.digits import Digits, DigitsError, Source, load, load_digits
from helpers.digits.keras_cache import DownloadError
from tests.digits.made import assert_holds, made, write_idx


def test_an_npz_file_is_read_by_its_path(npz):
    digits = load_digits(npz)
    assert_holds(digits, made())
    assert digits.source is Source.FILE


def test_the_variable_names_a_file(npz, monkeypatch):
    monkeypatch.setenv("CNN_COURSE_MNIST", str(npz))
    assert_holds(load_digits(), made())


def test_the_argument_goes_before_the_variable(npz, monkeypatch):
    monkeypatch.setenv("CNN_COURSE_MNIST", "/no/such/file.npz")
    assert_holds(load_digits(str(npz)), made())


@pytest.mark.parametrize("dot", ["-", "."])
@pytest.mark.parametrize("zipped", [False, True], ids=["plain", "gzipped"])
def test_a_folder_with_idx_files_is_read(tmp_path, dot, zipped):
    digits = load_digits(write_idx(tmp_path / "idx", made(), dot, zipped))
    assert_holds(digits, made())
    assert digits.source is Source.FILE


@pytest.mark.parametrize("inner", ["{name}", "MNIST/raw", "archive/{name}"])
def test_files_in_folders_of_their_own_are_found(tmp_path, inner):
    """Kaggle's archive has a folder around each file; torchvision has two around all."""
    folder = write_idx(tmp_path / "idx", made())
    for path in [path for path in folder.iterdir() if path.is_file()]:
        moved = path.rename(tmp_path / path.name)
        place = folder / inner.format(name=path.name)
        place.mkdir(parents=True, exist_ok=True)
        moved.rename(place / path.name)
    assert_holds(load_digits(folder), made())


def test_of_two_files_the_one_at_the_top_counts(tmp_path):
    folder = write_idx(tmp_path / "idx", made())
    write_idx(folder / "older", {key: array + 1 for key, array in made().items()})
    assert_holds(load_digits(folder), made())


def test_a_gzipped_file_that_lost_its_ending_is_read_too(tmp_path):
    folder = write_idx(tmp_path / "idx", made(), zipped=True)
    for path in folder.iterdir():
        path.rename(path.with_suffix(""))
    assert_holds(load_digits(folder), made())


def test_a_home_folder_is_written_as_a_tilde(npz, monkeypatch):
    monkeypatch.setenv("HOME", str(npz.parent))
    monkeypatch.setenv("USERPROFILE", str(npz.parent))
    assert_holds(load_digits("~/small.npz"), made())


def test_the_word_scikit_learn_chooses_the_stand_in_without_a_warning(monkeypatch, capsys):
    monkeypatch.setenv("CNN_COURSE_MNIST", "scikit-learn")
    assert load_digits().source is Source.SCIKIT_LEARN
    assert capsys.readouterr() == ("", "")


def test_an_empty_variable_is_no_choice(monkeypatch):
    monkeypatch.setenv("CNN_COURSE_MNIST", "")
    monkeypatch.setattr(load, "_from_keras", lambda: "Keras")
    assert load_digits() == "Keras"


def test_the_one_line_tells_counts_and_source_but_no_folder_of_the_machine(npz):
    digits = load_digits(npz)
    line = digits._repr_html_()
    assert "6 digits to train on and 4 to test on" in line and "small.npz" in line
    assert str(npz.parent) not in line + repr(digits)


def offline(home):
    raise DownloadError("no data came for 30 s")


def test_without_mnist_the_stand_in_comes_with_a_notice_that_is_not_on_stderr(monkeypatch, capsys):
    monkeypatch.setattr(load, "download", offline)
    digits = load_digits()
    out, err = capsys.readouterr()
    assert digits.source is Source.SCIKIT_LEARN and err == ""
    assert "not MNIST" in out and "no data came for 30 s" in out and "CNN_COURSE_MNIST" in out


def test_in_a_notebook_the_notice_is_a_box(monkeypatch):
    shown = []
    monkeypatch.setattr(load, "download", offline)
    monkeypatch.setattr(load, "display", shown.append)
    load_digits()
    box = shown[0]._repr_html_()
    assert 'role="note"' in box and "no data came for 30 s" in box


def test_what_a_server_says_cannot_become_html():
    assert "<script>" not in load.StandInNotice("<script>")._repr_html_()


def test_digits_refuses_what_is_not_uint8():
    arrays = made()
    with pytest.raises(DigitsError, match="x_train has the dtype float32"):
        Digits(**{**arrays, "x_train": np.zeros((6, 28, 28), np.float32)}, source=Source.FILE)


def test_the_package_shows_what_a_notebook_needs():
    assert digits_package.__all__ == ["Digits", "DigitsError", "Source", "load_digits"]
