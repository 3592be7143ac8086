"""A path that does not lead to digits is refused, with what is wrong there."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.digits import DigitsError, load_digits
from helpers.digits import files as files_module
from tests.digits.made import assert_holds, made, npz_bytes, write_idx


def assert_refused(path, *words):
    with pytest.raises(DigitsError) as caught:
        load_digits(path)
    message = str(caught.value)
    assert caught.value.__cause__ is None and caught.value.__suppress_context__
    for word in (repr(str(path)), "scikit-learn", *words):
        assert word in message, message


def test_a_missing_file_is_named_with_the_remedy(tmp_path):
    assert_refused(tmp_path / "nothing.npz", "no such file", "path is")


def test_the_variable_is_named_when_it_is_the_one_that_fails(monkeypatch):
    monkeypatch.setenv("CNN_COURSE_MNIST", "/no/such/file.npz")
    with pytest.raises(DigitsError, match=r"CNN_COURSE_MNIST is '/no/such/file.npz'.*no such file"):
        load_digits()


@pytest.mark.parametrize("content", [b"", b"PK", b"hello", b"\x80\x04K\x01."], ids=repr)
def test_a_file_that_is_no_archive_is_refused(tmp_path, content):
    path = tmp_path / "digits.npz"
    path.write_bytes(content)
    assert_refused(path, "not an npz archive")


def test_a_file_that_may_not_be_opened_is_refused_with_the_reason(npz, monkeypatch):
    def denied(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files_module, "open", denied, raising=False)
    assert_refused(npz, "Permission denied")


def test_a_single_array_is_refused(tmp_path):
    np.save(tmp_path / "digits.npy", made()["x_train"])
    assert_refused(tmp_path / "digits.npy", "not an npz archive")


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.999])
def test_a_truncated_npz_is_refused(npz, part):
    whole = npz.read_bytes()
    npz.write_bytes(whole[: int(len(whole) * part)])
    assert_refused(npz, "npz archive")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_damaged_npz_is_refused_or_still_whole(npz, data):
    whole = bytearray(npz_bytes(made(2, 2)))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    npz.write_bytes(whole)
    try:
        digits = load_digits(npz)
    except DigitsError:
        return
    assert_holds(digits, made(2, 2))


def test_pickled_objects_are_never_opened(tmp_path):
    class Trap:
        def __reduce__(self):
            return open, (str(tmp_path / "opened"), "w")

    arrays = made()
    arrays["y_test"] = np.array([Trap()], dtype=object)
    np.savez(tmp_path / "trap.npz", **arrays)
    assert_refused(tmp_path / "trap.npz", "npz archive")
    assert not (tmp_path / "opened").exists()


def test_a_missing_key_is_named(tmp_path):
    arrays = made()
    del arrays["y_test"]
    (tmp_path / "three.npz").write_bytes(npz_bytes(arrays))
    assert_refused(tmp_path / "three.npz", "what is missing is y_test", "x_test, x_train, y_train")


@pytest.mark.parametrize(
    ("key", "change", "words"),
    [
        ("x_train", lambda x: x[:, :27], "x_train has the shape (6, 27, 28)"),
        ("x_test", lambda x: x[..., None], "x_test has the shape (4, 28, 28, 1)"),
        ("x_test", lambda x: x[:0], "n at least 1"),
        ("y_train", lambda y: y[:5], "y_train has the shape (5,); for 6 pictures"),
        ("y_test", lambda y: np.eye(10, dtype=np.uint8)[y], "y_test has the shape (4, 10)"),
        ("x_train", lambda x: x / 255, "x_train has the dtype float64; it must be uint8"),
        ("y_train", lambda y: y.astype(np.int64), "y_train has the dtype int64"),
        ("y_test", lambda y: y | 16, "y_test holds the label"),
    ],
)
def test_arrays_of_another_kind_are_refused_by_name(tmp_path, key, change, words):
    arrays = made()
    arrays[key] = change(arrays[key])
    (tmp_path / "other.npz").write_bytes(npz_bytes(arrays))
    assert_refused(tmp_path / "other.npz", words)


def test_a_folder_without_one_of_the_four_files_says_which(tmp_path):
    folder = write_idx(tmp_path / "idx", made())
    (folder / "t10k-labels-idx1-ubyte").unlink()
    assert_refused(folder, "no file t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz")


@pytest.mark.parametrize("zipped", [False, True], ids=["plain", "gzipped"])
@pytest.mark.parametrize("left", [0, 1, 15, 40, -1])
def test_a_truncated_idx_file_is_named(tmp_path, zipped, left):
    folder = write_idx(tmp_path / "idx", made(), zipped=zipped)
    path = next(folder.glob("train-images*"))
    path.write_bytes(path.read_bytes()[:left])
    assert_refused(folder, path.name)


def test_an_idx_file_that_goes_on_after_its_end_is_refused(tmp_path):
    folder = write_idx(tmp_path / "idx", made())
    path = folder / "train-labels-idx1-ubyte"
    path.write_bytes(path.read_bytes() + b"\0")
    assert_refused(folder, "train-labels-idx1-ubyte", "announces 6 bytes", "it has 7")


def test_swapped_idx_files_are_told_by_their_header(tmp_path):
    folder = write_idx(tmp_path / "idx", made())
    (folder / "train-images-idx3-ubyte").replace(folder / "train-labels-idx1-ubyte")
    (folder / "t10k-images-idx3-ubyte").rename(folder / "train-images-idx3-ubyte")
    assert_refused(folder, "train-labels-idx1-ubyte does not begin", "0x00000801")


def test_idx_pictures_of_another_size_are_refused(tmp_path):
    arrays = made()
    arrays["x_train"] = arrays["x_train"][:, :20, :20]
    assert_refused(write_idx(tmp_path / "idx", arrays), "pictures of 20 × 20 pixels")
