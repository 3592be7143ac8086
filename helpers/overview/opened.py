"""A notebook is opened as it will be saved, so that opening it does not mark it as changed.

JupyterLab writes into a notebook what its kernel says of its language, Python's version included.
Where this is what the notebook says already, nothing changes. The notebooks of the course name the
language alone, since every student has another version; the server fills in the rest.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME
from jupyter_server.services.contents.handlers import ContentsHandler

ADDRESS = r"api/contents(?P<path>(?:/[^/]+)*/[^/]+\.ipynb)"


class OpenedNotebook(ContentsHandler):
    """Jupyter's own handler of a file, for notebooks."""

    def _finish_model(self, model: dict[str, Any], location: bool = True) -> None:
        say_language(model)
        super()._finish_model(model, location)


def say_language(model: dict[str, Any]) -> None:
    """Let a notebook say of its language what this environment's kernel says.

    Parameters
    ----------
    model : dict
        A file as Jupyter's contents API has it. A notebook for another kernel stays as it is, and
        so does what is no notebook or comes without its content.
    """
    if model["type"] != "notebook" or not model.get("content"):
        return
    metadata = model["content"]["metadata"]
    if metadata.get("kernelspec", {}).get("name") == NATIVE_KERNEL_NAME:
        metadata["language_info"] = dict(_language())


@cache
def _language() -> dict[str, Any]:
    # It takes long, and is needed with a notebook only.
    from ipykernel.ipkernel import IPythonKernel  # noqa: PLC0415

    return IPythonKernel.language_info
