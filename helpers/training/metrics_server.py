"""A small HTTP server that collects what `keras.callbacks.RemoteMonitor` posts."""

from __future__ import annotations

import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

HOST = "127.0.0.1"


class MetricsServer:
    """Listens on this machine only, while the ``with`` block runs.

    Parameters
    ----------
    field
        Name of the form field that holds the metrics where they do not come as JSON; Keras' default
        is "data".

    Attributes
    ----------
    received : list of dict
        What was posted, in the order of arrival.

    Examples
    --------
    >>> with MetricsServer() as server:
    ...     monitor = keras.callbacks.RemoteMonitor(server.address)
    """

    def __init__(self, field: str = "data"):
        self.received: list[dict] = []
        any_port = 0
        self._server = ThreadingHTTPServer((HOST, any_port), _handler(self.received, field))
        # A short poll, because `shutdown` waits for one.
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )
        self._direct = _Direct()

    @property
    def address(self) -> str:
        """Where to post: "http://127.0.0.1:PORT"."""
        return f"http://{HOST}:{self._server.server_port}"

    def __enter__(self) -> MetricsServer:
        self._direct.begin()
        self._thread.start()
        return self

    def __exit__(self, *problem) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._direct.end()


class _Direct:
    """Requests to this machine go past a proxy that the environment may name."""

    NAMES = ("no_proxy", "NO_PROXY")

    def begin(self) -> None:
        self._before = {name: os.environ.get(name) for name in self.NAMES}
        for name, value in self._before.items():
            os.environ[name] = f"{value},{HOST}" if value else HOST

    def end(self) -> None:
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def metrics_of(body: bytes, content_type: str, field: str) -> dict:
    """The metrics in the body of a request.

    Parameters
    ----------
    body
        JSON, or a form with JSON in one of its fields.
    content_type
        The request's header of that name.
    field
        The field of the form.

    Raises
    ------
    ValueError
        If there is no JSON object in the body.
    """
    text = body.decode("utf8")
    if not content_type.startswith("application/json"):
        fields = parse_qs(text, strict_parsing=True)
        if field not in fields:
            raise ValueError(
                f"the form has the fields {sorted(fields)}; the metrics belong into {field!r}"
            )
        text = fields[field][0]
    metrics = json.loads(text)
    if not isinstance(metrics, dict):
        raise ValueError(f"the metrics are {text[:40]!r}; they must be a JSON object")
    return metrics


def _handler(received: list[dict], field: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers.get("Content-Length", 0))
            try:
                body, kind = self.rfile.read(length), self.headers.get("Content-Type", "")
                received.append(metrics_of(body, kind, field))
            except ValueError as problem:
                self._answer(400, str(problem))
            else:
                self._answer(200, "thank you")

        def _answer(self, status: int, text: str) -> None:
            body = text.encode("utf8")
            self.send_response(status)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            """Write nothing: by default every request is a line on stderr."""

    return Handler
