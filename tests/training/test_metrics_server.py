import os
import urllib.error
import urllib.request

import pytest

from helpers.start.quiet_start import quiet_start
from helpers.training.metrics_server import MetricsServer, metrics_of

with quiet_start():
    import keras
requests = pytest.importorskip("requests")


@pytest.fixture
def server():
    with MetricsServer() as server:
        yield server


def post(server, body, content_type="application/json"):
    request = urllib.request.Request(
        server.address, body, {"Content-Type": content_type}, method="POST"
    )
    try:
        return urllib.request.urlopen(request, timeout=10).status
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


@pytest.mark.parametrize("as_json", [True, False], ids=["as JSON", "as a form"])
def test_what_keras_posts_after_each_epoch_arrives(server, as_json):
    monitor = keras.callbacks.RemoteMonitor(server.address, send_as_json=as_json)
    monitor.on_epoch_end(0, {"loss": 0.5, "val_loss": 0.75})
    monitor.on_epoch_end(1, {"loss": 0.25, "val_loss": 0.5})
    assert server.received == [
        {"epoch": 0, "loss": 0.5, "val_loss": 0.75},
        {"epoch": 1, "loss": 0.25, "val_loss": 0.5},
    ]


@pytest.mark.parametrize("body", [b"loss", b"[1, 2]", b"\xff"])
def test_a_post_without_a_json_object_is_refused_and_not_kept(server, body):
    assert post(server, body) == 400
    assert server.received == []


def test_a_form_without_the_field_is_told_which_field_it_needs():
    with pytest.raises(ValueError, match=r"\['metrics'\].*'data'"):
        metrics_of(b"metrics=%7B%7D", "application/x-www-form-urlencoded", "data")


def test_it_listens_on_this_machine_only_and_stops_with_the_block():
    with MetricsServer() as server, MetricsServer() as other:
        assert server.address != other.address
        assert server.address.startswith("http://127.0.0.1:")
        assert post(server, b"{}") == 200 and other.received == []
    with pytest.raises(urllib.error.URLError):
        post(server, b"{}")


def test_a_proxy_does_not_come_between_and_the_environment_is_as_before(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # nobody answers there
    monkeypatch.setenv("no_proxy", "example.org")
    monkeypatch.delenv("NO_PROXY", raising=False)
    with MetricsServer() as server:
        assert requests.post(server.address, json={"loss": 1.0}, timeout=10).ok
    assert os.environ["no_proxy"] == "example.org" and "NO_PROXY" not in os.environ
    assert server.received == [{"loss": 1.0}]


def test_keras_warns_and_goes_on_when_nobody_listens():
    with MetricsServer() as server:
        pass
    with pytest.warns(UserWarning, match="Could not reach"):
        keras.callbacks.RemoteMonitor(server.address).on_epoch_end(0, {"loss": 1.0})
