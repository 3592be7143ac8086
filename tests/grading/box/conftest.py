"""A submission, and cells that run in its box."""

import os
import shutil
import sys
from types import SimpleNamespace

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from traitlets.config import Config

from helpers.grading.box import FORK_SERVER, BoxedKernelManager, ForkServer, unavailable

MODULES = ("numpy", "matplotlib.pyplot", "tensorflow", "keras")


@pytest.fixture(scope="session")
def _fork_server():
    if not sys.platform.startswith("linux") or shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is missing")
    assert unavailable() == ""
    with ForkServer(MODULES):
        yield os.environ.pop(FORK_SERVER)


@pytest.fixture
def fork_server(_fork_server, monkeypatch):
    """The socket of a running fork server; one for the session, known to the tests that ask."""
    monkeypatch.setenv(FORK_SERVER, _fork_server)
    return _fork_server


@pytest.fixture
def submission(fork_server, tmp_path):
    folder = tmp_path / "autograded" / "ada" / "ps1"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def run(submission, caplog):
    def run(*cells, timeout=60, interrupt_on_timeout=False, **options):
        """Run cells in a box, the way nbgrader does; their outputs, and how the box ended."""
        nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        client = NotebookClient(
            nb,
            kernel_manager_class=BoxedKernelManager,
            config=Config({"BoxedKernelManager": options}),
            resources={"metadata": {"path": str(submission)}},
            allow_errors=True,
            timeout=timeout,
            interrupt_on_timeout=interrupt_on_timeout,
            shutdown_kernel="immediate",
        )
        kernel = client.create_kernel_manager()
        died = False
        try:
            client.execute()
        except DeadKernelError:
            died = True
        if options.get("warm"):
            assert "starts cold" not in caplog.text
        outputs = [cell.outputs for cell in nb.cells]
        return SimpleNamespace(
            outputs=outputs,
            texts=["".join(output.get("text", "") for output in cell) for cell in outputs],
            errors=[output for cell in outputs for output in cell if output.output_type == "error"],
            incident=kernel.incident,
            died=died,
        )

    return run
