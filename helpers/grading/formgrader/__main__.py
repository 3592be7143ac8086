"""Switch the extension on for this environment."""

from jupyter_server.extension.serverextension import toggle_server_extension_python

from helpers.grading.formgrader import NAME

if __name__ == "__main__":
    toggle_server_extension_python(NAME, enabled=True, sys_prefix=True)
