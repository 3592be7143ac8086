"""Switch on, for this Python environment, what the course adds to JupyterLab and its server.

    python -m helpers.upkeep.server_extensions

A configuration file beside the notebooks would not be read: Jupyter looks into the environment, the
home folder and the system alone. What a user has set in JupyterLab stays.
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jupyter_server.extension.serverextension import toggle_server_extension_python
from jupyterlab.commands import disable_extension, get_app_dir

FOR_STUDENTS = (
    # A widget lives as long as its kernel. A notebook that was run, saved and opened again would
    # show "Error displaying widget: model not found" in place of the picture that it had at first.
    "helpers.explorers.kit.saved",
    # Validate says how far each question is, not every cell that fails with its traceback.
    "helpers.grading.validating",
    # The page that opens first.
    "helpers.overview",
)
FOR_INSTRUCTORS = (
    # Marking: the Autograde button, and how work is shown.
    "helpers.grading.formgrader",
)


SETTINGS: dict[str, dict[str, Any]] = {
    # No question about news before the first lecture.
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    # Texts are there to be read: a README opens as a page, not as its source.
    "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}},
}
"""Defaults of JupyterLab, by the names that its settings have."""
CREATE_ASSIGNMENT = "@jupyter/nbgrader:create-assignment"


def extensions() -> list[str]:
    """Names of the modules; what instructors use is not in the folder that a student gets."""
    return [*FOR_STUDENTS, *(name for name in FOR_INSTRUCTORS if find_spec(name))]


def switch_on() -> None:
    """Write into the environment that the server loads them, and JupyterLab's defaults."""
    for name in extensions():
        toggle_server_extension_python(name, enabled=True, sys_prefix=True)
    set_defaults(Path(get_app_dir()) / "settings" / "overrides.json")
    if set(FOR_INSTRUCTORS).isdisjoint(extensions()):
        disable_extension(CREATE_ASSIGNMENT, level="sys_prefix")


def set_defaults(file: Path) -> None:
    """Put `SETTINGS` into a file of defaults; what else stands in it stays.

    Raises
    ------
    ValueError
        If the file holds something else than JSON.
    """
    try:
        kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    except ValueError as error:
        raise ValueError(f"{file} is not JSON ({error}); mend or delete it") from error
    file.parent.mkdir(parents=True, exist_ok=True)
    new = {name: {**kept.get(name, {}), **setting} for name, setting in SETTINGS.items()}
    file.write_text(json.dumps(kept | new, indent=1), encoding="utf-8")


if __name__ == "__main__":
    switch_on()
