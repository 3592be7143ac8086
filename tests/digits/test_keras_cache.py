"""Keras' cache and download: whole, in time, or not at all."""

import hashlib
import inspect
import os
import socket
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from helpers.digits import Source, keras_cache, load, load_digits
from helpers.digits.keras_cache import DownloadError, cached, download
from tests.digits.made import assert_holds, made, npz_bytes

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
        with pytest.raises(DownloadError, match=r"no data came for 1 s"):
            fetch(tmp_path, url, silence=1.0)
        assert asked.is_set() and time.monotonic() - begin < 8
    assert files(tmp_path) == [] and cached(tmp_path, SMALL_SHA256) is None


def test_a_server_that_never_answers_is_given_up(tmp_path):
    with (
        socket.create_server(("127.0.0.1", 0)) as deaf,
        pytest.raises(DownloadError, match="no data came"),
    ):
        fetch(tmp_path, f"http://127.0.0.1:{deaf.getsockname()[1]}/mnist.npz", silence=0.5)
    assert files(tmp_path) == []


def test_a_download_that_trickles_is_given_up_in_the_end(tmp_path):
    with (
        server(*[bytes(20_000)] * 50, wait=0.3) as (url, _),
        pytest.raises(DownloadError, match="not complete after 2 s"),
    ):
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
        fetch(tmp_path, url, silence=0.5)
    assert [process.poll() is None for process in started] == [False]


def test_half_a_file_is_refused(tmp_path):
    with (
        server(SMALL[: len(SMALL) // 2], length=len(SMALL)) as (url, _),
        pytest.raises(DownloadError, match=r"ContentTooShort|retrieval incomplete"),
    ):
        fetch(tmp_path, url)
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    "content", [SMALL[:-1], b"<html>Log in to the campus network</html>"], ids=["short", "page"]
)
def test_something_else_than_the_known_file_is_refused(tmp_path, content):
    with (
        server(content) as (url, _),
        pytest.raises(DownloadError, match="not the file that Keras knows"),
    ):
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


@pytest.mark.training
def test_keras_itself_downloads_into_the_folder_it_is_given(tmp_path):
    with server(SMALL) as (url, _):
        path = fetch(tmp_path, url, KERAS_FETCH)
    assert path.read_bytes() == SMALL


@pytest.mark.training
def test_the_hash_and_the_program_are_those_of_keras_own_loader():
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
