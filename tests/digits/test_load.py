import gzip
import hashlib
import io
import os
import socket
import struct
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import digits as digits_package
from helpers.digits import Digits, DigitsError, Source, keras_cache, load, load_digits, stand_in
from helpers.digits import files as files_module
from helpers.digits.keras_cache import DownloadError, cached, download

MNIST_NAMES = ("train-images", "train-labels", "t10k-images", "t10k-labels")
KEYS = ("x_train", "y_train", "x_test", "y_test")


def made(train=6, test=4, seed=0):
    """Arrays of the right kind with random content."""
    random = np.random.default_rng(seed)

    def part(n):
        return random.integers(0, 256, (n, 28, 28), np.uint8), random.integers(0, 10, n, np.uint8)

    return dict(zip(KEYS, (*part(train), *part(test)), strict=True))


def npz_bytes(arrays):
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def idx_bytes(array):
    """IDX as its description has it: two zero bytes, the type, the number of axes, the lengths."""
    return struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.tobytes()


def write_idx(folder, arrays, dot="-", zipped=False):
    folder.mkdir(exist_ok=True)
    for stem, key in zip(MNIST_NAMES, KEYS, strict=True):
        data = idx_bytes(arrays[key])
        name = f"{stem}{dot}idx{arrays[key].ndim}-ubyte" + (".gz" if zipped else "")
        (folder / name).write_bytes(gzip.compress(data) if zipped else data)
    return folder


def assert_holds(digits, arrays):
    for key in KEYS:
        np.testing.assert_array_equal(getattr(digits, key), arrays[key])
        assert getattr(digits, key).dtype == np.uint8


@pytest.fixture
def npz(tmp_path):
    path = tmp_path / "small.npz"
    path.write_bytes(npz_bytes(made()))
    return path


@pytest.fixture(autouse=True)
def no_variables(monkeypatch, tmp_path):
    monkeypatch.delenv("CNN_COURSE_MNIST", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))


# Which source


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


# A path that does not lead to digits


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


# Keras' cache and download


SMALL = npz_bytes(made())
SMALL_SHA256 = hashlib.sha256(SMALL).hexdigest()
FETCH = """
import os, sys, urllib.request
folder = os.path.join(os.environ["KERAS_HOME"], "datasets")
os.makedirs(folder, exist_ok=True)
urllib.request.urlretrieve(sys.argv[1], os.path.join(folder, "mnist.npz"))
"""
KERAS_FETCH = """
import sys, keras
keras.utils.get_file("mnist.npz", origin=sys.argv[1], file_hash=sys.argv[2])
"""


