"""Switch on, for this Python environment, what the course adds to Jupyter's server.

    python -m helpers.upkeep.server_extensions

A configuration file beside the notebooks would not be read: Jupyter looks into the environment, the
home folder and the system alone.
"""

from __future__ import annotations

from jupyter_server.extension.serverextension import toggle_server_extension_python

EXTENSIONS = (
    # A widget lives as long as its kernel. A notebook that was run, saved and opened again would
    # show "Error displaying widget: model not found" in place of the picture that it had at first.
    "helpers.explorers.kit.saved",
    # Marking: the Autograde button, and how work is shown.
    "helpers.grading.formgrader",
    # Validate says how far each question is, not every cell that fails with its traceback.
    "helpers.grading.validating",
)


def switch_on() -> None:
    """Write into the environment that the server loads them."""
    for name in EXTENSIONS:
        toggle_server_extension_python(name, enabled=True, sys_prefix=True)


if __name__ == "__main__":
    switch_on()
