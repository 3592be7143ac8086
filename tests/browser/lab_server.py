"""A JupyterLab that knows nothing of the user's settings, extensions' data or other servers."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

START_SECONDS = 120
STOP_SECONDS = 15

# Settings of the front end, by plug-in. `windowingMode: none` keeps every cell in the document, so
# that a widget outside the window exists too; the others keep JupyterLab from asking the network or
# the user anything.
SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/docmanager-extension/plugin": {"autosave": False},
}

# The debugger asks each new kernel for its state, and complains on the console if the notebook is
# closed before the answer.
DISABLED_EXTENSIONS = ["@jupyterlab/debugger-extension"]


@contextlib.contextmanager
def lab_server(
    root: Path, home: Path, environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Run the JupyterLab of this Python environment, without a token, for this machine only.

    Parameters
    ----------
    root : Path
        The folder it serves.
    home : Path
        An empty folder for its configuration, data, run-time files, settings, workspaces and log.
    environment : mapping, optional
        Variables its kernels find in ``os.environ``.

    Yields
    ------
    str
        Its address, "http://127.0.0.1:PORT".

    Raises
    ------
    RuntimeError
        If it ends or does not answer within `START_SECONDS`; the message ends with its log.
    """
    _configure(home)
    log = home / "log.txt"
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(
            _command(root),
            stdout=output,
            stderr=subprocess.STDOUT,
            env=_isolated(home) | dict(environment or {}),
        )
    try:
        yield _address(server, home / "runtime" / f"jpserver-{server.pid}.json", log)
    finally:
        server.send_signal(signal.SIGTERM)  # stops its kernels too, and asks nothing
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _configure(home: Path) -> None:
    for plugin, settings in SETTINGS.items():
        _write_json(home / "settings" / f"{plugin}.jupyterlab-settings", settings)
    disabled = {"disabledExtensions": dict.fromkeys(DISABLED_EXTENSIONS, True)}
    _write_json(home / "config" / "labconfig" / "page_config.json", disabled)


def _isolated(home: Path) -> dict[str, str]:
    """The environment without what belongs to the user's own Jupyter."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("JUPYTER", "IPYTHON", "MPLBACKEND", "PYTEST"))
    }
    return inherited | {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
    }


def _command(root: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        "--ip=127.0.0.1",
        f"--port={_free_port()}",  # a first guess: if it is taken by now, the server tries others
        f"--ServerApp.root_dir={root}",
        "--IdentityProvider.token=",
        "--ServerApp.disable_check_xsrf=True",
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]


def _write_json(file: Path, content: dict) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content), encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _address(server: subprocess.Popen, info_file: Path, log: Path) -> str:
    """Wait for the server to say where it listens, and to answer there."""
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError, json.JSONDecodeError):  # not there or not complete yet
            port = json.loads(info_file.read_text(encoding="utf-8"))["port"]
            address = f"http://127.0.0.1:{port}"
            urllib.request.urlopen(f"{address}/api", timeout=5).close()
            return address
        time.sleep(0.05)
    ended = server.poll() is not None
    what = f"ended with code {server.returncode}" if ended else f"is silent for {START_SECONDS} s"
    raise RuntimeError(f"JupyterLab {what}; its log:\n{log.read_text(encoding='utf-8')[-4000:]}")