@contextmanager
def server(*chunks, length=None, hang=False, wait=0.0, status=200):
    """A server that sends the chunks and then ends, or hangs until the test is over."""
    over, asked = threading.Event(), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.set()
            self.send_response(status)
            self.send_header("Content-Length", str(length or sum(map(len, chunks))))
            self.end_headers()
            for chunk in chunks:
                self.wfile.write(chunk)
                self.wfile.flush()
                over.wait(wait)
            if hang:
                over.wait()

        def log_message(self, *_):
            """No lines on stderr."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{http.server_port}/mnist.npz", asked
    finally:
        over.set()
        http.shutdown()
        http.server_close()


def fetch(home, url, program=FETCH, **options):
    command = (sys.executable, "-c", program, url, options.get("sha256", SMALL_SHA256))
    return download(home, **{"command": command, "sha256": SMALL_SHA256, **options})


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_complete_download_is_stored_where_keras_looks_for_it(tmp_path):
    with server(SMALL) as (url, _):
        path = fetch(tmp_path, url)
    assert path == tmp_path / "datasets" / "mnist.npz" and path.read_bytes() == SMALL
    assert files(tmp_path) == [path]
    assert cached(tmp_path, SMALL_SHA256) == path


def test_a_download_tells_how_far_it_is_on_stdout_only(tmp_path, capsys):
    with server(SMALL) as (url, _):
        fetch(tmp_path, url)
    out, err = capsys.readouterr()
    assert "Downloading MNIST" in out and "11.5M" in out and err == ""


def test_a_download_that_hangs_is_given_up_and_leaves_no_half_file(tmp_path):
    with server(SMALL[:2000], length=len(SMALL), hang=True) as (url, asked):
        begin = time.monotonic()
        with pytest.raises(DownloadError, match=r"no data came for 1.5 s"):
            fetch(tmp_path, url, silence=1.5)
        assert asked.is_set() and time.monotonic() - begin < 8
    assert files(tmp_path) == [] and cached(tmp_path, SMALL_SHA256) is None


def test_a_server_that_never_answers_is_given_up(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        with pytest.raises(DownloadError, match="no data came"):
            fetch(tmp_path, f"http://127.0.0.1:{deaf.getsockname()[1]}/mnist.npz", silence=1.0)
    assert files(tmp_path) == []


def test_a_download_that_trickles_is_given_up_in_the_end(tmp_path):
    with server(*[bytes(20_000)] * 50, wait=0.3) as (url, _):
        with pytest.raises(DownloadError, match="not complete after 2 s"):
            fetch(tmp_path, url, silence=1.9, longest=2.0)
    assert files(tmp_path) == []


def test_the_time_that_keras_takes_to_start_is_not_silence(tmp_path):
    with server(SMALL) as (url, _):
        path = fetch(tmp_path, url, "import time; time.sleep(1.5)" + FETCH, silence=1.0)
    assert path.read_bytes() == SMALL


def test_no_process_is_left_when_a_download_is_given_up(tmp_path, monkeypatch):
    started = []
    popen = keras_cache.subprocess.Popen

    def start(*arguments, **options):
        started.append(popen(*arguments, **options))
        return started[-1]

    monkeypatch.setattr(keras_cache.subprocess, "Popen", start)
    with server(b"", length=10, hang=True) as (url, _), pytest.raises(DownloadError):
        fetch(tmp_path, url, silence=1.0)
    assert [process.poll() is None for process in started] == [False]


def test_half_a_file_is_refused(tmp_path):
    with server(SMALL[: len(SMALL) // 2], length=len(SMALL)) as (url, _):
        with pytest.raises(DownloadError, match=r"ContentTooShort|retrieval incomplete"):
            fetch(tmp_path, url)
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    "content", [SMALL[:-1], b"<html>Log in to the campus network</html>"], ids=["short", "page"]
)
def test_something_else_than_the_known_file_is_refused(tmp_path, content):
    with server(content) as (url, _):
        with pytest.raises(DownloadError, match="not the file that Keras knows"):
            fetch(tmp_path, url)
    assert files(tmp_path) == []


def test_a_server_error_is_passed_on(tmp_path):
    with server(b"", status=404) as (url, _), pytest.raises(DownloadError, match="404"):
        fetch(tmp_path, url)


def test_a_damaged_file_in_the_cache_is_not_used_and_is_replaced_by_the_next_download(tmp_path):
    path = tmp_path / "datasets" / "mnist.npz"
    path.parent.mkdir()
    path.write_bytes(SMALL[:500])
    assert cached(tmp_path, SMALL_SHA256) is None
    with server(SMALL) as (url, _):
        fetch(tmp_path, url)
    assert cached(tmp_path, SMALL_SHA256).read_bytes() == SMALL


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders are written to differently")
def test_where_keras_home_is_a_file_the_temporary_folder_is_used(tmp_path, monkeypatch):
    monkeypatch.setattr(keras_cache.tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    (tmp_path / "home").write_text("not a folder")
    with server(SMALL) as (url, _):
        path = fetch(tmp_path / "home", url)
    assert path == tmp_path / "temporary" / ".keras" / "datasets" / "mnist.npz"


def test_keras_itself_downloads_into_the_folder_it_is_given(tmp_path):
    with server(SMALL) as (url, _):
        path = fetch(tmp_path, url, KERAS_FETCH)
    assert path.read_bytes() == SMALL


def test_the_hash_and_the_program_are_those_of_keras_own_loader():
    import inspect

    from keras.datasets import mnist

    assert keras_cache.KNOWN in inspect.getsource(mnist.load_data)
    assert "keras.datasets.mnist.load_data()" in keras_cache.DOWNLOAD[-1]


def test_keras_home_is_honoured(monkeypatch, tmp_path):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    assert keras_cache.keras_home() == tmp_path
    monkeypatch.delenv("KERAS_HOME")
    assert keras_cache.keras_home().name == ".keras"


def test_what_keras_has_in_its_cache_is_used_without_a_download(tmp_path, monkeypatch, capsys):
    path = tmp_path / "keras" / "datasets" / "mnist.npz"
    path.parent.mkdir(parents=True)
    path.write_bytes(SMALL)
    monkeypatch.setattr(load, "cached", lambda home: cached(home, SMALL_SHA256))
    digits = load_digits()
    assert digits.source is Source.KERAS and capsys.readouterr() == ("", "")
    assert_holds(digits, made())


# The stand-in


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


@pytest.fixture(scope="module")
def small_digits():
    return stand_in.stand_in()


def test_the_stand_in_has_the_shapes_and_dtypes_of_mnist(small_digits):
    for x, y in (
        (small_digits.x_train, small_digits.y_train),
        (small_digits.x_test, small_digits.y_test),
    ):
        assert x.shape == (len(y), 28, 28) and x.dtype == y.dtype == np.uint8
        assert set(y) == set(range(10)) and x.max() == 255 and x.min() == 0
    assert len(small_digits.y_train) + len(small_digits.y_test) == 1797


def test_the_split_is_stratified_and_the_same_every_time(small_digits):
    train, test = (np.bincount(y) for y in (small_digits.y_train, small_digits.y_test))
    np.testing.assert_array_equal(test, (train + test) // 5)
    again = stand_in.stand_in()
    assert_holds(again, {key: getattr(small_digits, key) for key in KEYS})


def test_every_digit_of_scikit_learn_is_in_exactly_one_part(small_digits):
    from sklearn.datasets import load_digits as load_small

    together = np.concatenate([small_digits.x_train, small_digits.x_test])
    whole = stand_in.enlarge(load_small().images)
    assert sorted(x.tobytes() for x in together) == sorted(x.tobytes() for x in whole)


def test_an_enlarged_digit_keeps_its_place_and_its_ink():
    small = np.zeros((1, 8, 8))
    small[0, 2, 5] = 16
    large = stand_in.enlarge(small)[0].astype(float)
    assert large.shape == (28, 28)
    rows, columns = np.indices(large.shape)
    # The middle of pixel i of 8 is (i + ½)·20/8 of the box, which begins 4 pixels from the edge.
    assert (rows * large).sum() / large.sum() == pytest.approx(4 + 2.5 * 2.5 - 0.5, abs=0.05)
    assert (columns * large).sum() / large.sum() == pytest.approx(4 + 5.5 * 2.5 - 0.5, abs=0.05)
    assert large.sum() == pytest.approx(255 * 2.5**2, rel=0.05)


def test_the_border_of_the_stand_in_is_paper(small_digits):
    assert not np.delete(small_digits.x_train, np.s_[4:24], axis=1).any()
    assert not np.delete(small_digits.x_train, np.s_[4:24], axis=2).any()


def test_digits_refuses_what_is_not_uint8():
    arrays = made()
    with pytest.raises(DigitsError, match="x_train has the dtype float32"):
        Digits(**{**arrays, "x_train": np.zeros((6, 28, 28), np.float32)}, source=Source.FILE)


def test_the_package_shows_what_a_notebook_needs():
    assert digits_package.__all__ == ["Digits", "DigitsError", "Source", "load_digits"]
