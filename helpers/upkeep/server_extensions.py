"""Switch on, for this Python environment, what the course adds to Jupyter's server.

    python -m helpers.upkeep.server_extensions

A configuration file beside the notebooks would not be read: Jupyter looks into the environment, the
home folder and the system alone.
"""

from __future__ import annotations

from importlib.util import find_spec

from jupyter_server.extension.serverextension import toggle_server_extension_python

FOR_STUDENTS = (
    # A widget lives as long as its kernel. A notebook that was run, saved and opened again would
    # show "Error displaying widget: model not found" in place of the picture that it had at first.
    "helpers.explorers.kit.saved",
    # Validate says how far each question is, not every cell that fails with its traceback.
    "helpers.grading.validating",
)
FOR_INSTRUCTORS = (
    # Marking: the Autograde button, and how work is shown.
    "helpers.grading.formgrader",
)


def extensions() -> list[str]:
    """Names of the modules; what instructors use is not in the folder that a student gets."""
    return [*FOR_STUDENTS, *(name for name in FOR_INSTRUCTORS if find_spec(name))]


def switch_on() -> None:
    """Write into the environment that the server loads them."""
    for name in extensions():
        toggle_server_extension_python(name, enabled=True, sys_prefix=True)


if __name__ == "__main__":
    switch_on()
